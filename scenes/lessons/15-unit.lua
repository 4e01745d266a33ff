return {
  title = "Per epoch or per batch: the wrong unit",
  about = "A schedule counts its own calls. The commonest mistake is to count in epochs and to call "
    .. "it after every batch, or the other way round.",
  notes = "Eight minutes. In code the mistake is one level of indentation: scheduler.step() inside "
    .. "the loop over batches instead of behind it.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.5, momentum = 0.9 },
  schedule = CosineAnnealingLR { T_max = 30 },
  train = { epochs = 30, batch = 32, validation = 0.25, interval = "epoch", seed = 1 },
  pace = 40,
  lesson = {
    { say = "30 epochs of 12 batches: 360 steps. A cosine with T_max = 30, and scheduler.step() "
        .. "comes once an epoch. T_max and the calls have the same unit: epochs.",
      check = "lr == 0.5",
      notes = "The dotted line is the plan. On the panel, train.interval says the unit: epoch." },
    { say = "The rate falls once from 0.5 to 0, and the loss settles. This is what was meant.",
      run = true, keep = "per epoch", check = { "lr < 0.002", "loss < 0.25" } },
    { ask = "Now scheduler.step() slips into the loop over batches. T_max = 30 as before. What does "
        .. "the rate do?",
      choices = { "the same", "falls to 0 and stays there", "goes down and up, again and again" },
      answer = 3, notes = "30 calls are now 30 batches: two and a half epochs." },
    { set = { ["train.interval"] = "step" }, rerun = true,
      reveal = "Down and up, 6 times: 360 calls, and 60 make a whole wave. It ends at the top, and "
        .. "the loss far above that of the first run.",
      check = { "lr > 0.49", "lr@2.5 < 0.001", "lr@5 == 0.5", "val_loss > 1.5 * kept.per epoch.val_loss" } },
    { ask = "Another schedule, the same mistake: StepLR, meant to halve the rate every 10 epochs, "
        .. "but called after each batch. What happens?",
      choices = { "the loss jumps about", "learning stops early", "no harm is done" }, answer = 2 },
    { drop = true, set = { schedule = StepLR { step_size = 10, gamma = 0.5 } }, rerun = true,
      keep = "per batch",
      reveal = "The rate halves more than once an epoch. After 10 epochs almost nothing is left of "
        .. "it, and the loss stands still, far too high.",
      check = { "lr < 1e-9", "lr@10 < 0.0005", "loss > 0.9 * loss@15" } },
    { say = "Called once an epoch, as it was meant, the same StepLR learns to the end.",
      set = { ["train.interval"] = "epoch" }, rerun = true,
      check = { "loss < 0.3 * kept.per batch.loss", "lr > 0.1" } },
    { say = "The other way round: OneCycleLR with total_steps = 360 counts batches. Called once an "
        .. "epoch, it gets 30 calls: it never comes out of its warm-up.",
      drop = true,
      set = { schedule = OneCycleLR { max_lr = 0.5, total_steps = 360 } }, rerun = true,
      check = { "lr > lr@15", "lr@15 > lr@1", "lr < 0.2" } },
    { say = "So write down the unit beside each number, and print the last rate of a run: it shows "
        .. "the mistake at once. Turn train.interval on the panel and see.",
      notes = "Lightning's interval=\"step\", Keras's schedules inside the optimizer (always per step), "
        .. "Hugging Face's Trainer (per step): ask of each what a tick is." },
  },
}
