return {
  title = "Cyclical rates between 0.001 and 0.006",
  about = "The rate climbs from 0.001 to 0.006 in 2000 steps and falls back in 2000 more, three "
    .. "times over. Once the network has learnt the shape, the training loss rises with the "
    .. "rate and is lowest at the foot of each triangle.",
  problem = spirals { classes = 3, points = 1280, noise = 0.08 },
  model = mlp { hidden = {32, 32}, activation = "tanh" },
  optimizer = Adam { lr = 0.001 },
  schedule = CyclicLR { base_lr = 0.001, max_lr = 0.006, step_size_up = 2000 },
  train = { steps = 12000, batch = 32, interval = "step", seed = 1 },
  pace = 600,
}
