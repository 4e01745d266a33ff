opt = optim.AdamW(filter(lambda p: p.requires_grad, net.parameters()), lr=3e-4, betas=(0.9, 0.95))
a = lambda e: min((e + 1) / 10, 1.0) if e < 10 else 0.5 * (1 + math.cos(math.pi * (e - 10) / 90))
b = lambda step: 0.1 ** (step // 30) * (step > 5) + (not step % 7 == 0 or step >= 3 and step != 4)
c = lambda x: max(abs(-x ** 2 - 2 ** -x), math.log10(x + 1), int(x / 3), x % 4, pow(x, 2), 1 / 3)
s = lr_scheduler.ChainedScheduler([
    lr_scheduler.LambdaLR(opt, lr_lambda=[a]), lr_scheduler.LambdaLR(opt, b, -1, False),
    lr_scheduler.LambdaLR(opt, lr_lambda=c),
], optimizer=opt)
