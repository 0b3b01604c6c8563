"""What to do when a member declines: whom to ask next, and who could take the seat."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from stakeholder_map.partners.asking.acceptance import Acceptance, Floats
from stakeholder_map.partners.asking.order import MOST_EXACT, Order, values_ahead
from stakeholder_map.partners.choice.result import Choice


def plan_refusals(
    acceptance: Acceptance, order: Order, *, choice: Choice, names: Mapping[str, str]
) -> pd.DataFrame:
    """For each member the plan for a no.

    Everybody asked before is taken to have said yes. Whom to ask next is decided anew, as in
    `values_ahead`; with more members than that can be computed for, the order stays.

    Parameters
    ----------
    acceptance : Acceptance
        Probabilities of the members.
    order : Order
        In which they are asked.
    choice : Choice
        Whose alternatives name who could take a seat.
    names : mapping of str to str
        Name of each stakeholder.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id, in the order of asking: ``name``; ``ask_next``, the name of who
        is asked next (empty after the last); ``expected``, members that are then expected to join
        in all; ``seat``, names of who would come in for it; ``cost``, what that choice gives up,
        in percent; missing where no group without it is known.
    """
    exact = len(acceptance.members) <= MOST_EXACT
    ahead = values_ahead(acceptance.table()) if exact else None
    rows = []
    for place, member in enumerate(order.members):
        following, expected = _next(acceptance, order, place=place, ahead=ahead)
        seat, cost = _seat(choice, member=member)
        rows.append(
            {
                "stakeholder_id": member,
                "name": names[member],
                "ask_next": names.get(following, ""),
                "expected": expected,
                "seat": ", ".join(names.get(each, each) for each in seat),
                "cost": cost,
            }
        )
    columns = {
        "stakeholder_id": "str",
        "name": "str",
        "ask_next": "str",
        "expected": "float64",
        "seat": "str",
        "cost": "float64",
    }
    table = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    return table.set_index("stakeholder_id")


def _next(
    acceptance: Acceptance, order: Order, *, place: int, ahead: tuple[Floats, Floats] | None
) -> tuple[str, float]:
    """Who is asked after a no, and how many are then expected in all."""
    members = acceptance.members
    if ahead is None:
        following = order.members[place + 1] if place + 1 < len(members) else ""
        return following, float("nan")
    values, first = ahead
    joined = sum(1 << members.index(each) for each in order.members[:place])
    left = sum(1 << members.index(each) for each in order.members[place + 1 :])
    who = int(first[left, joined])
    expected = round(place + float(values[left, joined]), 9)
    return (members[who] if who >= 0 else ""), expected


def _seat(choice: Choice, *, member: str) -> tuple[tuple[str, ...], float]:
    """Who comes in where a member is out: from the best of the next choices without it."""
    now = set(choice.members)
    for row in choice.alternatives.to_dict("records"):
        others = set(row["members"])
        if member not in others and row["project"] == choice.project:
            return tuple(sorted(others - now)), float(row["cost"])
    outside = choice.forced[~choice.forced["ruled_out"].astype(bool)]
    cheapest = outside[outside["cost"].notna()].sort_values(["cost", "name"])
    if cheapest.empty:
        return (), float("nan")
    return (str(cheapest.index[0]),), float(cheapest["cost"].iloc[0])
