return {
  title = "Warm-up, then exponential decay",
  about = "",
  problem = digits {},
  model = mlp { hidden = {32}, activation = "tanh" },
  optimizer = Adam { lr = 0.001 },
  schedule = LambdaLR { "t < 5 and (t+1)/5 or 0.1^((t-5)/95)" },
  train = { epochs = 100, batch = 64, validation = 0.2, seed = 1 },
  pace = 250,
}
