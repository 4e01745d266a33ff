return {
  title = "A fixed rate: too high, too low, just right",
  about = "Gradient descent in a bowl, with a learning rate that never changes. One number decides "
    .. "whether training runs away, crawls or arrives.",
  notes = "Ten minutes. Let the class vote before each Page Down; wait until all have.",
  problem = quadratic { kappa = 10 },
  optimizer = SGD { lr = 0.205 },
  schedule = Constant {},
  train = { steps = 120, seed = 1 },
  pace = 15,
  lesson = {
    { say = "Gradient descent walks down into a bowl; each step is lr times the slope. Charts over the "
        .. "steps: above the learning rate lr, below the loss, how high we still are. The arrow in the "
        .. "landscape is the next step, with its length.",
      act = "log off", check = "lr == 0.205",
      notes = "The landscape, in larger windows, is the bowl from above, x across and y up: the ring is where we stand, the star is "
        .. "the bottom. The bowl is ten times steeper one way than the other." },
    { ask = "lr is 0.205 and stays there. What will the loss do in 30 steps?",
      choices = { "fall", "grow", "stay as it is" }, answer = 2 },
    { run = 30, keep = "0.205", check = { "loss > 10 * loss@1", "lr == 0.205" },
      reveal = "It grows. Every step jumps across the valley and lands a little higher on the other "
        .. "side. The rate is too high.",
      notes = "See the zigzag in the picture. Each jump is 1.05 times the one before." },
    { ask = "Now lr = 0.003: steps about 70 times shorter. Where is the loss after 120 of them?",
      choices = { "at the bottom", "still on its way", "higher than at the start" }, answer = 2 },
    { drop = true, set = { ["optimizer.lr"] = 0.003 }, rerun = true, keep = "0.003",
      check = { "loss > 1.4", "loss < 1.6", "loss > 0.85 * loss@110" },
      reveal = "Safe but slow: after 120 steps the loss is still about 1.5. And the curve gets ever "
        .. "flatter: the gentler the slope, the shorter the steps." },
    { say = "lr = 0.1 lies between. The loss is down after 20 steps, where 0.003 has hardly begun.",
      set = { ["optimizer.lr"] = 0.1 }, rerun = true, keep = "0.1",
      check = { "loss@20 < 0.1", "kept.0.003.loss@20 > 5", "loss < 0.001" } },
    { ask = "And 0.19, just below the rate that ran away?",
      choices = { "runs away, slowly", "jumps to and fro, but arrives", "like 0.003" }, answer = 2 },
    { drop = true, set = { ["optimizer.lr"] = 0.19 }, rerun = true,
      check = { "loss@60 < 0.01", "loss < loss@60", "loss@3 < loss@2" },
      reveal = "The loss only falls, but see the landscape: jumps from side to side, each a little "
        .. "shorter. Above 0.2 they grow. That limit is 2 / curvature: the steep side of this bowl has "
        .. "curvature 10.",
      notes = "Real networks have no known curvature: that is why one "
        .. "searches for the rate." },
    { say = "Side by side, now on a log axis: 0.1 arrives, 0.003 crawls, 0.205 runs away.",
      act = "log on",
      compare = { { name = "0.1", set = { ["optimizer.lr"] = 0.1 } },
        { name = "0.003", set = { ["optimizer.lr"] = 0.003 } },
        { name = "0.205", set = { ["optimizer.lr"] = 0.205 } } },
      check = { "kept.0.1.loss < 0.001", "kept.0.003.loss > 1", "kept.0.205.loss > 1000" } },
    { say = "Your turn: Left and Right turn lr, r runs again. Which rate is the fastest here?",
      notes = "0.18: 2 / (1 + 10), where both directions shrink at the same speed." },
  },
}
