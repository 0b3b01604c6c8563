"""One voice for each organisation: what each side of a pair says, colleagues averaged first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from stakeholder_map.evidence import Evidence
    from stakeholder_map.read import Region


VOICE_COLUMNS = ("layer", "area", "first", "second", "speaker", "value", "respondents")


def voices(evidence: Evidence, *, layers: tuple[str, ...]) -> pd.DataFrame:
    """What each organisation says of each pair that it belongs to.

    Parameters
    ----------
    evidence : Evidence
        Collected from a region; only explicit survey answers that are not blank are read.
    layers : tuple of str
        Layers to read.

    Returns
    -------
    DataFrame
        One row per layer, area (``""``: the relation as a whole), pair and organisation that spoke.
        Columns `layer`, `area`, `first`, `second` (the pair, `first` < `second`), `speaker` (one of
        the two), `value` (mean over its respondents, 0 to 1), `respondents`.
    """
    reports = evidence.reports
    said = reports[
        reports["kind"].eq("survey") & reports["layer"].isin(layers) & reports["value"].notna()
    ]
    source, target = said["source"].astype("str"), said["target"].astype("str")
    in_order = source < target
    sides = pd.DataFrame(
        {
            "layer": said["layer"],
            "area": said["area"],
            "first": source.where(in_order, target),
            "second": target.where(in_order, source),
            "speaker": source,
            "value": said["value"],
        }
    )
    keys = list(VOICE_COLUMNS[:5])
    grouped = sides.groupby(keys, sort=True)["value"].agg(["mean", "size"]).reset_index()
    named = grouped.rename(columns={"mean": "value", "size": "respondents"})
    named["value"] = named["value"].astype("float64").round(9)
    return named[list(VOICE_COLUMNS)]


def pair_strengths(spoken: pd.DataFrame) -> pd.DataFrame:
    """Strength of each pair: the mean of what its sides say.

    Parameters
    ----------
    spoken : DataFrame
        As :func:`voices` gives it.

    Returns
    -------
    DataFrame
        Columns `layer`, `area`, `first`, `second`, `strength` (0 to 1), `sides` (1 or 2).

    Notes
    -----
    A simple mean of explicit answers, for describing a climate in counts. It is not what the
    evidence model concludes about a tie.
    """
    keys = list(VOICE_COLUMNS[:4])
    grouped = spoken.groupby(keys, sort=True)["value"].agg(["mean", "size"]).reset_index()
    named = grouped.rename(columns={"mean": "strength", "size": "sides"})
    named["strength"] = named["strength"].astype("float64").round(9)
    return named


def open_layers(region: Region) -> tuple[str, ...]:
    """Layers whose results leadership may see: each of their questions has its consent.

    Parameters
    ----------
    region : Region
        The region; only `questions` is read.

    Returns
    -------
    tuple of str
        Sorted; a layer that no question asks for is not among them.
    """
    questions = region.table("questions")
    closed = set(questions.loc[questions["consent"] != "leadership", "construct"])
    return tuple(sorted(set(questions["construct"].dropna()) - closed))
