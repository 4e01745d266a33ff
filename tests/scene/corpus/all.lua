return {
  title = "All fields", about = [[Two
lines.]],
  problem = quadratic { kappa = 10 },
  optimizer = RMSprop { lr = 0.01, alpha = 0.9 },
  schedule = CyclicLR { base_lr = 0.001, max_lr = 0.006, step_size_up = 20, mode = "exp_range", gamma = 0.99 },
  train = { epochs = 100, steps = 500, batch = 16, seed = 3, validation = 0.2, interval = "step",
            monitor = "train_loss" },
  finder = { start_lr = 1e-6, end_lr = 1, num_it = 50, mode = "linear", smooth = 0.9, diverge = 3 },
  expect = "diverged", pace = 0,
  lesson = { { say = "Look.", set = { ["schedule.gamma"] = 0.5 } }, { ask = "?", choices = { "a" }, answer = 1 } },
  notes = "None.",
}
