#!/bin/sh
# export: rates, code, and what is refused. That the code does what it should is for
# tests/scene/test_code; --to lua for scene.sh.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

short="--set train.batch=2000 --epochs 3"

run export start $short --schedule 'StepLR{step_size=1, gamma=0.5}' --set optimizer.lr=0.4 --to csv
is "$(cat "$scratch/out")" "step,epoch,lr
0,0,0.4
1,1,0.2
2,2,0.1" "csv holds the planned rates"

run export start $short --schedule 'OneCycleLR{max_lr=1, total_steps=3}' --to json
is "$(sed -n 2p "$scratch/out" | sed 's/:[0-9.e-]*/:/g')" '{"step":,"epoch":,"lr":,"momentum":},' \
    "json has the momentum that is driven"

run export start $short --schedule 'StepLR{step_size=2}'
grep -qx 'scheduler = lr_scheduler.StepLR(optimizer, step_size=2)' "$scratch/out"
ok $? "PyTorch is what is meant"
grep -qx '    scheduler.step()' "$scratch/out"
ok $? "per epoch step() stands behind the loop over batches"

run export start $short --schedule 'OneCycleLR'
grep -q 'total_steps=3)' "$scratch/out" && grep -qx '        scheduler.step()' "$scratch/out"
ok $? "per batch it stands within, and the length is resolved"

run export start --to keras -o "$scratch/code.py"
[ "$status" -eq 0 ] && [ ! -s "$scratch/out" ] && grep -q 'keras.optimizers.SGD(' "$scratch/code.py"
ok $? "-o writes a file"

for decay in linear cosine 1-sqrt; do
    run export start $short --schedule "WarmupStableDecay{decay_type=\"$decay\"}"
    [ "$status" -eq 0 ] && ! grep -q 'decay_type =\|warmup_type' "$scratch/out" &&
        [ "$(grep -c 'factor = ' "$scratch/out")" -eq 2 ]
    ok $? "the law of $decay is there without the others"
done
run export start $short --schedule 'PolyScheduler{warmup_steps=2, warmup_mode="constant"}'
grep -qx '    if n < warmup_steps:' "$scratch/out"
ok $? "of a condition what is open stays"
run export start $short --schedule 'LogAnnealingLR{k=10}'
grep -qx '    elif k == 1:' "$scratch/out"
ok $? "a branch that no choice decides stays"

run export start $short --schedule 'MultiplicativeLR{function(t) return 1 + 1/t end}' --to lua
[ "$status" -eq 0 ] && grep -q '1 + 1/t' "$scratch/out"
ok $? "a factor that has no value at 0 stands alone, too"

looks="--problem quadratic --optimizer SGD{lr=0.01} --steps 60"
plateau='ReduceLROnPlateau{patience=1, threshold=0.2}'
run run start $looks --schedule "$plateau"
cut -d, -f1-3 "$scratch/out" >"$scratch/want"
run export start $looks --schedule "$plateau" --to csv
cmp -s "$scratch/out" "$scratch/want" && [ "$(cut -d, -f3 "$scratch/out" | uniq | wc -l)" -gt 3 ]
ok $? "the rates of a schedule that looks at the loss are those of the run"
both="SequentialLR{milestones={40}, $plateau, OneCycleLR}"
run run start $looks --schedule "$both"
is "$(head -1 "$scratch/out" | cut -d, -f7-)" "x,y,momentum" "run has the momentum that is driven"
is "$(sed -n '41p;42p' "$scratch/out" | cut -d, -f9 | tr '\n' ' ')" " 0.95 " "from the tick on that drives it"
cut -d, -f1-3,9 "$scratch/out" >"$scratch/want"
run export start $looks --schedule "$both" --to csv
cmp -s "$scratch/out" "$scratch/want"
ok $? "with that momentum, too"
run export start $looks --optimizer 'SGD{lr=1e9}' --schedule "$plateau" --to csv
[ "$status" -eq 0 ] && grep -q '^lrscope: note: the rates end at step .* diverged' "$scratch/err" &&
    [ "$(wc -l <"$scratch/out")" -lt 40 ]
ok $? "they end where the run does"

refuses 'Keras has no RAdam' export start --optimizer RAdam --to keras
refuses 'optimizer.lr is 0' export start --optimizer 'SGD{lr=0}' --schedule REX
refuses 'goes with --to pytorch' export start --to csv --replay
refuses 'takes pytorch|keras|optax' export start --to caffe
refuses 'Keras has no RAdam' export start --optimizer RAdam --to keras -o "$scratch/code.py"
grep -q 'keras.optimizers.SGD(' "$scratch/code.py"
ok $? "what was there before stays"
done_testing
