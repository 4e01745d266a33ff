-- Children in children, lists in lists.
local warm = LinearLR { start_factor = 0.1, total_iters = 5 }
return {
  schedule = SequentialLR {
    milestones = { 5, 40 }, warm,
    ChainedScheduler { ExponentialLR { gamma = 0.99 }, MultiStepLR { milestones = { 10, 20 } } },
    SequentialLR { milestones = { 3 }, warm, StepLR { step_size = 10, gamma = 0.5 } },
  },
  optimizer = Adam { lr = 1e-3, betas = { 0.9, 0.99 }, amsgrad = true },
}
