"""Where two stakeholders work together and where they compete, pair by pair and area by area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.coopetition.areas import summarise_areas
from stakeholder_map.coopetition.fields import Highs
from stakeholder_map.coopetition.pairs.levels import BY_LEVELS, sure_types
from stakeholder_map.coopetition.pairs.other_sources import add_other_sources
from stakeholder_map.coopetition.pairs.strengths import (
    SIDES,
    Strengths,
    pair_strengths,
    reported_pairs,
)
from stakeholder_map.coopetition.pairs.told import tell_pairs
from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.once import once_a_scan
from stakeholder_map.phrases import Missing, lacking
from stakeholder_map.scan import Scan


@dataclass(frozen=True, eq=False)
class PairTypes:
    """Cooperation and competition of pairs, side by side, in each area and as a whole.

    Parameters
    ----------
    pairs : DataFrame
        One row per pair and area of which anything is known, sorted by area and pair. For
        analysts: a pair has two reporters, so no row may be shown where answers must stay private.
        ``area`` (``""`` is the relation as a whole), ``source`` < ``target``, ``source_name``,
        ``target_name``; ``cooperation`` and ``competition`` in [0, 1] on the expected graph, each
        with ``_low`` and ``_high``, between which nine of ten draws lie, and ``_witnesses``, how
        many organisations answered: where that is 0 the figures are missing, not 0;
        ``cooperation_from`` and ``competition_from``, whence each comes (see `add_other_sources`);
        ``type``, one of `TYPES`; ``likely``, the type in most draws, or by positions where these
        stand in, and ``likely_share``, in how many of the draws (empty and missing where nobody
        was asked about one of the two); ``witnesses``; ``positives``, how many of them reported
        any of either; ``tensions`` and ``open_tensions``, in our log of contacts.
    areas : DataFrame
        One row per declared area, see `summarise_areas`.
    active : DataFrame
        Who takes part where: ``area``, ``stakeholder_id``, ``cooperation`` and ``competition``,
        summed on the expected graph over those of its pairs there of which either was reported;
        missing where nobody answered on it.
    high : float
        Strength from which on cooperation or competition counts as high.
    sentences : tuple of str
        What it says, in words; areas and counts only.
    missing : tuple of Missing
        Tables that would show more.
    """

    pairs: pd.DataFrame
    areas: pd.DataFrame
    active: pd.DataFrame
    high: float
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


@once_a_scan
def pair_types(scan: Scan) -> PairTypes:
    """Type of each pair in each area, from cooperation and competition kept apart.

    Partnering: only cooperation is high; contending: only competition; adapting: both, which is
    coopetition proper; isolating: neither. High is at least ``high`` of `region.toml`. A type is
    given where the 90 % intervals of both lie on one side of that mark; where one straddles it, or
    where nobody was asked about one of the two, the type is "cannot tell"; `likely` then still says
    which type most draws give.

    Parameters
    ----------
    scan : Scan
        An opened scan.

    Returns
    -------
    PairTypes
        Empty tables where nobody was asked; `sentences` says so.

    Notes
    -----
    Silence is no low value: only pairs of which at least one organisation said something are here.

    References
    ----------
    Luo, Y. (2007). A coopetition perspective of global competition. Journal of World Business 42,
    129-144. Lado, A. A., Boyd, N. G. & Hanlon, S. C. (1997). Competition, cooperation, and the
    search for economic rents. Academy of Management Review 22, 110-141.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> pair_types(scan).areas.loc["child-asthma", "field"]
    'common ground'
    """
    surveyed, highs = _surveyed(scan)
    active = _active(surveyed)
    areas = summarise_areas(scan, pairs=surveyed, active=active, highs=highs)
    return PairTypes(
        pairs=add_other_sources(surveyed, scan, states=areas["state"]),
        areas=areas,
        active=active,
        high=scan.region.settings.high,
        sentences=tell_pairs(scan.region, pairs=surveyed, areas=areas),
        missing=lacking(scan.region.has, "areas", "positions", "contacts"),
    )


def _surveyed(scan: Scan) -> tuple[pd.DataFrame, dict[str, Highs]]:
    """Pairs of which a survey tells, and which of them are high in which draw, by area."""
    high = scan.region.settings.high
    known = reported_pairs(scan.evidence)
    known = known[known["source"].isin(scan.graph.ids) & known["target"].isin(scan.graph.ids)]
    tables: list[pd.DataFrame] = []
    highs: dict[str, Highs] = {}
    for area, reported in known.groupby("area"):
        table, drawn = _one_area(scan, reported=reported, area=str(area), high=high)
        tables.append(table)
        highs[str(area)] = drawn
    return pd.concat(tables, ignore_index=True) if tables else _no_pairs(), highs


def _one_area(
    scan: Scan, *, reported: pd.DataFrame, area: str, high: float
) -> tuple[pd.DataFrame, Highs]:
    ids = pd.Index(scan.graph.ids)
    first, second = (
        np.asarray(ids.get_indexer(pd.Index(reported[end])), dtype=np.int64)
        for end in ("source", "target")
    )
    names = scan.graph.stakeholders["name"]
    table = pd.DataFrame(
        {
            "area": area,
            "source": reported["source"].to_numpy(),
            "target": reported["target"].to_numpy(),
            "source_name": names.reindex(reported["source"]).to_numpy(),
            "target_name": names.reindex(reported["target"]).to_numpy(),
        }
    ).astype("str")
    sides: dict[str, Strengths] = {}
    for side in SIDES:
        sides[side] = pair_strengths(scan, layer=side, area=area, first=first, second=second)
        known = reported[f"{side}_witnesses"].to_numpy() > 0
        low, high_end = sides[side].bounds()
        for name, figure in (("", sides[side].expected), ("_low", low), ("_high", high_end)):
            table[side + name] = np.where(known, figure, np.nan)
        table[f"{side}_witnesses"] = reported[f"{side}_witnesses"].to_numpy()
    highs = Highs(
        cooperation=sides["cooperation"].drawn >= high,
        competition=sides["competition"].drawn >= high,
    )
    likely, share = _likely(highs)
    asked = (table[[f"{side}_witnesses" for side in SIDES]] > 0).all(axis=1)
    table["type"] = sure_types(table, high=high)
    table["likely"] = pd.Series(likely, dtype="str").where(asked, "")
    table["likely_share"] = pd.Series(share, dtype="float64").where(asked)
    for name in ("witnesses", "positives"):
        table[name] = reported[name].to_numpy()
    return table, highs


def _likely(highs: Highs) -> tuple[npt.NDArray[np.str_], Floats]:
    """The type that most draws give each pair, and the share of the draws that give it."""
    places = highs.cooperation.astype(np.int64) + 2 * highs.competition
    shares = np.array([(places == place).mean(axis=0) for place in range(len(BY_LEVELS))])
    names = np.array(list(BY_LEVELS.values()))
    return names[shares.argmax(axis=0)], shares.max(axis=0)


def _active(pairs: pd.DataFrame) -> pd.DataFrame:
    """Sums over the pairs of which any cooperation or competition was reported."""
    tied = pairs[pairs["positives"] > 0]
    ends = [
        tied[["area", end, *SIDES]].rename(columns={end: "stakeholder_id"})
        for end in ("source", "target")
    ]
    both = pd.concat(ends, ignore_index=True)
    return both.groupby(["area", "stakeholder_id"])[list(SIDES)].sum(min_count=1).reset_index()


def _no_pairs() -> pd.DataFrame:
    text = ("area", "source", "target", "source_name", "target_name")
    table = pd.DataFrame({name: pd.Series(dtype="str") for name in text})
    for side in SIDES:
        for suffix in ("", "_low", "_high"):
            table[side + suffix] = pd.Series(dtype="float64")
        table[f"{side}_witnesses"] = pd.Series(dtype="int64")
    for name in ("type", "likely"):
        table[name] = pd.Series(dtype="str")
    table["likely_share"] = pd.Series(dtype="float64")
    return table.assign(witnesses=pd.Series(dtype="int64"), positives=pd.Series(dtype="int64"))
