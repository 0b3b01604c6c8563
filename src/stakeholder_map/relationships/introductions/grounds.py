"""Why one party would introduce us to another, and how likely that is."""

from __future__ import annotations

import math
from dataclasses import dataclass

SURE = 0.95
"""No step is surer than this: an introduction may always fail."""

MOST_TOLD = 3
"""So many grounds of a step are told in words."""


@dataclass(frozen=True)
class Place:
    """A body or an event at which two parties meet.

    Parameters
    ----------
    key : str
        What makes it the same place for all who meet there.
    words : str
        How it is named.
    probability : float
        That having met there is enough for an introduction, in (0, 1).
    """

    key: str
    words: str
    probability: float


@dataclass(frozen=True)
class Grounds:
    r"""Everything that lets one party introduce us to another.

    Each ground works or fails by itself: p = .95 (1 - \prod (1 - p_k)).

    Parameters
    ----------
    steady : tuple of (str, float)
        Grounds that hang on no place, in words, with the probability of each.
    places : tuple of Place
        Bodies and events at which the two meet.

    Examples
    --------
    >>> known = Grounds((("know each other", 0.5),), (Place("b", "both sit on a board", 0.3),))
    >>> known.probability(), known.probability(without=frozenset({"b"}))
    (0.6175, 0.475)
    """

    steady: tuple[tuple[str, float], ...] = ()
    places: tuple[Place, ...] = ()

    def probability(self, *, without: frozenset[str] = frozenset()) -> float:
        """Probability that the introduction is made.

        Parameters
        ----------
        without : frozenset of str
            Keys of places that do not count.

        Returns
        -------
        float
            In [0, .95], rounded to nine decimals; 0 where nothing is left.
        """
        fails = math.prod(1 - chance for _, chance in self.steady)
        fails *= math.prod(1 - each.probability for each in self.places if each.key not in without)
        return round(SURE * (1 - fails), 9)

    def keys(self) -> frozenset[str]:
        """Keys of the places at which the two meet."""
        return frozenset(each.key for each in self.places)

    def words(self, *, without: frozenset[str] = frozenset()) -> str:
        """The three strongest grounds as words, the strongest first; more are counted."""
        told = [*self.steady, *((p.words, p.probability) for p in self._left(without))]
        words = [text for text, _ in sorted(told, key=lambda each: (-each[1], each[0]))]
        more = [f"and {len(words) - MOST_TOLD} more"] if len(words) > MOST_TOLD else []
        return "; ".join(words[:MOST_TOLD] + more)

    def meet(self, *, without: frozenset[str] = frozenset()) -> str:
        """The place at which the two most likely meet; empty where there is none."""
        left = sorted(self._left(without), key=lambda each: (-each.probability, each.words))
        return left[0].words if left else ""

    def _left(self, without: frozenset[str]) -> list[Place]:
        return [each for each in self.places if each.key not in without]
