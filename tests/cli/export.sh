#!/bin/sh
# export: planned rates, code, and what is refused. That the code does what it should is for
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

refuses 'looks at the loss' export plateau --to csv
refuses 'Keras has no RAdam' export start --optimizer RAdam --to keras
refuses 'optimizer.lr is 0' export start --optimizer 'SGD{lr=0}' --schedule REX
refuses 'goes with --to pytorch' export start --to csv --replay
refuses 'takes pytorch|keras|optax' export start --to caffe
refuses 'looks at the loss' export plateau --to csv -o "$scratch/code.py"
grep -q 'keras.optimizers.SGD(' "$scratch/code.py"
ok $? "what was there before stays"
done_testing
