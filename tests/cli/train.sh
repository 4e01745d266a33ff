#!/bin/sh
# lrscope run and find: columns, determinism, comparison, what ends badly.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

small() {
    command=$1
    shift
    run "$command" "$source/tests/cli/small.lua" "$@"
}

small run
cp "$scratch/out" "$scratch/first"
is "$status $(head -1 "$scratch/first")" "0 step,epoch,lr,train_loss,val_loss,val_accuracy" \
    "run: columns"
is "$(cut -d, -f2,3 "$scratch/first" | uniq | tail -n +2 | tr '\n' ' ')" "0,0.1 1,0.05 2,0.025 " \
    "run: one rate an epoch"
is "$(awk -F, 'NR > 1 && $5 != "" { print $2 }' "$scratch/first" | tr '\n' ' ')" "0 1 2 " \
    "run: validation on the last row of an epoch"
is "$(awk -F, 'NR > 1 && $1 != NR - 2' "$scratch/first")" "" "run: a row a step"
small run
cmp -s "$scratch/out" "$scratch/first"
ok $? "run: the same bytes again"
small run --seed 5
cmp -s "$scratch/out" "$scratch/first"
is $? 1 "run: another seed, another run"

small run --every 5
awk -F, -v first="$scratch/first" 'BEGIN { getline line < first; while ((getline line < first) > 0) {
        split(line, f, ","); last = line; n++; if (f[1] % 5 == 0 || f[5] != "") want[m++] = line }
        if (want[m - 1] != last) want[m++] = last }
    NR > 1 && $0 != want[NR - 2] { bad = 1 } END { exit bad || NR - 1 != m || m >= n }' \
    "$scratch/out"
ok $? "run: --every K keeps each K-th row, epochs' ends and the last"

small run --format json
is "$(tr -d '[] \n' <"$scratch/out" | sed 's/},{/}\n{/g' | grep -c '"train_loss":[0-9]')" \
    "$(($(wc -l <"$scratch/first") - 1))" "run: JSON has as many rows"

small run -o "$scratch/file.csv"
is "$(cmp "$scratch/file.csv" "$scratch/first" 2>&1)$(cat "$scratch/out")" "" "run: -o FILE"
small run --problem quadratic --steps 3 -o "$scratch/absent/file"
is "$status" 1 "run: a folder that is not there"

for jobs in 1 2; do
    small run --compare cosine --compare 'ExponentialLR{gamma=0.9}' --jobs $jobs
    cp "$scratch/out" "$scratch/jobs$jobs"
done
cmp -s "$scratch/jobs1" "$scratch/jobs2"
ok $? "run: --compare gives the same bytes with 1 and 2 jobs"
is "$(sed -n 's/^run 2: //p' "$scratch/err")" "ExponentialLR{gamma=0.9}" "run: says which is which"
is "$(head -1 "$scratch/jobs1" | sed 's/.*,//')" run "run: --compare adds the column run"
grep ',0$' "$scratch/jobs1" | sed 's/,0$//' >"$scratch/run0"
tail -n +2 "$scratch/first" | cmp -s - "$scratch/run0"
ok $? "run: run 0 of a comparison is the run alone"

small run --problem rosenbrock --optimizer 'SGD{lr=0.0001}' --schedule Constant --steps 5
is "$status $(head -1 "$scratch/out")" "0 step,epoch,lr,train_loss,val_loss,val_accuracy,x,y" \
    "run: a landscape has x,y"
is "$(tail -1 "$scratch/out" | cut -d, -f1,2,5,6)" "4,4,," "run: there an epoch is one step"
is "$(sed -n 2p "$scratch/out" | cut -d, -f7,8)" "-1.2,1" "run: x,y is where the row's loss was"
small run --problem rosenbrock --optimizer 'SGD{lr=0.2}' --steps 1
is "$(grep -c 'is large for rosenbrock' "$scratch/err")" 1 "run: a rate far too large is noted"
small run --problem rosenbrock --optimizer 'SGD{lr=0.001}' --steps 1
is "$(cat "$scratch/err")" "" "run: a fitting one is not"
small run --steps 7 --epochs 3
is "$(tail -1 "$scratch/out" | cut -d, -f1)" 6 "run: --steps wins over --epochs"
echo 'return { schedule = LambdaLR{function(t) return nil end} }' >"$scratch/bad.lua"
run run "$scratch/bad.lua"
is "$status $(grep -c "^lrscope: $scratch/bad.lua: schedule" "$scratch/err")" "2 1" \
    "run: what a function does wrong is told with its file"

small run --problem quadratic --optimizer 'SGD{lr=1e9}' --schedule Constant --steps 500
is "$status" 1 "run: a diverged run fails"
grep -q "diverged at step" "$scratch/err"
ok $? "run: and says so"
[ "$(wc -l <"$scratch/out")" -lt 100 ]
ok $? "run: its rows end there"

small find --set finder.num_it=40
is "$status $(head -1 "$scratch/out")" "0 step,lr,loss,smoothed" "find: columns"
is "$(grep -c '^# .*: ' "$scratch/out")" 4 "find: four suggestions"
is "$(sed -n 2p "$scratch/out" | cut -d, -f1,2)" "0,1e-07" "find: starts at start_lr"
small find --set finder.num_it=40 --format json
grep -q '"suggestions": {"steepest": ' "$scratch/out"
ok $? "find: JSON with suggestions"

refuses "did you mean '--epochs'" run "$source/tests/cli/small.lua" --epoch 3
refuses "PATH=VALUE" run "$source/tests/cli/small.lua" --set schedule.gamma
refuses "schedule.gama" run "$source/tests/cli/small.lua" --schedule StepLR --set schedule.gama=0.5
refuses "--schedule" run "$source/tests/cli/small.lua" --schedule 'StepLR{gamma=-1}'
refuses "--compare" run "$source/tests/cli/small.lua" --compare 'Nothing{}' --steps 2
refuses "with --every" run "$source/tests/cli/small.lua" --problem quadratic --steps 100000000 \
    --compare Constant
refuses "absent" run absent
refuses "no-such" run "$scratch/no-such.lua"
refuses "--seed" run "$source/tests/cli/small.lua" --seed x
refuses "schedule.gamma" run "$source/tests/cli/small.lua" --schedule StepLR --set schedule.gamma=nan

done_testing
