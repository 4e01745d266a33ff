return {
  title = "Cyclical rates: up and down in triangles",
  about = "CyclicLR moves the rate between two bounds, step by step. The loss follows it; so it "
    .. "matters where the run stops. Whether triangles beat a falling rate, 16 seeds shall say.",
  notes = "Ten minutes. CyclicLR is stepped after every batch, not every epoch, and it ignores the "
    .. "rate of the optimizer: its bounds are base_lr and max_lr.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = CyclicLR { base_lr = 0.02, max_lr = 0.2, step_size_up = 240, cycle_momentum = false },
  train = { epochs = 60, batch = 16, validation = 0.25, interval = "step", seed = 1 },
  pace = 150,
  lesson = {
    { say = "CyclicLR: 240 steps up from 0.02 to 0.2, 240 down, three times over. It ticks at "
        .. "every step, not every epoch. A step is one mini-batch; 24 of them are an epoch here.",
      act = "log off", check = { "lr == 0.02" },
      notes = "The optimizer says lr = 0.2; CyclicLR does not care. Ask what the rate is at epoch "
        .. "10, 20, 30." },
    { say = "The first triangle takes 20 epochs. The loss falls: there is much to learn, and the "
        .. "rate comes down again.",
      run = 20, check = { "lr < 0.021", "loss < 0.5 * loss@1" },
      notes = "While there is much to learn, even a rising rate lets the loss fall." },
    { ask = "Two more triangles follow. What will the loss do along them?",
      choices = { "fall evenly", "rise and fall with the rate", "fall when the rate rises" },
      answer = 2,
      notes = "Let them draw the loss under the dotted plan with a finger." },
    { run = true, keep = "foot",
      reveal = "It rises and falls with the rate: rough and high at each peak, low at each foot. "
        .. "The second foot is lower than the first.",
      check = { "loss@30 > 1.3 * loss@20", "loss@40 < 0.8 * loss@30", "loss@50 > 1.2 * loss@40",
        "loss < 0.8 * loss@50", "loss@40 < loss@20" },
      notes = "Point from each peak of the rate straight down to the loss." },
    { ask = "This run ends at a foot. With 288 steps up and 288 down it ends at a peak. Its loss?",
      choices = { "the same", "higher", "lower" }, answer = 2,
      notes = "1440 steps are three triangles of 480, or two and a half of 576." },
    { set = { ["schedule.step_size_up"] = 288 }, rerun = true, keep = "peak",
      reveal = "Higher. Same network, same budget, but the last steps were long ones. Let the run "
        .. "end at a foot: a whole number of triangles.",
      check = { "lr > 0.199", "loss > 1.2 * kept.foot.loss" },
      notes = "What goes wrong in practice: the model is saved at the last step, wherever on the "
        .. "triangle that is." },
    { ask = "Triangles against the fixed rates 0.2 (top) and 0.1 (middle). Who ends lowest most "
        .. "often in 16 seeds?",
      choices = { "triangles", "fixed 0.2", "fixed 0.1" }, answer = 1,
      notes = "Ask what each of the three rates is in the last epoch." },
    { drop = true, seeds = 16,
      compare = { { name = "triangles", set = { ["schedule.step_size_up"] = 240 } },
        { name = "0.2", set = { schedule = Constant {} } },
        { name = "0.1", set = { schedule = Constant {}, ["optimizer.lr"] = 0.1 } } },
      reveal = "Triangles: they end at a low rate, the fixed ones do not. But is it the going up "
        .. "and down that helps?",
      check = { "verdict.triangles >= 9", "verdict.triangles.loss < 1.05 * verdict.0.1.loss" },
      notes = "The last step differs in two ways: it is low, and it comes after ups and downs. The "
        .. "next beat separates them." },
    { say = "Articles say that cycles usually beat a falling rate. Against a cosine that only "
        .. "falls, from 0.2 to 0, the triangles have no lead. Here the claim does not hold.",
      drop = true, seeds = 16,
      compare = { { name = "triangles", set = { ["schedule.step_size_up"] = 240 } },
        { name = "falling", set = { schedule = CosineAnnealingLR { T_max = 1440 } } } },
      check = { "verdict.triangles <= 10", "verdict.falling.loss < 1.2 * verdict.triangles.loss" },
      notes = "CyclicLR also moves the momentum (cycle_momentum, on in PyTorch): switched off "
        .. "here, to change one thing at a time. Its use: one run tries all rates between the "
        .. "bounds." },
  },
}
