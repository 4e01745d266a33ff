return {
  title = "Cosine, and T_max shorter than training",
  about = "Cosine annealing takes long steps first and short ones last, if T_max is the length of "
    .. "the run. If it is shorter, the rate climbs again, and what was learnt suffers.",
  notes = "Ten minutes. The trap is a common one: T_max=10 in a script that trains 100 epochs.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.3, momentum = 0.9 },
  schedule = CosineAnnealingLR { T_max = 60 },
  train = { epochs = 60, batch = 32, validation = 0.25, seed = 1 },
  pace = 100,
  lesson = {
    { say = "A small network learns to tell three spirals apart, for 60 epochs. The dotted line is "
        .. "the plan: the rate falls from 0.3 to 0 along half a cosine wave, as T_max = 60.",
      check = "lr == 0.3",
      notes = "An epoch is one pass over the data. T_max counts calls of scheduler.step(): here one "
        .. "an epoch." },
    { say = "Half-way the rate is half of 0.3. The loss falls, but it jumps about: the steps are "
        .. "long, and each mini-batch pulls another way.",
      run = 30, check = "lr == 0.15" },
    { say = "The steps get shorter, the jumps smaller, and the loss settles lower than half-way. "
        .. "Remember this run.",
      run = true, keep = "T_max 60", check = { "loss < loss@30", "lr < 0.001" } },
    { say = "Now T_max = 30, in a run of 60 epochs. At epoch 30 the rate is 0: nothing moves.",
      set = { ["schedule.T_max"] = 30 }, rerun = 30,
      check = { "lr == 0", "loss < 0.3" } },
    { ask = "From here the rate climbs back to 0.3. What will the loss do?",
      choices = { "fall on", "stay where it is", "rise again" }, answer = 3,
      notes = "The dots are the plan past T_max. In PyTorch this cosine is a wave, not a ramp that "
        .. "ends." },
    { run = true, keep = "T_max 30",
      reveal = "It rises: long steps throw the weights out of the place that they had settled in. "
        .. "The run ends at its highest rate, and worse than at epoch 30.",
      check = { "loss > 1.5 * loss@30", "lr > 0.29", "val_loss > kept.T_max 60.val_loss" } },
    { ask = "Was that bad luck? Of 16 seeds, how often will T_max = 60 end lower than 30?",
      choices = { "about 8", "about 12", "nearly all" }, answer = 3 },
    { drop = true, seeds = 16,
      compare = { { name = "T_max 60", set = { ["schedule.T_max"] = 60 } },
        { name = "T_max 30", set = { ["schedule.T_max"] = 30 } } },
      reveal = "Not luck: both get the same seeds, and so the same first weights and order of data.",
      check = { "verdict.T_max 60 >= 14", "verdict.T_max 60.loss < verdict.T_max 30.loss" } },
    { say = "So T_max is the length of training, in the unit in which the schedule is stepped. "
        .. "Turn it with Left and Right, and r runs again: which T_max end low, which high?",
      notes = "60 / T_max odd (60, 20, 12): the wave ends at 0. Even (30, 15): at the top." },
  },
}
