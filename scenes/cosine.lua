return {
  title = "Cosine, five times up and down",
  about = "With T_max = 10 the rate falls from 0.1 to 0 in 10 epochs and climbs back in the "
    .. "next 10, five times over. The loss follows it down and up. The run ends at the top "
    .. "of a wave; with T_max = 100 it would end at the bottom, and lower.",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {16}, activation = "tanh" },
  optimizer = Adam { lr = 0.1 },
  schedule = CosineAnnealingLR { T_max = 10 },
  train = { epochs = 100, batch = 32, seed = 1 },
  pace = 150,
}
