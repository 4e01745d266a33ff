#!/bin/sh
# lrscope curve: formats, defaults, what it refuses.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

run curve 'StepLR{step_size=2, gamma=0.5}' --steps 5
is "$(cat "$scratch/out")" "step,lr
0,0.1
1,0.1
2,0.05
3,0.05
4,0.025" "rows with the shortest numbers, base rate 0.1"

run curve cosine --steps=3 --lr=1e-7
is "$(head -2 "$scratch/out" | tail -1)" "0,1e-07" "--name=value, short name of the kind"

run curve Constant
is "$(wc -l <"$scratch/out" | tr -d ' ')" 101 "a hundred rows by default"

run curve 'OneCycleLR{max_lr=1, total_steps=10}' --steps 1 --format json
is "$(tr -d ' \n' <"$scratch/out")" \
    '[{"step":0,"lr":0.040000000000000036,"momentum":0.95}]' "JSON, with momentum"

run curve 'SequentialLR{milestones={2}, LinearLR{start_factor=0.5, total_iters=2}, OneCycleLR{max_lr=1, total_steps=10}}' --steps 3
is "$(sed -n 2p "$scratch/out")" "0,0.05," "no momentum while nothing drives it"

run curve 'CyclicLR{cycle_momentum=false}' --steps 1
is "$(head -1 "$scratch/out")" "step,lr" "no momentum column where it is switched off"

run curve 'LambdaLR{"1 - t/T"}' --steps 4 --lr 1
is "$(tail -1 "$scratch/out")" "3,0.25" "T is the number of rows"

run curve 'scheduler = lr_scheduler.StepLR(
    optimizer,  # as in a script
    step_size=2, gamma=0.5, last_epoch=-1)' --steps 4 --lr 1
is "$(cut -d, -f2 "$scratch/out" | tr '\n' ' ')" "lr 1 1 0.5 0.5 " "PyTorch's constructors are read"

run curve 'SequentialLR{milestones={5}, LinearLR{}, LambdaLR{"1 - t/T"}}' --steps 15 --lr 1
is "$(tail -1 "$scratch/out")" "14,0.09999999999999998" "inside another, T is the length of its part"

printf '1\n1\nnan\ninf\n' >"$scratch/metric"
run curve 'ReduceLROnPlateau{patience=0, factor=0.5}' --lr 1 --steps 5 --metric "$scratch/metric"
is "$(cut -d, -f2 "$scratch/out" | tr '\n' ' ')" "lr 1 1 0.5 0.25 0.125 " \
    "four lines are enough for five rows"
refuses "has 4 lines; 6 steps need 5" curve plateau --steps 6 --metric "$scratch/metric"
printf '1\n' >"$scratch/one"
refuses "one has 1 line; 6 steps need 5" curve plateau --steps 6 --metric "$scratch/one"
refuses "a list of at most 1 kind" curve 'Staircase{2, StepLR, StepLR}'
refuses "give it one with --metric" curve plateau
refuses "give it one with --metric" curve 'SequentialLR{milestones={5}, LinearLR{}, ReduceLROnPlateau{}}'
printf '1\nabc\n' >"$scratch/metric"
refuses "metric:2: 'abc' is not a number" curve plateau --steps 2 --metric "$scratch/metric"
refuses "absent: No such file" curve plateau --metric "$scratch/absent"

refuses "SPEC is missing" curve
refuses "StepLR" curve 'StpeLR{gamma=0.5}'
refuses "gamma" curve 'StepLR{gama=0.5}'
refuses "step_size" curve 'StepLR{step_size=0}'
refuses "pct_start" curve 'OneCycleLR{total_steps=10, pct_start=0.1}'
refuses "2 schedules need 1" curve 'SequentialLR{milestones={3, 5}, LinearLR{}, StepLR{}}'
refuses "did you mean '--steps'" curve StepLR --step 5
refuses "no option --foo (lrscope --help)" --foo
refuses "values stand in braces: write StepLR{step_size=3}" curve 'ChainedScheduler{StepLR(step_size=3)}'
refuses "SPEC: schedule.T_max: what is len(loader)? write its value in its place" \
    curve 'CosineAnnealingLR(optimizer, T_max=len(loader))'
refuses "--optimizer: there is no optimizer 'LBFGS'" run --optimizer 'optim.LBFGS(p)'
refuses "'abc' is no number, allowed 0 <= lr" run --set optimizer.lr=abc
refuses "'ten' is no number, allowed a whole number" run --epochs ten
refuses 'csv{path="my.csv"}' run --problem my.csv
refuses "--steps takes a whole number, 1 or more" curve StepLR --steps 0
refuses "--steps takes a whole number" curve StepLR --steps 2.5
refuses "--lr takes a number" curve StepLR --lr nan
refuses "--lr needs X" curve StepLR --lr
refuses "--format takes csv|json" curve StepLR --format xml
refuses "one argument too many" curve StepLR CosineAnnealingLR
refuses "no option --epochs" curve StepLR --epochs 5
refuses "did you mean 'curve'" curv StepLR
refuses "did you mean 'find'" fnd

LC_ALL=de_DE.UTF-8 "$lrscope" curve 'StepLR{gamma=0.5}' --steps 1 --lr 0.25 >"$scratch/out"
is "$(tail -1 "$scratch/out")" "0,0.25" "a dot whatever the locale"

if [ -c /dev/full ]; then
    status=0
    "$lrscope" curve StepLR >/dev/full 2>"$scratch/err" || status=$?
    is "$status $(cat "$scratch/err")" \
        "1 lrscope: standard output: No space left on device" "a full disk is said"
    status=0
    "$lrscope" --help >/dev/full 2>"$scratch/err" || status=$?
    is "$status" 1 "a full disk is noticed by --help as well"
fi
{
    status=0
    "$lrscope" curve StepLR --steps 1000000 2>"$scratch/err" || status=$?
    echo "$status" >"$scratch/status"
} | head -1 >"$scratch/out"
want=141 # death by SIGPIPE, unless that was ignored by whoever started the test
sh -c 'kill -PIPE $$' && want=1
is "$(cat "$scratch/status") $(cat "$scratch/out")" "$want step,lr" "a closed pipe ends it"

# What curve prints, a table reads.
run curve 'CosineAnnealingLR{T_max=9, eta_min=0.001}' --steps 12
cp "$scratch/out" "$scratch/rates.csv"
run curve "Table{file=\"$scratch/rates.csv\"}" --steps 12 --lr 7
is "$status $(cat "$scratch/out")" "0 $(cat "$scratch/rates.csv")" "a table replays a curve"
echo 3,fast >>"$scratch/rates.csv"
refuses "^lrscope: schedule.file: $scratch/rates.csv:14: 'fast' is not a rate" curve "Table{file=\"$scratch/rates.csv\"}"
refuses 'schedule.file: .*nix.csv: No such file' run "$source/tests/cli/small.lua" --schedule Table --set schedule.file=nix.csv

done_testing
