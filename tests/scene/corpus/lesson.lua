return {
  title = "Every field of a beat",
  problem = quadratic { kappa = 10 }, optimizer = Adam { lr = 0.1, betas = { 0.9, 0.99 } },
  schedule = CosineAnnealingLR { T_max = 40 }, train = { steps = 80 },
  lesson = {
    { say = "Look.", drop = true, set = { ["schedule.T_max"] = 20, ["optimizer.betas.1"] = 0.8 },
      act = { "log", "picture" }, run = 10, keep = "short", notes = "Wait for questions.",
      check = { "loss < 100", "kept.short.lr@5 > 0.5 * lr", "diverged == 0" } },
    { ask = "What now?", choices = { "up", "down" }, answer = 2 },
    { set = { schedule = StepLR { step_size = 5 } }, rerun = "loss < 0.1", reveal = "Down." },
    { say = "Both.", compare = {
        { name = "cosine", set = { schedule = CosineAnnealingLR { T_max = 80 } } },
        { name = "fixed", set = { schedule = Constant {} } } }, seeds = 4,
      check = { "verdict.cosine >= 2", "verdict.cosine.loss < verdict.fixed.loss",
        "kept.fixed.loss > 0" } },
    { say = "The finder.", find = true, check = "finder.valley > 0" },
  },
}
