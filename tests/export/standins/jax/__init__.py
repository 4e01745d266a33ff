"""Stands in for the little of JAX that exported programs use. What is compiled there runs as it is
here; the values that must not be looked at are made by optax."""


def jit(function):
    return function


def value_and_grad(function):
    return lambda params, *rest: (function(params, *rest), 0.0)
