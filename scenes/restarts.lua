return {
  title = "Warm restarts, each period twice as long",
  about = "",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = CosineAnnealingWarmRestarts { T_0 = 10, T_mult = 2 },
  train = { epochs = 70, batch = 32, seed = 1 },
  pace = 250,
}
