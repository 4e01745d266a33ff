return {
  title = "Step decay: half the rate every 10 epochs",
  about = "Every 10 epochs the rate is halved, from 0.1 down to 0.0002. At first the large "
    .. "steps make the validation loss jump from epoch to epoch; each halving calms it, and "
    .. "the loss sinks a little further.",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {16}, activation = "tanh" },
  optimizer = Adam { lr = 0.1 },
  schedule = StepLR { step_size = 10, gamma = 0.5 },
  train = { epochs = 100, batch = 32, seed = 1 },
  pace = 150,
}
