return {
  title = "Reduce on plateau: what patience counts",
  about = "ReduceLROnPlateau waits until a value stops getting better, then lowers the rate. How "
    .. "long it waits, and for what, is easily got wrong.",
  notes = "Ten minutes. This schedule is not a function of time: it looks at the run. So it cannot "
    .. "be drawn in advance.",
  problem = spirals { classes = 3, points = 512, noise = 0.08 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.2, momentum = 0.9 },
  schedule = ReduceLROnPlateau { factor = 0.5, patience = 2, threshold = 0.9 },
  train = { epochs = 12, batch = 32, validation = 0.25, monitor = "val_loss", seed = 1 },
  pace = 15,
  lesson = {
    { say = "After each epoch it compares the validation loss with the lowest so far. threshold = 0.9: "
        .. "better means 90% lower. No epoch gets there: the first stays the best, all others are bad.",
      check = "lr == 0.2",
      notes = "An artificial case, so that we can count. The box below the rate shows the best "
        .. "value, the bad epochs and the cooldown." },
    { ask = "patience = 2. After which epoch is the rate halved for the first time?",
      choices = { "the 2nd", "the 3rd", "the 4th" }, answer = 3 },
    { run = true, keep = "torch",
      reveal = "The 4th. Epoch 1 sets the best value; 2 and 3 are bad and patience bears them; the third "
        .. "bad epoch is one too many. Then every third epoch.",
      check = { "lr@3 == 0.2", "lr@4 == 0.1", "lr@6 == 0.1", "lr@7 == 0.05", "lr@10 == 0.025" } },
    { say = "Keras gives the word another meaning: with patience = 2 the second bad epoch "
        .. "lowers the rate already. The same number, one epoch earlier.",
      set = { ["schedule.semantics"] = "keras" }, rerun = true,
      check = { "lr@2 == 0.2", "lr@3 == 0.1", "lr@5 == 0.05", "lr < kept.torch.lr" },
      notes = "optax counts like Keras. When you port a recipe, add or take away one." },
    { say = "PyTorch again, with cooldown = 2: after a drop, two epochs do not count at all. The drops "
        .. "come after epochs 4 and 9, no longer 4, 7, 10: the loss gets time to settle.",
      drop = true, set = { ["schedule.semantics"] = "torch", ["schedule.cooldown"] = 2 },
      rerun = true,
      check = { "lr@4 == 0.1", "lr@8 == 0.1", "lr@9 == 0.05", "lr == 0.05" },
      notes = "Let the class work it out before this beat: a drop after 4, two epochs of rest, then "
        .. "three bad ones." },
    { say = "Now a real run: 60 epochs, and any small progress counts. The rate holds while the loss "
        .. "falls and drops when it stands still.",
      drop = true, act = "pace 80",
      set = { ["schedule.threshold"] = 0.0001, ["schedule.cooldown"] = 0, ["train.epochs"] = 60 },
      rerun = true, keep = "val_loss",
      check = { "lr < 0.1", "lr@10 > 0.04", "loss < 0.5 * loss@5" } },
    { ask = "Instead of the loss, let it watch the accuracy, but forget to say mode = \"max\". What "
        .. "happens?",
      choices = { "nothing new", "progress counts as bad", "the rate grows" }, answer = 2 },
    { set = { ["train.monitor"] = "val_accuracy" }, rerun = true,
      reveal = "It waits for the accuracy to fall. The better the network gets, the sooner the rate "
        .. "is cut; soon nothing moves.",
      check = { "lr@20 < 0.01", "loss > 1.5 * kept.val_loss.loss" },
      notes = "PyTorch says nothing to this: mode is \"min\" unless you change it. Keras guesses "
        .. "the direction from the name of the monitor." },
    { say = "With mode = \"max\" it works. But accuracy moves in jumps: many epochs tie, and a tie is "
        .. "bad. The rate is cut more often, and most seeds end higher than with the loss.",
      drop = true, seeds = 16,
      compare = {
        { name = "accuracy", set = { ["schedule.mode"] = "max" } },
        { name = "loss", set = { ["train.monitor"] = "val_loss" } } },
      check = { "verdict.loss >= 11", "verdict.loss.loss < verdict.accuracy.loss",
        "lr <= kept.loss.lr" },
      notes = "128 rows for validation: one row more or less is 0.8%. With more rows, or with a "
        .. "problem where the loss overfits, accuracy can be the better monitor." },
  },
}
