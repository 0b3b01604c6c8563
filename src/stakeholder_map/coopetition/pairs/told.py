"""What coopetition says, in the words that leaders read: areas and counts, never a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from stakeholder_map.coopetition.fields import FIELDS
from stakeholder_map.environment.heard import NOBODY, NOT_ASKED, wave_is_open
from stakeholder_map.phrases import count_of
from stakeholder_map.read import Region

FIELD_WORDS = {
    "common ground": "Common ground",
    "coopetition": "Both partners and rivals",
    "contested": "Contested",
    "unclaimed": "Unclaimed",
}
COUNSEL = "Counsel review before sharing among competitors."


def tell_pairs(region: Region, *, pairs: pd.DataFrame, areas: pd.DataFrame) -> tuple[str, ...]:
    """Sentences on pairs and areas.

    Parameters
    ----------
    region : Region
        Whence it comes.
    pairs, areas : DataFrame
        As `PairTypes` holds them.

    Returns
    -------
    tuple of str
        How the relations as a whole stand, which areas are what kind of field, and what was not
        asked.
    """
    return (
        *_whole(region, pairs=pairs),
        *_fields(areas),
        *_unknown(areas),
        *((COUNSEL,) if (areas["kind"] == "market").any() else ()),
    )


def _whole(region: Region, *, pairs: pd.DataFrame) -> Iterable[str]:
    if pairs.empty and wave_is_open(region):
        yield (
            "Cooperation and competition of pairs cannot be shown: the survey's wave has not "
            "closed yet."
        )
        return
    if pairs.empty:
        where = "the survey asked about neither" if region.has("survey") else "there is no survey"
        yield (
            f"Cooperation and competition of pairs cannot be shown: {where}. Two questions of a "
            "survey, one on each, would show both side by side."
        )
        return
    whole = pairs[pairs["area"] == ""]
    kinds = ["partnering", "contending", "adapting"]
    likely = whole["likely"].value_counts().reindex(kinds, fill_value=0)
    sure = int((whole["type"] != "cannot tell").sum())
    if len(whole):
        yield (
            f"Of {count_of(len(whole), 'pair')} that somebody spoke of, most likely "
            f"{likely['partnering']} work closely together, {likely['contending']} compete and "
            f"{likely['adapting']} do both. "
            f"The answers settle it for {sure}; for the others we cannot tell yet."
        )


def _fields(areas: pd.DataFrame) -> Iterable[str]:
    for field in FIELDS:
        here = areas[areas["field"] == field]
        if field == "unclaimed":
            here = here[here["state"] != NOBODY]
        if here.empty:
            continue
        yield f"{FIELD_WORDS[field]}: {'; '.join(_firm(row) for row in here.to_dict('records'))}."


def _firm(area: Mapping[Any, Any]) -> str:
    """Name of an area, with how firm its kind is."""
    if area["field_from"] == "positions":
        return f"{area['name']} (by positions only)"
    share = round(float(area["field_share"]) * 100)
    return f"{area['name']} (in {share} of 100 plausible readings)"


def _unknown(areas: pd.DataFrame) -> Iterable[str]:
    unknown = areas[areas["field_from"] != "positions"]
    for state in (NOBODY, NOT_ASKED):
        names = list(unknown.loc[unknown["state"] == state, "name"])
        if names:
            yield f"{state}: {', '.join(names)}."
