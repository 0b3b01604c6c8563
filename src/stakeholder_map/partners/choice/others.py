"""The next best choices, and what forcing others in would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from stakeholder_map.partners.choice.aims import AIMS
from stakeholder_map.partners.choice.basis import Basis
from stakeholder_map.partners.choice.build import Frame
from stakeholder_map.partners.choice.reading import Reading
from stakeholder_map.partners.choice.search.best import Group, find_best
from stakeholder_map.partners.choice.search.problem import Problem
from stakeholder_map.partners.choice.search.worths import by_aim
from stakeholder_map.phrases import listed, spelt

MOST_FORCED = 150
"""Candidates for whom it is worked out what forcing them in would cost: the most influential."""

WORTH_TELLING = 0.002
"""Weighted part of the benefit below which a loss is not named."""


def list_alternatives(
    groups: Sequence[Group], *, frame: Frame, names: Mapping[str, str]
) -> pd.DataFrame:
    """The choice and the next best ones; see `Choice.alternatives`."""
    projects = frame.ground.projects
    rows = []
    for place, each in enumerate(groups, start=1):
        ids = ids_of(each, frame)
        rows.append(
            {
                "place": place,
                "members": ids,
                "project": projects.index[each.project],
                "names": listed(names[one] for one in ids),
                "project_name": str(projects["name"].iloc[each.project]),
                "benefit": each.benefit,
                "cost": cost_of(each.benefit, groups[0].benefit),
                "instead": "" if place == 1 else _instead(each, groups[0], frame, names),
            }
        )
    columns = [
        "place",
        "members",
        "project",
        "names",
        "project_name",
        "benefit",
        "cost",
        "instead",
    ]
    return pd.DataFrame(rows, columns=columns)


def cost_of(benefit: float, best: float) -> float:
    """Benefit given up, in percent of the best."""
    return round(100 * max(best - benefit, 0.0) / best, 6) if best > 0 else 0.0


def ids_of(group: Group, frame: Frame) -> tuple[str, ...]:
    """Stakeholder ids of the members."""
    return tuple(str(frame.ground.ids[place]) for place in group.members)


def _instead(group: Group, first: Group, frame: Frame, names: Mapping[str, str]) -> str:
    """What differs from the first choice, in words."""
    ids, before = set(ids_of(group, frame)), set(ids_of(first, frame))
    enter = listed(names[each] for each in sorted(ids - before))
    leave = listed(names[each] for each in sorted(before - ids))
    parts = []
    if enter and leave:
        parts.append(f"{enter} instead of {leave}")
    elif enter or leave:
        parts.append(f"with {enter}" if enter else f"without {leave}")
    if group.project != first.project:
        parts.append(f"on {frame.ground.projects['name'].iloc[group.project]}")
    return ", ".join(parts)


def force_in(basis: Basis, *, problem: Problem, chosen: Group) -> pd.DataFrame:
    """What it would cost to force in each candidate outside of the group; see `Choice.forced`."""
    frame, reading, table = basis.frame, basis.reading, basis.table
    outside = [place for place in _first_ones(reading) if place not in chosen.members]
    forced: dict[int, Group] = {}
    for place in outside:
        must = tuple(sorted({*problem.must, place}))
        best = find_best(problem.changed(must=must)).best
        if best:
            forced[place] = best[0]
    values = by_aim(frame, reading, [chosen, *forced.values()])
    weighed = values * np.array([basis.weights[aim] for aim in AIMS])
    lost = dict(zip(forced, weighed[0] - weighed[1:], strict=True))
    rows = []
    for place in sorted(outside):
        row = table.iloc[place]
        with_it = forced.get(place)
        told = "no group with it meets the constraints"
        if with_it is not None:
            left = sorted({*ids_of(chosen, frame)} - {*ids_of(with_it, frame)})
            told = _why(lost[place], left=[str(table["name"][each]) for each in left])
        reasons = [row["ruled_out"], told] if row["ruled_out"] else [told]
        rows.append(
            {
                "name": row["name"],
                "why": "; ".join(reasons),
                "ruled_out": bool(row["ruled_out"]),
                "cost": cost_of(with_it.benefit, chosen.benefit) if with_it else np.nan,
            }
        )
    index = pd.Index([frame.ground.ids[place] for place in sorted(outside)], dtype="str")
    columns = ["name", "why", "ruled_out", "cost"]
    found = pd.DataFrame(rows, columns=columns, index=index.rename("stakeholder_id"))
    return found.sort_values(["cost", "stakeholder_id"])


def _first_ones(reading: Reading) -> list[int]:
    order = np.argsort(-reading.influence, kind="stable")
    return [int(place) for place in order[:MOST_FORCED]]


def _why(lost: np.ndarray, *, left: Sequence[str]) -> str:
    """What would be lost with somebody forced in."""
    seats = "seat" if len(left) == 1 else "seats"
    seat = f"it would take the {seats} of {listed(left)}" if left else "it would take a free seat"
    order = [
        int(place) for place in np.argsort(-lost, kind="stable") if lost[place] > WORTH_TELLING
    ]
    less = [_LESS[AIMS[place]] for place in order[:3]]
    return f"{seat}: {listed(less)}" if less else f"{seat}, at hardly any loss"


_LESS = {
    "willingness": "less ready members",
    "influence": "less influence",
    "reach": "fewer people served",
    "coverage": "fewer key groups",
    "assets": "fewer of the assets that the project needs",
    "trust": "less trust inside",
    "conflict": "more competition inside or with us",
    "project": "a project that fewer rally round",
}


def list_parts(
    frame: Frame, reading: Reading, *, weights: Mapping[str, float], chosen: Group
) -> pd.DataFrame:
    """What the benefit is made of; see `Choice.parts`."""
    value = by_aim(frame, reading, [chosen])[0]
    weight = np.array([weights[aim] for aim in AIMS])
    index = pd.Index([spelt(aim) for aim in AIMS], name="aim", dtype="str")
    return pd.DataFrame({"weight": weight, "value": value, "benefit": weight * value}, index=index)
