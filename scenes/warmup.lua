return {
  title = "Warm-up, then exponential decay",
  about = "For five epochs the rate climbs to 0.001, then it falls by a factor of ten over the "
    .. "other 95. The loss hardly moves in the first epoch and falls fastest around the "
    .. "peak. Any expression of t can be a schedule: this one is written in Lua.",
  problem = digits {},
  model = mlp { hidden = {32}, activation = "tanh" },
  optimizer = Adam { lr = 0.001 },
  schedule = LambdaLR { "t < 5 and (t+1)/5 or 0.1^((t-5)/95)" },
  train = { epochs = 100, batch = 64, validation = 0.2, seed = 1 },
  pace = 125,
}
