"""Draws of one layer and area: packed bits, and strengths where nobody reported one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Self
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from stakeholder_map.posterior.candidates import Candidates, Part
from stakeholder_map.tables import LAYERS

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int64]

_CELLS_AT_ONCE = 4_000_000
"""Random numbers held at one time: 32 MB."""


@dataclass(frozen=True, eq=False)
class PartDraws:
    """Draws of one layer and area, packed.

    Parameters
    ----------
    present : array of uint8
        (draws, bytes): one bit for each candidate, in order.
    picks : array of uint16
        For each tie that is present and varies, draw after draw, a row of the pool of strengths.
    starts : array of int
        Where the picks of each draw begin; one more than there are draws.
    """

    present: npt.NDArray[np.uint8]
    picks: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PartTies:
    """Candidate ties of one layer and area, as arrays.

    Parameters
    ----------
    n : int
        Number of stakeholders.
    symmetric : bool
        Whether a tie runs both ways.
    source, target : array of int
        Rows of the stakeholders at its ends.
    probability, strength : array of float
        Of each tie.
    level : array of int
        Of each tie; 0 where it has none.
    varies : array of bool
        Whether draws pick its strength from the pool.
    pool_strength, pool_level, pool_sides : array
        Strengths that sides reported, their levels, and how many sides did.
    """

    n: int
    symmetric: bool
    source: npt.NDArray[np.intp]
    target: npt.NDArray[np.intp]
    probability: Numbers
    strength: Numbers
    level: Levels
    varies: Mask
    pool_strength: Numbers
    pool_level: Levels
    pool_sides: Levels

    @classmethod
    def of(cls, candidates: Candidates, part: Part) -> Self:
        """The candidates of one layer and area."""
        rows = candidates.parts[part]
        ties = candidates.ties.iloc[rows]
        pool = candidates.pools.iloc[candidates.pool_parts.get(part, slice(0, 0))]
        source, target = candidates.codes
        return cls(
            n=len(candidates.stakeholders),
            symmetric=not LAYERS[part[0]].directed,
            source=source[rows],
            target=target[rows],
            probability=ties["probability"].to_numpy(dtype=np.float64),
            strength=ties["strength"].to_numpy(dtype=np.float64),
            level=ties["level"].to_numpy(dtype=np.int64, na_value=0),
            varies=ties["varies"].to_numpy(dtype=np.bool_),
            pool_strength=pool["strength"].to_numpy(dtype=np.float64),
            pool_level=pool["level"].to_numpy(dtype=np.int64, na_value=0),
            pool_sides=pool["sides"].to_numpy(dtype=np.int64),
        )

    def draw(self, part: Part, *, draws: int, seed: int) -> PartDraws:
        """Draw the ties, each on its own.

        Parameters
        ----------
        part : (str, str)
            The layer and area: each has random numbers of its own.
        draws, seed : int
            How many, and from what.

        Returns
        -------
        PartDraws
        """
        stream = crc32(f"{part[0]} {part[1]}".encode())
        random = np.random.default_rng([seed, stream, 0])
        packed, guessed = [], []
        step = max(1, _CELLS_AT_ONCE // max(len(self.source), 1))
        for first in range(0, draws, step):
            size = (min(step, draws - first), len(self.source))
            there = random.random(size) < self.probability
            packed.append(np.packbits(there, axis=1))
            guessed.append(there[:, self.varies].sum(axis=1))
        starts = np.concatenate([[0], np.cumsum(np.concatenate(guessed))]).astype(np.int64)
        ends = np.cumsum(self.pool_sides)
        picks = np.zeros(0, dtype=np.uint16)
        if starts[-1]:
            sides = np.random.default_rng([seed, stream, 1]).integers(ends[-1], size=starts[-1])
            picks = np.searchsorted(ends, sides, side="right").astype(np.uint16)
        return PartDraws(np.concatenate(packed), picks, starts)

    def at(self, drawn: PartDraws, k: int) -> tuple[Mask, Numbers, Levels]:
        """Which ties are present in draw `k`, and strength and level of those."""
        there = np.unpackbits(drawn.present[k], count=len(self.source)).astype(np.bool_)
        strength, level = self.strength.copy(), self.level.copy()
        picks = drawn.picks[drawn.starts[k] : drawn.starts[k + 1]]
        guessed = there & self.varies
        strength[guessed], level[guessed] = self.pool_strength[picks], self.pool_level[picks]
        return there, strength, level

    def matrices(
        self, drawn: PartDraws, *, count: int, values: Literal["strength", "level"]
    ) -> Iterator[csr_array]:
        """The matrix of each draw; its places are found once for all draws.

        Parameters
        ----------
        drawn : PartDraws
            Draws of these ties.
        count : int
            How many there are.
        values : {"strength", "level"}
            What the entries are; a tie without a level has none there.

        Yields
        ------
        csr_array
            (n, n).
        """
        tie = np.arange(len(self.source))
        row, column = self.source, self.target
        if self.symmetric:
            tie = np.concatenate([tie, tie])
            row, column = np.concatenate([row, column]), np.concatenate([column, row])
        order = np.lexsort([column, row])
        tie, column = tie[order], column[order].astype(np.int32)
        ends = np.searchsorted(row[order], np.arange(self.n + 1))
        for k in range(count):
            there, strength, level = self.at(drawn, k)
            value: npt.NDArray[np.float64 | np.int64] = strength if values == "strength" else level
            arc = (there & (value > 0))[tie]
            before = np.concatenate([[0], np.cumsum(arc)])[ends].astype(np.int32)
            yield csr_array((value[tie[arc]], column[arc], before), shape=(self.n, self.n))
