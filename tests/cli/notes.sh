#!/bin/sh
# lrscope notes: a lesson on paper.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

cat >"$scratch/mine.lua" <<'SCENE'
return {
  title = "Mine", about = "What it is about.", notes = "Five minutes.",
  optimizer = Adam {}, schedule = ReduceLROnPlateau {}, train = { epochs = 2 },
  lesson = {
    { say = "Look.", set = { ["train.monitor"] = "val_accuracy", ["schedule.patience"] = 3 }, run = 1 },
    { ask = "Up?", choices = { "yes", "no" }, answer = 2, notes = "Wait." },
    { reveal = "No.", set = { ["optimizer.betas.1"] = 0.5, schedule = StepLR { gamma = 0.25 } },
      rerun = true, keep = "half" },
  },
}
SCENE
run notes "$scratch/mine.lua"
is "$status $(cat "$scratch/out")" "0 Mine
      What it is about.
    N Five minutes.

  1/3 Look.
    > sets schedule.patience = 3, train.monitor = val_accuracy; runs on

  2/3 Up?
    a yes
  * b no
    N Wait.

  3/3 No.
    > sets schedule = StepLR{gamma=0.25}, optimizer.betas.1 = 0.5; runs from
      the start; keeps the curve as \"half\"" "every beat, answer and note"

run notes cosine
grep -q T_max "$scratch/out" && [ "$status" -eq 0 ]
ok $? "a lesson comes before the scene of the same name"
run notes 06-cosine
ok "$status" "a lesson by its number"
refuses 'start has no lesson' notes start
refuses "no scene is called 'cosin'; did you mean 'cosine'" notes cosin

done_testing
