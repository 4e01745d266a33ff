return {
  title = "Reduce on plateau: three bad epochs, then half the rate",
  about = "The rate stays at 0.2 until the validation loss has failed to improve in three "
    .. "epochs in a row, one more than the patience of 2; then it is halved. The first "
    .. "halving brings the loss down at once. In the end nothing improves any more and the "
    .. "rate dwindles away.",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = ReduceLROnPlateau { factor = 0.5, patience = 2 },
  train = { epochs = 60, batch = 32, monitor = "val_loss", seed = 1 },
  pace = 100,
}
