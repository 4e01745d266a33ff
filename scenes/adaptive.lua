return {
  title = "An adaptive optimizer in a narrow bowl",
  about = "This bowl is 200 times steeper across than along. Plain gradient descent must keep "
    .. "its rate below 2/200 for the steep direction and then crawls along the flat one; "
    .. "Adam scales each direction by its own gradients. Try SGD (key o) with a rate of "
    .. "0.0099, then 0.0101.",
  problem = quadratic { kappa = 200 },
  optimizer = Adam { lr = 0.05 },
  schedule = Constant {},
  train = { steps = 200, seed = 1 },
  pace = 10,
}
