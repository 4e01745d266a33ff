return {
  title = "Batch size and noise",
  about = "Many small noisy steps or few clean ones, for the same number of gradients. The batch "
    .. "size decides which rate is right.",
  notes = "Ten minutes. All runs take 3840 gradients: 10 epochs of 384 rows. Only how many of them "
    .. "are averaged before each step differs.",
  problem = digits { points = 512 },
  model = mlp { hidden = {32} },
  optimizer = SGD { lr = 0.03 },
  schedule = Constant {},
  train = { epochs = 10, batch = 4, validation = 0.25, seed = 1 },
  pace = 100,
  lesson = {
    { say = "384 digits, 10 epochs. Batch 4: after every 4 rows one step, 960 in all. Each step "
        .. "follows the average of only 4 gradients, and the loss of each batch jumps about.",
      act = "log off", run = true, keep = "batch 4", check = { "val_loss < 0.6", "step == 960" },
      notes = "The small dots are single batches, the line is their average." },
    { ask = "Batch 32: each step averages 32 gradients, so it is much cleaner. Same rate 0.03, same "
        .. "10 epochs. Where does it end?",
      choices = { "lower", "at the same place", "far higher" }, answer = 3 },
    { set = { ["train.batch"] = 32 }, act = "pace 12", rerun = true, keep = "batch 32",
      reveal = "Far higher: only 120 steps instead of 960, and a clean step is not a longer one. The "
        .. "averaging threw the speed away.",
      check = { "step == 120", "val_loss > 3 * kept.batch 4.val_loss" } },
    { ask = "8 times fewer steps. What rate would make up for that?",
      choices = { "0.03 / 8", "0.03 still, but with momentum 0.1", "0.03 * 8 = 0.24" }, answer = 3 },
    { set = { ["optimizer.lr"] = 0.24 }, rerun = true,
      reveal = "0.24: steps 8 times as long, 8 times fewer, and the validation loss ends at 0.25, near "
        .. "the 0.24 of batch 4. This is the linear scaling rule: batch times k, rate times k.",
      check = { "val_loss < 1.1 * kept.batch 4.val_loss", "val_loss > 0.9 * kept.batch 4.val_loss",
        "val_loss > 0.245", "val_loss < 0.255" },
      notes = "The loss of training, averaged over the last steps, is still higher: 32 rows a step, so "
        .. "the average reaches further back." },
    { say = "The rule has an end. All 384 rows in one step: 96 times 0.03 is 2.9, and that is too "
        .. "long for this network, however clean the gradient is.",
      set = { ["train.batch"] = 384, ["optimizer.lr"] = 2.9 }, act = "pace 2", rerun = true,
      check = { "val_loss > 3 * kept.batch 4.val_loss", "step == 10" },
      notes = "The limit is the curvature, 2 / curvature in the first lesson: a property of the loss, "
        .. "not of the noise." },
    { ask = "A rate of 1 for both, batch 4 and batch 32. What now?",
      choices = { "batch 4 is faster again", "batch 4 is wrecked", "both are wrecked" }, answer = 2 },
    { drop = true, seeds = 16, act = "pace 100",
      compare = { { name = "batch 4", set = { ["train.batch"] = 4, ["optimizer.lr"] = 1 } },
        { name = "batch 32", set = { ["train.batch"] = 32, ["optimizer.lr"] = 1 } } },
      reveal = "Noise limits the rate: along 4 rows such long steps wreck the network, along 32 not.",
      check = { "verdict.batch 32 == 16", "verdict.batch 4.loss > 4 * verdict.batch 32.loss" } },
    { say = "Each at a rate that suits it, batch 4 at 0.1 and batch 32 at 0.8: batch 4 ends lower on "
        .. "most seeds, but both are good and close. The rate matters far more than the batch.",
      drop = true, seeds = 16,
      compare = { { name = "batch 4", set = { ["train.batch"] = 4, ["optimizer.lr"] = 0.1 } },
        { name = "batch 32", set = { ["train.batch"] = 32, ["optimizer.lr"] = 0.8 } } },
      check = { "verdict.batch 4 >= 9", "verdict.batch 32.loss < 1.5 * verdict.batch 4.loss" },
      notes = "Small batches use gradients a little better; a large one pays where the machine "
        .. "computes its rows at once." },
  },
}
