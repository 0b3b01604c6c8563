"""What a choice says, in the words that leaders read."""

from __future__ import annotations

from collections.abc import Iterator

from stakeholder_map.partners.candidates.gates import FOR_PATIENTS
from stakeholder_map.partners.choice.aims import AIMS
from stakeholder_map.partners.choice.basis import Basis
from stakeholder_map.partners.choice.result import Choice
from stakeholder_map.phrases import count_of, listed, percent, spelt

NEAR = 0.1
"""Change of a weight, as a share of all weights, that another judgement may well make."""

PER_CENT = 100


def tell_choice(choice: Choice) -> tuple[str, ...]:
    """Sentences on a choice.

    Parameters
    ----------
    choice : Choice
        With members.

    Returns
    -------
    tuple of str
        The choice and that it is proven first; then how firm it is, what comes next, what binds,
        what it takes, who is not represented, and whose judgement the weights are.
    """
    return (
        _proposal(choice),
        _proven(choice),
        *tell_firmness(choice),
        *_next_best(choice),
        *_binding(choice),
        *tell_costs(choice),
        *_absent(choice),
        *_judgement(choice),
    )


def tell_clash(basis: Basis, *, clash: tuple[str, ...]) -> tuple[str, ...]:
    """Sentences where no choice is possible.

    Parameters
    ----------
    basis : Basis
        What was to be chosen from.
    clash : tuple of str
        The constraints that cannot hold together, in words.

    Returns
    -------
    tuple of str
    """
    eligible = int((basis.table["ruled_out"] == "").sum())
    if not eligible:
        out = count_of(len(basis.table), "organisation")
        return (f"There is no candidate: {out}, all ruled out or none there.",)
    what = "this cannot hold" if len(clash) == 1 else "these cannot hold together"
    return (
        f"No group meets all that is asked. The smallest clash: {'; '.join(clash)}: {what}.",
        "Give way in one of them, or change what stands behind it.",
    )


def _proposal(choice: Choice) -> str:
    names = choice.basis.names
    who = listed(names[each] for each in choice.members)
    project = choice.basis.project_names.get(choice.project, "")
    on = f", on this first project: {project}" if project else ""
    return f"Start with {who}{on}."


def _proven(choice: Choice) -> str:
    proof = choice.proof
    weights = f"the weights are our judgement ({choice.set_by})"
    if proof.proven:
        return f"No group scores higher under these weights; {weights}."
    return (
        f"No group can score more than {percent(proof.gap)} higher under these weights; the search "
        f"ended before it was proven that none does; {weights}."
    )


def tell_firmness(choice: Choice) -> Iterator[str]:
    """How firm a choice is over the readings and weights: who is in, and what it gives up."""
    found, names = choice.robustness, choice.basis.names
    if not found.scenarios:
        return
    inside = [each for each in choice.members if each not in _decided(choice)]
    index = found.candidates["core_index"].reindex(inside).fillna(0.0)
    firm = [names[each] for each in inside if each in found.core]
    open_ = [names[each] for each in inside if each not in found.core]
    if firm:
        least = int(PER_CENT * index[[each for each in inside if each in found.core]].min())
        share = f"{least} of 100" if least == PER_CENT else f"at least {least} of 100"
        every = len(firm) == len(choice.members) > 1
        whom = f"all {len(firm)} of these" if every else listed(firm)
        yield (
            f"In {share} plausible readings of the evidence and of the weights the best group has "
            f"{whom}."
        )
    if open_:
        yield f"Cannot tell yet whether others should take the seats of {listed(open_)}."
    lost = percent(found.expected_regret)
    yield (
        f"Over these readings the choice gives up {lost} on average, and "
        f"{percent(found.worst_regret)} at worst, of what the best has over an ordinary group."
    )
    if not found.stands_out:
        yield (
            "No choice stands out: several groups do about as well. The conversations that would "
            "settle it stand under what to find out next."
        )


def _decided(choice: Choice) -> tuple[str, ...]:
    return choice.basis.scan.region.settings.must_have


def _next_best(choice: Choice) -> Iterator[str]:
    if len(choice.alternatives) > 1:
        second = choice.alternatives.iloc[1]
        cost = f"{second['cost']:.1f} % of the benefit"
        yield f"The next best choice, {second['instead']}, costs {cost}."
    equal = [
        row["instead"] for _, row in choice.alternatives.iloc[1:].iterrows() if row["cost"] == 0
    ]
    if equal:
        yield f"As good, and left out by the order of ids alone: {'; '.join(equal)}."


def _binding(choice: Choice) -> Iterator[str]:
    binding = choice.constraints[choice.constraints["binding"]]
    for words, row in binding.sort_values("cost", ascending=False).iterrows():
        won = "one more would win" if str(words).startswith("at most") else "without it"
        more = (
            f"{won} {row['cost']:.1f} % more"
            if won != "without it"
            else (f"without it the benefit would be {row['cost']:.1f} % more")
        )
        yield f"What binds: {words}; {more}."


def tell_costs(choice: Choice) -> Iterator[str]:
    """What a choice takes: money and hours."""
    plan = choice.plan
    if plan.effort_hours is None or plan.months is None:
        return
    money = "" if plan.money is None else f"costs {plan.money:,.0f}"
    if money and plan.budget is not None:
        money += f" of the {plan.budget:,.0f} that may be spent"
    hours = f"takes {plan.effort_hours:,.0f} hours over {plan.months:g} months"
    yield f"The plan {listed(part for part in (money, hours) if part)}."
    staff = f"Our staff gives {plan.staff_hours_month or 0:.0f} hours a month"
    if plan.staff_limit is not None:
        staff += f" of {plan.staff_limit:g}"
    yield f"{staff}; the members say they can give {plan.member_hours_month:.0f}."
    if plan.paid_members:
        names = choice.basis.names
        yield f"Paid time is needed for {listed(names[each] for each in plan.paid_members)}."


def _absent(choice: Choice) -> Iterator[str]:
    table = choice.basis.table
    seated = set(table.loc[list(choice.members), "key_group"])
    absent = sorted(set(table["key_group"]) - seated)
    if absent:
        yield f"Key groups with no seat: {listed(spelt(each) for each in absent)}."
    if not seated & set(FOR_PATIENTS):
        yield "No patients' or community-service organisation has a seat."


def _judgement(choice: Choice) -> Iterator[str]:
    near = choice.breakpoints
    if len(near):
        first = near.iloc[0]
        change = [
            f"{first['enters']} for {first['leaves']}" if first["leaves"] else first["enters"]
        ]
        change += [f"on {first['project']}"] if first["project"] else []
        yield (
            f"The nearest change of a weight that changes the choice: {spelt(first['aim'])} from "
            f"{percent(first['weight'])} to {percent(first['to_weight'])} ({', '.join(change)})."
        )
    else:
        yield "No change of a single weight changes the choice."
    silent = choice.basis.silent
    if silent:
        yield f"No table speaks for these aims, and they have no weight: {listed(silent)}."
    shares = listed(f"{aim} {percent(choice.weights[aim])}" for aim in AIMS if choice.weights[aim])
    yield f"Weights: {shares}. Ties: {choice.ties}."
