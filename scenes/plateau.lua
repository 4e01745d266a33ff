return {
  title = "Reduce on plateau: wait, then divide by ten",
  about = "",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = ReduceLROnPlateau { factor = 0.5, patience = 2 },
  train = { epochs = 60, batch = 32, monitor = "val_loss", seed = 1 },
  pace = 250,
}
