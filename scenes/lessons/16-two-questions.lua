return {
  title = "Two questions that sort all schedules",
  about = "How often does the rate change, and by how much? Whoever can answer both for a schedule "
    .. "has understood it.",
  notes = "Ten minutes, as a start or as a summary. Write the two questions on the board and fill "
    .. "a table: one row for each schedule.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = StepLR { step_size = 15, gamma = 0.3 },
  train = { epochs = 60, batch = 16, validation = 0.25, seed = 1 },
  pace = 250,
  lesson = {
    { say = "Every schedule answers two questions. How often does the rate change? By how much? "
        .. "StepLR: at fixed intervals, every 15 epochs; times 0.3.",
      act = "log off", run = true, keep = "StepLR",
      check = { "lr@14 == 0.2", "lr@15 < 0.0601", "lr@15 > 0.0599", "lr@30 < 0.0181" },
      notes = "Write the first row of the table: StepLR, at intervals, times a factor." },
    { say = "Now ExponentialLR. Look at the upper chart: how often does this rate change, and by "
        .. "how much each time?",
      set = { schedule = ExponentialLR { gamma = 0.9 } }, rerun = true, keep = "Exponential",
      check = { "lr@1 < 0.91 * lr@0", "lr@1 > 0.89 * lr@0", "lr@40 < 0.91 * lr@39",
        "lr@40 > 0.89 * lr@39" },
      notes = "Let the run end before the question; the class should look, not read." },
    { ask = "ExponentialLR: how often, and by how much?",
      choices = { "at intervals, times a factor", "every epoch, times a factor",
        "every epoch, by equal amounts" }, answer = 2,
      reveal = "Every epoch, times 0.9. Equal amounts would make a straight line; this one bends, "
        .. "as a tenth of less is less." },
    { ask = "StepLR and ExponentialLR: which answer do they share?",
      choices = { "how often", "by how much", "neither" }, answer = 2,
      reveal = "By how much: both multiply by a factor. Step decay is an exponential that waits "
        .. "between its changes.",
      notes = "With the factor 0.3 every 15 epochs: 0.3^(1/15) = 0.923 each epoch. Lesson 03 "
        .. "shows both on a log axis." },
    { say = "Now a cosine. Where does it fall fast, and where slowly? And what must it know "
        .. "before it starts?",
      drop = true, set = { schedule = CosineAnnealingLR { T_max = 60 } }, rerun = true,
      check = { "lr@30 > 0.099", "lr@30 < 0.101", "lr@5 > 0.95 * lr@0", "lr < 0.001" },
      notes = "Slow at both ends, fast in the middle." },
    { ask = "The cosine: how often, and by how much?",
      choices = { "every epoch, times a factor", "every epoch, along a curve to 0",
        "at intervals, along a curve" }, answer = 2,
      reveal = "Every epoch, along half a cosine: slowly, fast, slowly. It must know its length, "
        .. "T_max; an exponential need not." },
    { say = "And this one: ReduceLROnPlateau. Before the start nobody can draw its plan. Watch "
        .. "when it drops, and look at the loss just before.",
      set = { schedule = ReduceLROnPlateau { factor = 0.3, patience = 4 } }, rerun = true,
      check = { "lr@4 == 0.2", "lr < 0.061" },
      notes = "Count bad epochs aloud: an epoch is bad if the validation loss is no better than "
        .. "the best so far." },
    { ask = "What decides when this rate drops?",
      choices = { "the clock", "the loss", "chance" }, answer = 2,
      reveal = "The loss: 5 epochs without a better validation loss, and the rate is multiplied "
        .. "by 0.3. By how much: as StepLR. How often: by feedback.",
      notes = "patience = 4 tolerates 4 bad epochs; the drop comes with the 5th. All schedules "
        .. "before this one are deaf: their curve is fixed before training." },
    { say = "Key s lists all schedules, sorted by how often. Pick one, say both answers aloud, "
        .. "and then let it run: were you right?",
      notes = "MultiStepLR: at listed epochs, times a factor. PolynomialLR: every epoch, a power "
        .. "of the time left. CyclicLR: every step, triangles. OneCycleLR: every step, up and "
        .. "down once." },
  },
}
