"""A reader of all leadership tables who solves integer constraints to find out what others said.

He knows who rated whom in each scan, that answers stay the same, every label that was ever
published, and his own answers. Nothing here is taken from the audit that he attacks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from stakeholder_map.privacy.ratings import Scale, Voice
from stakeholder_map.privacy.received import tell
from stakeholder_map.privacy.rules import Rules
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


def _answer(dice: random.Random, esteem: float) -> int:
    return min(4, max(1, round(dice.gauss(esteem, dice.choice((0.2, 0.8))))))


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


def worked_out(
    world: World, told: list[list[Statement]], *, attacker: str, first: bool = False
) -> set[Pair]:
    """Ratings by others that the attacker can pin; with `first` he stops at one."""
    pairs = sorted({(v.rater, v.subject) for one in _all(told) for v in one.cell.voices})
    column = {pair: number for number, pair in enumerate(pairs)}
    rows, low, high = [], [], []
    for one in _all(told):
        row = np.zeros(len(pairs))
        for voice in one.cell.voices:
            row[column[voice.rater, voice.subject]] = 1
        least, most = _between(one.label, len(one.cell.voices))
        rows.append(row)
        low.append(least)
        high.append(most)
    if not rows:
        return set()
    floor, ceiling = np.full(len(pairs), 1.0), np.full(len(pairs), 4.0)
    for pair in pairs:
        if pair[0] == attacker:
            floor[column[pair]] = ceiling[column[pair]] = world.said[pair]
    constraint = LinearConstraint(np.array(rows), np.array(low), np.array(high))
    truth = np.array([world.said[pair] for pair in pairs])
    open_ = floor < ceiling
    dice = np.random.default_rng(1)
    for sweep in range(6):
        if not open_.any():
            return set()
        towards = np.where(truth >= 3, 1.0, -1.0) if sweep == 0 else dice.uniform(-1, 1, len(pairs))
        found = _solve(np.where(open_, towards, 0), constraint, floor, ceiling)
        open_ &= found == truth
    pinned = set()
    for place in np.flatnonzero(open_):
        ends = []
        for sign in (1.0, -1.0):
            goal = np.zeros(len(pairs))
            goal[place] = sign
            ends.append(_solve(goal, constraint, floor, ceiling)[place])
        if ends[0] == ends[1]:
            pinned.add(pairs[place])
            if first:
                return pinned
    return pinned


def _all(told: list[list[Statement]]) -> Iterator[Statement]:
    return (one for table in told for one in table)


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
