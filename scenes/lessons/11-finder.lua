return {
  title = "The learning-rate finder, and how it misleads",
  about = "The finder trains for 100 batches at a rising rate and suggests where to begin. Its "
    .. "suggestions are guesses: try them in short trainings.",
  notes = "Twelve minutes. The finder is a good start and a bad judge. Each beat shows one way in "
    .. "which it goes wrong.",
  problem = digits { points = 600 },
  model = mlp { hidden = {32} },
  optimizer = SGD { lr = 0.01, momentum = 0.9 },
  schedule = Constant {},
  train = { epochs = 10, batch = 16, validation = 0.25, seed = 1 },
  pace = 40,
  lesson = {
    { say = "100 batches, from lr = 1e-7 to 10. First the loss stands still, then it falls, then it "
        .. "runs away. Several rules read a rate off this curve.",
      find = true, check = { "finder.valley > 0.008", "finder.valley < 0.03",
        "finder.minimum/10 > 0.05", "finder.minimum/10 < 0.13", "finder.steepest > 0.2" },
      notes = "Valley: half way down the longest fall (fastai's default). Steepest: where it falls "
        .. "fastest. minimum/10: a tenth of the rate at the lowest point. The run itself is untouched." },
    { ask = "Valley says 0.018, minimum/10 says 0.09, steepest 0.6. Which ends lowest after 10 "
        .. "epochs?",
      choices = { "0.018", "0.09", "0.6" }, answer = 2 },
    { seeds = 16,
      compare = { { name = "0.09", set = { ["optimizer.lr"] = 0.09 } },
        { name = "0.018", set = { ["optimizer.lr"] = 0.018 } },
        { name = "0.6", set = { ["optimizer.lr"] = 0.6 } } },
      reveal = "0.09 on most seeds, 0.018 is close and safe, 0.6 learns nothing. One curve, three "
        .. "rules, rates 30 times apart: short trainings decide.",
      check = { "verdict.0.09 >= 10", "verdict.0.6 == 0", "verdict.0.018.loss < 0.5",
        "verdict.0.6.loss > 4 * verdict.0.018.loss" } },
    { say = "Another seed (6), the same network: steepest has moved to about 2. One test is one draw of "
        .. "weights and batches. Repeat it before you believe it.",
      drop = true, set = { ["train.seed"] = 6 }, find = true,
      check = { "finder.steepest > 1", "finder.valley < 0.03" } },
    { say = "Now a network that has been trained already: 10 epochs at 0.05.",
      set = { ["optimizer.lr"] = 0.05, ["train.seed"] = 1 }, rerun = true,
      check = "loss < 0.2" },
    { ask = "The finder starts from these weights now (finder.from = \"current\"). What will "
        .. "steepest suggest?",
      choices = { "about 0.05 again", "about 0.6 again", "something absurd" }, answer = 3 },
    { set = { ["finder.from"] = "current" }, find = true,
      reveal = "Near 1e-6: absurd. The loss is low already and has nowhere to fall; the rules read the "
        .. "noise. Valley is below the rate that got us here.",
      check = { "finder.steepest < 0.0001", "finder.valley < 0.04" } },
    { say = "A smooth bowl without noise: 120 steps arrive at any rate from about 0.03 to 0.2. Valley "
        .. "says 0.0005, since the loss falls from the first batch on, however little.",
      drop = true,
      set = { problem = quadratic { kappa = 10 }, optimizer = SGD { lr = 0.1 },
        ["train.steps"] = 120, ["finder.from"] = "fresh" },
      find = true, check = { "finder.valley < 0.002", "finder.valley > 0.0001" },
      notes = "Valley looks for the longest falling stretch. Without noise that is nearly the whole "
        .. "curve, and half of it lies far too low." },
    { say = "The check: 120 steps at each. At valley's 0.0005 the loss is still high, at 0.03 and at "
        .. "0.07 (minimum/10) we have arrived.",
      act = { "back", "log on", "pace 15" },
      compare = { { name = "0.07", set = { ["optimizer.lr"] = 0.07 } },
        { name = "0.03", set = { ["optimizer.lr"] = 0.03 } },
        { name = "0.0005", set = { ["optimizer.lr"] = 0.0005 } } },
      check = { "kept.0.0005.loss > 4", "kept.0.03.loss < 0.01", "kept.0.07.loss < 0.001" } },
  },
}
