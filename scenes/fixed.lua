return {
  title = "A fixed rate hovers",
  about = "The rate stays at 0.1 throughout. The loss falls fast and then hovers, because noise "
    .. "in the gradient throws the walk about in a cloud around the minimum. With a lower "
    .. "optimizer.lr the cloud shrinks, but the way there takes longer.",
  problem = quadratic { kappa = 10, noise = 2 },
  optimizer = SGD { lr = 0.1 },
  schedule = Constant {},
  train = { steps = 400, seed = 1 },
  pace = 20,
}
