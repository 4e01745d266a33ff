return {
  title = "Cyclical rates between 0.001 and 0.006",
  about = "",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = Adam { lr = 0.001 },
  schedule = CyclicLR { base_lr = 0.001, max_lr = 0.006, step_size_up = 2000 },
  train = { steps = 12000, batch = 32, interval = "step", seed = 1 },
  pace = 2000,
}
