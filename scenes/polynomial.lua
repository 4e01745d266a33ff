return {
  title = "Polynomial decay sinks below the noise",
  about = "The gradient of this bowl with 100 directions is noisy, and a fixed rate of 0.5 ends "
    .. "where noise and progress balance. Here the rate goes to 0 with the square of the "
    .. "time that is left, and the loss sinks far below that floor.",
  problem = noisy_quadratic { dim = 100, spectrum = "power", kappa = 100, noise = 1 },
  optimizer = SGD { lr = 0.5 },
  schedule = PolynomialLR { total_iters = 1000, power = 2 },
  train = { steps = 1000, seed = 1 },
  pace = 50,
}
