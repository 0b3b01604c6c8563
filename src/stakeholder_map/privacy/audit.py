"""Whether somebody who rated could work out what another answered, from everything that was told.

The reader that the audit supposes knows who rated whom in every scan, which answers stayed the
same, every cell that was ever published, and all answers of his own system. An answer is safe where
a second set of whole answers fits all of that and has another answer in its place; each such set is
checked in whole numbers before it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stakeholder_map.privacy.known import Known
from stakeholder_map.privacy.ratings import Voice
from stakeholder_map.privacy.solver import other_answers
from stakeholder_map.privacy.statements import Statement

Witnesses = dict[str, set[int]]
"""By rater the unknowns that were seen to have another possible answer."""


def pinned(known: Known) -> tuple[int, ...]:
    """Unknowns that some rater could work out; none where all are safe.

    Parameters
    ----------
    known : Known
        All that was told, and what might be.

    Returns
    -------
    tuple of int
        Positions in its `voices`, rising.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from stakeholder_map.privacy.ratings import Scale, Voice
    >>> from stakeholder_map.privacy.statements import Cell, state
    >>> voices = tuple(Voice(rater, "x", "value", 4, 1) for rater in "abcde")
    >>> cell = Cell("organisation", "x", "value", Scale(1, 4), voices)
    >>> pinned(Known([state(cell, band=Fraction(1, 2))]))
    ()
    >>> pinned(Known([state(cell, band=None)]))
    (0, 1, 2, 3, 4)
    """
    seen: Witnesses = {}
    places = range(len(known.voices))
    return tuple(place for place in places if any(_found_by(known, place, seen)))


def tellable(before: Sequence[Statement], candidates: Sequence[Statement]) -> list[Statement]:
    """Those of the candidates that may be told without any answer being worked out.

    Parameters
    ----------
    before : sequence of Statement
        Everything that was published before.
    candidates : sequence of Statement
        What this scan would tell; totals are given up before single organisations.

    Returns
    -------
    list of Statement
        In their order. What could be worked out before, from scans whose safety was turned off,
        cannot be called back and does not hold up the others.
    """
    kept = list(candidates)
    told, known = Known(before), Known([*before, *kept])
    for voice in [known.voices[place] for place in pinned(known)]:
        if _is_pinned(told, voice):
            continue
        # leaving a statement out never lets anything else be worked out: what is safe stays so
        while _is_pinned(known, voice):
            kept.remove(_given_up(known, known.voices.index(voice), first=len(before)))
            known = Known([*before, *kept])
    return kept


def _is_pinned(known: Known, voice: Voice) -> bool:
    return voice in known.voices and any(_found_by(known, known.voices.index(voice), {}))


def _given_up(known: Known, place: int, *, first: int) -> Statement:
    """The new statement to leave out: one about the answer itself, totals before organisations."""
    near = known.inside[place]
    new = [number for number in near if number >= first]
    if not new:
        reached = {n for other in known.together(place) for n in known.inside[other]}
        new = sorted(number for number in reached if number >= first)
    order = {"region": 0, "key group": 1, "area": 1, "organisation": 2}
    chosen = min(new, key=lambda number: (order[known.statements[number].cell.kind], number))
    return known.statements[chosen]


def _found_by(known: Known, place: int, seen: Witnesses) -> Iterator[bool]:
    """For each rater that might, whether he can work out the unknown.

    What another search has changed for the same rater is no secret of it, and is kept in `seen`.
    """
    if known.holds({place: 1}) or known.holds({place: -1}):
        return
    helpers = _helpers(known, place)
    # whoever the reader is, one of two helpers of different systems is none of his own
    if len(helpers) >= 2:
        return
    for reader in sorted(helpers) if helpers else _readers(known, place):
        free = seen.setdefault(reader, set())
        if place not in free:
            free.update(other_answers(known, place, reader=reader) or ())
            yield place not in free


def _helpers(known: Known, place: int) -> set[str]:
    """Systems of which one voice can make up for a change of the unknown; two are enough."""
    helpers: set[str] = set()
    mine = known.voices[place].rater
    for by in (1, -1):
        broken = [n for n in known.inside[place] if not known.fits(n, {place: by})]
        if not broken:
            continue  # the scale's end was reached, not a statement's
        for other in known.members[broken[0]]:
            rater = known.voices[other].rater
            if other == place or rater in helpers or rater == mine:
                continue
            if any(known.holds({place: by, other: -by * times}) for times in (1, 2, 3)):
                helpers.add(rater)
            if len(helpers) >= 2:
                return helpers
    return helpers


def _readers(known: Known, place: int) -> list[str]:
    """Systems whose own answers hang together with the unknown; "" where there is none."""
    mine = known.voices[place].rater
    return sorted({known.voices[other].rater for other in known.together(place)} - {mine}) or [""]
