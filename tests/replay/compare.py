"""Experiments replayed in PyTorch and compared with lrscope itself; prints TAP.

usage: compare.py LRSCOPE

Every kind of every registry is replayed: bare, with each other value of its choices and switches,
and with each number off its default of 0. So a new kind is held against PyTorch without a line here,
but for one whose rate does not move within 60 steps by itself: that needs values in MOVED. HARD has
what this does not reach. All scripts run in one interpreter, as importing torch takes seconds."""
import concurrent.futures
import contextlib
import csv
import io
import itertools
import json
import math
import re
import subprocess
import sys
import warnings

STEPS = 60
RATE, LOSS = 1e-6, 1e-3  # relative differences allowed

SMALL = ["--problem", "moons{points=200}", "--model", "mlp{hidden={8}}",
         "--set", "train.batch=16", "--set", "train.interval=step"]
SGD = ["--optimizer", "SGD{lr=0.05, momentum=0.9}"]
FLAT = ["--schedule", "Constant"]
GENTLE = ["--optimizer", "SGD{lr=0.001, momentum=0.9}"] + FLAT  # chaos on no landscape

# What makes the rate of a kind move within 60 steps.
MOVED = {
    "ReduceLROnPlateau": "patience=1, threshold=0.5",
    "SequentialLR": "milestones={9, 30}, LinearLR{}, ExponentialLR{}, StepLR{}",
    "ChainedScheduler": "LinearLR{total_iters=20}, ExponentialLR{gamma=0.97}",
    "Staircase": "k=7, CosineAnnealingLR{}",
}

HARD = {
    "a batch larger than the data": SMALL + SGD + FLAT + ["--set", "train.batch=4096"],
    "a plateau per epoch, no validation":
        SMALL + SGD + ["--schedule", "ReduceLROnPlateau{patience=0, threshold=0.2}",
                       "--set", "train.validation=0", "--set", "train.interval=epoch",
                       "--set", "train.batch=64"],
    "a plateau per step, no validation":
        SMALL + SGD + ["--schedule", "ReduceLROnPlateau{patience=1, cooldown=2}",
                       "--set", "train.validation=0"],
    "a plateau of the training loss":
        SMALL + SGD + ["--schedule", "ReduceLROnPlateau{patience=0, threshold=0.3}",
                       "--set", "train.monitor=train_loss", "--set", "train.interval=epoch"],
    "a plateau of the accuracy":
        SMALL + SGD + ["--schedule", "ReduceLROnPlateau{mode=\"max\", patience=0}",
                       "--set", "train.monitor=val_accuracy", "--set", "train.batch=64"],
    "a plateau on a landscape":
        ["--problem", "noisy_quadratic", "--optimizer", "SGD{lr=0.1}",
         "--schedule", "ReduceLROnPlateau{patience=3}"],
    "a plateau behind a warm-up":
        SMALL + SGD + ["--schedule", "SequentialLR{milestones={2}, LinearLR{total_iters=2}, "
                       "ReduceLROnPlateau{patience=0, threshold=0.3}}",
                       "--set", "train.interval=epoch", "--set", "train.batch=32"],
    "a warm-up per epoch, no whole number of epochs":
        SMALL + SGD + ["--schedule", "SequentialLR{milestones={2}, LinearLR{total_iters=2}, "
                       "CosineAnnealingLR{T_max=4}}", "--steps", "57",
                       "--set", "train.interval=epoch"],
    "steps down per epoch": SMALL + SGD + ["--schedule", "StepLR{step_size=2, gamma=0.5}",
                                           "--set", "train.interval=epoch"],
    "a cycle that drives momentum": SMALL + SGD + ["--schedule", "CyclicLR{step_size_up=7}"],
    "a cycle that drives beta1": SMALL + ["--optimizer", "Adam{lr=0.01}",
                                          "--schedule", "CyclicLR{step_size_up=7}"],
    "a cycle with Keras' momentum": SMALL + [
        "--optimizer", "SGD{lr=0.05, momentum=0.9, semantics=\"keras\"}",
        "--schedule", "CyclicLR{step_size_up=7}"],
    "a cycle that drives momentum for a while":
        SMALL + SGD + ["--schedule", "SequentialLR{milestones={20}, CyclicLR{step_size_up=5}, "
                       "ExponentialLR{}}"],
    "a cycle that drives beta1 after a while":
        SMALL + ["--optimizer", "Adam{lr=0.01}", "--schedule",
                 "SequentialLR{milestones={20}, ExponentialLR{}, CyclicLR{step_size_up=5}}"],
    "a cycle in a chain": SMALL + SGD + [
        "--schedule", "ChainedScheduler{CyclicLR{step_size_up=5}, ExponentialLR{}}"],
    "one cycle in steps, per epoch": SMALL + SGD + [
        "--schedule", "Staircase{k=2, OneCycleLR{}}", "--set", "train.interval=epoch"],
    "Nesterov's momentum": SMALL + FLAT + [
        "--optimizer", "SGD{lr=0.05, momentum=0.9, nesterov=true, weight_decay=0.01}"],
    "a dampened momentum": SMALL + FLAT + [
        "--optimizer", "SGD{lr=0.05, momentum=0.9, dampening=0.2}"],
    "a linear model": SMALL + SGD + FLAT + ["--model", "mlp{hidden={}}"],
    "a linear regression": ["--problem", "wave{points=100}", "--model", "mlp{hidden={}}"] + SGD
                           + FLAT,
    "three layers of tanh": SMALL + SGD + FLAT + [
        "--model", "mlp{hidden={9,8,7}, activation=\"tanh\", init=\"xavier\"}"],
    "a regression from a file": [
        "--problem", "csv{label=\"petal_width\", task=\"regress\", ignore=\"species\"}",
        "--model", "mlp{hidden={8}}"] + SGD + FLAT,
    "an expression": SMALL + SGD + ["--schedule", "LambdaLR{\"0.5*(1+cos(pi*t/T))\"}"],
    "a function": SMALL + SGD + [
        "--schedule", "LambdaLR{function(t, T, lr) if t < 9 then return t / 9 end return 1 end}"],
    "a run that diverges": ["--problem", "rosenbrock", "--optimizer", "SGD{lr=0.01}"] + FLAT,
    "weights that overflow": ["--problem", "wave{points=100}", "--optimizer", "SGD{lr=1e38}"]
                             + FLAT,
    "a noisy landscape that starts elsewhere": ["--problem", "himmelblau{noise=5, spread=0.5}",
                                                "--optimizer", "SGD{lr=0.002}"] + FLAT,
    "spectra of curvature": ["--problem", "noisy_quadratic{spectrum=\"log\", dim=7}"] + GENTLE,
    "a flat spectrum, one direction": ["--problem",
                                       "noisy_quadratic{spectrum=\"flat\", dim=1}"] + GENTLE,
}


class Difference(Exception):
    """What makes a replay another run, as a sentence."""


def lrscope(*args, ends=(0, 1)):
    done = subprocess.run([sys.argv[1], *args], capture_output=True, text=True, check=False)
    if done.returncode not in ends:
        raise Difference(f"lrscope {' '.join(args)}: {done.stderr.strip()}")
    return done.stdout


def variants(kind):
    """Specs of a kind."""
    moved = [MOVED[kind["name"]]] if kind["name"] in MOVED else []
    yield kind["name"] + "{" + ", ".join(moved) + "}"
    for row in kind["params"]:
        values = [c["name"] for c in row["choices"]] if row["type"] == "choice" else []
        if row["type"] == "bool":
            values = [True, False]
        elif row["type"] in ("real", "integer") and row["default"] == 0:
            values = [0.01 if row["type"] == "real" else 3]
        for value in values:
            if value != row["default"]:
                setting = f"{row['name']}={json.dumps(value)}"
                yield kind["name"] + "{" + ", ".join([setting] + moved) + "}"


def accepted(args):
    """Is this an experiment at all? (nesterov without a momentum is none.)"""
    try:
        return bool(lrscope("run", *args, "--steps", "1"))
    except Difference:
        return False


def experiments():
    """Name and arguments of all that is replayed."""
    kinds = {what: json.loads(lrscope("list", what, "--format", "json"))
             for what in ("problems", "models", "optimizers", "schedules", "scenes")}
    for kind in kinds["problems"]:
        yield kind["name"], ["--problem", kind["name"], "--steps", "60"] + GENTLE
    others = {"models": ("--model", SMALL + SGD + FLAT),
              "optimizers": ("--optimizer", SMALL + FLAT),
              "schedules": ("--schedule", SMALL + SGD + ["--steps", "60"])}
    for what, (option, rest) in others.items():
        for kind in kinds[what]:
            for i, spec in enumerate(variants(kind)):
                args = rest + [option, spec]
                if i == 0 or accepted(args):
                    yield spec, args
    for kind in kinds["optimizers"]:  # of which most have a momentum that it drives
        yield kind["name"] + " under one cycle", SMALL + [
            "--optimizer", kind["name"] + "{lr=0.01}", "--schedule", "OneCycleLR{max_lr=0.05}",
            "--steps", "60"]
    for scene in kinds["scenes"]:
        yield "scene " + scene["name"], [scene["name"]]
    yield from HARD.items()


def produce(args):
    """The script, and the rows that it should print."""
    script = lrscope("export", *args, "--to", "pytorch", "--replay")
    rows = list(csv.reader(io.StringIO(lrscope("run", *args))))
    columns = [rows[0].index(name) for name in ("step", "lr", "train_loss")]
    rows = [[row[i] for i in columns] for row in rows[:STEPS + 1]]
    check_moves(args, rows)
    return script, rows


def replay(script):
    """What the script prints in its first steps."""
    length = re.search(r"^STEPS = (\d+)", script, re.MULTILINE)
    if not length:
        raise Difference("no STEPS in the script")
    cut = f"STEPS = {min(STEPS, int(length[1]))}"
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(script.replace(length[0], cut, 1), "replay", "exec"), {"__name__": "__main__"})
    return list(csv.reader(io.StringIO(out.getvalue())))


def distance(got, want):
    """Relative; 0 where both are NaN, or both beyond the size that ends a run as diverged."""
    got, want = float(got), float(want)
    if got == want or (math.isnan(got) and math.isnan(want)) or min(abs(got), abs(want)) > 1e30:
        return 0.0
    return abs(got - want) / abs(want) if want and math.isfinite(got - want) else math.inf


def check_moves(args, rows):
    """A schedule that stands still shows nothing."""
    schedules = [args[i + 1] for i, word in enumerate(args) if word == "--schedule"]
    if not schedules or re.match(r"Constant\b(?!LR)", schedules[-1]):
        return
    if len({row[1] for row in rows[1:]}) < 2:
        raise Difference(f"the rate of {schedules[-1]} does not move; see MOVED")


def compare(got, want):
    """The largest distances of rates and losses."""
    if got[:1] != want[:1] or len(got) != len(want):
        raise Difference(f"{len(got)} lines of {got[:1]}, not {len(want)} of {want[:1]}")
    rate = loss = 0.0
    for g, w in zip(got[1:], want[1:]):
        rate, loss = max(rate, distance(g[1], w[1])), max(loss, distance(g[2], w[2]))
        if g[0] != w[0] or rate > RATE or loss > LOSS:
            raise Difference(f"step {w[0]}: {g} instead of {w}")
    return rate, loss


def check(produced):
    script, want = produced
    return compare(replay(script), want)


def is_fooled(job):
    """Does a run with another first batch pass? Then this test is worth nothing."""
    try:
        script, want = job.result()
        compare(replay(script.replace("shuffle = Random(", "shuffle = Random(1 + ", 1)), want)
    except Difference:
        return False
    return True


def main():
    warnings.simplefilter("ignore")  # PyTorch's own, of schedulers that call each other
    case, worst = itertools.count(1), [0.0, 0.0]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        jobs = [(name, pool.submit(produce, args)) for name, args in experiments()]
        for name, job in jobs:
            try:
                found = check(job.result())
                worst = [max(pair) for pair in zip(worst, found)]
                print(f"ok {next(case)} - {name} # rate {found[0]:.1g} loss {found[1]:.1g}")
            except Exception as error:  # a script that fails is one case that fails
                print(f"not ok {next(case)} - {name}\n# {type(error).__name__}: {error}")
            sys.stdout.flush()
        fooled = is_fooled(jobs[0][1])
    print("not ok" if fooled else "ok", next(case), "- another order of the rows is noticed")
    print(f"# largest differences: rate {worst[0]:.2g}, loss {worst[1]:.2g}")
    print(f"1..{next(case) - 1}")


if __name__ == "__main__":
    main()
