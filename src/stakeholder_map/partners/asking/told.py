"""What the plan of asks says, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from stakeholder_map.partners.asking.calendar import Calendar
from stakeholder_map.partners.asking.order import Order
from stakeholder_map.phrases import count_of, listed

NOTICED = 0.05
"""Less than this of a member is not worth a word."""


@dataclass(frozen=True)
class Outlook:
    """What a plan is to be judged by, beside its order.

    Parameters
    ----------
    low, high : float
        Least and most members expected to join, as far as willingness is unknown.
    more : float
        What another order would win were members half or twice as easily persuaded.
    trusting : bool
        Whether anything is known of whom the members trust or follow.
    apart : bool
        Whether anything tells the members apart.
    """

    low: float
    high: float
    more: float
    trusting: bool
    apart: bool


def tell_plan(
    table: pd.DataFrame,
    *,
    order: Order,
    outlook: Outlook,
    calendar: Calendar,
    refusals: pd.DataFrame,
) -> tuple[str, ...]:
    """Sentences on the plan.

    Parameters
    ----------
    table : DataFrame
        As `AskPlan.order`.
    order : Order
        The order.
    outlook : Outlook
        What else the plan is to be judged by.
    calendar : Calendar
        Days.
    refusals : DataFrame
        As `plan_refusals` gives it.

    Returns
    -------
    tuple of str
        In which order and with what to expect; what presses; how sure the order is.
    """
    if table.empty:
        return ()
    return (
        f"Ask in this order: {', '.join(table['name'])}.",
        _expected(order, outlook=outlook),
        *_pressing(calendar),
        *_seats(refusals),
        *_blind(outlook),
        *_sure(order, more=outlook.more),
    )


def _expected(order: Order, *, outlook: Outlook) -> str:
    low, high = outlook.low, outlook.high
    if high - low < NOTICED:
        doubt = ""
    else:
        doubt = f" ({low:.1f} to {high:.1f}, as far as willingness is unknown)"
    again = order.replanned - order.expected
    anew = (
        f"; deciding anew after each answer adds {again:.2f}"
        if order.proven and again >= 0.005
        else ""
    )
    of = count_of(len(order.members), "member")
    return f"Of {of}, {order.expected:.1f} are expected to join{doubt}{anew}."


def _pressing(calendar: Calendar) -> Iterator[str]:
    steps = calendar.steps[calendar.steps["step"] != "kick_off"]
    if not calendar.kick_off_set:
        yield (
            f"No kick-off is set in region.toml; asked in this order, the first possible day is "
            f"{calendar.kick_off}."
        )
        return
    lost = steps[steps["day"] > steps["last_chance"]]
    late = steps[steps["late"] & ~steps.index.isin(lost.index)]
    if len(lost):
        yield (
            f"Not in time for the kick-off on {calendar.kick_off}, even at the shortest: "
            f"{listed(dict.fromkeys(lost['name']))}. Move the kick-off, or begin without the paper."
        )
    if len(late):
        yield (
            "In time only if papers take less than their longest: "
            f"{listed(dict.fromkeys(late['name']))}."
        )
    papers = steps[steps["step"] != "ask"].sort_values(["latest", "stakeholder_id"])
    if len(papers):
        first = papers.iloc[0]
        yield f"First paper due: {first['what']}, at the latest on {first['latest'].date()}."
    if calendar.gap_days < calendar.answer_days:
        yield (
            f"Answers took {calendar.answer_days} days as a rule; to be in time the asks follow "
            f"each other after {count_of(calendar.gap_days, 'day')}, so some are made before the "
            "answer to the one before is known."
        )


def _seats(refusals: pd.DataFrame) -> Iterator[str]:
    alone = refusals.loc[refusals["seat"] == "", "name"]
    if len(alone):
        yield (
            f"Nobody could take the seat of {listed(sorted(alone))}: with those asked before, no "
            "other group meets the constraints. Win it, or have another project ready."
        )


def _blind(outlook: Outlook) -> Iterator[str]:
    """What the order could not be judged by."""
    if not outlook.trusting:
        yield "Nothing is known of whom members trust or follow: the order rests on willingness."
    if not outlook.apart:
        yield "Nothing tells the members apart: the order is that of their ids, and any would do."


def _sure(order: Order, *, more: float) -> Iterator[str]:
    if order.proven:
        yield "No order that begins with one of the willing lets more join."
    else:
        yield "With so many members the order is a good one, not proven best."
    if more < NOTICED:
        yield (
            "Were members half or twice as easily persuaded, no other order would win more than "
            f"{NOTICED:g} of a member: the order matters little beyond whom to ask first."
        )
    else:
        yield (
            "Were members half or twice as easily persuaded, another order would win up to "
            f"{more:.2f} members more."
        )
