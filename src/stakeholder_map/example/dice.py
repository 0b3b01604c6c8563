"""Chance with a seed: every draw of the example comes from here.

Only uniform numbers are taken from numpy, and everything else is made from them here: numpy keeps
its uniform stream from version to version, but not those of its other distributions, and the
stored example must come out to the byte wherever it is made.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from math import log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item")


class Dice:
    """A stream of chance of its own for each purpose.

    Parameters
    ----------
    seed : int
        Seed of the region, at least 0.
    purpose : str
        What is drawn; streams of different purposes do not disturb one another.

    Examples
    --------
    >>> Dice(1, "names").pick("abc") == Dice(1, "names").pick("abc")
    True
    """

    def __init__(self, seed: int, purpose: str) -> None:
        self._rng = np.random.default_rng([seed, zlib.crc32(purpose.encode())])
        self._drawn: list[float] = []

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """A number from `low` up to `high`."""
        if not self._drawn:
            # Many at once, used in the order of the stream: one at a time is ten times slower.
            self._drawn = self._rng.random(256)[::-1].tolist()
        return low + (high - low) * self._drawn.pop()

    def square(self, size: int) -> NDArray[np.float64]:
        """A `size` by `size` array of numbers from 0 to 1."""
        return np.array([self.uniform() for _ in range(size * size)]).reshape(size, size)

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self.uniform() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def pick(self, items: Sequence[Item], *, weights: Sequence[float] = ()) -> Item:
        """One of the items, in proportion to the weights where they are given."""
        shares = weights or [1.0] * len(items)
        mark = self.uniform() * sum(shares)
        for item, share in zip(items, shares, strict=True):
            mark -= share
            if mark < 0:
                return item
        return items[-1]

    def sample(
        self, items: Sequence[Item], count: int, *, weights: Sequence[float] = ()
    ) -> list[Item]:
        """`count` different items (all where there are fewer), in the order of the items."""
        shares = weights or [1.0] * len(items)
        # Efraimidis and Spirakis (2006): the largest log(u)/w are a weighted sample.
        keys = [log(1.0 - self.uniform()) / max(share, 1e-9) for share in shares]
        best = sorted(range(len(items)), key=lambda index: (-keys[index], index))[:count]
        return [items[index] for index in sorted(best)]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order."""
        keys = [self.uniform() for _ in items]
        return [items[index] for index in sorted(range(len(items)), key=keys.__getitem__)]

    def day(self, first: date, last: date) -> date:
        """A working day between two days, both included."""
        day = first + timedelta(days=self.whole(0, (last - first).days))
        while day.weekday() > 4:
            day = day - timedelta(days=1) if day > first else day + timedelta(days=2)
        return day
