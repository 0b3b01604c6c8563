"""Lead, collaborate, defer or opt out: where our own hours go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stakeholder_map.phrases import Missing, lacking, listed
from stakeholder_map.read import Region

LEAD, COLLABORATE, DEFER, OPT_OUT, UNKNOWN = (
    "lead",
    "collaborate",
    "defer",
    "opt out",
    "cannot tell",
)
STANCES = (LEAD, COLLABORATE, DEFER, OPT_OUT, UNKNOWN)
"""What we may do about an area."""

HALF = 0.5
"""Relevance and difference below this are low: an area with either low takes none of our hours."""

LEADERS_SHARE = 0.5
"""Share of a project's effort that falls to whoever leads it; a collaborator bears an even share
of all who take part."""

WORTH = {(LEAD, False): 1.0, (LEAD, True): 0.5, (COLLABORATE, False): 0.5, (COLLABORATE, True): 0.5}
"""What of relevance x difference a stance brings, by whether another could lead."""

FULL = 4.0

_Option = tuple[str, float, float]


@dataclass(frozen=True, eq=False)
class Agenda:
    """What we do about each area, under our budget of hours.

    Parameters
    ----------
    areas : DataFrame
        Indexed by area id, by stance in the order of `STANCES`, then by worth: ``name``,
        ``kind``, ``relevance`` to our members and ``difference`` that we make (both in [0, 1],
        missing where unknown), ``could_lead`` (name of another, or empty), ``stance``, ``hours`` a
        month that it takes of ours, ``worth`` (relevance x difference x what the stance brings),
        ``why``.
    budget : float or None
        Hours a month that our staff has; None where nothing is set.
    hours : float
        Hours a month that the agenda takes.
    stated : tuple of str
        Names of areas whose relevance is what stakeholders said, not what we entered.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    areas: pd.DataFrame
    budget: float | None
    hours: float
    stated: tuple[str, ...]
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def set_agenda(region: Region) -> Agenda:
    """Decide for each area whether to lead, collaborate, defer or opt out.

    Only an area that matters to our members and in which we make a difference (each at least half
    of the scale) may take our hours. Leading it is worth relevance x difference, half of that
    where another could lead as well; collaborating half of it. Leading takes half of the effort of
    the smallest project of the area, collaborating an even share. Of all ways to give each area a
    stance the one of greatest worth that our hours allow, exactly; of equal ones the one with fewer
    hours, then that which leads where the area comes first by id. What takes no hours is deferred
    to whoever could lead where it matters to our members, else we opt out.

    Parameters
    ----------
    region : Region
        Its tables `areas`, `projects` and `positions` are read, `staff_hours_month` and
        `coalition_size`. Where `areas` does not say how relevant one is, the mean priority that
        stakeholders give it does.

    Returns
    -------
    Agenda
        No rows where `areas` is absent.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> set_agenda(read_region(folder)).areas.loc["child-asthma", "stance"]
    'lead'
    """
    areas = _areas(region)
    budget = region.settings.staff_hours_month
    each = dict(zip(map(str, areas.index), areas.to_dict("records"), strict=True))
    options = {area: _options(row) for area, row in each.items()}
    running = {area: some for area, some in options.items() if some}
    chosen = dict(zip(running, best_stances(list(running.values()), budget=budget), strict=True))
    rows = [
        _decided(row, chosen=chosen.get(area), affordable=area in running)
        for area, row in each.items()
    ]
    table = areas.drop(columns=["lead_hours", "join_hours"]).join(
        pd.DataFrame(rows, index=areas.index, columns=["stance", "hours", "worth", "why"])
    )
    table["order"] = table["stance"].map(STANCES.index).astype("int64")
    table = table.sort_values(["order", "worth", "area_id"], ascending=[True, False, True])
    table = table.drop(columns="order").astype({"stance": "str", "why": "str"})
    hours = round(float(table["hours"].sum()), 6)
    return Agenda(
        areas=table,
        budget=budget,
        hours=hours,
        stated=_stated(region),
        sentences=tuple(_sentences(table, budget=budget, hours=hours)),
        missing=lacking(region.has, "areas", "projects"),
    )


def best_stances(options: list[list[_Option]], *, budget: float | None) -> list[_Option]:
    """One option of each list, of greatest total worth within the budget.

    Parameters
    ----------
    options : list of list of (str, float, float)
        For each area its stances: name, hours, worth.
    budget : float or None
        Hours; None: no limit.

    Returns
    -------
    list of (str, float, float)
        Exact; nothing (``""``, no hours, no worth) is always allowed. Of equal totals the one
        with fewer hours, then the one that takes earlier options of earlier areas.

    Examples
    --------
    >>> best_stances([[("lead", 4.0, 1.0), ("collaborate", 1.0, 0.5)]], budget=3.0)
    [('collaborate', 1.0, 0.5)]
    """
    limit = float("inf") if budget is None else budget + 1e-9
    front: list[tuple[float, float, tuple[int, ...]]] = [(0.0, 0.0, ())]
    for area in options:
        every = [*area, ("", 0.0, 0.0)]
        longer = [
            (round(hours + more, 6), round(worth + gain, 9), (*taken, place))
            for hours, worth, taken in front
            for place, (_, more, gain) in enumerate(every)
            if hours + more <= limit
        ]
        front = []
        for state in sorted(longer, key=lambda each: (each[0], -each[1], each[2])):
            if not front or state[1] > front[-1][1]:
                front.append(state)
    _, _, taken = front[-1]
    return [[*area, ("", 0.0, 0.0)][place] for area, place in zip(options, taken, strict=True)]


def _areas(region: Region) -> pd.DataFrame:
    """Areas with what the decision needs, sorted by id."""
    areas = region.table("areas").set_index("area_id").sort_index()
    stated = region.table("positions").groupby("area_id")["priority"].mean().astype("float64")
    relevance = areas["relevance_to_members"].astype("float64")
    relevance = relevance.fillna(stated.reindex(areas.index)) / FULL
    others = [
        "" if pd.isna(who) or who == region.settings.convener else region.name_of(who)
        for who in areas["could_lead"]
    ]
    effort = _hours_month(region).reindex(areas.index)
    effort = effort.fillna(effort.median())
    return pd.DataFrame(
        {
            "name": areas["name"],
            "kind": areas["kind"],
            "relevance": relevance.round(9),
            "difference": areas["our_difference"].astype("float64") / FULL,
            "could_lead": pd.Series(others, index=areas.index, dtype="str"),
            "lead_hours": (effort * LEADERS_SHARE).round(6),
            "join_hours": (effort / (region.settings.coalition_size + 1)).round(6),
        },
        index=areas.index,
    )


def _stated(region: Region) -> tuple[str, ...]:
    areas = region.table("areas")
    silent = areas["relevance_to_members"].isna()
    said = areas["area_id"].isin(region.table("positions").dropna(subset="priority")["area_id"])
    return tuple(sorted(areas.loc[silent & said, "name"]))


def _hours_month(region: Region) -> pd.Series[float]:
    """Hours a month of the smallest project of each area."""
    projects = region.table("projects")
    months = projects["months"].clip(lower=1.0)
    monthly = (projects["effort_hours"] / months).astype("float64")
    least: pd.Series[float] = monthly.groupby(projects["area_id"]).min()
    return least


def _options(row: Mapping[Any, Any]) -> list[_Option]:
    """Stances of an area that take hours; none where it may not take any."""
    if not (row["relevance"] >= HALF and row["difference"] >= HALF):
        return []
    worth = row["relevance"] * row["difference"]
    other = bool(row["could_lead"])
    return [
        (stance, 0.0 if pd.isna(row[hours]) else row[hours], round(worth * WORTH[stance, other], 9))
        for stance, hours in ((LEAD, "lead_hours"), (COLLABORATE, "join_hours"))
    ]


def _decided(
    row: Mapping[Any, Any], *, chosen: _Option | None, affordable: bool
) -> tuple[str, float, float, str]:
    """Stance, hours, worth and the reason."""
    if chosen is not None and chosen[0]:
        other = f"{row['could_lead']} could lead" if row["could_lead"] else "nobody else is named"
        why = "matters to our members, and we make a difference"
        return (*chosen, f"{why}; {other}" if chosen[0] == LEAD or row["could_lead"] else why)
    if pd.isna(row["relevance"]) or pd.isna(row["difference"]):
        what = "relevance" if pd.isna(row["relevance"]) else "the difference we make"
        return UNKNOWN, 0.0, 0.0, f"{what} is not entered"
    if affordable:
        reason = "our hours do not reach"
    elif row["relevance"] < HALF:
        return OPT_OUT, 0.0, 0.0, "matters little to our members"
    else:
        reason = "we make little difference"
    if row["could_lead"]:
        return DEFER, 0.0, 0.0, f"{reason}; {row['could_lead']} could lead"
    return OPT_OUT, 0.0, 0.0, f"{reason}, and nobody is named who could lead"


def _sentences(table: pd.DataFrame, *, budget: float | None, hours: float) -> Iterator[str]:
    if table.empty:
        return
    for stance, words in (
        (LEAD, "We lead"),
        (COLLABORATE, "We collaborate"),
        (DEFER, "We defer to a partner"),
        (OPT_OUT, "We opt out"),
    ):
        names = table.loc[table["stance"] == stance, "name"]
        if len(names):
            yield f"{words}: {listed(names)}."
    if budget is None:
        yield "No hours of our staff are set in region.toml, so nothing limits the agenda."
    else:
        yield f"The agenda takes {hours:.0f} of our {budget:g} hours a month."
    unknown = table.loc[table["stance"] == UNKNOWN, "name"]
    if len(unknown):
        yield f"Cannot tell, for want of relevance or difference: {listed(unknown)}."
