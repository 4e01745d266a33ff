return {
  title = "Cosine, five times up and down",
  about = "",
  problem = moons { points = 800, noise = 0.2 },
  model = mlp { hidden = {16}, activation = "tanh" },
  optimizer = Adam { lr = 0.1 },
  schedule = CosineAnnealingLR { T_max = 10 },
  train = { epochs = 100, batch = 32, seed = 1 },
  pace = 250,
}
