return {
  title = "Exponential decay: a tenth off every epoch",
  about = "Each epoch takes a tenth off the rate; after 44 epochs it is below 0.001. The loss "
    .. "falls fast and then stands still, because the steps have become too small to learn "
    .. "with. The scene step halves the same rate every 10 epochs and ends lower.",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {16}, activation = "tanh" },
  optimizer = Adam { lr = 0.1 },
  schedule = ExponentialLR { gamma = 0.9 },
  train = { epochs = 100, batch = 32, seed = 1 },
  pace = 150,
}
