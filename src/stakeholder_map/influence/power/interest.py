"""Power and interest: whom to work with closely, keep satisfied, keep informed, or follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.power.typology import CANNOT_TELL, above, joint, sure_class
from stakeholder_map.influence.ranking.interval import measure_range, nine_of_ten
from stakeholder_map.influence.ranking.rank import Ranking
from stakeholder_map.influence.ranking.told import some_of
from stakeholder_map.phrases import Missing, count_of
from stakeholder_map.scan import Scan

FIELDS = ("work with closely", "keep satisfied", "keep informed", "follow")
"""High power and high interest; high power only; high interest only; neither."""

SCALE = 4.0
MIDDLE = 2.0
UNKNOWN = "interest not known"
SOURCES = {"stated": "its own answer", "document": "a document", "our_guess": "our guess"}
ENTERED = "willingness as entered"


@dataclass(frozen=True, eq=False)
class PowerInterest:
    """Where each organisation stands in the grid of power and interest, and how sure that is.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, in the order of the ranking. ``name``, ``key_group``; ``field``:
        one of `FIELDS`, or "cannot tell" where none reaches nine of ten readings, or "interest not
        known"; ``share``, the share of the readings in the likeliest field, and ``likely``, that
        field (both missing where the interest is not known); ``power``, ``power_low``,
        ``power_high``: the influence score and its `measure_range`; ``interest``, ``interest_low``,
        ``interest_high``, from 0 to 4; ``said``, of how many entries the interest is the mean;
        ``interest_from``, the source: its own answer, a document, our guess, or the willingness as
        entered.
    shares : DataFrame
        Share of the readings in each of `FIELDS`.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    table: pd.DataFrame
    shares: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def power_and_interest(scan: Scan, ranking: Ranking) -> PowerInterest:
    r"""Place each organisation by power and interest (Mendelow), on every reading.

    Power is the influence score, high above .5: more central than half of the others. Interest is
    the mean of the priorities entered for it in `positions`: those it stated or a document shows;
    only where there are none, our guesses, and marked so. Where nobody's priority is known, it is
    the willingness in `stakeholders`. It is high above 2 of 4, the middle of its scale.

    Priorities are known for some of the areas only. Each reading therefore takes an interest of

    .. math:: \bar p_i + s \sqrt{\frac{1 - k_i / K}{k_i}} z, \qquad z \sim N(0, 1)

    with k_i entries, K areas in all, and s the standard deviation of the entries within
    organisations, pooled over all of them. Whose priority is known in every area has no such doubt.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it.

    Returns
    -------
    PowerInterest
        With a row for each organisation of the ranking.

    Notes
    -----
    The literature draws the lines where it likes. Ours say "more power than half of the others" and
    "more interest than the middle of the scale". What lies on a line counts half on either side.

    References
    ----------
    Mendelow, A. L. (1991). Environmental scanning: the impact of the stakeholder concept.
    Proceedings of the International Conference on Information Systems.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> grid = power_and_interest(scan, rank_influence(scan))
    >>> bool((grid.shares.sum(axis=1).round(6) == 1).all())
    True
    """
    entries = _entries(scan, index=ranking.table.index)
    interest = _interest(entries, index=ranking.table.index)
    scores = ranking.scores.to_numpy(dtype=np.float64)
    drawn = _drawn(interest, entries=entries, scan=scan)
    strong, keen = above(scores, 0.5), above(drawn, MIDDLE)
    parts = (joint(a, b) for a in (strong, 1 - strong) for b in (keen, 1 - keen))
    shares = pd.DataFrame(dict(zip(FIELDS, parts, strict=True)), index=ranking.table.index)
    table = _table(ranking, interest=interest, shares=shares, drawn=drawn)
    gap = Missing("positions", "what matters to each organisation, and so its interest")
    has = scan.region.has("positions")
    return PowerInterest(
        table=table,
        shares=shares,
        sentences=tuple(_told(table)) if ranking.layers else (),
        missing=() if has else (gap,),
    )


def _entries(scan: Scan, *, index: pd.Index) -> pd.DataFrame:
    """What the interest of each is the mean of: `stakeholder_id`, `value` 0-4, `source`."""
    stands = scan.region.table("positions").dropna(subset=["priority"])
    stands = stands[stands["stakeholder_id"].isin(index)]
    if stands.empty:
        willing = scan.evidence.stakeholders["willingness"].reindex(index).dropna()
        return pd.DataFrame(
            {
                "stakeholder_id": willing.index,
                "value": willing.to_numpy(dtype=np.float64),
                "source": ENTERED,
            }
        )
    source = stands["source"].map(SOURCES).fillna("our guess")
    entries = pd.DataFrame(
        {
            "stakeholder_id": stands["stakeholder_id"],
            "value": stands["priority"].astype("float64"),
            "source": source,
        }
    )
    own = entries["source"] != "our guess"
    spoken = entries["stakeholder_id"].isin(entries.loc[own, "stakeholder_id"])
    return entries[own | ~spoken].reset_index(drop=True)


def _interest(entries: pd.DataFrame, *, index: pd.Index) -> pd.DataFrame:
    by = entries.groupby("stakeholder_id")
    sources = by["source"].agg(lambda each: ", ".join(sorted(set(each), reverse=True)))
    return pd.DataFrame(
        {
            "interest": by["value"].mean().reindex(index).astype("float64"),
            "said": by.size().reindex(index, fill_value=0).astype("int64"),
            "interest_from": sources.reindex(index).astype("str"),
        },
        index=index,
    )


def _drawn(interest: pd.DataFrame, *, entries: pd.DataFrame, scan: Scan) -> Floats:
    """Interest in each reading, shape (count, n); missing where it is not known."""
    mean = interest["interest"].to_numpy(dtype=np.float64)
    said = np.maximum(interest["said"].to_numpy(dtype=np.float64), 1)
    by = entries.groupby("stakeholder_id")["value"]
    spread = float(((entries["value"] - by.transform("mean")) ** 2).sum())
    freedom = len(entries) - by.ngroups
    areas = max(len(scan.region.table("areas")), float(said.max(initial=1)))
    pooled = spread / freedom if freedom > 0 else 0.0
    error = np.sqrt(pooled * (1 - said / areas) / said)
    noise = np.random.default_rng(scan.seed).normal(size=(len(scan.draws), len(mean)))
    return np.asarray(np.clip(mean + error * noise, 0, SCALE), dtype=np.float64).round(9)


def _table(
    ranking: Ranking, *, interest: pd.DataFrame, shares: pd.DataFrame, drawn: Floats
) -> pd.DataFrame:
    known = interest["interest"].notna()
    table = ranking.table[["name", "key_group"]].copy()
    words = [CANNOT_TELL if each else UNKNOWN for each in known]
    table["field"] = sure_class(shares, otherwise=words).where(known, UNKNOWN)
    table["share"] = shares.max(axis=1).where(known)
    table["likely"] = shares.idxmax(axis=1).where(known) if len(shares) else ""
    low, high = measure_range(ranking.scores.to_numpy(dtype=np.float64))
    table["power"] = ranking.table["score"]
    table["power_low"] = np.minimum(low, table["power"])
    table["power_high"] = np.maximum(high, table["power"])
    below, top = nine_of_ten(drawn)
    table["interest"] = interest["interest"]
    table["interest_low"] = np.minimum(below, interest["interest"])
    table["interest_high"] = np.maximum(top, interest["interest"])
    return table.join(interest[["said", "interest_from"]])


def _told(table: pd.DataFrame) -> Iterable[str]:
    close = table[table["field"] == FIELDS[0]]
    if len(close):
        yield (
            "More power than half of the others, and interest above the middle, in at least nine "
            f"of ten readings: {some_of(list(close['name']))}."
        )
    unsure = int((table["field"] == CANNOT_TELL).sum())
    if unsure:
        yield (
            f"For {count_of(unsure, 'organisation')} it cannot be told on which side of a line "
            f"{'it stands' if unsure == 1 else 'they stand'}."
        )
    unknown = int((table["field"] == UNKNOWN).sum())
    if unknown:
        yield f"The interest of {count_of(unknown, 'organisation')} is not known; ask."
    guessed = int((table["interest_from"] == "our guess").sum())
    if guessed:
        yield (
            f"The interest of {count_of(guessed, 'organisation')} is our guess only; "
            "ask before acting on it."
        )
