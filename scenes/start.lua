return {
  title = "Three spirals under a falling rate",
  about = "A small network learns to tell three spirals apart in 60 passes over the data, while "
    .. "the rate falls from 0.2 to 0 along half a cosine. With a fixed rate (key 1, then r) "
    .. "the loss stays rough and ends higher. The other digits bring other schedules.",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = CosineAnnealingLR { T_max = 60 },
  train = { epochs = 60, batch = 32, validation = 0.25, seed = 1 },
  pace = 100,
}
