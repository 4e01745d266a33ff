return {
  title = "A schedule of your own: log annealing",
  about = "Here the rate falls along a logarithm: half of the way is done within 10 of 100 "
    .. "epochs. The curve bends into the wave early, and the long quiet end brings the error "
    .. "down to 0.01, the noise in the data. Key 0 takes an expression of your own.",
  problem = wave { points = 640, noise = 0.1, frequency = 1 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = Adam { lr = 0.02 },
  schedule = LogAnnealingLR { T_max = 100 },
  train = { epochs = 100, batch = 16, seed = 1 },
  pace = 150,
}
