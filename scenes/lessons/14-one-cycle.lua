return {
  title = "One cycle: up to a high rate, then all the way down",
  about = "OneCycleLR climbs to a high rate and falls to almost nothing, once. Momentum goes the "
    .. "other way. The cycle must be as long as the run.",
  notes = "Ten minutes. OneCycleLR is stepped after every batch; its max_lr replaces the rate of "
    .. "the optimizer.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = OneCycleLR { max_lr = 0.2, total_steps = 1440 },
  train = { epochs = 60, batch = 16, validation = 0.25, interval = "step", seed = 3 },
  pace = 150,
  lesson = {
    { say = "One cycle over 1440 steps. The rate climbs from 0.008 to 0.2 in the first 30 %. The "
        .. "momentum goes the other way, from 0.95 down to 0.85.",
      act = "log off", run = 18,
      check = { "lr@0 == 0.008", "lr > 0.199", "momentum < 0.851" },
      notes = "Long steps and much momentum together would run away; so one goes down while the "
        .. "other goes up. The momentum stands beside the rate, above the chart." },
    { say = "Then the rate falls, to less than a millionth. The loss is rough at the top and "
        .. "settles in the long fall.",
      run = true, keep = "1440",
      check = { "lr < 2e-6", "loss < 0.6 * loss@20", "momentum > 0.949" },
      notes = "Three parts: rise (30 %), fall, and a long stretch near nothing in which the "
        .. "network settles." },
    { ask = "total_steps says how long the cycle is. What if it is 2880, twice as long as the run?",
      choices = { "the same, only finer", "rate and loss end higher", "PyTorch refuses" },
      answer = 2,
      notes = "PyTorch cannot know how long the run is: it says nothing." },
    { set = { ["schedule.total_steps"] = 2880 }, rerun = true, keep = "2880",
      reveal = "They end higher: the run is over when the fall has hardly begun. What the low "
        .. "rates at the end would have settled is missing.",
      check = { "lr > 0.15", "loss > 1.4 * kept.1440.loss", "val_loss > 1.4 * kept.1440.val_loss" },
      notes = "Too short is worse in PyTorch: a step beyond total_steps raises ValueError. The "
        .. "usual cause: epochs counted where steps are meant." },
    { ask = "Against a cosine that just falls from the same 0.2: who ends lower, in 16 seeds?",
      choices = { "one cycle, nearly always", "cosine, nearly always", "about half each" },
      answer = 3,
      notes = "Same peak, same length; only the rise and the momentum differ." },
    { drop = true, seeds = 16,
      compare = { { name = "one cycle", set = { ["schedule.total_steps"] = 1440 } },
        { name = "cosine", set = { schedule = CosineAnnealingLR { T_max = 1440 } } } },
      reveal = "About half each. At this rate the rise at the start gains nothing, and costs "
        .. "nothing.",
      check = { "verdict.one cycle >= 4", "verdict.cosine >= 4",
        "verdict.one cycle.loss < 1.4 * verdict.cosine.loss",
        "verdict.one cycle.loss > 0.7 * verdict.cosine.loss" } },
    { ask = "Now both with a peak of 0.4, twice as high. What changes?",
      choices = { "still half each", "one cycle wins", "cosine wins" }, answer = 2,
      notes = "Remember lesson 01: too high a rate throws the weights about. Which of the two "
        .. "protects them, and how?" },
    { drop = true, seeds = 16,
      compare = { { name = "one cycle 0.4",
          set = { ["schedule.max_lr"] = 0.4, ["schedule.total_steps"] = 1440 } },
        { name = "cosine 0.4",
          set = { schedule = CosineAnnealingLR { T_max = 1440 }, ["optimizer.lr"] = 0.4 } } },
      reveal = "One cycle wins: its slow rise and low momentum bear this rate. But both ended "
        .. "lower with 0.2.",
      check = { "verdict.one cycle 0.4 >= 11",
        "verdict.one cycle 0.4.loss < 0.8 * verdict.cosine 0.4.loss",
        "verdict.one cycle 0.4.loss > 0.2" },
      notes = "The medians with 0.2 were below 0.2 for both: page back to see them. Where the "
        .. "best rate is not known, to bear a high one is worth something: it is safer, not "
        .. "better." },
  },
}
