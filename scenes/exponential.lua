return {
  title = "Exponential decay: a tenth off every epoch",
  about = "",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {16}, activation = "tanh" },
  optimizer = Adam { lr = 0.1 },
  schedule = ExponentialLR { gamma = 0.9 },
  train = { epochs = 100, batch = 32, seed = 1 },
  pace = 300,
}
