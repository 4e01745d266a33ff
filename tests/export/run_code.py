"""Runs exported programs and compares the rates that they use with what they should be.

    run_code.py pytorch|keras|optax FOLDER

FOLDER holds NNNN.py, the program, and NNNN.json: its label, the losses and metrics that the reader's
own part of the program would give, and the rate and momentum of each update.
"""

import glob
import json
import os
import sys
import traceback
import warnings


def check(what, got, want, label):
    """Whether two lists of numbers are equal to rounding."""
    if len(got) != len(want):
        print(f"{label}: {len(got)} {what}s, expected {len(want)}")
        return False
    size = max((abs(w) for w in want if w is not None), default=0)
    for step, (g, w) in enumerate(zip(got, want)):
        if w is not None and not abs(g - w) <= 1e-9 * abs(w) + 1e-12 * size:
            print(f"{label}: {what} {g!r} in step {step}, expected {w!r}")
            return False
    return True


def run_pytorch(path, case):
    """The rates that the loop of a PyTorch program uses, and its momenta."""
    import torch

    torch.set_default_dtype(torch.float64)
    rates, momenta, metrics = [], [], iter(case["metrics"])
    scope = {}

    def loss_fn(output, targets=None):
        group = scope["optimizer"].param_groups[0]
        rates.append(float(group["lr"]))
        momenta.append(group["betas"][0] if "betas" in group else group.get("momentum"))
        value = case["losses"][len(rates) - 1]
        parameter = next(scope["model"].parameters())
        return value + 0 * parameter.sum()

    batch = torch.zeros(4, 1), torch.zeros(4, 1)
    scope.update(
        model=torch.nn.Linear(1, 1),
        loss_fn=loss_fn,
        train_loader=[batch] * case["steps_per_epoch"],
        evaluate=lambda model: next(metrics),
    )
    with open(path) as program:
        exec(compile(program.read(), path, "exec"), scope)
    return rates, momenta


def run_keras(path, case):
    """The rates at which the stand-in would train."""
    import keras

    model = keras.Model(case["steps_per_epoch"], case["losses"], case["metrics"])
    scope = dict(model=model, loss="mse", train_data=object(), val_data=object())
    with open(path) as program:
        exec(compile(program.read(), path, "exec"), scope)
    steps = len(case["lr"])  # Keras finishes the last epoch
    return model.rates[:steps], case["momentum"]


def run_optax(path, case):
    """The rates and momenta that the stand-in notes."""
    import optax

    optax.used.clear()
    metrics, steps = iter(case["metrics"]), len(case["lr"])
    losses = [*case["losses"], *[0.0] * case["steps_per_epoch"]]  # for the rest of the last epoch
    scope = dict(
        params=0.0,
        loss_fn=lambda params, inputs, targets: losses[len(optax.used)],
        train_loader=[([0] * 4, [0] * 4)] * case["steps_per_epoch"],
        evaluate=lambda params: next(metrics),
    )
    with open(path) as program:
        exec(compile(program.read(), path, "exec"), scope)
    return [u[0] for u in optax.used][:steps], [u[1] for u in optax.used][:steps]


RUN = {"pytorch": run_pytorch, "keras": run_keras, "optax": run_optax}


def main(language, folder):
    failed = 0
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "standins"))
    warnings.filterwarnings("ignore")
    warnings.filterwarnings("error", message=".*lr_scheduler.step.*before.*optimizer.step")
    paths = sorted(glob.glob(os.path.join(folder, "*.py")))
    for path in paths:
        with open(path[:-3] + ".json") as file:
            case = json.load(file)
        label = f"{case['label']} ({os.path.basename(path)})"
        try:
            rates, momenta = RUN[language](path, case)
        except Exception:
            print(f"{label}:")
            traceback.print_exc(file=sys.stdout)
            failed += 1
            continue
        same = check("rate", rates, case["lr"], label)
        if any(m is not None for m in case["momentum"]):
            same = check("momentum", momenta, case["momentum"], label) and same
        failed += not same
    print(f"{len(paths)} programs for {language}, {failed} failed")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
