"""MACTOR: alliances and conflicts of actors over objectives, weighed by their influence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from stakeholder_map.coopetition.agreement import ambivalence_of, count_pairs
from stakeholder_map.errors import UsageError
from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.measures.through_others import (
    add_through_others,
    best_through_others,
    sum_up,
)

STRONGEST = 4
"""Direct influence runs from 0 to 4, positions from -4 to +4."""

ORDERS = (1, 2, 3)
"""Orders of positions: their signs, the positions, the positions weighed by competitiveness."""

ByOrder = Mapping[int, Floats]


@dataclass(frozen=True, eq=False)
class Mactor:
    """What MACTOR says of n actors and m objectives. No array can be written to.

    Fields that differ by order are mappings from 1, 2 and 3 (see `ORDERS`). Where the
    competitiveness is not defined, everything of order 3 is missing.

    Parameters
    ----------
    midi : ndarray
        (n, n): direct and indirect influence of the row's actor on the column's; the diagonal,
        influence on oneself through others, is kept.
    influence, dependence : ndarray
        (n,): I and D, sums of the rows and columns of `midi` without its diagonal.
    competitiveness : ndarray
        (n,): r*, 1 is the mean, more is more; missing where nobody influences anybody, or all
        influence comes back to its actor in full.
    mmidi : ndarray
        (n, n): the strongest influence, direct or through one other; diagonal 0.
    greatest_weight : ndarray
        (n,): q*, as `competitiveness` from `mmidi`.
    balance : ndarray
        (n, n): net balance, ``midi - midi.T``.
    stability : float
        H in per cent: 0 where everybody depends as much as it influences, 100 where all influence
        or depend; missing where nobody influences anybody.
    positions : mapping of int to ndarray
        (n, m): 1MAO, 2MAO and 3MAO.
    mobilisation, mobilisation_for, mobilisation_against : mapping of int to ndarray
        (m,): absolute positions on each objective, summed over the actors; of those for it, and of
        those against it. The first is the sum of the other two.
    implication : mapping of int to ndarray
        (n,): absolute positions of each actor, summed over the objectives.
    convergence, divergence : mapping of int to ndarray
        (n, n): CAA and DAA, over the objectives on which two stand on one side, or on opposite
        sides, the sum of the means of their two absolute positions; symmetric, diagonal 0.
    convergence_degree : mapping of int to float
        Per cent: all convergence over all convergence and divergence; missing where no two took
        sides on one objective.
    ambivalence : mapping of int to ndarray
        (n,): 0 where an actor only agrees or only disagrees with each other one, 1 where with each
        it agrees as much as it disagrees; missing where it does neither with anybody.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import airport_study
    >>> study = airport_study()
    >>> found = mactor(study.influence, study.positions)
    >>> found.convergence[2][2].tolist()
    [0.0, 4.0, 0.0, 0.0, 8.0, 0.0]
    """

    midi: Floats
    influence: Floats
    dependence: Floats
    competitiveness: Floats
    mmidi: Floats
    greatest_weight: Floats
    balance: Floats
    stability: float
    positions: ByOrder
    mobilisation: ByOrder
    mobilisation_for: ByOrder
    mobilisation_against: ByOrder
    implication: ByOrder
    convergence: ByOrder
    divergence: ByOrder
    convergence_degree: Mapping[int, float]
    ambivalence: ByOrder


def mactor(influence: npt.ArrayLike, positions: npt.ArrayLike) -> Mactor:
    r"""Influence, alliances and conflicts of actors over objectives.

    With MID the direct influence and MAO the positions,

    .. math:: MIDI_{ij} = MID_{ij} + \sum_k \min(MID_{ik}, MID_{kj}), \qquad
              CAA_{ij} = \sum_{k: x_{ik} x_{jk} > 0} \frac{|x_{ik}| + |x_{jk}|}{2}, \qquad
              DAA_{ij} = \sum_{k: x_{ik} x_{jk} < 0} \frac{|x_{ik}| + |x_{jk}|}{2}

    for x the signs of the positions (order 1), the positions (2) and the positions times the
    competitiveness (3). The rest is defined at `Mactor`, `add_through_others` and `sum_up`.

    Parameters
    ----------
    influence : array-like
        MID, shape (n, n): direct influence of the row's actor on the column's, from 0 to 4,
        nothing on the diagonal. Whole numbers are usual and not needed.
    positions : array-like
        2MAO, shape (n, m): from -4 (strongly against) to +4 (strongly for), 0 where neutral or
        not taken.

    Returns
    -------
    Mactor

    Raises
    ------
    UsageError
        All faults of both arrays in one message.

    Notes
    -----
    Sums grow with the number of actors: compare actors of one study, not studies. No actor and no
    objective are allowed, and give empty arrays.

    References
    ----------
    Bourse, F. & Godet, M.: the method MACTOR, in Godet, M. (2001). Creating Futures. Economica,
    ch. 5.

    Examples
    --------
    >>> found = mactor([[0, 3], [1, 0]], [[2, -1], [4, 3]])
    >>> found.influence.tolist(), found.dependence.tolist(), found.stability
    ([3.0, 1.0], [1.0, 3.0], 50.0)
    >>> found.convergence[2][0].tolist(), found.divergence[2][0].tolist()
    ([0.0, 3.0], [0.0, 2.0])
    """
    direct, stands = _checked(influence, positions)
    total, greatest = add_through_others(direct), best_through_others(direct)
    sums = sum_up(total)
    order = {1: np.sign(stands), 2: stands, 3: sums.weight[:, None] * stands}
    pairs = {each: count_pairs(order[each]) for each in ORDERS}
    ahead = {each: np.maximum(order[each], 0.0).sum(axis=0) for each in ORDERS}
    behind = {each: np.maximum(-order[each], 0.0).sum(axis=0) for each in ORDERS}
    return Mactor(
        midi=_fixed(total),
        influence=_fixed(sums.influence),
        dependence=_fixed(sums.dependence),
        competitiveness=_fixed(sums.weight),
        mmidi=_fixed(greatest),
        greatest_weight=_fixed(sum_up(greatest).weight),
        balance=_fixed(total - total.T),
        stability=sums.stability,
        positions=_by_order(order),
        mobilisation=_by_order({each: ahead[each] + behind[each] for each in ORDERS}),
        mobilisation_for=_by_order(ahead),
        mobilisation_against=_by_order(behind),
        implication=_by_order({each: np.abs(order[each]).sum(axis=1) for each in ORDERS}),
        convergence=_by_order({each: pairs[each].convergence for each in ORDERS}),
        divergence=_by_order({each: pairs[each].divergence for each in ORDERS}),
        convergence_degree=MappingProxyType({each: pairs[each].degree for each in ORDERS}),
        ambivalence=_by_order({each: ambivalence_of(pairs[each]) for each in ORDERS}),
    )


def _fixed(values: Floats) -> Floats:
    fixed = np.ascontiguousarray(values)
    fixed.setflags(write=False)
    return fixed


def _by_order(values: Mapping[int, Floats]) -> ByOrder:
    return MappingProxyType({order: _fixed(each) for order, each in values.items()})


def _checked(influence: npt.ArrayLike, positions: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Both arrays as numbers, or one error with every fault."""
    faults: list[str] = []
    direct = _numbers(influence, name="influence", low=0, faults=faults)
    stands = _numbers(positions, name="positions", low=-STRONGEST, faults=faults)
    square = direct is not None and direct.shape[0] == direct.shape[1]
    if direct is not None and not square:
        faults.append(f"influence: expected as many columns as rows, found shape {direct.shape}")
    if direct is not None and square:
        own = np.flatnonzero(np.diagonal(direct) != 0)
        faults += [
            f"influence[{at}, {at}]: expected 0, since nobody influences itself directly; "
            f"found {direct[at, at]:g}"
            for at in own
        ]
    if direct is not None and stands is not None and len(direct) != len(stands):
        faults.append(
            f"positions: expected a row for each of the {len(direct)} actors, found {len(stands)}"
        )
    if faults or direct is None or stands is None:
        counted = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise UsageError(f"mactor found {counted}:\n" + "\n".join(f"  {one}" for one in faults))
    return direct, stands


def _numbers(given: npt.ArrayLike, *, name: str, low: int, faults: list[str]) -> Floats | None:
    """A table of numbers within the scale; None, with its faults told, where it is no table."""
    try:
        values: Any = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        faults.append(f"{name}: expected a table of numbers, found {given!r:.60}")
        return None
    if values.ndim != 2:
        faults.append(f"{name}: expected rows and columns, found shape {values.shape}")
        return None
    faults += _outside(values, name=name, low=low)
    return np.array(values)


def _outside(values: Floats, *, name: str, low: int) -> Iterator[str]:
    wrong = np.argwhere(~((values >= low) & (values <= STRONGEST)))
    for row, column in wrong.tolist():
        yield (
            f"{name}[{row}, {column}]: expected a number from {low} to {STRONGEST}, "
            f"found {values[row, column]:g}"
        )
