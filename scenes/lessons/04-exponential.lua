return {
  title = "Exponential decay: gamma near one, gamma small",
  about = "ExponentialLR multiplies the rate by gamma at every tick. What looks gentle in one tick "
    .. "is a lot after many, and a tick is an epoch or a step.",
  notes = "Ten minutes. Have the class work out 0.9^44 before it is shown: ln 0.01 / ln 0.9 = 44.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = ExponentialLR { gamma = 0.9 },
  train = { epochs = 60, batch = 16, validation = 0.25, seed = 1 },
  pace = 150,
  lesson = {
    { say = "ExponentialLR multiplies the rate by gamma at every tick. A tick is an epoch here, "
        .. "and gamma is 0.9: each epoch takes a tenth off. The dotted line is the plan.",
      act = "log off", check = { "lr == 0.2" },
      notes = "A tick is one call of scheduler.step(): whoever calls it decides whether it is an "
        .. "epoch or a step." },
    { ask = "The rate starts at 0.2. How much of it is left after 44 of the 60 epochs?",
      choices = { "a half", "a tenth", "a hundredth" }, answer = 3,
      notes = "Common slip: 44 times a tenth off would be more than all. It is a tenth of what is "
        .. "left each time." },
    { run = true, keep = "0.9",
      reveal = "A hundredth: 0.9^44 = 0.01. In the last 15 epochs the loss hardly moves: the rate "
        .. "is too small to learn with.",
      check = { "lr@44 < 0.0101 * lr@0", "lr@44 > 0.0095 * lr@0", "loss > 0.9 * loss@45",
        "loss < 1.02 * loss@45" },
      notes = "Point at the rate at epoch 44, then at the flat end of the loss." },
    { ask = "Now gamma = 0.5: half of the rate goes each epoch. When is a hundredth left?",
      choices = { "after 7 epochs", "after 20 epochs", "after 50 epochs" }, answer = 1,
      notes = "Halving seven times: 1/2, 1/4, 1/8 ... 1/128. Count on the fingers." },
    { set = { ["schedule.gamma"] = 0.5 }, rerun = true, keep = "0.5",
      reveal = "After 7: 0.5^7 = 1/128. The network is frozen before it has learnt anything much: "
        .. "the loss stays high for 50 epochs.",
      check = { "lr@7 < 0.01 * lr@0", "loss > 2 * kept.0.9.loss", "loss > 0.97 * loss@10" },
      notes = "What goes wrong: a flat loss is taken for a trained network. The picture shows that "
        .. "it is not." },
    { ask = "gamma 0.9, 0.95 or 0.99: a share of 0.002, 0.05 or 0.55 is left at the end. Which "
        .. "ends lowest most often?",
      choices = { "0.9", "0.95", "0.99" }, answer = 2,
      notes = "Let them say why: too small at the end is bad, too large at the end is bad as "
        .. "well." },
    { drop = true, seeds = 16,
      compare = { { name = "0.95", set = { ["schedule.gamma"] = 0.95 } },
        { name = "0.9", set = { ["schedule.gamma"] = 0.9 } },
        { name = "0.99", set = { ["schedule.gamma"] = 0.99 } } },
      act = { "panel lr", "log on" },
      reveal = "0.95. With 0.9 the run freezes too soon, with 0.99 the steps are long to the end. "
        .. "On this log axis each gamma is a straight line.",
      check = { "verdict.0.95 >= 9", "verdict.0.95.loss < verdict.0.9.loss",
        "verdict.0.95.loss < 0.9 * verdict.0.99.loss" },
      notes = "So gamma must fit the length of the run. A rule of thumb: gamma^T between 0.01 and "
        .. "0.1. For 60 epochs that is 0.926 to 0.962." },
    { ask = "The same gamma = 0.95, but a tick is a step now: 24 of them are one epoch. What is "
        .. "left after the first epoch?",
      choices = { "95 %", "70 %", "29 %" }, answer = 3,
      notes = "The commonest slip of all: scheduler.step() in the inner loop. Lesson 15 is about "
        .. "it." },
    { set = { ["train.interval"] = "step" }, rerun = true,
      reveal = "29 %: 0.95^24. After 4 epochs under 1 %: frozen. The same fall as before, but per "
        .. "step, needs gamma = 0.95^(1/24) = 0.998.",
      act = { "panel lr", "log off" },
      check = { "lr@1 < 0.3 * lr@0", "lr@1 > 0.28 * lr@0", "lr@4 < 0.01 * lr@0",
        "loss > 2 * kept.0.9.loss", "loss > 0.97 * loss@8" },
      notes = "No error, no warning, only a flat loss. Ask how one would notice: look at the "
        .. "rate." },
  },
}
