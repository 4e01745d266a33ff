return {
  title = "Cosine, five times up and down",
  about = "",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {16}, activation = "tanh" },
  optimizer = Adam { lr = 0.1 },
  schedule = CosineAnnealingLR { T_max = 10 },
  train = { epochs = 100, batch = 32, seed = 1 },
  pace = 300,
}
