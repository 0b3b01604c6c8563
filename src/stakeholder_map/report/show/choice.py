"""Notebook 04: the proposed group and project, how robust they are, what to find out next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from stakeholder_map.partners import Choice, NextQuestions
from stakeholder_map.partners.choice.told import tell_costs, tell_firmness
from stakeholder_map.partners.robustness.questions import QUESTIONS
from stakeholder_map.report.figures.coalition import plot_alternatives, plot_core_index
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    answer_of,
    doubt_of,
    evidence_of,
    in_words,
    method_of,
    sentences,
)

ANSWERS = 2
"""Sentences that come first under "The answer": the proposal, and that it is proven. How firm it is
and what it takes follow."""

WHERE = (
    "Leaders read in the brief with whom to start, on what and by when; whatever else names an "
    "organisation here stays with the analysts."
)
"""What stands on the leaders' page in place of the proposal."""

METHODS = 1
"""Sentences at the end that say how it was weighed."""

FORCED = 12
"""Candidates left out that stand on the page; the table of all is beside it."""

_PLAN = {
    "money": "cost of the project",
    "budget": "what may be spent",
    "effort_hours": "hours that the project takes in all",
    "months": "months that it takes",
    "staff_hours_month": "hours a month of our staff",
    "staff_limit": "hours a month that our staff has",
    "member_hours_month": "hours a month that the members can give",
    "paid_hours": "hours that must be paid",
}


@answer_of.register
def _(result: Choice) -> Iterable[Block]:
    yield from sentences("choice", result.sentences[:ANSWERS], tier="analyst")
    if result.members:
        yield from sentences("choice-firm", [*tell_firmness(result)], tier="analyst")
        yield from sentences("choice-costs", [*tell_costs(result)], tier="analyst")
        yield Note("choice-where", WHERE, tier="leadership")


@evidence_of.register
def _(result: Choice) -> Iterable[Block]:
    if not result.members:
        return
    above = {*tell_firmness(result), *tell_costs(result)}
    more = [each for each in result.sentences[ANSWERS:-METHODS] if each not in above]
    yield from sentences("choice-more", more, tier="analyst")
    yield from _alternatives(result)
    yield Table(
        "choice-parts",
        result.parts,
        title="What the benefit of the proposed choice is made of",
        tier="analyst",
        notes={
            "value": "share of what could be had, 0 to 1",
            "benefit": "weight times value; the sum is what was made as great as possible",
        },
        decimals=3,
    )
    yield Table(
        "choice-constraints",
        result.constraints,
        title="What each constraint costs",
        tier="analyst",
        notes={
            "binding": "whether the best choice would be another one without it",
            "cost": "benefit that would be won without it, in percent; of the size: with one more",
        },
    )
    yield from _left_out(result)
    yield from _weights(result)
    yield _plan(result)


def _alternatives(result: Choice) -> Iterator[Block]:
    """The figure of members by choice, and the table behind it."""
    table, names = result.alternatives, result.basis.names
    ids = sorted({each for members in table["members"] for each in members})
    first = set(result.members)
    ids.sort(key=lambda each: (each not in first, each))
    inside = pd.DataFrame(
        {
            str(row["place"]): [each in row["members"] for each in ids]
            for _, row in table.iterrows()
        },
        index=[names[each] for each in ids],
    )
    yield plot_alternatives(
        inside,
        costs=[float(each) for each in table["cost"]],
        name="choice-and-alternatives",
        title="The proposed group, and the next best ones",
        tier="analyst",
    )
    shown = table.rename(columns={"project_name": "first_project"})
    yield Table(
        "choice-alternatives",
        shown[["place", "instead", "first_project", "benefit", "cost", "names"]].set_index("place"),
        title="The proposed choice and the next best distinct ones",
        tier="analyst",
        page=("instead", "first_project", "cost"),
        notes={"cost": "benefit given up against the first, in percent"},
        decimals={"benefit": 4, "cost": 1},
    )


def _left_out(result: Choice) -> Iterator[Block]:
    left = result.forced.sort_values("cost", kind="stable")
    if len(left):
        yield Table(
            "choice-left-out",
            left.set_index("name")[["cost", "why", "ruled_out"]],
            title="Who is left out, why, and what forcing each in would cost",
            tier="analyst",
            page=("cost", "why"),
            notes={"cost": "benefit given up, in percent; missing: no group with it is possible"},
            decimals=1,
        )


def _weights(result: Choice) -> Iterator[Block]:
    if len(result.breakpoints):
        table = in_words(result.breakpoints, "aim")
        yield Table(
            "choice-weights",
            table.set_index("aim"),
            title="At which change of a weight the choice changes",
            tier="analyst",
            notes={"to_weight": "the others keep their proportions"},
        )


def _plan(result: Choice) -> Table:
    known = {words: getattr(result.plan, key) for key, words in _PLAN.items()}
    rows = [(words, value) for words, value in known.items() if value is not None]
    frame = pd.DataFrame(rows, columns=["what", "figure"]).astype({"figure": "float64"})
    return Table(
        "choice-plan",
        frame.set_index("what"),
        title="What the plan takes",
        tier="analyst",
        decimals=0,
    )


@doubt_of.register
def _(result: Choice) -> Iterable[Block]:
    found = result.robustness
    if not found.scenarios or not (found.candidates["core_index"] > 0).any():
        return
    yield plot_core_index(
        found.candidates.set_index("name"),
        name="core-index",
        title="How often each stands in the best group, over readings and weights",
        tier="analyst",
    )
    seen = found.candidates[found.candidates["core_index"] > 0].sort_values(
        "core_index", ascending=False, kind="stable"
    )
    yield Table(
        "choice-robustness",
        pd.concat([seen, found.projects[found.projects["core_index"] > 0]]).set_index("name"),
        title="Core, borderline and exterior: candidates and projects",
        tier="analyst",
        notes={
            "core_index": "share of the scenarios in whose best choice it stands; who is not here "
            "stands in none"
        },
    )


@method_of.register
def _(result: Choice) -> Iterable[Block]:
    if result.members:
        yield from (
            Note(f"choice-method-{place}", text, tier="analyst")
            for place, text in enumerate(result.sentences[-METHODS:], start=1)
        )


@answer_of.register
def _(result: NextQuestions) -> Iterable[Block]:
    return sentences("next-questions", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: NextQuestions) -> Iterable[Block]:
    tables = list(_conversations(result))
    return tables or sentences("next-questions", result.sentences[:1], tier="analyst")


@doubt_of.register
def _(result: NextQuestions) -> Iterable[Block]:
    yield from sentences("next-questions", result.sentences[:1], tier="analyst")
    yield from _conversations(result)


def _conversations(result: NextQuestions) -> Iterator[Block]:
    """The conversations that are worth having; nothing where none is."""
    worth = result.table[result.table["value"] > 0].head(QUESTIONS)
    if len(worth):
        yield Table(
            "conversations",
            worth.set_index("name")[["regret", "value", "why", "ask"]],
            title="The conversations that would most reduce the risk of a wrong choice",
            tier="analyst",
            page=("regret", "why", "ask"),
            notes={
                "regret": "share of the expected loss that hearing from it takes away",
                "value": "expected gain in benefit, in percent",
            },
        )
