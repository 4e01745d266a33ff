return {
  title = "Step decay, and what its jumps can do",
  about = "StepLR keeps the rate for some epochs and then multiplies it by gamma. The loss falls "
    .. "at once after a drop; a drop that comes too early freezes the run.",
  notes = "Ten minutes. Point at the two charts together: each stair of the rate is a stair of "
    .. "the loss.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = StepLR { step_size = 20, gamma = 0.1 },
  train = { epochs = 60, batch = 16, validation = 0.25, seed = 1 },
  pace = 150,
  lesson = {
    { say = "A small network tells three spirals apart; the map, x across and y up, shows its answers. "
        .. "The dotted line is the plan: lr is 0.2 for 20 epochs, then a tenth of it. So far the loss "
        .. "jumps about: long steps.",
      act = "log off", run = 20, check = { "lr@0 == 0.2", "lr@19 == 0.2", "lr < 0.021" },
      notes = "The dots are the losses of single batches, the line their mean over an epoch. Point "
        .. "at how far the validation loss jumps from epoch to epoch." },
    { ask = "Now the rate drops from 0.2 to 0.02. What will the loss do in the next epochs?",
      choices = { "fall more slowly than before", "drop at once", "jump up" }, answer = 2,
      notes = "Many say: smaller steps, slower progress. Let them defend it." },
    { run = 25,
      reveal = "It drops at once. The weights were shaken around a good place; short steps let "
        .. "them settle into it.",
      check = { "loss < 0.6 * loss@20" },
      notes = "Point at both charts: the stair of the rate and the stair of the loss stand one "
        .. "above the other." },
    { ask = "At epoch 40 the rate drops again, to 0.002. What will this drop do?",
      choices = { "bring the loss down again as far", "hardly anything", "raise the loss" },
      answer = 2,
      notes = "Ask what is left to be calmed at 0.02." },
    { run = true, keep = "20",
      reveal = "Hardly anything. The first drop has calmed what there was to calm.",
      check = { "loss > 0.7 * loss@40", "loss < 1.1 * loss@40" },
      notes = "The first drop took away a shaking of 0.2, the second only one of 0.02." },
    { ask = "If a drop helps, why wait? With step_size = 5 it drops at epoch 5, 10, 15 ... How "
        .. "will that end?",
      choices = { "lower", "the same, but sooner", "higher" }, answer = 3,
      notes = "Step decay as in old papers: the drops come when the loss has stopped falling, not "
        .. "before." },
    { set = { ["schedule.step_size"] = 5 }, rerun = true, keep = "5",
      reveal = "Higher: from epoch 15 on the rate is 0.0002 or less. The loss is flat, as if "
        .. "training were over, but the network has not learnt yet. It is frozen.",
      check = { "loss > 1.5 * kept.20.loss", "loss > 0.98 * loss@20", "lr@15 < 0.00021" },
      notes = "What goes wrong: a flat loss looks like the end. Ask whether the rate is still "
        .. "alive." },
    { say = "Three ways, 16 seeds, the same budget. Late drops win; drops too early freeze the "
        .. "run; without a drop the loss stays rough and high.",
      drop = true, seeds = 16,
      compare = { { name = "step 20", set = { ["schedule.step_size"] = 20 } },
        { name = "step 5", set = { ["schedule.step_size"] = 5 } },
        { name = "fixed", set = { schedule = Constant {} } } },
      check = { "verdict.step 20 >= 14", "verdict.step 5.loss > 1.7 * verdict.step 20.loss",
        "verdict.fixed.loss > 1.7 * verdict.step 20.loss" },
      notes = "Three numbers after \"lowest in\": one for each setting, in the order of the names. "
        .. "Then the medians." },
    { say = "Step decay is an exponential, looked at now and then: 0.891^20 = 0.1. On a log axis "
        .. "the stairs touch the straight line of ExponentialLR at each drop.",
      drop = true, act = { "panel lr", "log on" },
      compare = { { name = "stairs", set = { schedule = StepLR { step_size = 20, gamma = 0.1 } } },
        { name = "smooth", set = { schedule = ExponentialLR { gamma = 0.1 ^ (1 / 20) } } } },
      check = { "lr@20 < 1.001 * kept.smooth.lr@20", "lr@20 > 0.999 * kept.smooth.lr@20",
        "lr@40 < 1.001 * kept.smooth.lr@40", "lr@40 > 0.999 * kept.smooth.lr@40",
        "lr@19 > 8 * kept.smooth.lr@19" },
      notes = "The schedule Staircase{k = 20, ...} makes such stairs of any other schedule." },
  },
}
