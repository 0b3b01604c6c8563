"""Who was asked and who answered, by key group: what a scan could hear, and what it could not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from stakeholder_map.environment.heard import STILL_OPEN, wave_is_open
from stakeholder_map.phrases import Missing, count_of, is_or_are, listed, percent, spelt
from stakeholder_map.read.left_out import AFTER_CLOSE

if TYPE_CHECKING:
    from stakeholder_map.evidence import Evidence
    from stakeholder_map.read import Region

NORMAL_90 = 1.6448536269514722
"""Quantile of the normal distribution for an interval that holds 90 % of it."""

SMALLEST_GROUP = 3
"""Key groups with fewer systems than this are pooled: a group of one would name who is silent."""

POOLED = "other key groups"


@dataclass(frozen=True)
class Response:
    """Who was asked and who answered.

    Parameters
    ----------
    by_group : DataFrame
        Index `key_group`. Columns `asked`, `answered`, `silent` (organisations), `rate` (share that
        answered, 0 to 1), `low`, `high` (90 % Wilson interval of the rate), `respondents_asked`,
        `respondents_answered`, `systems` (of the organisations asked). An organisation answered
        where one of its respondents did. Analyst tier: a group of one names who is silent.
    pooled : DataFrame
        The same with key groups of fewer than three systems put together; `key_group` as the index.
        It may be shown to everybody.
    by_organisation : DataFrame
        Index `stakeholder_id`. Columns `organisation`, `key_group`, `asked`, `answered`
        (respondents), `state` (answered or silent).
    asked, answered : int
        Organisations.
    late : int
        Rows of the survey left out because they came after the survey closed.
    assumed : bool
        Whether it is only assumed who was asked.
    findings : tuple of str
        The answer in sentences that everybody may read.
    missing : tuple of Missing
        Tables that would show more.
    """

    by_group: pd.DataFrame
    pooled: pd.DataFrame
    by_organisation: pd.DataFrame
    asked: int
    answered: int
    late: int
    assumed: bool
    findings: tuple[str, ...]
    missing: tuple[Missing, ...]


def wilson_interval(successes: int, trials: int) -> tuple[float, float]:
    """90 % interval of a share: (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    Parameters
    ----------
    successes, trials : int
        How many of how many.

    Returns
    -------
    tuple of float
        Low and high end, from 0 to 1; (0, 1) where there was no trial.

    Raises
    ------
    ValueError
        Where there are more successes than trials, or fewer than none.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> tuple(round(end, 3) for end in wilson_interval(7, 10))
    (0.442, 0.873)
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"expected 0 to {trials} successes, found {successes}")
    if trials == 0:
        return 0.0, 1.0
    share, z2 = successes / trials, NORMAL_90**2
    centre = share + z2 / (2 * trials)
    spread = NORMAL_90 * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    scale = 1 + z2 / trials
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == trials else (centre + spread) / scale
    return low, high


def who_answered(evidence: Evidence, *, region: Region) -> Response:
    """Count who was asked and who answered.

    Parameters
    ----------
    evidence : Evidence
        Collected from the region; `witnesses` says who was asked.
    region : Region
        The same region: names, parents, rows left out.

    Returns
    -------
    Response
        Empty tables and a sentence on what is missing where the region has no `survey`.

    Notes
    -----
    The interval says which rates of answering would be plausible for organisations like those
    asked; it does not mend a bias: those who answer may differ from those who do not.
    """
    surveyed = region.has("survey")
    by_organisation = _by_organisation(evidence, region if surveyed else None)
    systems = by_organisation.index.to_series().map(region.root_of)
    by_group = _count(by_organisation, by_organisation["key_group"], systems)
    pooled = _count(by_organisation, _pool(by_organisation["key_group"], by_group), systems)
    asked = len(by_organisation)
    answered = int((by_organisation["state"] == "answered").sum())
    late = _late(region)
    assumed = surveyed and not region.has("invitations")
    return Response(
        by_group,
        pooled,
        by_organisation,
        asked,
        answered,
        late,
        assumed,
        findings=(
            *((STILL_OPEN,) if wave_is_open(region) else ()),
            *_findings(pooled, (asked, answered), late=late, assumed=assumed),
        ),
        missing=_missing(region),
    )


def _by_organisation(evidence: Evidence, region: Region | None) -> pd.DataFrame:
    """A row per organisation that was asked; none where there was no survey."""
    witnesses = evidence.witnesses if region is not None else evidence.witnesses.iloc[:0]
    answered = witnesses["state"].eq("answered")
    groups = answered.groupby(witnesses["stakeholder"])
    table = pd.DataFrame(
        {
            "asked": groups.size(),
            "answered": groups.sum().astype("int64"),
            "key_group": witnesses.groupby("stakeholder")["key_group"].first(),
        }
    ).sort_index()
    table.index.name = "stakeholder_id"
    names = [region.name_of(str(one)) for one in table.index] if region is not None else []
    table["organisation"] = pd.Series(names, index=table.index, dtype="str")
    table["state"] = table["answered"].gt(0).map({True: "answered", False: "silent"}).astype("str")
    return table[["organisation", "key_group", "asked", "answered", "state"]]


def _count(
    organisations: pd.DataFrame, group: pd.Series[str], systems: pd.Series[str]
) -> pd.DataFrame:
    by = organisations.assign(key_group=group, system=systems).groupby("key_group", sort=True)
    heard = organisations["state"].eq("answered").groupby(group).sum()
    table = pd.DataFrame(
        {
            "asked": by.size(),
            "answered": heard.astype("int64"),
            "respondents_asked": by["asked"].sum().astype("int64"),
            "respondents_answered": by["answered"].sum().astype("int64"),
            "systems": by["system"].nunique(),
        }
    )
    table["silent"] = table["asked"] - table["answered"]
    table["rate"] = table["answered"] / table["asked"]
    ends = [
        wilson_interval(int(answered), int(asked))
        for answered, asked in zip(table["answered"], table["asked"], strict=True)
    ]
    table["low"] = [low for low, _ in ends]
    table["high"] = [high for _, high in ends]
    first = ["asked", "answered", "silent", "rate", "low", "high"]
    return table[[*first, "respondents_asked", "respondents_answered", "systems"]]


def _pool(group: pd.Series[str], by_group: pd.DataFrame) -> pd.Series[str]:
    """Key groups with the small ones put together, until the pool is no small group itself."""
    by_size = by_group.sort_values(["systems"], kind="stable")
    pooled: list[str] = []
    held = 0
    for name, size in by_size["systems"].items():
        if size >= SMALLEST_GROUP and (not pooled or held >= SMALLEST_GROUP):
            break
        pooled.append(str(name))
        held += int(size)
    return group.where(~group.isin(pooled), POOLED)


def _late(region: Region) -> int:
    balance = region.balance
    rows = balance[(balance["table"] == "survey") & (balance["reason"] == AFTER_CLOSE)]
    return int(rows["rows"].sum())


def _findings(
    pooled: pd.DataFrame, counts: tuple[int, int], *, late: int, assumed: bool
) -> tuple[str, ...]:
    asked, answered = counts
    said = []
    if asked:
        low, high = wilson_interval(answered, asked)
        was = "organisation that was asked" if asked == 1 else "organisations that were asked"
        said.append(
            f"{answered:,} of {asked:,} {was} answered: {percent(answered / asked)} "
            f"(90 % interval {percent(low)} to {percent(high)})."
        )
        weak = pooled[pooled["rate"] < 0.5]
        heard = zip(weak.index, weak["answered"], weak["asked"], strict=True)
        groups = [f"{spelt(group)} ({some:,} of {all_asked:,})" for group, some, all_asked in heard]
        if groups:
            said.append(f"Fewer than half answered among {listed(groups)}.")
    if assumed:
        said.append(
            "Who was asked is not on record: it is assumed that all organisations but the convener "
            "were invited."
        )
    if late:
        rows = count_of(late, "row")
        said.append(f"{rows} of the survey came after it closed and {is_or_are(late)} left out.")
    return tuple(said)


def _missing(region: Region) -> tuple[Missing, ...]:
    if wave_is_open(region):
        return ()
    if not region.has("survey"):
        return (Missing("survey", "what organisations say of each other, and who answered"),)
    if not region.has("invitations"):
        return (Missing("invitations", "who was asked, and who stayed silent"),)
    return ()
