return {
  title = "An adaptive optimizer in a narrow bowl",
  about = "",
  problem = quadratic { kappa = 200 },
  optimizer = Adam { lr = 0.05 },
  schedule = Constant {},
  train = { steps = 200, seed = 1 },
  pace = 40,
}
