"""The step of bench_step.c in numpy and, where it can be imported, in PyTorch.

Prints lines of a name and steps per second of processor time, one thread. A step is gather, forward,
softmax cross-entropy, backward, SGD with momentum 0.9 and a cosine schedule; the loss is read as a
number.
"""
import math
import os
import statistics
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np

ROWS, BATCH, HIDDEN, CLASSES = 3072, 64, 64, 3
PERIOD = 20000
rng = np.random.default_rng(1)


def spirals():
    label = np.arange(ROWS) % CLASSES
    r = rng.random(ROWS)
    a = 4 * r + label * 2 * math.pi / CLASSES + 0.1 * rng.standard_normal(ROWS)
    return np.stack([r * np.cos(a), r * np.sin(a)], 1).astype(np.float32), label


def batches(label_type):
    while True:
        order = rng.permutation(ROWS)
        for at in range(0, ROWS, BATCH):
            yield order[at:at + BATCH].astype(label_type)


def cosine(step):
    return 0.05 * (1 + math.cos(math.pi * (step % PERIOD) / PERIOD))


def numpy_steps():
    x_all, label_all = spirals()
    sizes = [(2, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, CLASSES)]
    w = [rng.uniform(-1, 1, s).astype(np.float32) / math.sqrt(s[0]) for s in sizes]
    b = [np.zeros(s[1], np.float32) for s in sizes]
    velocity = [np.zeros_like(p) for p in w + b]
    rows = np.arange(BATCH)
    feed = batches(np.int64)
    step = 0
    while True:
        take = next(feed)
        x, label = x_all[take], label_all[take]
        h1 = np.maximum(x @ w[0] + b[0], 0)
        h2 = np.maximum(h1 @ w[1] + b[1], 0)
        z = h2 @ w[2] + b[2]
        z -= z.max(1, keepdims=True)
        e = np.exp(z)
        s = e.sum(1, keepdims=True)
        loss = float(np.mean(np.log(s[:, 0]) - z[rows, label]))
        d3 = e / s
        d3[rows, label] -= 1
        d3 /= BATCH
        d2 = (d3 @ w[2].T) * (h2 > 0)
        d1 = (d2 @ w[1].T) * (h1 > 0)
        grads = [x.T @ d1, h1.T @ d2, h2.T @ d3, d1.sum(0), d2.sum(0), d3.sum(0)]
        lr = np.float32(cosine(step))
        for p, v, g in zip(w + b, velocity, grads):
            v *= np.float32(0.9)
            v += g
            p -= lr * v
        step += 1
        yield loss


def torch_steps(torch):
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    x_all, label_all = (torch.from_numpy(a) for a in spirals())
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(),
                        nn.Linear(HIDDEN, CLASSES))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: cosine(t) / 0.1)
    loss_of = nn.CrossEntropyLoss()
    feed = batches(np.int64)
    while True:
        take = torch.from_numpy(next(feed))
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(net(x_all[take]), label_all[take])
        loss.backward()
        optimizer.step()
        schedule.step()
        yield loss.item()


def take_turn(steps, seconds=0.15):
    start = now = time.process_time()
    n = 0
    while now - start < seconds:
        for _ in range(20):
            next(steps)
        n += 20
        now = time.process_time()
    return n / (now - start)


def main():
    contenders = {"numpy": numpy_steps()}
    try:
        import torch
        contenders["PyTorch"] = torch_steps(torch)
    except ImportError:
        pass
    rates = {name: [] for name in contenders}
    for _ in range(7):
        for name, steps in contenders.items():
            rates[name].append(take_turn(steps))
    for name, turns in rates.items():
        print(name, round(statistics.median(turns)))


main()
