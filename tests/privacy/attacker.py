"""A reader of all leadership tables who solves integer constraints to find out what others said.

He knows who rated whom in each scan, that answers stay the same, every label that was ever
published, and his own answers. Nothing here is taken from the audit that he attacks.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from stakeholder_map.privacy.ratings import Scale, Voice
from stakeholder_map.privacy.received import tell
from stakeholder_map.privacy.rules import OFF, SAFE, Rules
from stakeholder_map.privacy.statements import Cell, Statement

SCALE = Scale(1, 4)
SCANS = 10

Pair = tuple[str, str]


@dataclass(frozen=True)
class World:
    """A region whose members come and go, and what each says of each other."""

    said: dict[Pair, int]
    groups: dict[str, str]
    present: tuple[tuple[str, ...], ...]


def simulate(seed: int) -> World:
    """Nine to fourteen organisations, ten scans, up to two joiners and two leavers a scan."""
    dice = random.Random(seed)
    names = [f"o{number:02d}" for number in range(dice.randint(9, 14))]
    groups = {name: f"g{number % dice.choice((2, 3, 4))}" for number, name in enumerate(names)}
    esteem = {name: dice.choice((1.2, 2.0, 2.6, 3.3, 3.9)) for name in names}
    said = {
        (rater, subject): min(
            4, max(1, round(dice.gauss(esteem[subject], dice.choice((0.2, 0.8)))))
        )
        for rater in names
        for subject in names
        if rater != subject and dice.random() < 0.8
    }
    here = set(dice.sample(names, max(5, round(0.75 * len(names)))))
    scans = []
    for _ in range(SCANS):
        scans.append(tuple(sorted(here)))
        away = sorted(set(names) - here)
        leavers = dice.sample(sorted(here), min(dice.randint(0, 2), len(here) - 4))
        here = (here - set(leavers)) | set(dice.sample(away, min(dice.randint(0, 2), len(away))))
    return World(said, groups, tuple(scans))


def publish(world: World, *, rules: Rules) -> list[list[Statement]]:
    """The leadership tables of all scans, each judged after those before."""
    told: list[list[Statement]] = []
    for present in world.present:
        told.append(tell(cells_of(world, present, rules=rules), earlier=told, rules=rules))
    return told


def cells_of(world: World, present: tuple[str, ...], *, rules: Rules) -> list[Cell]:
    """Means by organisation, by group and of all that have enough raters in one scan."""
    held: dict[tuple[str, str], list[Voice]] = {}
    for (rater, subject), answer in sorted(world.said.items()):
        if rater in present:
            voice = Voice(rater, subject, "value", answer, 1)
            held.setdefault(("organisation", subject), []).append(voice)
            held.setdefault(("key group", world.groups[subject]), []).append(voice)
            held.setdefault(("region", ""), []).append(voice)
    order = ("organisation", "key group", "region")
    cells = [
        Cell(kind, about, "value", SCALE, tuple(voices))  # type: ignore[arg-type]
        for (kind, about), voices in sorted(
            held.items(), key=lambda e: (order.index(e[0][0]), e[0])
        )
    ]
    return [cell for cell in cells if len(cell.raters) >= rules.raters]


@dataclass(frozen=True)
class Book:
    """All that was told, as bounds on sums of ratings: ``low <= rows @ ratings <= high``."""

    pairs: list[Pair]
    truth: np.ndarray
    rows: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, world: World, told: list[list[Statement]]) -> Book:
        statements = [one for table in told for one in table]
        pairs = sorted({(v.rater, v.subject) for one in statements for v in one.cell.voices})
        column = {pair: number for number, pair in enumerate(pairs)}
        rows = np.zeros((len(statements), len(pairs)))
        for row, one in zip(rows, statements, strict=True):
            row[[column[voice.rater, voice.subject] for voice in one.cell.voices]] = 1
        ends = [_between(one.label, len(one.cell.voices)) for one in statements]
        low, high = np.array(ends).reshape(-1, 2).T
        return cls(pairs, np.array([world.said[pair] for pair in pairs]), rows, low, high)

    def open_to(self, attacker: str) -> np.ndarray:
        """Ratings by others that a change of one or of two answers leaves undecided.

        A short cut before any solving: the rating moves by one, alone or against a rating of
        another's that the attacker has not given, and everything that was told stays true.
        """
        mine = np.array([rater == attacker for rater, _ in self.pairs])
        return np.array(
            [mine[place] or bool((self.swaps[place] & ~mine).any()) for place in range(len(mine))]
        )

    @cached_property
    def swaps(self) -> np.ndarray:
        """[p, q]: ratings p and q can move by one against each other; [p, p]: p alone can."""
        sums, n = self.rows @ self.truth, len(self.pairs)
        found = np.zeros((n, n), dtype=bool)
        for by in (1, -1):
            room = (self.truth + by >= 1) & (self.truth + by <= 4)
            back = (self.truth - by >= 1) & (self.truth - by <= 4)
            for place in np.flatnonzero(room):
                moved = (sums + by * self.rows[:, place])[:, None] - by * self.rows
                moved[:, place] = sums + by * self.rows[:, place]
                fits = ((moved >= self.low[:, None]) & (moved <= self.high[:, None])).all(axis=0)
                found[place] |= fits & (back | (np.arange(n) == place))
        return found


def worked_out(book: Book, *, attacker: str, first: bool = False) -> set[Pair]:
    """Ratings by others that the attacker can pin; with `first` he stops at one."""
    open_ = ~book.open_to(attacker)
    if not len(book.rows) or not open_.any():
        return set()
    mine = np.array([rater == attacker for rater, _ in book.pairs])
    floor, ceiling = np.where(mine, book.truth, 1.0), np.where(mine, book.truth, 4.0)
    constraint = LinearConstraint(book.rows, book.low, book.high)
    dice = np.random.default_rng(1)
    for sweep in range(4):
        if not open_.any():
            return set()
        towards = (
            np.where(book.truth >= 3, 1.0, -1.0) if not sweep else dice.uniform(-1, 1, len(mine))
        )
        open_ &= _solve(np.where(open_, towards, 0), constraint, floor, ceiling) == book.truth
    pinned = set()
    for place in np.flatnonzero(open_):
        goal = np.zeros(len(mine))
        goal[place] = 1.0
        ends = [_solve(sign * goal, constraint, floor, ceiling)[place] for sign in (1.0, -1.0)]
        if ends[0] == ends[1]:
            pinned.add(book.pairs[place])
            if first:
                return pinned
    return pinned


def attack(seed: int) -> Counter[str]:
    """Every rater of one region attacks what is told; one of them what is told without rules."""
    world = simulate(seed)
    raters = sorted({rater for rater, _ in world.said})
    told, bare = publish(world, rules=SAFE), publish(world, rules=OFF)
    book, open_book = Book.of(world, told), Book.of(world, bare)
    return Counter(
        regions=1,
        attackers=len(raters),
        means=sum(len(cells_of(world, here, rules=SAFE)) for here in world.present),
        shown=sum(len(table) for table in told),
        pinned=sum(len(worked_out(book, attacker=rater)) for rater in raters),
        opened=bool(worked_out(open_book, attacker=raters[0], first=True)),
    )


def _between(label: str, voices: int) -> tuple[float, float]:
    """Between which whole numbers the sum of the answers lies, by what is printed."""
    parts = label.split(" to ")
    if len(parts) == 1:
        mean = float(label)
        return np.ceil((mean - 0.00501) * voices), np.floor((mean + 0.00501) * voices)
    least, most = float(parts[0]) * voices, float(parts[1]) * voices
    return np.ceil(least), np.floor(most) if parts[1] == "4.0" else np.ceil(most) - 1


def _solve(goal, constraint, floor, ceiling):
    result = milp(
        goal,
        integrality=np.ones(len(goal)),
        bounds=Bounds(floor, ceiling),
        constraints=constraint,
    )
    assert result.x is not None, result.message
    return np.rint(result.x)
