"""What joint attendance of events and seats on the same bodies show of ties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, triu

from stakeholder_map.evidence.records import Ageing, Records, as_exposures
from stakeholder_map.evidence.reports import as_reports
from stakeholder_map.tables.spans import holding


def event_records(
    events: pd.DataFrame, *, organisation_of: Callable[[str], str], ageing: Ageing
) -> Records:
    """Ties that joint attendance shows.

    The value of a pair is ``J / (1 + A_i + A_j - J)``: `J` events that both attended against the
    events that either attended (`A_i`, `A_j`), each event counting ``0.5 ** (age_days /
    half_life_days)``. The 1 keeps a single meeting of two newcomers from being a full tie.

    Parameters
    ----------
    events : DataFrame
        The table `events`.
    organisation_of : callable
        Stakeholder of a person or a stakeholder.
    ageing : Ageing
        How events lose weight.

    Returns
    -------
    Records
        Reports of kind ``events``: `level` is the number of events that both attended, `highest`
        the number that either did. An event of a single organisation shows no tie; its attendance
        counts.

    Examples
    --------
    >>> events = pd.DataFrame({"event_id": ["e"], "date": pd.to_datetime(["2026-07-01"]),
    ...                        "attendees": [("a", "b")], "area_id": [None]})
    >>> shown = event_records(events, organisation_of=str,
    ...                       ageing=Ageing(date(2026, 7, 1), half_life_days=30))
    >>> shown.reports[["source", "target", "value", "level"]].values.tolist()
    [['a', 'b', 0.5, 1]]
    """
    came = events.assign(weight=ageing.weights(events["date"])).sort_values("event_id")
    came = came.explode("attendees").dropna(subset="attendees")
    seats = pd.DataFrame(
        {
            "stakeholder": came["attendees"].map(organisation_of),
            "occasion": came["event_id"],
            "area": came["area_id"],
            "weight": came["weight"],
        }
    ).drop_duplicates(["stakeholder", "occasion"])
    alone = len(events) - int((seats.groupby("occasion").size() > 1).sum())
    reports, exposures = _met(seats)
    reports["value"] = reports["joint"] / (1 + reports["either"])
    return Records(
        as_reports([reports.assign(kind="events", witness="events", layer="joint_events")]),
        as_exposures("events", exposures),
        len(events) - alone,
        (("fewer than two organisations", alone),),
    )


def membership_records(
    memberships: pd.DataFrame, *, organisation_of: Callable[[str], str], as_of: date
) -> Records:
    """Ties that shared bodies show.

    The value of a pair is ``1 - exp(-k)`` with `k` bodies on which both sit: .63, .86, .95 ...
    Bodies are the same where they are spelt alike but for case and spaces.

    Parameters
    ----------
    memberships : DataFrame
        The table `memberships`.
    organisation_of : callable
        Stakeholder of a person or a stakeholder.
    as_of : date
        Memberships that begin later, or ended before this day, are left out.

    Returns
    -------
    Records
        Reports of kind ``memberships``: `level` is the number of bodies that both sit on,
        `highest` the number that either does.

    Examples
    --------
    >>> seats = pd.DataFrame({"member_id": ["a", "b"], "body": ["State board", "state  board"],
    ...                       "since": pd.NaT, "until": pd.NaT})
    >>> shown = membership_records(seats, organisation_of=str, as_of=date(2026, 7, 1))
    >>> shown.reports[["source", "target", "value"]].round(2).values.tolist()
    [['a', 'b', 0.63]]
    """
    sitting = holding(memberships, as_of)
    seats = pd.DataFrame(
        {
            "stakeholder": sitting["member_id"].map(organisation_of),
            "occasion": [" ".join(body.casefold().split()) for body in sitting["body"]],
            "area": None,
            "weight": 1.0,
        }
    ).drop_duplicates(["stakeholder", "occasion"])
    reports, exposures = _met(seats)
    reports["value"] = -np.expm1(-reports["joint"])
    return Records(
        as_reports(
            [reports.assign(kind="memberships", witness="memberships", layer="shared_bodies")]
        ),
        as_exposures("memberships", exposures),
        len(sitting),
        (("not current", len(memberships) - len(sitting)),),
    )


def _met(seats: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Pairs that met, with what they share and what either was at; and who was where how often."""
    areas = ["", *sorted(seats["area"].dropna().unique())]
    inside = [seats if area == "" else seats[seats["area"] == area] for area in areas]
    pairs = [_met_in(each, area=area) for each, area in zip(inside, areas, strict=True)]
    seen = [
        each.groupby("stakeholder")["weight"].agg(["count", "sum"]).reset_index().assign(area=area)
        for each, area in zip(inside, areas, strict=True)
    ]
    exposures = pd.concat(seen, ignore_index=True).rename(columns={"sum": "weight"})
    return pd.concat(pairs, ignore_index=True), exposures


def _met_in(seats: pd.DataFrame, *, area: str) -> pd.DataFrame:
    who, names = pd.factorize(seats["stakeholder"], sort=True)
    where, occasions = pd.factorize(seats["occasion"], sort=True)
    shape = (len(names), len(occasions))
    weight = seats["weight"].to_numpy(dtype=np.float64)
    there = csr_array(coo_array((np.ones(len(seats)), (who, where)), shape=shape))
    weighed = csr_array(coo_array((weight, (who, where)), shape=shape))
    both = _pairs(there, there)
    shared = _pairs(weighed, there).data
    first, second = both.coords
    total, count = (np.asarray(each.sum(axis=1)) for each in (weighed, there))
    return pd.DataFrame(
        {
            "source": names.to_numpy()[first],
            "target": names.to_numpy()[second],
            "area": area,
            "joint": shared,
            "either": total[first] + total[second] - shared,
            "level": both.data.astype(np.int64),
            "highest": (count[first] + count[second] - both.data).astype(np.int64),
            "witness_stakeholder": "",
        }
    )


def _pairs(seats: csr_array, others: csr_array) -> coo_array:
    """Sums over shared occasions for each pair, once, in the order of rows and columns."""
    sums = csr_array(triu(seats @ others.T, k=1))
    sums.sort_indices()
    return sums.tocoo()
