return {
  title = "Polynomial decay sinks below the noise",
  about = "",
  problem = noisy_quadratic { dim = 100, spectrum = "power", kappa = 100, noise = 1 },
  optimizer = SGD { lr = 0.5 },
  schedule = PolynomialLR { total_iters = 1000, power = 2 },
  train = { steps = 1000, seed = 1 },
  pace = 150,
}
