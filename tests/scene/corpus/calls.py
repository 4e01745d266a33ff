o = torch.optim.NAdam([{'params': a}, {'params': [b, c]}], 2e-3, (0.9, 0.99,), 1e-8, 0, momentum_decay=4e-3, foreach=None)
sched = SequentialLR(o, [
    ConstantLR(o, factor=1/3, total_iters=5), StepLR(o, 30, gamma=.1), MultiStepLR(o, [30, 80], 0.5),
    ExponentialLR(o, 0.9), PolynomialLR(o, 4, 1_0.5e-1), CosineAnnealingWarmRestarts(o, T_0=10, T_mult=2),
    CyclicLR(o, 0.001, 0.1, 50, None, 'triangular2', 1., None, "cycle", False),
    OneCycleLR(o, max_lr=0.01, epochs=10, steps_per_epoch=2 * (3 + 4) ** 2 // 5 % 7, anneal_strategy='''cos'''),
    ReduceLROnPlateau(o, mode="min", factor=0.5, patience=3, threshold_mode='abs', verbose=True)],
    milestones=[1, 2, 3, 4, 5, 6, 7, 8])
