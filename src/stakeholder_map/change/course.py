"""Places and blocs from scan to scan: each scan beside the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from stakeholder_map.change.blocs import Whole, match_blocs
from stakeholder_map.change.differences import TOGETHER, find_differences, places_of
from stakeholder_map.change.findings import TABLES, Findings
from stakeholder_map.change.ground import Ground

MOST_SCANS = 6
"""So many scans a course goes back."""

NONE = -1
"""Place or bloc of who has none."""


def carry_course(now: Findings, before: Findings) -> Findings:
    """Findings with the course of the scans before.

    Parameters
    ----------
    now, before : Findings
        Of a scan, and of the one before.

    Returns
    -------
    Findings
    """
    ground = Ground(before, now)
    course = course_of(ground, differences=find_differences(ground))
    return replace(now, tables={**now.tables, "course": course})


def course_of(ground: Ground, *, differences: pd.DataFrame) -> pd.DataFrame:
    """Places and blocs in the later scan, after those of the scans before it.

    A bloc keeps its number from scan to scan, and whoever moved between blocs by no more than noise
    stays in its own. Where a scan cannot be compared with the one before, nothing that was before
    is kept: of places where influence was asked or weighed otherwise, of blocs where ties were.

    Parameters
    ----------
    ground : Ground
        Two findings; the earlier one brings its own course.
    differences : DataFrame
        As `find_differences` gives them.

    Returns
    -------
    DataFrame
        One row per scan and stakeholder: ``day`` of the scan, ``stakeholder_id``; ``place`` by
        influence and ``was``, the place in the scan before, both among those that both rank (-1
        where there is none); ``moved``, whether by more than noise; ``bloc``, -1 where none is
        known; ``left``, whether it changed its bloc by more than noise. At most 6 scans.
    """
    sure = differences[differences["more_than_noise"]]
    before = _so_far(ground)
    places = _places(ground, told=sure[sure["kind"] == "influence"])
    blocs = _blocs(ground, before=before, told=sure[sure["kind"] == "blocs"])
    now = pd.DataFrame(
        {"day": ground.after.as_of, "stakeholder_id": ground.after.table("who")["stakeholder_id"]}
    )
    now = now.merge(places, on="stakeholder_id", how="left")
    now = now.merge(blocs, on="stakeholder_id", how="left")
    fill = {"place": NONE, "was": NONE, "bloc": NONE, "moved": False, "left": False}
    table = pd.concat([before, _typed(now.fillna(fill))], ignore_index=True)
    return table[table["day"].isin(sorted(table["day"].unique())[-MOST_SCANS:])].reset_index(
        drop=True
    )


def _so_far(ground: Ground) -> pd.DataFrame:
    """The course up to the earlier scan, without what the later one cannot be compared with."""
    before = ground.before
    table = before.table("course")
    if not (table["day"] == before.as_of).any():
        table = _first(before)
    table = table[table["day"] < ground.after.as_of]
    if not ground.compares_influence:
        table = table.assign(place=NONE, was=NONE, moved=False)
    if not ground.compares_ties:
        table = table.assign(bloc=NONE, left=False)
    return table


def _first(findings: Findings) -> pd.DataFrame:
    """The course of a single scan."""
    ranked = findings.table("ranking")["stakeholder_id"]
    places = dict(zip(ranked, places_of(findings.scores), strict=True)) if len(ranked) else {}
    blocs = findings.table("blocs").set_index("stakeholder_id")["bloc"]
    who = findings.table("who")["stakeholder_id"]
    return _typed(
        pd.DataFrame(
            {
                "day": findings.as_of,
                "stakeholder_id": who,
                "place": [places.get(each, NONE) for each in who],
                "was": NONE,
                "moved": False,
                "bloc": blocs.reindex(who).fillna(NONE).to_numpy(),
                "left": False,
            }
        )
    )


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    types: Mapping[str, str] = TABLES["course"]
    return table[list(types)].astype(dict(types))


def _places(ground: Ground, *, told: pd.DataFrame) -> pd.DataFrame:
    if not ground.ranked:
        return pd.DataFrame(columns=["stakeholder_id", "place", "was", "moved"])
    moved = {each for ids in told["stakeholders"] for each in ids}
    was = places_of(ground.scores(ground.before))
    return pd.DataFrame(
        {
            "stakeholder_id": list(ground.ranked),
            "place": places_of(ground.scores(ground.after)),
            "was": was if ground.compares_influence else NONE,
            "moved": [each in moved for each in ground.ranked],
        }
    )


def _blocs(ground: Ground, *, before: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Blocs now, numbered as they were; whoever may only seem to have moved has not."""
    ids = list(ground.after.table("blocs")["stakeholder_id"])
    found = ground.after.table("blocs")["bloc"].to_numpy(dtype=np.int64)
    last = before[before["day"] == ground.before.as_of].set_index("stakeholder_id")["bloc"]
    was = last.reindex(ids).fillna(NONE).to_numpy(dtype=np.int64)
    known = (was != NONE) & (found != NONE)
    if not known.any():
        return pd.DataFrame({"stakeholder_id": ids, "bloc": found, "left": False})
    names = match_blocs(was[known], found[known])
    called = dict(zip(found[known].tolist(), names.tolist(), strict=True))
    fresh = max(int(was.max()), int(names.max())) + 1
    for each in sorted({*found.tolist()} - {*called, NONE}):
        called[each], fresh = fresh, fresh + 1
    now = np.array([called.get(each, NONE) for each in found.tolist()], dtype=np.int64)
    free = _free_to_move(ground, told=told, ids=ids)
    now = np.where(known & ~free, was, now)
    return pd.DataFrame({"stakeholder_id": ids, "bloc": now, "left": known & (now != was)})


def _free_to_move(ground: Ground, *, told: pd.DataFrame, ids: list[str]) -> Whole:
    """Whether the bloc of each has truly parted or joined another."""
    before, after = ground.blocs()
    moved = np.zeros(len(before), dtype=np.bool_)
    for members, was in zip(told["stakeholders"], told["was"], strict=True):
        label = before if was == TOGETHER else after
        moved |= label == label[ground.common.index(members[0])]
    free = dict(zip(ground.common, moved.tolist(), strict=True))
    return np.array([free.get(each, False) for each in ids], dtype=np.bool_)
