"""Notebook 04: in which order to ask, by when, and what if somebody declines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from stakeholder_map.change import KeptForecasts
from stakeholder_map.partners.asking import AskPlan, Calendar
from stakeholder_map.partners.asking.acceptance import LEAST, MOST, PERSUASION
from stakeholder_map.partners.asking.lead_times import LEAD_MONTHS
from stakeholder_map.partners.candidates.gates import DAYS_A_MONTH
from stakeholder_map.phrases import count_of
from stakeholder_map.report.card import Attachment
from stakeholder_map.report.figures.calendar import plot_calendar
from stakeholder_map.report.kinds import Block, Finding, Note, Table, Tone
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    doubt_of,
    evidence_of,
    in_words,
    method_of,
    named,
    sentences,
)

SURE = 2
"""Sentences at the end of a plan that say how sure its order is."""

_ORDER = ("place", "alone", "accepts", "ask_on", "latest", "trusts")
_REFUSALS = ("ask_next", "expected", "seat", "cost", "project")
_STEPS = ("day", "latest", "last_chance", "late", "note")


@answer_of.register
def _(result: AskPlan) -> Iterable[Block]:
    return sentences("asking", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: AskPlan) -> Iterable[Block]:
    if result.order.empty:
        return
    yield _order(result)
    yield plot_calendar(
        _laid_out(result.calendar, order=result.order),
        end=pd.Timestamp(result.calendar.kick_off),
        name="asking-calendar",
        title="When to ask, and how long the papers may take",
        tier="analyst",
    )
    pressing = result.sentences[HEADLINES:-SURE]
    yield from sentences("asking-pressing", pressing, tier="analyst", tone="caution")
    yield _steps(result.calendar)
    yield Attachment(
        "asking-calendar-file",
        result.icalendar,
        title="The asks and latest days for a calendar program",
        suffix="ics",
        tier="analyst",
    )
    yield _refusals(result.refusals)


def _order(result: AskPlan) -> Table:
    return Table(
        "asking-order",
        named(result.order),
        title="In which order to ask",
        tier="analyst",
        page=_ORDER,
        notes={
            "alone": "probability of a yes were nobody else in",
            "accepts": "probability of a yes, asked in this order",
            "latest": "day to ask, should its papers take their longest",
            "trusts": "members asked before it whom it trusts or follows",
        },
    )


def _steps(calendar: Calendar) -> Table:
    return Table(
        "asking-steps",
        calendar.steps.set_index("what"),
        title="What to begin when, counted back from the kick-off",
        tier="analyst",
        page=_STEPS,
        notes={
            "latest": "if everything takes its longest",
            "last_chance": "if everything takes its shortest",
        },
    )


def _refusals(refusals: pd.DataFrame) -> Table:
    return Table(
        "asking-refusals",
        named(refusals),
        title="If one declines: whom to ask next, and who could take the seat",
        tier="analyst",
        page=_REFUSALS if refusals["project"].any() else _REFUSALS[:-1],
        notes={
            "expected": "members that then still join, as expected; those asked before said yes",
            "seat": "from the best choice without it, with those asked before",
            "cost": "benefit that this choice gives up, in percent",
        },
    )


def _laid_out(calendar: Calendar, *, order: pd.DataFrame) -> pd.DataFrame:
    """Days of each member as the figure takes them."""
    steps = calendar.steps
    asks = steps[steps["step"] == "ask"].set_index("stakeholder_id")
    papers = steps[steps["step"].isin(["contract", "data_sharing"])]
    begin = papers.groupby("stakeholder_id")["day"].min().reindex(order.index)
    months = {
        end: pd.Series(
            [
                max((getattr(paper, end) for paper in calendar.papers[each]), default=float("nan"))
                for each in order.index
            ],
            index=order.index,
        )
        for end in ("shortest", "longest")
    }
    table = pd.DataFrame(
        {
            "ask": asks["day"].reindex(order.index),
            "latest": asks["latest"].reindex(order.index),
            "begin": begin,
            **{
                end: begin + pd.to_timedelta((span * DAYS_A_MONTH).round(), unit="D")
                for end, span in months.items()
            },
        }
    )
    return table.set_axis(list(order["name"]))


@doubt_of.register
def _(result: AskPlan) -> Iterable[Block]:
    if not result.order.empty:
        yield from sentences(
            "asking-sure", result.sentences[-SURE:], tier="analyst", tone="caution"
        )
    yield from _forecasts(result)


def _forecasts(result: AskPlan) -> Iterator[Block]:
    """What earlier forecasts were worth."""
    found = result.forecasts
    asked = len(found.asks)
    if not asked:
        return
    better = "better" if found.error < found.error_of_none else "no better"
    yield Finding(
        "forecasts",
        f"Of {count_of(asked, 'earlier ask')} the forecasts were off by {found.error:.2f} "
        f"(mean square; 0 is perfect), {better} than forecasting the same for everybody "
        f"({found.error_of_none:.2f}). They are made afresh from what the log held before each "
        "ask; willingness bears no date, so today's stands in, which flatters them.",
        tone="caution",
    )
    yield Table(
        "forecasts",
        found.bands,
        title="Forecasts of a yes against what came",
        tier="analyst",
        notes={"forecast": "mean of the band", "yes": "later and no do not count"},
    )
    yield Table(
        "forecasts-asks",
        in_words(found.asks, "ask").drop(columns="stakeholder_id").set_index("name"),
        title="Every earlier ask with its forecast",
        tier="analyst",
        page=("asked_on", "ask", "forecast", "answer"),
    )


@doubt_of.register
def _(result: KeptForecasts) -> Iterable[Block]:
    tone: Tone = "caution" if len(result.asks) else "missing"
    yield from sentences("forecasts-published", result.sentences, tier="analyst", tone=tone)
    if len(result.asks):
        yield Table(
            "forecasts-published-asks",
            in_words(result.asks, "ask").set_index("name"),
            title="Forecasts as they were published, beside the answers that came",
            tier="analyst",
            page=("asked_on", "ask", "made_on", "forecast", "answer"),
            notes={"made_on": "day of the scan that forecast it"},
        )


@method_of.register
def _(result: AskPlan) -> Iterable[Block]:  # noqa: ARG001
    low, high = LEAD_MONTHS
    yield Note(
        "asking-method",
        f"Acceptance: from {LEAST:g} for the least to {MOST:g} for the most willing, moved by "
        f"earlier answers as they fade; each member that has joined persuades one who trusts it "
        f"fully with probability {PERSUASION:g} (independent cascade: Kempe, Kleinberg, Tardos). "
        "These are judgements, to be held against the forecasts. Papers of which nobody said how "
        f"long they take: {low:g} to {high:g} months.",
        tier="analyst",
    )
