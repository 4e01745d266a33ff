return {
  title = "Step decay: half the rate every 10 epochs",
  about = "",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {16}, activation = "tanh" },
  optimizer = Adam { lr = 0.1 },
  schedule = StepLR { step_size = 10, gamma = 0.5 },
  train = { epochs = 100, batch = 32, seed = 1 },
  pace = 300,
}
