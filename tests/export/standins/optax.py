"""Stands in for the parts of optax that exported programs use: its schedules as its sources have them,
in double precision; transformations that change nothing and note the rate and momentum of each update.
Schedules are called with a traced count, as under jax.jit."""

import math
from types import SimpleNamespace

import numpy as np

from traced import Traced, value

used = []  # (rate, momentum) of each update


# ---- schedules ----


def exponential_decay(init_value, transition_steps, decay_rate, transition_begin=0, staircase=False,
                      end_value=None):
    if transition_steps <= 0 or decay_rate == 0:
        return lambda count: init_value

    def schedule(count):
        p = (count - transition_begin) / transition_steps
        p = np.floor(p) if staircase else p
        rate = np.where(count <= transition_begin, init_value, init_value * np.power(decay_rate, p))
        if end_value is not None:
            rate = (np.maximum if decay_rate < 1 else np.minimum)(rate, end_value)
        return rate

    return schedule


def polynomial_schedule(init_value, end_value, power, transition_steps, transition_begin=0):
    if transition_steps <= 0:
        return lambda count: init_value

    def schedule(count):
        c = np.clip(count - transition_begin, 0, transition_steps)
        return (init_value - end_value) * (1 - c / transition_steps) ** power + end_value

    return schedule


def linear_schedule(init_value, end_value, transition_steps, transition_begin=0):
    return polynomial_schedule(init_value, end_value, 1, transition_steps, transition_begin)


def cosine_decay_schedule(init_value, decay_steps, alpha=0.0, exponent=1.0):
    if decay_steps <= 0:
        raise ValueError("The cosine_decay_schedule requires positive decay_steps")

    def schedule(count):
        c = np.minimum(count, decay_steps)
        cosine = (0.5 * (1 + np.cos(math.pi * c / decay_steps))) ** exponent
        return init_value * ((1 - alpha) * cosine + alpha)

    return schedule


def piecewise_constant_schedule(init_value, boundaries_and_scales=None):
    if any(scale < 0 for scale in boundaries_and_scales.values()):
        raise ValueError("`piecewise_constant_schedule` expects non-negative scale factors")

    def schedule(count):
        rate = init_value
        for boundary, scale in sorted(boundaries_and_scales.items()):
            rate = np.where(count >= boundary, rate * scale, rate)
        return rate

    return schedule


def piecewise_interpolate_schedule(interpolate_type, init_value, boundaries_and_scales):
    boundaries, scales = zip(*sorted(boundaries_and_scales.items()))
    bounds, values = [0, *boundaries], init_value * np.cumprod([1.0, *scales])

    def share(p):
        return p if interpolate_type == "linear" else (1 - np.cos(math.pi * p)) / 2

    def schedule(count):
        rate = np.where(count >= bounds[-1], values[-1], 0.0)
        for low, high, a, b in zip(bounds, bounds[1:], values, values[1:]):
            if high > low:
                inside = a + (b - a) * share((count - low) / (high - low))
                rate = np.where((count >= low) & (count < high), inside, rate)
        return rate

    return schedule


def cosine_onecycle_schedule(transition_steps, peak_value, pct_start=0.3, div_factor=25.0,
                             final_div_factor=1e4):
    if transition_steps <= 0:
        raise ValueError("A linear onecycle schedule was set with a non-positive `transition_steps`")
    return piecewise_interpolate_schedule("cosine", peak_value / div_factor, {
        int(pct_start * transition_steps): div_factor,
        int(transition_steps): 1.0 / (div_factor * final_div_factor),
    })


def linear_onecycle_schedule(transition_steps, peak_value, pct_start=0.3, pct_final=0.85,
                             div_factor=25.0, final_div_factor=1e4):
    if transition_steps <= 0:
        raise ValueError("A linear onecycle schedule was set with a non-positive `transition_steps`")
    return piecewise_interpolate_schedule("linear", peak_value / div_factor, {
        int(pct_start * transition_steps): div_factor,
        int(pct_final * transition_steps): 1.0 / div_factor,
        transition_steps: 1.0 / final_div_factor,
    })


def join_schedules(schedules, boundaries):
    def schedule(count):
        rate = schedules[0](count)
        for boundary, later in zip(boundaries, schedules[1:]):
            rate = np.where(count < boundary, rate, later(count - boundary))
        return rate

    return schedule


# ---- transformations ----


def _value(x, count):
    return value(x(Traced(count)) if callable(x) else x)


class Transform:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum

    def init(self, params):
        return 0

    def update(self, updates, state, params=None):
        rate = _value(self.learning_rate, state)
        used.append((rate, None if self.momentum is None else _value(self.momentum, state)))
        return updates, state + 1


def _optimizer(noted=None, /, **defaults):
    """A function with these arguments; NOTED names the one that is noted."""

    def make(learning_rate, **given):
        unknown = set(given) - set(defaults)
        if unknown:
            raise TypeError(f"unexpected arguments {unknown}")
        return Transform(learning_rate, {**defaults, **given}.get(noted))

    return make


_moments = dict(b1=0.9, b2=0.999, eps=1e-8)
sgd = _optimizer("momentum", momentum=None, nesterov=False)
adagrad = _optimizer(initial_accumulator_value=0.1, eps=1e-7)
adadelta = _optimizer(rho=0.9, eps=1e-6)
rmsprop = _optimizer("momentum", decay=0.9, eps=1e-8, centered=False, momentum=None)
adam = nadam = radam = adamax = _optimizer("b1", **_moments)
adamw = _optimizer("b1", weight_decay=1e-4, **_moments)
lion = _optimizer("b1", b1=0.9, b2=0.99, weight_decay=1e-3)


class Injected:
    def __init__(self, make, given):
        self.make, self.given = make, given

    def init(self, params):
        plain = {name: x for name, x in self.given.items() if not callable(x)}
        return SimpleNamespace(count=0, hyperparams=plain)

    def update(self, updates, state, params=None):
        for name, x in self.given.items():
            if callable(x):
                state.hyperparams[name] = _value(x, state.count)
        self.make(**state.hyperparams).update(updates, 0, params)
        state.count += 1
        return updates, state


def inject_hyperparams(make):
    return lambda **given: Injected(make, given)


class Chain:
    def __init__(self, parts):
        self.parts = parts

    def init(self, params):
        return [part.init(params) for part in self.parts]

    def update(self, updates, state, params=None):
        for i, part in enumerate(self.parts):
            updates, state[i] = part.update(updates, state[i], params)
        return updates, state


def chain(*parts):
    return Chain(parts)


class _Decay:
    def init(self, params):
        return None

    def update(self, updates, state, params):
        if params is None:
            raise ValueError("add_decayed_weights needs the parameters")
        return updates, state


def add_decayed_weights(weight_decay):
    return _Decay()


def apply_updates(params, updates):
    return params
