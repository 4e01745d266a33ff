#!/bin/sh
# export --to lua: a scene that trains as the original does.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

for name in $("$lrscope" list scenes | awk 'NR > 1 { print $1 }'); do
    run export "$name" --to lua -o "$scratch/$name.lua"
    sed '1{/^--/d;}' "$scratch/$name.lua" >"$scratch/once" # that a lesson was left out
    "$lrscope" export "$scratch/$name.lua" --to lua >"$scratch/twice" 2>/dev/null &&
        cmp -s "$scratch/twice" "$scratch/once"
    is "$status $?" "0 0" "$name is written, and written from what was written"
    is "$("$lrscope" run "$name" --steps 20 --every 5)" \
        "$("$lrscope" run "$scratch/$name.lua" --steps 20 --every 5)" "$name trains the same"
done

run export start --schedule 'LambdaLR{"0.9^t"}' --set optimizer.lr=0.125 --epochs 7 --to lua
grep -q '^  schedule = LambdaLR { "0.9^t" },$' "$scratch/out" &&
    grep -q '^  optimizer = SGD { lr = 0.125, momentum = 0.9 },$' "$scratch/out" &&
    grep -q '^  train = { epochs = 7, batch = 32 },$' "$scratch/out"
ok $? "overrides are in the scene"

printf 'local k = 0.5\nreturn { schedule = LambdaLR { function(t) return k^t end } }\n' \
    >"$scratch/local.lua"
refuses 'schedule.lr_lambda cannot be written: the function of line 2 uses local variables' \
    export "$scratch/local.lua" --to lua
echo kept >"$scratch/old.lua"
refuses 'cannot be written' export "$scratch/local.lua" --to lua -o "$scratch/old.lua"
is "$(cat "$scratch/old.lua")" kept "an old file survives a scene that cannot be written"

done_testing
