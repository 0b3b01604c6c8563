"""At which change of a weight another choice is the best."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.choice.aims import AIMS
from stakeholder_map.partners.choice.basis import Basis
from stakeholder_map.partners.choice.build import Frame
from stakeholder_map.partners.choice.reading import Reading
from stakeholder_map.partners.choice.search.best import Group, find_best
from stakeholder_map.partners.choice.search.worths import by_aim
from stakeholder_map.phrases import listed

TOLERANCE = 1e-9
MOST_TURNS = 20


def find_breakpoints(
    frame: Frame, reading: Reading, *, weights: Mapping[str, float], chosen: Group
) -> list[tuple[str, float, Group]]:
    """For each aim the nearest weights, below and above, at which another choice takes over.

    The weight of the aim is moved and the others keep their proportions. The best benefit is a
    convex, piecewise linear function of it, so that the crossing is found exactly: the line of the
    chosen group is cut with that of the best group at the end of the range, then with that of the
    best group at the crossing, until none is better there.

    Parameters
    ----------
    frame : Frame
        Of the region.
    reading : Reading
        The reading that the choice was made on.
    weights : mapping of str to float
        As set.
    chosen : Group
        The choice.

    Returns
    -------
    list of (str, float, Group)
        Aim, its weight at the crossing, and what is as good there; no entry where the choice
        stays the best up to the end of the range.
    """
    own = by_aim(frame, reading, [chosen])[0]
    found = []
    for column, aim in enumerate(AIMS):
        rest = 1 - weights[aim]
        if not 0 < weights[aim] < 1:
            continue
        others = np.array([weights[each] / rest if each != aim else 0.0 for each in AIMS])
        for end in (0.0, 1.0):
            at, rival = end, None
            for _ in range(MOST_TURNS):
                there = _at(others, column, at)
                best = find_best(
                    frame.problem(reading, weights=dict(zip(AIMS, there.tolist(), strict=True)))
                ).best[0]
                if best.benefit <= there @ own + TOLERANCE:
                    break
                rival = best
                value = by_aim(frame, reading, [best])[0]
                at = _crossing(others, column, value - own)
            if rival is not None:
                found.append((aim, at, rival))
    return found


def _at(others: Floats, column: int, weight: float) -> Floats:
    """Weights with one of them moved."""
    moved: Floats = others * (1 - weight)
    moved[column] = weight
    return moved


def _crossing(others: Floats, column: int, more: Floats) -> float:
    """Weight of the aim at which what a rival has more comes to nothing."""
    fixed, own = float(others @ more), float(more[column])
    return fixed / (fixed - own)


def list_breakpoints(
    found: list[tuple[str, float, Group]], *, basis: Basis, chosen: Group
) -> pd.DataFrame:
    """The crossings as a table, the nearest first; see `Choice.breakpoints`."""
    names = list(basis.names.values())
    projects = list(basis.project_names.values())
    rows = []
    for aim, weight, rival in found:
        enter = sorted({*rival.members} - {*chosen.members})
        leave = sorted({*chosen.members} - {*rival.members})
        rows.append(
            {
                "aim": aim,
                "weight": basis.weights[aim],
                "to_weight": weight,
                "enters": listed(names[place] for place in enter),
                "leaves": listed(names[place] for place in leave),
                "project": projects[rival.project] if rival.project != chosen.project else "",
                "change": abs(weight - basis.weights[aim]),
            }
        )
    columns = ["aim", "weight", "to_weight", "enters", "leaves", "project", "change"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["change", "aim"]).drop(columns="change").reset_index(drop=True)
