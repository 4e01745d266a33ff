return {
  title = "Finding the rate before training",
  about = "With a rate of 0.001 this network learns slowly. Press f: 100 batches at rates from "
    .. "1e-7 to 10 show where the loss begins to fall and where it blows up. Tab walks "
    .. "through the suggestions; take valley with Enter and compare.",
  problem = digits {},
  model = mlp { hidden = {32}, activation = "tanh" },
  optimizer = SGD { lr = 0.001, momentum = 0.9 },
  schedule = Constant {},
  train = { epochs = 30, batch = 64, validation = 0.2, seed = 1 },
  finder = { start_lr = 1e-7, end_lr = 10, num_it = 100 },
  pace = 40,
}
