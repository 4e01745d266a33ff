return {
  title = "Adaptive optimizers: one rate for each parameter",
  about = "Some words are frequent, some are rare. A single rate for all weights cannot suit both; "
    .. "Adagrad and Adam give each weight a rate of its own.",
  notes = "Ten minutes. A schedule changes one rate, the same for all weights. An adaptive "
    .. "optimizer scales it for each weight. One does not replace the other: both can be used at once.",
  problem = sparse { points = 1000, common = 20, rare = 50 },
  model = mlp { hidden = {} },
  optimizer = SGD { lr = 0.3 },
  schedule = Constant {},
  train = { epochs = 4, batch = 10, validation = 0.25, seed = 1 },
  pace = 30,
  lesson = {
    { say = "1000 short texts of two kinds. 20 common words stand everywhere and say little. "
        .. "Each text also holds one of 50 rare words, and that one tells its kind.",
      act = "log on", check = "lr == 0.3",
      notes = "The model has one weight for each word and kind (no hidden layer). A weight gets a "
        .. "gradient only from texts that hold its word." },
    { say = "SGD, lr = 0.3 for every weight. A fast start, then a long crawl: the weight of a rare "
        .. "word moves only when its word comes by; the rarest come once in 200 texts.",
      run = true, keep = "SGD 0.3",
      check = { "loss < 0.3", "loss > 0.1", "loss > 0.4 * loss@1" } },
    { ask = "So take a larger rate for all weights: 30. What will happen?",
      choices = { "rare words are learnt at once", "the loss jumps wildly",
        "nothing changes" }, answer = 2 },
    { set = { ["optimizer.lr"] = 30 }, rerun = true,
      reveal = "The dots, single batches, jump wildly. The curve falls, but from far higher, and ends "
        .. "above that of 0.3: for the common words, in every second text, 30 is far too high.",
      check = { "val_loss@1 > 3 * kept.SGD 0.3.val_loss@1", "loss@1 > 3 * kept.SGD 0.3.loss@1",
        "loss > 2 * kept.SGD 0.3.loss" } },
    { say = "lr = 3 is about the best that one rate for all weights can do here. It ends lower than "
        .. "0.3 and than 30. Remember where it ends.",
      set = { ["optimizer.lr"] = 3 }, rerun = true, keep = "SGD 3",
      check = { "val_loss < 0.6 * kept.SGD 0.3.val_loss", "val_loss < 0.12" } },
    { ask = "Adagrad divides each weight's step by the size of the gradients that this weight has "
        .. "had so far. Which words get the longer steps?",
      choices = { "common words", "rare words", "all the same" }, answer = 2,
      notes = "Step = lr / sqrt(sum of squared gradients). Few gradients: small sum, long step." },
    { drop = true,
      compare = { { name = "Adagrad 1", set = { optimizer = Adagrad { lr = 1 } } },
        { name = "SGD 3", set = { optimizer = SGD { lr = 3 } } } },
      reveal = "The rare ones: their sums stay small. After two epochs Adagrad is below what "
        .. "SGD at 3 reaches in four, and it ends below 0.01.",
      check = { "loss@2 < kept.SGD 3.loss", "val_loss@2 < kept.SGD 3.val_loss",
        "val_loss < 0.5 * kept.SGD 3.val_loss", "loss < 0.01" } },
    { say = "No luck: over 16 seeds, as many gradients, and each at a rate that suits it (SGD 3, "
        .. "Adagrad 1, Adam 0.3), SGD is never the lowest. Adam is, here.",
      drop = true, seeds = 16,
      compare = { { name = "SGD", set = { optimizer = SGD { lr = 3 } } },
        { name = "Adagrad", set = { optimizer = Adagrad { lr = 1 } } },
        { name = "Adam", set = { optimizer = Adam { lr = 0.3 } } } },
      check = { "verdict.SGD == 0", "verdict.Adam >= 12", "verdict.Adagrad.loss < 0.5 * verdict.SGD.loss",
        "verdict.Adam.loss < 0.5 * verdict.SGD.loss" } },
    { say = "Now 4 key words in all: each stands in every fourth text. Nothing is rare, one rate "
        .. "suits all weights, and plain SGD has caught up with Adagrad.",
      drop = true, seeds = 16,
      compare = {
        { name = "SGD", set = { problem = sparse { points = 1000, common = 20, rare = 4, rarity = 0 },
          optimizer = SGD { lr = 3 } } },
        { name = "Adagrad", set = { problem = sparse { points = 1000, common = 20, rare = 4,
          rarity = 0 }, optimizer = Adagrad { lr = 1 } } } },
      check = "verdict.SGD.loss < 2 * verdict.Adagrad.loss",
      notes = "So the gain came from the rarity, not from Adagrad as such. Text, clicks, shopping "
        .. "baskets: sparse data are common in practice." },
  },
}
