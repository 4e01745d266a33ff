return {
  title = "Why the rate should fall: fast early, accurate late",
  about = "With noise in the gradient a long step is fast but never comes to rest, and a short one "
    .. "comes to rest but takes its time. A rate that changes can have both.",
  notes = "Ten minutes. The reason for every schedule that follows: let the class find the "
    .. "trade-off before you show the way out.",
  problem = noisy_quadratic { dim = 100, spectrum = "log", kappa = 100, noise = 0.5 },
  optimizer = SGD { lr = 0.5 },
  schedule = Constant {},
  train = { steps = 400, seed = 1 },
  pace = 40,
  lesson = {
    { say = "A bowl with 100 directions and a noisy gradient, as with mini-batches. With lr = 0.5 the "
        .. "first 20 steps bring the loss far down. The picture: the loss along the last step, 0 before "
        .. "it and 1 after it.",
      act = "log on", run = 20, check = { "lr == 0.5", "loss < 0.25 * loss@1" },
      notes = "The axis of the loss is logarithmic: equal distances are equal factors. The picture "
        .. "stands in larger windows; its axis counts in lengths of the step." },
    { ask = "lr stays 0.5. What will the loss do in the other 380 steps?",
      choices = { "fall on towards 0", "stop falling and jump about", "grow without end" },
      answer = 2,
      notes = "Ask those who say \"fall on\" what the noise does once the slope has become "
        .. "small." },
    { run = true, keep = "0.5",
      reveal = "It stops falling. The slope pulls down, the noise kicks up; where both are equal, "
        .. "the loss hovers. The longer the steps, the higher this floor.",
      check = { "loss > 0.5 * loss@50", "loss > 0.5 * loss@200" },
      notes = "What goes wrong: students take the floor for the bottom of the bowl. The bottom is "
        .. "0." },
    { ask = "Now lr = 0.05: each step is a tenth as long, each kick of the noise too. What "
        .. "changes?",
      choices = { "lower floor, just as fast", "same floor, but slower",
        "lower floor, but slower" },
      answer = 3,
      notes = "Two things change at once, the speed and the floor: ask for both." },
    { set = { ["optimizer.lr"] = 0.05 }, rerun = true, keep = "0.05",
      reveal = "Slower: at step 20 it is far behind. But the noise kicks less, and it ends below "
        .. "0.5. It is still falling: 400 steps are not enough for it.",
      check = { "loss@20 > 2 * kept.0.5.loss@20", "loss < 0.7 * kept.0.5.loss",
        "loss < 0.9 * loss@300" },
      notes = "Point at where the two curves cross: before it the large rate is the better one, "
        .. "after it the small one." },
    { say = "lr = 0.005 takes finer steps still, and 400 of them do not bring it down. A fixed "
        .. "rate is fast and rough, or slow and fine. That is the trade-off.",
      drop = true,
      compare = { { name = "0.5", set = { ["optimizer.lr"] = 0.5 } },
        { name = "0.05", set = { ["optimizer.lr"] = 0.05 } },
        { name = "0.005", set = { ["optimizer.lr"] = 0.005 } } },
      check = { "kept.0.005.loss > 2 * kept.0.5.loss",
        "kept.0.005.loss > 2 * kept.0.05.loss" },
      notes = "Ask: would 0.005 win with ten times as many steps? (Not yet: 0.05 is at about 0.06 "
        .. "then, 0.005 at 0.2.) The finest rate needs more patience than anybody has." },
    { ask = "Change the rate: 0.5 for 200 steps, then 0.05 for 200. Where will the loss end?",
      choices = { "between the two", "below both", "at the floor of 0.5" }, answer = 2,
      notes = "Most say \"between\". Let one of them explain why, and somebody else why not." },
    { drop = true, seeds = 16,
      compare = { { name = "falling",
          set = { ["optimizer.lr"] = 0.5, schedule = StepLR { step_size = 200, gamma = 0.1 } } },
        { name = "0.5", set = { ["optimizer.lr"] = 0.5 } },
        { name = "0.05", set = { ["optimizer.lr"] = 0.05 } } },
      reveal = "Below both. Long steps cover the way, short ones calm the noise. The first half "
        .. "is the curve of 0.5.",
      check = { "loss@200 == kept.0.5.loss@200", "verdict.falling >= 15",
        "verdict.falling.loss < 0.7 * verdict.0.05.loss" },
      notes = "The line below says how often each ended lowest over 16 seeds: 16 other walks and "
        .. "other noise." },
    { say = "It need not jump: a cosine glides from 0.5 to 0 and also ends far below both. All "
        .. "schedules answer this: when to go from long steps to short ones. Digits 1 to 9 try "
        .. "others.",
      set = { schedule = CosineAnnealingLR { T_max = 400 } }, rerun = true,
      check = { "lr < 0.001", "loss < 0.7 * kept.0.05.loss", "loss < 0.4 * kept.0.5.loss" },
      notes = "The dotted curve is the step of the beat before. Leave the class some minutes with "
        .. "the digits; r runs again." },
  },
}
