"""What to do when a member declines: whom to ask next, and who could take the seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from stakeholder_map.partners.asking.acceptance import Acceptance, Floats
from stakeholder_map.partners.asking.order import MOST_EXACT, Order, values_ahead
from stakeholder_map.partners.choice.others import cost_of, ids_of
from stakeholder_map.partners.choice.result import Choice
from stakeholder_map.partners.choice.search.best import find_best


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
        The group that is asked; chosen again without whoever declines.
    names : mapping of str to str
        Name of each stakeholder.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id, in the order of asking: ``name``; ``ask_next``, the name of who
        is asked next (empty after the last); ``expected``, members that are then expected to join
        in all; ``seat``, names of who would come in for it; ``project``, id of the project that
        would then be better, empty where it stays; ``cost``, what that choice gives up, in
        percent of the benefit; missing where no group without it meets the constraints.
    """
    exact = len(acceptance.members) <= MOST_EXACT
    ahead = values_ahead(acceptance.table()) if exact else None
    rows = []
    for place, member in enumerate(order.members):
        following, expected = _next(acceptance, order, place=place, ahead=ahead)
        seat, project, cost = next_best(choice, without=member, joined=order.members[:place])
        rows.append(
            {
                "stakeholder_id": member,
                "name": names[member],
                "ask_next": names.get(following, ""),
                "expected": expected,
                "seat": ", ".join(names[each] for each in seat),
                "project": "" if project == choice.project else project,
                "cost": cost,
            }
        )
    columns = {
        "stakeholder_id": "str",
        "name": "str",
        "ask_next": "str",
        "expected": "float64",
        "seat": "str",
        "project": "str",
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


def next_best(
    choice: Choice, *, without: str, joined: Sequence[str]
) -> tuple[tuple[str, ...], str, float]:
    """The best choice without a member, those who joined staying; as exact as the choice itself.

    Parameters
    ----------
    choice : Choice
        The proposed group and project.
    without : str
        The member that declined.
    joined : sequence of str
        Members that stay in any case.

    Returns
    -------
    newcomers : tuple of str
        Who comes in; empty where nobody can.
    project : str
        Project id.
    cost : float
        What the new choice gives up, in percent of the benefit of the old; missing where no group
        meets the constraints.
    """
    basis = choice.basis
    places = {each: place for place, each in enumerate(basis.frame.ground.ids)}
    problem = basis.problem
    allowed = problem.allowed.copy()
    allowed[places[without]] = False
    stay = {*problem.must, *(places[each] for each in joined)} - {places[without]}
    best = find_best(problem.changed(allowed=allowed, must=tuple(sorted(stay)))).best
    if not best:
        return (), choice.project, float("nan")
    newcomers = tuple(sorted({*ids_of(best[0], basis.frame)} - {*choice.members}))
    project = str(basis.frame.ground.projects.index[best[0].project])
    return newcomers, project, cost_of(best[0].benefit, choice.proof.benefit)
