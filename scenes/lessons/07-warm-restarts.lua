return {
  title = "Warm restarts against plain cosine",
  about = "A restart throws the rate up again, and the loss with it. What it buys is a good model "
    .. "at the end of each cycle; whether the last one is better, 16 seeds shall say.",
  notes = "Ten minutes. Articles say that restarts usually end lower, and longer cycles too. Let "
    .. "the class bet before each verdict.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = CosineAnnealingLR { T_max = 70 },
  train = { epochs = 70, batch = 16, validation = 0.25, seed = 1 },
  pace = 150,
  lesson = {
    { say = "Plain cosine for comparison: one fall from 0.2 to 0 in 70 epochs. Keep an eye on the "
        .. "loss at epoch 30.",
      act = "log on", run = true, keep = "plain",
      check = { "lr < 0.001", "loss < 0.7 * loss@30" } },
    { say = "Warm restarts: T_0 = 10, T_mult = 2. The first fall takes only 10 epochs. The next "
        .. "will take 20, the third 40.",
      set = { schedule = CosineAnnealingWarmRestarts { T_0 = 10, T_mult = 2 } }, rerun = 10,
      check = { "lr@0 == 0.2", "lr@9 < 0.02", "lr == 0.2" },
      notes = "The dotted line is the plan: ask how many restarts there will be (two), and when "
        .. "(epochs 10 and 30)." },
    { ask = "The rate jumps from almost 0 back to 0.2. What will the loss do?",
      choices = { "fall faster", "jump up, fall again later", "not change" }, answer = 2,
      notes = "A warm restart keeps the weights; only the rate starts again." },
    { run = 30,
      reveal = "It jumps up: long steps throw the weights out of their place. By the end of the "
        .. "second fall it is lower than before the jump.",
      check = { "loss@13 > 1.2 * loss@10", "loss < 0.8 * loss@10" },
      notes = "Is the loss lower than at epoch 10 because of the jump, or because of the 20 "
        .. "epochs? One run cannot say." },
    { say = "Look at epoch 30. Had we to stop there, restarts would be far ahead: their rate was "
        .. "just at its foot, that of the plain cosine still high. That is what restarts buy.",
      run = true, keep = "restarts", check = { "loss@30 < 0.7 * kept.plain.loss@30" },
      notes = "Useful where nobody knows when the training must stop, or for an average of the "
        .. "models at the feet." },
    { ask = "And at the end, after 70 epochs each? Of 16 seeds, who ends lower?",
      choices = { "restarts, nearly always", "plain cosine, nearly always", "about half each" },
      answer = 3,
      notes = "Take bets. On the screen the two runs end close together." },
    { drop = true, seeds = 16,
      compare = { { name = "plain", set = { schedule = CosineAnnealingLR { T_max = 70 } } },
        { name = "restarts",
          set = { schedule = CosineAnnealingWarmRestarts { T_0 = 10, T_mult = 2 } } } },
      reveal = "About half each. Restarts do not harm here, and do not help.",
      check = { "verdict.plain >= 4", "verdict.restarts >= 4",
        "verdict.restarts.loss < 1.4 * verdict.plain.loss",
        "verdict.restarts.loss > 0.7 * verdict.plain.loss" },
      notes = "The lines end at about the same height. Ask which one they would have paid for." },
    { say = "And longer cycles? 10, 20 and 40 epochs against seven times 10. The line below has "
        .. "the verdict over 16 seeds. How sure are you now?",
      drop = true, seeds = 16,
      compare = { { name = "T_mult 2",
          set = { schedule = CosineAnnealingWarmRestarts { T_0 = 10, T_mult = 2 } } },
        { name = "T_mult 1",
          set = { schedule = CosineAnnealingWarmRestarts { T_0 = 10, T_mult = 1 } } } },
      check = { "verdict.T_mult 2 >= 5", "verdict.T_mult 2.loss < 1.3 * verdict.T_mult 1.loss" },
      notes = "Most processors show 13 to 3 here, which chance alone does once in a hundred times. "
        .. "It looks like a law. Ask who would publish it, and go on." },
    { say = "The same test with the next 16 seeds. If it does not say the same, the advantage is "
        .. "small at most: one run can fool you, and even 16 can.",
      drop = true, seeds = 16, set = { ["train.seed"] = 17 },
      compare = { { name = "T_mult 2",
          set = { schedule = CosineAnnealingWarmRestarts { T_0 = 10, T_mult = 2 } } },
        { name = "T_mult 1",
          set = { schedule = CosineAnnealingWarmRestarts { T_0 = 10, T_mult = 1 } } } },
      check = { "verdict.T_mult 2 >= 4", "verdict.T_mult 2 <= 13",
        "verdict.T_mult 2.loss < 1.3 * verdict.T_mult 1.loss" },
      notes = "8 to 8, with nothing changed but the seeds, 17 to 32. That longer cycles do not "
        .. "harm is all that can be said; that they help is not." },
  },
}
