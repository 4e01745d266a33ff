return {
  title = "A schedule of your own: the logarithm, and a cosine in disguise",
  about = "Any formula of t can be a schedule. Drawing it shows whether it is what its name says.",
  notes = "Ten minutes. Many own schedules are a known one under another name. The picture "
    .. "tells in a second.",
  problem = wave { points = 320, noise = 0.1 },
  model = mlp { hidden = {16, 16}, activation = "tanh" },
  optimizer = SGD { lr = 0.1, momentum = 0.9 },
  schedule = CosineAnnealingLR { T_max = 60 },
  train = { epochs = 60, batch = 16, seed = 1 },
  pace = 120,
  lesson = {
    { say = "A known one first: half a cosine from 0.1 to 0, over 60 epochs. Slow, fast, slow: at "
        .. "half-time the rate is half of 0.1.",
      notes = "In code: eta_min + (lr - eta_min) * (1 + cos(pi * t / T)) / 2, the argument from 0 to pi.",
      run = true, keep = "cosine", check = { "lr@30 > 0.0499", "lr@30 < 0.0501", "lr < 0.0001" } },
    { ask = "Somebody wants a rate that falls with the logarithm, and writes: "
        .. "(1 + cos(pi * t / T)) / 2. Which curve will that draw?",
      choices = { "steep, then ever flatter", "the cosine again", "a straight line" }, answer = 2,
      notes = "Key 0 asks for an expression of t, T and lr. Its value is a factor on the base rate. "
        .. "This formula stands in articles under the name of log annealing." },
    { set = { schedule = LambdaLR { "(1 + cos(pi * t / T)) / 2" } }, rerun = true, keep = "expression",
      reveal = "The cosine, point for point: the two curves cover each other, and so do the losses. "
        .. "A class may be called LogAnnealing; what counts is the formula.",
      check = { "lr@10 < 1.000001 * kept.cosine.lr@10", "lr@10 > 0.999999 * kept.cosine.lr@10",
        "lr@45 < 1.000001 * kept.cosine.lr@45", "lr@45 > 0.999999 * kept.cosine.lr@45",
        "loss < 1.01 * kept.cosine.loss", "loss > 0.99 * kept.cosine.loss" } },
    { say = "Now a real logarithm: 1 - log(1 + t) / log(1 + T). It is 1 at t = 0 and 0 at t = T. Half "
        .. "of the way down is done after only 7 of 60 epochs.",
      drop = true, set = { schedule = LambdaLR { "1 - log(1 + t) / log(1 + T)" } }, rerun = true,
      keep = "own log",
      check = { "lr@6 > 0.05", "lr@7 < 0.05", "lr@30 < 0.02" },
      notes = "Why the two ones: log(0) is minus infinity. A logarithm needs a start, and the "
        .. "formula must say which." },
    { say = "LogAnnealingLR is the same formula, ready made. Its eta_min lifts the end, its k bends "
        .. "the curve.",
      set = { schedule = LogAnnealingLR { T_max = 60 } }, rerun = true,
      check = { "lr@10 < 1.000001 * kept.own log.lr@10", "lr@10 > 0.999999 * kept.own log.lr@10",
        "loss < 1.01 * kept.own log.loss", "loss > 0.99 * kept.own log.loss" } },
    { ask = "Logarithm or cosine: from the same 0.1 and over the same 60 epochs, which ends lower?",
      choices = { "logarithm", "cosine", "no clear winner" }, answer = 2 },
    { drop = true, seeds = 16,
      compare = { { name = "cosine", set = { schedule = CosineAnnealingLR { T_max = 60 } } },
        { name = "logarithm", set = { schedule = LogAnnealingLR { T_max = 60 } } } },
      reveal = "The cosine, on most of 16 seeds: this wave needs long steps for long, and the logarithm "
        .. "gives them up early. A verdict on this problem, not a law.",
      check = { "verdict.cosine >= 10", "2 * verdict.cosine.loss < verdict.logarithm.loss" },
      notes = "Median final loss and wins stand in the strip. Ask what would help the logarithm: a "
        .. "higher rate, or k near 1 for a straighter fall." },
    { say = "Your turn: press 0, write a factor of t and T (0.95^t, 1 - t/T, t < 10 and 1 or 0.1), "
        .. "then Enter. A new run starts, and the rate to come is drawn in dashes." },
  },
}
