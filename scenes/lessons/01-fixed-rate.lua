return {
  title = "A fixed rate: too high, too low, just right",
  about = "One number decides whether training runs away, crawls or arrives.",
  problem = quadratic { kappa = 10, noise = 0.5 },
  optimizer = SGD { lr = 0.22 },
  schedule = Constant {},
  train = { steps = 120, seed = 1 },
  pace = 20,
  lesson = {
    { say = "Gradient descent walks downhill in a bowl. The learning rate lr says how long each step "
        .. "is: step = lr x slope. It stays fixed here: the upper chart is a flat line." },
    { ask = "The rate is 0.22. What will the loss do?",
      choices = { "fall and stay low", "grow and run away", "stand still" }, answer = 2 },
    { run = 40, keep = "0.22", check = "loss > 100",
      reveal = "It grows. Each step jumps over the bottom of the bowl and lands higher on the other "
        .. "side than it started from." },
    { ask = "Now 0.003, about seventy times less. Where is the loss after 120 steps?",
      choices = { "at the bottom", "on its way down", "run away again" }, answer = 2 },
    { set = { ["optimizer.lr"] = 0.003 }, drop = true, rerun = true, keep = "0.003",
      check = { "loss > 0.8", "loss < 8" },
      reveal = "Safe but slow: it still creeps down when the time is over. Too low a rate looks "
        .. "like a loss that is stuck." },
    { say = "0.1 takes long steps that still land lower each time. It is down within 30 steps.",
      set = { ["optimizer.lr"] = 0.1 }, rerun = true,
      check = { "loss < 0.2 * kept.0.003.loss", "loss@30 < 0.5" } },
  },
}
