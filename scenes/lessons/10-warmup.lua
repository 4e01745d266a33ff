return {
  title = "Warm-up, and the first steps of Adam",
  about = "Adam's first steps are as long as its rate allows, however small the gradient is. A "
    .. "warm-up keeps them short until it knows better.",
  notes = "Ten minutes. Two parts: what the first step does, seen in a bowl; then what it costs a "
    .. "deep network.",
  problem = quadratic { kappa = 10, start = {2, 0.01} },
  optimizer = SGD { lr = 0.1 },
  schedule = Constant {},
  train = { steps = 30, seed = 1 },
  pace = 5,
  lesson = {
    { say = "A start at x = 2, y = 0.01 (x across, y up): y is all but right. SGD's first step is lr times the "
        .. "gradient: far along x, and next to nothing along y.",
      act = "log off", run = 1, check = { "x < 1.99", "y < 0.0101", "y > -0.0101" } },
    { ask = "Adam divides each gradient by its own size. With lr = 0.3, how far does its first step "
        .. "move y, whose gradient is tiny?",
      choices = { "hardly at all", "by 0.3, like x", "by 3" }, answer = 2 },
    { drop = true, set = { optimizer = Adam { lr = 0.3 } }, rerun = 1,
      reveal = "By 0.3, as far as x. The first average of gradients is one gradient, so the ratio is "
        .. "1 or -1: a full step, however small the gradient is.",
      check = { "x < 1.701", "x > 1.699", "y < -0.28", "y > -0.3" },
      notes = "m / sqrt(v) with bias correction is g / |g| at step 1. With batches, later "
        .. "averages cancel the noise and the steps get shorter." },
    { say = "Now a network of five hidden layers that reads digits. Adam at 0.02, then a cosine to 0. "
        .. "The first full steps shake all layers at once, and it starts badly.",
      drop = true,
      set = { problem = digits { points = 600 }, model = mlp { hidden = {32, 32, 32, 32, 32} },
        optimizer = Adam { lr = 0.02 }, schedule = CosineAnnealingLR { T_max = 580 },
        ["train.steps"] = 580, ["train.batch"] = 16, ["train.validation"] = 0.25,
        ["train.interval"] = "step" },
      act = "pace 60", rerun = true, keep = "no warm-up", check = { "lr < 0.001", "loss@3 > 1" } },
    { ask = "A warm-up: over the first 100 of 580 steps the rate climbs from 0 to 0.02. These steps "
        .. "are shorter. Where will the loss end?",
      choices = { "higher: time was lost", "lower", "at the same place" }, answer = 2 },
    { set = { schedule = SequentialLR { milestones = {100}, LinearLR { start_factor = 0.01,
        total_iters = 100 }, CosineAnnealingLR { T_max = 480 } } }, rerun = true,
      reveal = "Lower. What the slow start cost is soon won back, since the layers were not wrecked.",
      check = { "val_loss < 0.8 * kept.no warm-up.val_loss" },
      notes = "The key w puts a warm-up in front of any schedule and takes it away again." },
    { say = "16 seeds, the same gradients for both: with warm-up nearly all end lower.",
      drop = true, seeds = 16, act = "pace 120",
      compare = { { name = "warm-up", set = {} },
        { name = "none", set = { schedule = CosineAnnealingLR { T_max = 580 } } } },
      check = { "verdict.warm-up >= 14", "verdict.warm-up.loss < 0.7 * verdict.none.loss" } },
    { ask = "And with a small rate, 0.003?",
      choices = { "warm-up wins as clearly", "it hardly matters", "warm-up loses" }, answer = 2 },
    { drop = true, seeds = 16,
      compare = { { name = "warm-up", set = { ["optimizer.lr"] = 0.003 } },
        { name = "none", set = { ["optimizer.lr"] = 0.003,
          schedule = CosineAnnealingLR { T_max = 580 } } } },
      reveal = "Now the seeds disagree: short first steps are harmless. Warm-up is for high rates.",
      check = { "verdict.none >= 4", "verdict.warm-up >= 4" } },
  },
}
