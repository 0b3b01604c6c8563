"""The ledger of coopetition: one row per pair, with both lists and what each side says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from stakeholder_map.coopetition.clusters import AreaClusters
from stakeholder_map.coopetition.ledger.answers import (
    BOTH_YES,
    ENDS,
    LITMUS,
    NOT_KNOWN,
    kinds_note,
    pair_answers,
)
from stakeholder_map.coopetition.pairs.strengths import SIDES
from stakeholder_map.coopetition.pairs.told import COUNSEL
from stakeholder_map.coopetition.pairs.types import PairTypes
from stakeholder_map.phrases import Missing, count_of, lacking
from stakeholder_map.read import Region
from stakeholder_map.scan import Scan

TOGETHER = ("partnering", "adapting")
AGAINST = ("contending", "adapting")
LEVELS = [f"{side}{end}" for side in SIDES for end in ("", "_low", "_high")]


@dataclass(frozen=True, eq=False)
class Ledger:
    """Where each two work together, where they compete, and what a partnership would rest on.

    Parameters
    ----------
    rows : DataFrame
        One row per pair of which anything is known, those most worth a conversation first. For
        analysts, as `PairTypes.pairs`. ``source``, ``target``, ``source_name``, ``target_name``;
        ``together`` and ``compete``, names of the areas of either, by most readings; an area of
        coopetition proper stands in both; ``settled``, in how many areas the answers settle the
        type; ``litmus``, one of `LITMUS`; ``both_yes``, names of the areas in which both said yes;
        ``area``, that of the areas in common which fits best, and of that area ``shared_goal``
        (where both stand for it), ``source_answer``, ``target_answer``, ``source_gives_up``,
        ``target_gives_up``, ``source_at_stake``, ``target_at_stake`` and ``ask``, what to ask of
        the kind of gain; empty where nothing was said; ``tensions``, those open in our log.
        Lists are separated by "; ".
    areas : DataFrame
        Areas of which anything of pairs is known, by cluster: indexed by area id, ``name``,
        ``called``.
    levels : DataFrame
        Indexed by ``area``, ``source`` and ``target``: cooperation and competition of each pair in
        each area, with the ends of their intervals.
    sentences : tuple of str
        What it says, in words; counts only.
    missing : tuple of Missing
        Tables that would show more.
    """

    rows: pd.DataFrame
    areas: pd.DataFrame
    levels: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def keep_ledger(scan: Scan, types: PairTypes, clusters: AreaClusters) -> Ledger:
    r"""Write down, pair by pair, both lists and what each side gains, gives up and has at stake.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    types : PairTypes
        What `pair_types` gave for it.
    clusters : AreaClusters
        What `cluster_areas` gave for these: the order of the areas.

    Returns
    -------
    Ledger
        First the pairs of which both said yes to more together than alone, then those of whom we
        believe it; among these, those who both work together and compete. Members of one system
        come last.

    Notes
    -----
    Areas are listed as reported. Markets in which two compete or work together are described;
    nothing here proposes who should serve which.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from stakeholder_map.coopetition import cluster_areas, pair_types
    >>> from stakeholder_map.scan import open_scan
    >>> files = {
    ...     "region.toml": "name = 'Tiny'\nconvener = 'us'\nas_of = 2026-07-01\n",
    ...     "stakeholders.csv": "stakeholder_id,name,key_group\nus,We,hospital\nb,Be,hospital\n",
    ...     "areas.csv": "area_id,name,kind\nbeds,Beds,goal\n",
    ...     "positions.csv": "stakeholder_id,area_id,position,gain_alone,gain_together,source\n"
    ...     "us,beds,4,1,3,stated\nb,beds,2,0,4,stated\n",
    ... }
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name, text in files.items():
    ...         _ = Path(folder, name).write_text(text)
    ...     scan = open_scan(folder, draws=5, seed=1)
    >>> types = pair_types(scan)
    >>> keep_ledger(scan, types, cluster_areas(scan, types)).rows["litmus"].tolist()
    ['both said yes']
    """
    region = scan.region
    names = region.table("areas").set_index("area_id")["name"]
    rows = _lists(types.pairs, names=names)
    answers = pair_answers(region, rows)
    yes = _joined(answers[answers["litmus"] == BOTH_YES], "both_yes", names=names)
    rows = rows.merge(yes, how="left", on=list(ENDS)).merge(
        _best(region, answers), how="left", on=list(ENDS)
    )
    rows = rows.fillna({"litmus": NOT_KNOWN})
    texts = rows.select_dtypes(["object", "str"]).columns
    rows[texts] = rows[texts].fillna("").astype("str")
    rows = _ordered(rows, region=region)
    return Ledger(
        rows=rows,
        areas=_areas(types.pairs, clusters),
        levels=types.pairs.set_index(["area", *ENDS])[LEVELS],
        sentences=tuple(_tell(rows, region=region)),
        missing=lacking(region.has, "areas", "positions", "contacts"),
    )


def _areas(pairs: pd.DataFrame, clusters: AreaClusters) -> pd.DataFrame:
    table = clusters.areas[clusters.areas.index.isin(pairs["area"])]
    return table.sort_values("group", kind="stable")[["name", "called"]]


def _lists(pairs: pd.DataFrame, *, names: pd.Series[str]) -> pd.DataFrame:
    """Each pair once, with the areas of cooperation and of competition."""
    key = [*ENDS, "source_name", "target_name"]
    rows = pairs[key].drop_duplicates(list(ENDS)).sort_values(list(ENDS), ignore_index=True)
    inside = pairs[pairs["area"].isin(names.index)].rename(columns={"area": "area_id"})
    for name, wanted in (("together", TOGETHER), ("compete", AGAINST)):
        chosen = inside[inside["likely"].isin(wanted)]
        rows = rows.merge(_joined(chosen, name, names=names), how="left", on=list(ENDS))
    settled = inside[inside["type"] != "cannot tell"].groupby(list(ENDS)).size()
    tensions = pairs[pairs["area"] == ""].set_index(list(ENDS))["open_tensions"]
    index = pd.MultiIndex.from_frame(rows[list(ENDS)])
    for name, count in (("settled", settled), ("tensions", tensions)):
        rows[name] = count.reindex(index, fill_value=0).to_numpy(dtype="int64")
    return rows


def _joined(rows: pd.DataFrame, name: str, *, names: pd.Series[str]) -> pd.DataFrame:
    """Names of the areas of each pair, as one text."""
    called = rows.assign(**{name: rows["area_id"].map(names)}).sort_values([*ENDS, "area_id"])
    return called.groupby(list(ENDS))[name].agg("; ".join).reset_index()


def _best(region: Region, answers: pd.DataFrame) -> pd.DataFrame:
    """Of the areas in which both have a position, the one that a talk would begin with."""
    order = answers["litmus"].map({word: place for place, word in enumerate(LITMUS)})
    stand = (answers[[f"{end}_position" for end in ENDS]].astype("float64") > 0).all(axis=1)
    matters = answers[[f"{end}_priority" for end in ENDS]].astype("float64").sum(axis=1)
    ranked = answers.assign(order=order, apart=~stand, matters=-matters)
    ranked = ranked.sort_values([*ENDS, "order", "apart", "matters", "area_id"], kind="stable")
    first = ranked.drop_duplicates(list(ENDS)).copy()
    areas = region.table("areas").set_index("area_id")
    first["area"] = first["area_id"].map(areas["name"])
    goal = first["area_id"].map(areas["shared_goal"])
    first["shared_goal"] = goal.where(~first["apart"])
    kinds = zip(first["source_gain_kind"], first["target_gain_kind"], strict=True)
    first["ask"] = pd.Series([kinds_note(*pair) for pair in kinds], index=first.index, dtype="str")
    told = ("answer", "gives_up", "at_stake")
    sides = [f"{end}_{name}" for name in told for end in ENDS]
    return first[[*ENDS, "litmus", "area", "shared_goal", *sides, "ask"]]


def _ordered(rows: pd.DataFrame, *, region: Region) -> pd.DataFrame:
    """The surest yes first; members of one system, who are no rivals, after all others."""
    roots = [rows[end].map(region.root_of) for end in ENDS]
    both = (rows["together"] != "") & (rows["compete"] != "")
    lists = rows["together"].str.count(";") + rows["compete"].str.count(";")
    order = rows.assign(
        family=roots[0] == roots[1],
        first=rows["litmus"].map({word: place for place, word in enumerate(LITMUS)}),
        second=~both,
        third=-lists,
    )
    return rows.loc[
        order.sort_values(["family", "first", "second", "third", *ENDS], kind="stable").index
    ].reset_index(drop=True)


def _tell(rows: pd.DataFrame, *, region: Region) -> Iterable[str]:
    if rows.empty:
        return
    counts = rows["litmus"].value_counts().reindex(LITMUS, fill_value=0)
    if not region.has("positions"):
        yield "Nobody stated what they gain alone and together, so no partnership can be put to it."
    else:
        yield (
            f"More together than alone: of {count_of(len(rows), 'pair')}, both said yes in "
            f"{counts.iloc[0]}; of {counts.iloc[1]} more we believe so and should ask."
        )
    rivals = rows[rows["compete"] != ""]
    willing = int((rivals["litmus"] == BOTH_YES).sum())
    if len(rivals) and region.has("positions"):
        yield (
            f"Of {count_of(len(rivals), 'pair')} that most likely compete somewhere, both sides of "
            f"{willing} said that they would gain more together in another area or the same."
        )
    money = int((rows["ask"] != "").sum())
    if money:
        yield (
            f"For {count_of(money, 'pair')} only financial gain or referrals are stated so far; "
            "ask what else."
        )
    markets = set(region.table("areas").query("kind == 'market'")["name"])
    if markets:
        yield COUNSEL
