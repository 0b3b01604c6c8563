"""Whom to ask first, whom next, by when, and what if somebody declines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from stakeholder_map.partners.asking.acceptance import (
    PERSUASION,
    Acceptance,
    acceptance,
)
from stakeholder_map.partners.asking.calendar import Calendar, lay_out
from stakeholder_map.partners.asking.forecasts import Forecasts, review_forecasts
from stakeholder_map.partners.asking.icalendar import as_icalendar
from stakeholder_map.partners.asking.order import Order, best_order, joining
from stakeholder_map.partners.asking.refusals import plan_refusals
from stakeholder_map.partners.asking.told import Outlook, tell_plan
from stakeholder_map.partners.choice.result import Choice
from stakeholder_map.phrases import Missing, lacking
from stakeholder_map.scan import Scan

OTHERWISE = (0.5, 2.0)
"""Persuasion is also taken half and twice as strong, to see whether the order would change."""

TRUSTED = 0.5
"""From this pull on, against the greatest possible, one member is said to trust another."""


@dataclass(frozen=True, eq=False)
class AskPlan:
    """The order of asking, laid on a calendar, with a plan for refusals.

    Parameters
    ----------
    order : DataFrame
        Indexed by stakeholder id, the first to ask first: ``place`` from 1, ``name``,
        ``key_group``, ``alone`` (probability of a yes with nobody else in, with ``alone_low`` and
        ``alone_high`` where willingness is unknown), ``accepts`` (in this order), ``trusts``
        (names of members asked before it whom it trusts or follows), ``ask_on`` and
        ``latest`` (days).
    expected, expected_low, expected_high : float
        Members expected to join; between the least and the most that unknown willingness allows.
    replanned : float
        The same where who is next is decided anew after each answer; missing where the order is
        not proven best.
    proven : bool
        Whether no other order that begins with one of the willing lets more join.
    more_otherwise : float
        Members that another order would win at most were persuasion half or twice as strong.
    refusals : DataFrame
        As `plan_refusals` gives it.
    calendar : Calendar
        Days.
    icalendar : str
        The calendar as a file; organisations only.
    forecasts : Forecasts
        How earlier forecasts did.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    order: pd.DataFrame
    expected: float
    expected_low: float
    expected_high: float
    replanned: float
    proven: bool
    more_otherwise: float
    refusals: pd.DataFrame
    calendar: Calendar
    icalendar: str
    forecasts: Forecasts
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def plan_asks(scan: Scan, choice: Choice) -> AskPlan:
    """Plan the asks of a proposed group.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    choice : Choice
        The group and project, and what could stand in their place.

    Returns
    -------
    AskPlan
        Without rows where the choice has no members.

    See Also
    --------
    best_order : how the order is found.
    acceptance : how likely a member is to accept.
    """
    region = scan.region
    chances = acceptance(scan, choice.members)
    order = best_order(chances)
    others = [
        acceptance(scan, choice.members, persuasion=PERSUASION * times) for times in OTHERWISE
    ]
    who = region.table("stakeholders")
    names = dict(zip(who["stakeholder_id"], who["name"], strict=True))
    calendar = lay_out(region, order.members, project=choice.project)
    table = _table(scan, chances, order=order, calendar=calendar)
    refusals = plan_refusals(chances, order, choice=choice, names=names)
    forecasts = review_forecasts(scan)
    outlook = _outlook(chances, others, order=order)
    return AskPlan(
        order=table,
        expected=order.expected,
        expected_low=outlook.low,
        expected_high=outlook.high,
        replanned=order.replanned,
        proven=order.proven,
        more_otherwise=outlook.more,
        refusals=refusals,
        calendar=calendar,
        icalendar=as_icalendar(calendar, region=region),
        forecasts=forecasts,
        sentences=tell_plan(
            table, order=order, outlook=outlook, calendar=calendar, refusals=refusals
        ),
        missing=lacking(region.has, "asks", "survey"),
    )


def _outlook(chances: Acceptance, others: Sequence[Acceptance], *, order: Order) -> Outlook:
    low, high = (
        _expected(replace(chances, alone=alone), order=order)
        for alone in (chances.low, chances.high)
    )
    more = [best_order(each).expected - _expected(each, order=order) for each in others]
    trusting = bool((chances.pull > 0).any())
    apart = trusting or len({*chances.alone.tolist()}) > 1 or len(chances.members) < 2
    return Outlook(low, high, round(max(more), 9), trusting=trusting, apart=apart)


def _expected(chances: Acceptance, *, order: Order) -> float:
    """Members expected to join in an order, whatever it was best for."""
    places = [chances.members.index(each) for each in order.members]
    return round(sum(joining(chances, places)), 9)


def _table(scan: Scan, chances: Acceptance, *, order: Order, calendar: Calendar) -> pd.DataFrame:
    who = scan.region.table("stakeholders").set_index("stakeholder_id")
    ids = list(order.members)
    places = [chances.members.index(each) for each in ids]
    asks = calendar.steps[calendar.steps["step"] == "ask"].set_index("stakeholder_id")
    return pd.DataFrame(
        {
            "place": np.arange(1, len(ids) + 1),
            "name": who["name"].reindex(ids),
            "key_group": who["key_group"].reindex(ids),
            "alone": chances.alone[places],
            "alone_low": chances.low[places],
            "alone_high": chances.high[places],
            "accepts": list(order.accepts),
            "trusts": pd.Series(_trusts(scan, chances, places=places), index=ids, dtype="str"),
            "ask_on": asks["day"].reindex(ids),
            "latest": asks["latest"].reindex(ids),
        },
        index=pd.Index(ids, name="stakeholder_id", dtype="str"),
    )


def _trusts(scan: Scan, chances: Acceptance, *, places: Sequence[int]) -> list[str]:
    """Names of those asked before each member whom it trusts or follows."""
    return [
        ", ".join(
            scan.region.name_of(chances.members[other])
            for other in places[:done]
            if chances.pull[place, other] >= TRUSTED * PERSUASION
        )
        for done, place in enumerate(places)
    ]
