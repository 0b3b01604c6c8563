"""Kernels of belief propagation: who belongs where, given how ties and signs fall."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Floats, Whole

Arcs: TypeAlias = tuple[Whole, Whole]
"""Where the arcs of each begin, and the arc that runs the other way."""

Told: TypeAlias = tuple[Floats, Floats, Floats]
"""Of each arc how much likelier it is inside a group; logarithm of the size of each group; how many
ties each stakeholder has."""

State: TypeAlias = tuple[Floats, Floats, Floats]
"""Messages (arcs, k): where the tail of an arc belongs, as told to its head; beliefs (n, k): where
each belongs; logarithm of what each adds to the evidence."""


FAR = 1e100
"""A product that has come this far from 1, either way, is put aside as a logarithm."""

OFTEN = 8
"""After so many factors, each at most exp(30) and at least exp(-30), a product is looked at."""

WIDE = 400.0
"""Difference of logarithms beyond which a product is not left beside its logarithm: exp(-400) / FAR
is still far from 0."""


@part
def _normal(row: Floats) -> float:
    """Turn what speaks for each group into shares; returns its sum."""
    total = 0.0
    for r in range(len(row)):
        total += row[r]
    for r in range(len(row)):
        row[r] /= total
    return total


@part
def _put_aside(product: Floats, field: Floats) -> None:
    """Move products that have come far into the field, as logarithms."""
    for r in range(len(field)):
        if product[r] > FAR or product[r] < 1.0 / FAR:
            field[r] += np.log(product[r])
            product[r] = 1.0


@part
def _hear(  # noqa: PLR0917 - compiled functions take no keywords
    come: Whole, odds: Floats, message: Floats, heard: Floats, product: Floats, field: Floats
) -> None:
    """Multiply what the neighbours say; products that come far are moved into the field.

    Products in place of sums of logarithms: the same, without a logarithm for each arc and group.
    Each group has its own, so that none is lost however far one is ahead of another on the way.
    """
    for r in range(len(field)):
        product[r] = 1.0
    for place in range(len(come)):
        for r in range(len(field)):
            heard[place, r] = 1.0 + (odds[place] - 1.0) * message[come[place], r]
            product[r] *= heard[place, r]
        if place % OFTEN == OFTEN - 1:
            _put_aside(product, field)
    _put_aside(product, field)


@part
def _weigh(product: Floats, field: Floats) -> float:
    """Turn logarithms and products into what speaks for each group; returns what was put aside."""
    most = least = field[0]
    for r in range(1, len(field)):
        most, least = max(most, field[r]), min(least, field[r])
    if most - least > WIDE:
        for r in range(len(field)):
            field[r] += np.log(product[r])
            product[r] = 1.0
        most = field.max()
    for r in range(len(field)):
        field[r] = np.exp(field[r] - most) * product[r]
    return float(most)


@part
def _tell(
    span: tuple[int, int], message: Floats, heard: Floats, field: Floats, damp: float
) -> float:
    """What is said to each neighbour: the field without what it said itself.

    One tie speaks for a group by a factor of at most exp(30), so what is 0 in the field would be
    next to nothing here too.
    """
    row = np.empty(len(field))
    change = 0.0
    for place in range(span[1] - span[0]):
        for r in range(len(field)):
            row[r] = field[r] / heard[place, r]
        _normal(row)
        for r in range(len(field)):
            old = message[span[0] + place, r]
            new = damp * old + (1.0 - damp) * row[r]
            change = max(change, abs(new - old))
            message[span[0] + place, r] = new
    return change


@compiled(
    "f8(UniTuple(i8[::1], 2), Tuple((f8[::1], f8[::1], f8[::1])), f8, f8,"
    "Tuple((f8[:, ::1], f8[:, ::1], f8[::1])))"
)
def sweep(arcs: Arcs, told: Told, density: float, damp: float, state: State) -> float:
    """One round of messages, in order, those of this round heard at once.

    Parameters
    ----------
    arcs : (start, back)
        The graph.
    told : (odds, sizes, mass)
        What ties, sizes and numbers of ties say.
    density : float
        By how much denser it is inside groups, for a product of two masses of 1.
    damp : float
        Share of the old message that is kept.
    state : (message, belief, score)
        Changed.

    Returns
    -------
    float
        The greatest change of a message.
    """
    start, back = arcs
    odds, sizes, mass = told
    message, belief, score = state
    n, k = belief.shape
    widest = 0
    total, field, product = np.zeros(k), np.empty(k), np.empty(k)
    for one in range(n):
        widest = max(widest, start[one + 1] - start[one])
        for r in range(k):
            total[r] += mass[one] * belief[one, r]
    heard = np.empty((widest, k))
    change = 0.0
    for one in range(n):
        for r in range(k):
            field[r] = sizes[r] - density * mass[one] * (total[r] - mass[one] * belief[one, r])
        span = (start[one], start[one + 1])
        come, by = back[span[0] : span[1]], odds[span[0] : span[1]]
        _hear(come, by, message, heard, product, field)
        most = _weigh(product, field)
        change = max(change, _tell(span, message, heard, field, damp))
        score[one] = most + np.log(_normal(field))
        for r in range(k):
            total[r] += mass[one] * (field[r] - belief[one, r])
            belief[one, r] = field[r]
    return change


@compiled("void(UniTuple(i8[::1], 2), f8[::1], f8[:, ::1], f8[::1], f8[::1])")
def same(arcs: Arcs, odds: Floats, message: Floats, share: Floats, twice: Floats) -> None:
    """How likely the two ends of each tie stand in one group, given all.

    Parameters
    ----------
    arcs, odds, message
        As of `sweep`.
    share : ndarray
        Filled: the probability, by arc.
    twice : ndarray
        Filled: logarithm of what the tie counts twice in the evidence.
    """
    _, back = arcs
    for arc in range(len(back)):
        both = 0.0
        for r in range(message.shape[1]):
            both += message[arc, r] * message[back[arc], r]
        weight = 1.0 + (odds[arc] - 1.0) * both
        share[arc] = odds[arc] * both / weight
        twice[arc] = np.log(weight)
