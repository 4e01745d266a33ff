#!/bin/sh
# lrscope snapshot and --script: the instrument without a terminal.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

small() {
    run "$@" --epochs 30
}

small snapshot "$source/tests/cli/small.lua" --size 80x24
is "$status $(wc -l <"$scratch/out" | tr -d ' ')" "0 24" "snapshot: as many rows as asked for"
cp "$scratch/out" "$scratch/end"
grep -qi "step decay\|StepLR" "$scratch/out"
ok $? "snapshot: names the schedule"
small snapshot "$source/tests/cli/small.lua" --at 7 --ascii
is "$status $(LC_ALL=C tr -d '\n -~' <"$scratch/out" | wc -c | tr -d ' ')" "0 0" \
    "snapshot: --ascii is ASCII"
cmp -s "$scratch/out" "$scratch/end"
is $? 1 "snapshot: --at shows another moment"
small snapshot "$source/tests/cli/small.lua" --size 1x1
is "$status" 0 "snapshot: survives 1x1"
small snapshot "$source/tests/cli/small.lua" --to svg --theme light
is "$status $(head -c 4 "$scratch/out") $(tail -n 1 "$scratch/out")" "0 <svg </svg>" "snapshot: as SVG"
small snapshot "$source/tests/cli/small.lua" --to ansi
is "$status $(grep -c "$(printf '\033')\\[0m$" "$scratch/out" | sed 's/^[1-9][0-9]*$/some/')" "0 some" \
    "snapshot: with ANSI colours"
refuses "no theme 'drak'; did you mean 'dark'?" snapshot --theme drak
refuses "--size takes columns and rows" snapshot --size 80
refuses "--to takes text|ansi|svg" snapshot --to png

printf '.\n.\nexpect step\n' >"$scratch/script"
small "$source/tests/cli/small.lua" --script "$scratch/script" --size 100x30
is "$status" 0 "script: keys and an expectation that holds"
printf ':epoch 5\nexpect bad ticks\nexpect ▸ patience\n' >"$scratch/script"
run plateau --script "$scratch/script" --size 80x24
is "$status" 0 "script: a plateau shows what it counts, and patience is selected from the start"
printf 'expect no such words anywhere\n' >"$scratch/script"
small "$source/tests/cli/small.lua" --script "$scratch/script"
is "$status" 1 "script: an expectation that fails"
printf ':no-such-action\n' >"$scratch/script"
small "$source/tests/cli/small.lua" --script "$scratch/script"
is "$status" 2 "script: an action that is not there"
refuses "no theme 'blue'; there are dark, light, contrast, mono" --theme blue --script "$scratch/script"
refuses "did you mean 'light'" --theme ligth --script "$scratch/script"
refuses "goes with --script" --size 80x24

TERM=dumb run start
is "$status" 3 "no terminal: exit status 3"
is "$(wc -l <"$scratch/err" | tr -d ' ')" 1 "no terminal: one line of advice"

done_testing
