return {
  title = "Plain", about = "One of each.",
  problem = spirals { classes = 3, noise = 0.15 }, model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = SGD { lr = 0.3, momentum = 0.9 }, schedule = CosineAnnealingLR { T_max = 40 },
  train = { epochs = 80, batch = 64, seed = 7 },
}
