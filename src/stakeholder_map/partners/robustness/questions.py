"""The conversations that would most reduce the risk of a wrong choice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pandas as pd

from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.choice.reading import Reading
from stakeholder_map.partners.choice.search.best import Group
from stakeholder_map.partners.robustness.information import partial_value, perfect_value
from stakeholder_map.scan import Scan

STALE_DAYS = 365
"""After how many days a stated position is stale."""

QUESTIONS = 3
"""Conversations that are proposed."""

UNKNOWN = "unknown"


def find_sources(scan: Scan, *, table: pd.DataFrame) -> pd.DataFrame:
    """Candidates of which something is not known, or known from long ago.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    table : DataFrame
        Candidates: ``name``, ``key_group``, ``willingness_source``.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id: ``name``, ``key_group``, ``why`` and ``ask`` in words.
    """
    silent = _silent(scan)
    stale = _stale(scan)
    rows = {}
    for stakeholder, row in table.iterrows():
        why, ask = [], []
        if stakeholder in silent:
            why.append("did not answer the survey")
            ask.append("with whom it works, competes, and whom it trusts")
        if row["willingness_source"] == UNKNOWN:
            why.append("willingness unknown")
            ask.append("whether it would join")
        if stakeholder in stale:
            why.append(stale[str(stakeholder)])
            ask.append("where it stands now")
        if why:
            rows[stakeholder] = {
                "name": row["name"],
                "key_group": row["key_group"],
                "why": "; ".join(why),
                "ask": "; ".join(ask),
            }
    columns = ["name", "key_group", "why", "ask"]
    found = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return found.rename_axis("stakeholder_id")


def _silent(scan: Scan) -> set[str]:
    """Organisations that were asked and of which nobody answered."""
    witnesses = scan.evidence.witnesses
    heard = set(witnesses.loc[witnesses["state"] != "silent", "stakeholder"])
    return {*witnesses["stakeholder"]} - heard if scan.region.has("survey") else set()


def _stale(scan: Scan) -> dict[str, str]:
    """Organisations whose positions are all our guesses, or stated long ago."""
    positions = scan.region.table("positions")
    before = pd.Timestamp(scan.region.as_of - timedelta(days=STALE_DAYS))
    found = {}
    for stakeholder, rows in positions.groupby("stakeholder_id"):
        if (rows["source"] == "our_guess").all():
            found[str(stakeholder)] = "its positions are our guesses"
        elif rows["stated_on"].max() < before:
            found[str(stakeholder)] = f"its positions were stated by {rows['stated_on'].max():%F}"
    return found


def value_sources(
    values: Floats,
    *,
    readings: Sequence[Reading],
    places: Sequence[int],
    choices: Sequence[Group],
    seed: int,
) -> Floats:
    """Expected value of hearing from each of some candidates.

    Parameters
    ----------
    values : (draws, choices) float array
        Benefit of each choice in each draw, under the weights as set.
    readings : sequence of Reading
        The draws.
    places : sequence of int
        The candidates.
    choices : sequence of Group
        The choices; whoever stands in one of them is asked about.
    seed : int
        See `partial_value`.

    Returns
    -------
    ndarray
        One a candidate. What would be known of it: willingness, competition with us, how highly it
        ranks the projects' areas, and its trust of and competition with the others that may be
        members.
    """
    others = sorted({member for each in choices for member in each.members})
    out = np.zeros(len(places))
    if perfect_value(values) <= 0:
        return out
    for row, one in enumerate(places):
        rest = [each for each in others if each != one]
        known = np.array(
            [
                (
                    each.willingness[one],
                    each.with_us[:, one].mean(),
                    each.backing[:, one].mean(),
                    each.trust[one, rest].mean() if rest else 0.0,
                    each.between[:, one][:, rest].mean() if rest else 0.0,
                )
                for each in readings
            ]
        )
        out[row] = partial_value(values, known, seed=seed)
    return out
