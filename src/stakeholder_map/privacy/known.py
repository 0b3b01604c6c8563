"""Everything that was told, as one system of whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stakeholder_map.privacy.ratings import Voice
    from stakeholder_map.privacy.statements import Statement

Moves = Mapping[int, int]
"""By how much the totals of some unknowns are changed."""


@dataclass(frozen=True, eq=False)
class Known:
    """All statements as one system of whole numbers.

    Parameters
    ----------
    statements : sequence of Statement
        Everything told so far, and what might be told now. Voices that are equal in all they say
        are one unknown, in whatever scans they stand.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from stakeholder_map.privacy.ratings import Scale, Voice
    >>> from stakeholder_map.privacy.statements import Cell, state
    >>> voices = tuple(Voice(rater, "x", "value", 4, 1) for rater in "abcde")
    >>> cell = Cell("organisation", "x", "value", Scale(1, 4), voices)
    >>> Known([state(cell, band=Fraction(1, 2))]).holds({0: -1})
    True
    >>> Known([state(cell, band=None)]).holds({0: -1})
    False
    """

    statements: Sequence[Statement]
    voices: list[Voice] = field(init=False)
    members: list[dict[int, int]] = field(init=False)
    """For each statement the weight of each unknown."""
    inside: list[list[int]] = field(init=False)
    """For each unknown the statements that it stands in."""
    sums: list[int] = field(init=False)
    """For each statement the sum as it is."""

    def __post_init__(self) -> None:
        places: dict[Voice, int] = {}
        members = []
        for statement in self.statements:
            weights: dict[int, int] = {}
            for voice, weight in zip(statement.cell.voices, statement.weights, strict=True):
                place = places.setdefault(voice, len(places))
                weights[place] = weights.get(place, 0) + weight
            members.append(weights)
        inside: list[list[int]] = [[] for _ in places]
        for number, weights in enumerate(members):
            for place in weights:
                inside[place].append(number)
        object.__setattr__(self, "voices", list(places))
        object.__setattr__(self, "members", members)
        object.__setattr__(self, "inside", inside)
        sums = [
            sum(weight * self.voices[place].total for place, weight in weights.items())
            for weights in members
        ]
        object.__setattr__(self, "sums", sums)

    def ends(self, place: int) -> tuple[int, int]:
        """Lowest and highest total that a voice can have on its scale."""
        voice = self.voices[place]
        scale = self.statements[self.inside[place][0]].cell.scale
        return scale.lowest * voice.answers, scale.highest * voice.answers

    def holds(self, moves: Moves) -> bool:
        """Whether all statements stay true when some totals are changed by so much."""
        for place, by in moves.items():
            low, high = self.ends(place)
            if not low <= self.voices[place].total + by <= high:
                return False
        return all(self.fits(number, moves) for number in self._touched(moves))

    def room(self, number: int) -> tuple[int, int]:
        """By how much the sum of a statement may change downwards and upwards."""
        told, now = self.statements[number], self.sums[number]
        return told.low - now, told.high - now

    def together(self, place: int) -> list[int]:
        """Unknowns that hang together with one by statements, rising; the one among them."""
        seen, front = {place}, [place]
        while front:
            reached = {
                other
                for one in front
                for number in self.inside[one]
                for other in self.members[number]
            }
            front = sorted(reached - seen)
            seen |= reached
        return sorted(seen)

    def _touched(self, moves: Moves) -> list[int]:
        return sorted({number for place in moves for number in self.inside[place]})

    def fits(self, number: int, moves: Moves) -> bool:
        """Whether one statement stays true when some totals are changed."""
        weights = self.members[number]
        change = sum(weights.get(place, 0) * by for place, by in moves.items())
        down, up = self.room(number)
        return down <= change <= up
