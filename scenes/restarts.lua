return {
  title = "Warm restarts, each period twice as long",
  about = "The rate falls to 0 along half a cosine and starts again at 0.2, in periods of 10, "
    .. "20 and 40 epochs. Each restart throws the loss up, and each period ends lower than "
    .. "the one before.",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = CosineAnnealingWarmRestarts { T_0 = 10, T_mult = 2 },
  train = { epochs = 70, batch = 32, seed = 1 },
  pace = 120,
}
