return {
  title = "Finding the rate before training",
  about = "",
  problem = digits {},
  model = mlp { hidden = {32}, activation = "tanh" },
  optimizer = SGD { lr = 0.001, momentum = 0.9 },
  schedule = Constant {},
  train = { epochs = 30, batch = 64, validation = 0.2, seed = 1 },
  finder = { start_lr = 1e-7, end_lr = 10, num_it = 100 },
  pace = 100,
}
