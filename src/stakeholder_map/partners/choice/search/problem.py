"""The choice as numbers: what each candidate adds, shares and covers, and what is required."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from stakeholder_map.influence.engine.types import Bits, Floats, Whole

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Problem:
    """A choice of at most `seats` of n candidates and of one of P projects.

    benefit(group, p) = worth[p] + sum of own[p] over members + sum of pairs[field[p]] over pairs of
    members + sum over columns c of max(base[p, c], largest cover[p][member, c]) - base[p, c].

    Parameters
    ----------
    own : (P, n) float array
        What each adds by itself.
    worth : (P,) float array
        What a project is worth whoever carries it.
    cover : tuple of P (n, C) float arrays
        What each covers of each column, at least 0.
    base : (P, C) float array
        What is covered already.
    pairs : (F, n, n) float array
        Shared by two members, symmetric with a diagonal of 0.
    field : (P,) int array
        Which of `pairs` is a project's.
    brings : (n,) array of bits
        What each brings of what may be required.
    required : (P,) array of bits
        What the members of a project must bring together.
    classes : (n,) int array
        Number of the bit of which each has one, -1 for none: those with numbers below
        `class_count` belong to one class at most.
    class_count : int
        How many of the lowest bits are classes.
    hours : (n,) float array
        Hours a month that each brings, less what a member costs us.
    needed : (P,) float array
        Hours a month that the members must bring; minus infinity where it does not matter.
    family : (n,) int array
        One of a family has a seat.
    allowed : (n,) bool array
        Who may be a member.
    must : tuple of int
        Who is a member for sure.
    seats : int
        Most members.
    possible : (P,) bool array
        Projects that nothing rules out.
    """

    own: Floats
    worth: Floats
    cover: tuple[Floats, ...]
    base: Floats
    pairs: Floats
    field: Whole
    brings: Bits
    required: Bits
    classes: Whole
    class_count: int
    hours: Floats
    needed: Floats
    family: Whole
    allowed: Bools
    must: tuple[int, ...]
    seats: int
    possible: Bools

    @property
    def n(self) -> int:
        """Number of candidates."""
        return len(self.family)

    def benefit(self, group: Sequence[int], project: int) -> float:
        """Benefit of a group with a project, whether or not it meets the constraints."""
        members = np.asarray(sorted(group), dtype=np.int64)
        pairs = self.pairs[self.field[project]][np.ix_(members, members)]
        covered = np.vstack([self.base[project], self.cover[project][members]]).max(axis=0)
        total = self.worth[project] + self.own[project, members].sum() + pairs.sum() / 2
        return float(total + (covered - self.base[project]).sum())

    def meets(self, group: Sequence[int], project: int) -> bool:
        """Whether a group with a project meets all constraints."""
        members = sorted(group)
        brought = int(np.bitwise_or.reduce(self.brings[members])) if members else 0
        families = self.family[members]
        return bool(
            members
            and len(members) <= self.seats
            and self.possible[project]
            and set(self.must) <= set(members)
            and all(self.allowed[each] or each in self.must for each in members)
            and len(set(families.tolist())) == len(members)
            and not int(self.required[project]) & ~brought
            and self.hours[members].sum() >= self.needed[project] - 1e-9
        )

    def changed(self, **fields: object) -> Problem:
        """The same with other values in some fields."""
        return replace(self, **fields)  # type: ignore[arg-type]

    def narrowed(self, places: Whole) -> Problem:
        """The same of some of the candidates, who must hold all must-haves."""
        where = {int(place): at for at, place in enumerate(places)}
        return self.changed(
            own=self.own[:, places],
            cover=tuple(each[places] for each in self.cover),
            pairs=self.pairs[:, places][:, :, places],
            brings=self.brings[places],
            classes=self.classes[places],
            hours=self.hours[places],
            family=self.family[places],
            allowed=self.allowed[places],
            must=tuple(sorted(where[place] for place in self.must)),
        )
