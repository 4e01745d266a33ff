return {
  title = "A schedule of your own: log annealing",
  about = "",
  problem = wave { points = 640, noise = 0.1, frequency = 1 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = Adam { lr = 0.02 },
  schedule = LogAnnealingLR { T_max = 100 },
  train = { epochs = 100, batch = 16, seed = 1 },
  pace = 300,
}
