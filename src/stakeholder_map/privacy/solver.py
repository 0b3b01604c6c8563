"""Another set of whole answers that fits all statements, found by integer programming (HiGHS)."""

from __future__ import annotations

from stakeholder_map.privacy.known import Known

SECONDS = 20.0
"""Longest search for one answer; what is not settled by then counts as worked out."""


def other_answers(known: Known, place: int, *, reader: str) -> dict[int, int] | None:
    """How answers could differ so that one total is another and every statement stays true.

    Parameters
    ----------
    known : Known
        All statements.
    place : int
        The unknown that must change.
    reader : str
        A system; its own answers are known to it and stay.

    Returns
    -------
    dict of int to int or None
        Changes of totals by unknown, checked in whole numbers; None where there are no such
        answers, so that the reader could work out the total.
    """
    free = [other for other in known.together(place) if known.voices[other].rater != reader]
    for side in (1, -1):
        moves = _search(known, free, place=place, side=side)
        if moves is not None and moves.get(place) and known.holds(moves):
            return moves
    return None


def _search(known: Known, free: list[int], *, place: int, side: int) -> dict[int, int] | None:
    """Changes with that of `place` at least 1 (side 1) or at most -1 (side -1)."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    column = {other: number for number, other in enumerate(free)}
    low = np.array([known.ends(other)[0] - known.voices[other].total for other in free], float)
    high = np.array([known.ends(other)[1] - known.voices[other].total for other in free], float)
    mine = column[place]
    low[mine], high[mine] = (1.0, high[mine]) if side > 0 else (low[mine], -1.0)
    if low[mine] > high[mine]:
        return None
    rows = sorted({number for other in free for number in known.inside[other]})
    matrix = np.zeros((len(rows), len(free)))
    for row, number in enumerate(rows):
        for other, weight in known.members[number].items():
            if other in column:
                matrix[row, column[other]] = weight
    room = [known.room(number) for number in rows]
    # one set of answers that moves many at once settles many
    towards = np.where(high > -low, -1.0, 1.0)
    result = milp(
        towards,
        integrality=np.ones(len(free), dtype=np.int64),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(
            matrix, np.array([down for down, _ in room]), np.array([up for _, up in room])
        ),
        options={"time_limit": SECONDS},
    )
    if result.x is None:
        return None
    moves = np.rint(result.x).astype(int)
    return {other: int(by) for other, by in zip(free, moves, strict=True) if by}
