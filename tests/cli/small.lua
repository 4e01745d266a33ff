-- A run that is over at once: 3 epochs of 3 steps.
return {
  title = "Small",
  problem = blobs { classes = 3, points = 120 },
  model = mlp { hidden = { 8 } },
  optimizer = SGD { lr = 0.1 },
  schedule = StepLR { step_size = 1, gamma = 0.5 },
  train = { epochs = 3, batch = 32, seed = 4, validation = 0.2 },
}
