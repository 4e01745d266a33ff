"""A number as a compiler traces it: it can be computed with, but Python cannot look at its value."""

import numpy as np


class Traced(np.ndarray):
    def __new__(cls, value):
        return np.asarray(value).view(cls)

    def _refuse(self, *args):
        raise TypeError("a traced value has no Python value")

    __float__ = __int__ = __bool__ = __index__ = __round__ = _refuse
    __floor__ = __ceil__ = __trunc__ = _refuse


class Table(np.ndarray):
    """An array that a traced number may be the index of."""

    def __new__(cls, values):
        return np.asarray(values, dtype=float).view(cls)

    def __getitem__(self, index):
        return Traced(np.asarray(self)[np.asarray(index)])


def value(x):
    """What a traced or plain number is, for those who run the program."""
    return float(np.asarray(x, dtype=float))
