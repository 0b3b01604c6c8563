"""Structural holes: how far the contacts of each stakeholder know each other."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Floats, Span, Ties

TIES = "Tuple((i8[::1], i4[::1], f8[::1]))"


@part
def _sums(ties: Ties, base: int, total: Floats, most: Floats) -> None:
    """Sum and greatest of what each stakeholder of a reading shares with others."""
    start, _, weight = ties
    for one in range(len(total)):
        total[one], most[one] = 0.0, 0.0
        for arc in range(start[base + one], start[base + one + 1]):
            total[one] += weight[arc]
            most[one] = max(most[one], weight[arc])


@part
def _of_one(ties: Ties, row: int, ties_of: Floats, total: Floats, most: Floats) -> Floats:
    """Constraint and effective size of the stakeholder at a row; `ties_of` holds its weights."""
    start, end, weight = ties
    one = row % len(total)
    result = np.zeros(2)
    for arc in range(start[row], start[row + 1]):
        contact = end[arc]
        held, known = weight[arc] / total[one], 0.0
        base = row - one
        for step in range(start[base + contact], start[base + contact + 1]):
            between = end[step]
            if ties_of[between] > 0:
                held += ties_of[between] / total[one] * weight[step] / total[between]
                known += ties_of[between] * weight[step]
        result[0] += held * held
        result[1] += 1.0 - known / total[one] / most[contact]
    return result


@compiled(f"void({TIES}, UniTuple(i8, 2), f8[:, :, ::1])")
def holes(ties: Ties, span: Span, out: Floats) -> None:
    """Burt's constraint and effective size of everyone in each reading.

    Parameters
    ----------
    ties : (start, end, weight)
        All readings, one after the other, symmetric: what either says of the other, added up.
    span : (int, int)
        First reading, and the one after the last.
    out : ndarray
        Shape (2, count, n), filled: constraint, effective size; NaN without ties.
    """
    n = out.shape[2]
    total, most, ties_of = np.empty(n), np.empty(n), np.zeros(n)
    for reading in range(span[0], span[1]):
        base = reading * n
        _sums(ties, base, total, most)
        for one in range(n):
            first, last = ties[0][base + one], ties[0][base + one + 1]
            for arc in range(first, last):
                ties_of[ties[1][arc]] = ties[2][arc]
            value = _of_one(ties, base + one, ties_of, total, most)
            for measure in range(2):
                out[measure, reading, one] = value[measure] if last > first else np.nan
            for arc in range(first, last):
                ties_of[ties[1][arc]] = 0.0
