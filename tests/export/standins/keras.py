"""Stands in for the parts of Keras 3 that exported programs use: its schedules, callbacks and training
loop as its sources have them, in double precision and without a model. Optimizers only hold what they
are given. Schedules are called with a traced step, as compiled Keras does."""

import math
from types import SimpleNamespace

import numpy as np

from traced import Table, Traced, value

# ---- operations ----

ops = SimpleNamespace(
    convert_to_tensor=Table,
    cast=lambda x, dtype: x.astype(dtype),
    minimum=np.minimum,
    take=lambda x, i: x[i],
)


# ---- schedules ----


class LearningRateSchedule:
    def __call__(self, step):
        raise NotImplementedError

    def get_config(self):
        raise NotImplementedError


def _positive(decay_steps):
    if decay_steps <= 0:
        raise ValueError("Argument `decay_steps` must be > 0")


class ExponentialDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, decay_rate, staircase=False):
        _positive(decay_steps)
        self.values = initial_learning_rate, decay_steps, decay_rate, staircase

    def __call__(self, step):
        lr, steps, rate, staircase = self.values
        p = step / steps
        return lr * np.power(rate, np.floor(p) if staircase else p)


class InverseTimeDecay(ExponentialDecay):
    def __call__(self, step):
        lr, steps, rate, staircase = self.values
        p = step / steps
        return lr / (1 + rate * (np.floor(p) if staircase else p))


class PiecewiseConstantDecay(LearningRateSchedule):
    def __init__(self, boundaries, values):
        if len(boundaries) != len(values) - 1:
            raise ValueError("The length of boundaries should be 1 less than the length of values")
        self.boundaries, self.values = boundaries, values

    def __call__(self, step):
        rate = np.where(step <= self.boundaries[0], self.values[0], self.values[-1])
        for low, high, between in zip(self.boundaries, self.boundaries[1:], self.values[1:]):
            rate = np.where((step > low) & (step <= high), between, rate)
        return rate


class PolynomialDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0,
                 cycle=False):
        _positive(decay_steps)
        self.values = initial_learning_rate, decay_steps, end_learning_rate, power, cycle

    def __call__(self, step):
        lr, steps, end, power, cycle = self.values
        if cycle:
            steps = steps * np.where(step == 0, 1.0, np.ceil(step / steps))
        else:
            step = np.minimum(step, steps)
        return (lr - end) * np.power(1 - step / steps, power) + end


class CosineDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, alpha=0.0):
        _positive(decay_steps)
        self.values = initial_learning_rate, decay_steps, alpha

    def __call__(self, step):
        lr, steps, alpha = self.values
        cosine = 0.5 * (1 + np.cos(math.pi * np.minimum(step, steps) / steps))
        return lr * ((1 - alpha) * cosine + alpha)


class CosineDecayRestarts(LearningRateSchedule):
    def __init__(self, initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0):
        _positive(first_decay_steps)
        self.values = initial_learning_rate, first_decay_steps, t_mul, m_mul, alpha

    def __call__(self, step):
        lr, first, t_mul, m_mul, alpha = self.values
        f = step / first
        if t_mul == 1:
            i = np.floor(f)
            f = f - i
        else:
            i = np.floor(np.log(1 - f * (1 - t_mul)) / math.log(t_mul))
            f = (f - (1 - t_mul**i) / (1 - t_mul)) / t_mul**i
        return lr * ((1 - alpha) * 0.5 * m_mul**i * (1 + np.cos(math.pi * f)) + alpha)


# ---- optimizers ----


def _optimizer(**defaults):
    class Optimizer:
        def __init__(self, learning_rate, **given):
            unknown = set(given) - set(defaults)
            if unknown:
                raise TypeError(f"unexpected arguments {unknown}")
            self.learning_rate = learning_rate
            self.values = {**defaults, **given}

    return Optimizer


_moments = dict(beta_1=0.9, beta_2=0.999, epsilon=1e-7)
optimizers = SimpleNamespace(
    schedules=SimpleNamespace(
        LearningRateSchedule=LearningRateSchedule,
        ExponentialDecay=ExponentialDecay,
        InverseTimeDecay=InverseTimeDecay,
        PiecewiseConstantDecay=PiecewiseConstantDecay,
        PolynomialDecay=PolynomialDecay,
        CosineDecay=CosineDecay,
        CosineDecayRestarts=CosineDecayRestarts,
    ),
    SGD=_optimizer(momentum=0.0, nesterov=False),
    RMSprop=_optimizer(rho=0.9, momentum=0.0, epsilon=1e-7, centered=False),
    Adagrad=_optimizer(initial_accumulator_value=0.1, epsilon=1e-7),
    Adadelta=_optimizer(rho=0.95, epsilon=1e-7),
    Adam=_optimizer(amsgrad=False, **_moments),
    AdamW=_optimizer(amsgrad=False, weight_decay=0.004, **_moments),
    Nadam=_optimizer(**_moments),
    Adamax=_optimizer(**_moments),
    Lion=_optimizer(beta_1=0.9, beta_2=0.99, weight_decay=None),
)


# ---- callbacks ----


class Callback:
    model = None

    def on_epoch_begin(self, epoch, logs=None):
        pass

    def on_epoch_end(self, epoch, logs=None):
        pass

    def on_train_batch_begin(self, batch, logs=None):
        pass


class LearningRateScheduler(Callback):
    def __init__(self, schedule):
        self.schedule = schedule

    def on_epoch_begin(self, epoch, logs=None):
        optimizer = self.model.optimizer
        optimizer.learning_rate = self.schedule(epoch, value(optimizer.learning_rate))


class ReduceLROnPlateau(Callback):
    def __init__(self, monitor="val_loss", factor=0.1, patience=10, mode="auto", min_delta=1e-4,
                 cooldown=0, min_lr=0.0):
        if factor >= 1.0:
            raise ValueError("ReduceLROnPlateau does not support a factor >= 1.0")
        self.monitor, self.factor, self.patience, self.mode = monitor, factor, patience, mode
        self.min_delta, self.cooldown, self.min_lr = min_delta, cooldown, min_lr
        self.best = -math.inf if mode == "max" else math.inf
        self.wait = self.cooldown_counter = 0

    def improves(self, current):
        if self.mode == "max":
            return current > self.best + self.min_delta
        return current < self.best - self.min_delta

    def on_epoch_end(self, epoch, logs=None):
        current = logs[self.monitor]
        optimizer = self.model.optimizer
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.wait = 0
        if self.improves(current):
            self.best = current
            self.wait = 0
        elif self.cooldown_counter <= 0:
            self.wait += 1
            old = value(optimizer.learning_rate)
            if self.wait >= self.patience and old > self.min_lr:
                optimizer.learning_rate = max(old * self.factor, self.min_lr)
                self.cooldown_counter = self.cooldown
                self.wait = 0


callbacks = SimpleNamespace(
    Callback=Callback,
    LearningRateScheduler=LearningRateScheduler,
    ReduceLROnPlateau=ReduceLROnPlateau,
)


# ---- training ----


class Model:
    """Trains nothing; notes the rate of each update. LOSSES are those of the updates, METRICS those of
    the epochs' validation."""

    def __init__(self, steps_per_epoch, losses, metrics):
        self.steps_per_epoch, self.losses, self.metrics = steps_per_epoch, losses, metrics
        self.rates = []

    def compile(self, optimizer, loss, metrics=None):
        self.optimizer = optimizer

    def rate(self):
        rate = self.optimizer.learning_rate
        return value(rate(Traced(len(self.rates))) if callable(rate) else rate)

    def fit(self, train_data, validation_data=None, epochs=1, callbacks=()):
        for callback in callbacks:
            callback.model = self
        for epoch in range(epochs):
            for callback in callbacks:
                callback.on_epoch_begin(epoch)
            first = len(self.rates)
            for batch in range(self.steps_per_epoch):
                for callback in callbacks:
                    callback.on_train_batch_begin(batch)
                self.rates.append(self.rate())
            losses = self.losses[first:]
            losses = losses[: self.steps_per_epoch]
            logs = {"loss": sum(losses) / len(losses)}
            if validation_data is not None:
                logs["val_loss"] = logs["val_accuracy"] = self.metrics[epoch]
            for callback in callbacks:
                callback.on_epoch_end(epoch, logs)
