"""Notebook 01 and the command `compare`: what changed since another scan."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.change import Comparison, NoEarlier
from stakeholder_map.report.figures.alluvial import plot_alluvial
from stakeholder_map.report.figures.bump import plot_bump
from stakeholder_map.report.kinds import Block, Note
from stakeholder_map.report.show.obligations import table_of
from stakeholder_map.report.show.verbs import answer_of, evidence_of, in_words, method_of, sentences

METHOD = (
    "A difference counts as more than noise where two scans of an unchanged region would show one "
    "of its kind at most once in sixty times: once in twenty over all five kinds. Noise is "
    "what the readings of both scans leave open and what the bulk of all differences shows."
)

COURSE = (
    "Lines and streams over several scans compare each scan with the one before it. What drifts "
    "slowly, each time within the noise, stays level: `stakeholder-map compare` tells the first "
    "scan and the last apart."
)


@answer_of.register
def _(result: Comparison) -> Iterable[Block]:
    yield from sentences("change", result.sentences, tier="leadership")


@evidence_of.register
def _(result: Comparison) -> Iterable[Block]:
    yield from sentences("change", result.sentences, tier="leadership")
    yield from sentences("change-named", result.named, tier="analyst")
    yield from _charts(result)
    yield from table_of("changes", _named(result.changes), tier="analyst",
                        title="Differences that are more than noise", page=_SHOWN,
                        notes=_NOTES)  # fmt: skip
    rest = result.differences[~result.differences["more_than_noise"]]
    yield from table_of("within-noise", _named(rest), tier="restricted",
                        title="Differences within the noise", notes=_NOTES)  # fmt: skip
    yield from table_of("come-and-gone", result.roster.drop(columns="stakeholder_id")
                        .set_index("name"), tier="analyst",
                        title="Stakeholders come, gone and renamed")  # fmt: skip
    yield from table_of("left-office", result.departures.set_index("name"), tier="analyst",
                        title="People in office then who have left, by level")  # fmt: skip
    asked = in_words(result.outcome, "last_ask")
    yield from table_of("proposal-outcome", asked.set_index("name"), tier="analyst",
                        title="What came of the last proposal")  # fmt: skip
    yield from table_of("corrections", result.corrections.set_index("figure"), tier="leadership",
                        title="Published figures that were wrong")  # fmt: skip
    yield from table_of("measures-changed", result.measures.set_index("area"), tier="leadership",
                        title="Measures of success that were changed")  # fmt: skip
    yield from table_of("not-compared", result.not_compared.set_index("what"), tier="leadership",
                        title="Asked, scaled or weighed differently, and not compared")  # fmt: skip


_SHOWN = ("kind", "was", "now", "common")
_NOTES = {
    "chance": "of a difference of this kind anywhere in an unchanged region, times five kinds",
    "common": "share of the respondents concerned that answered both times",
}


def _named(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns=["stakeholders", "more_than_noise"]).set_index("name")


def _charts(result: Comparison) -> Iterable[Block]:
    course = result.course
    if (course["moved"] & (course["place"] > 0)).any():
        yield plot_bump(course, name="places-change", tier="analyst",
                        title="Places by influence from scan to scan")  # fmt: skip
    blocs = course[course["bloc"] >= 0]
    scans = len(blocs["day"].unique())
    here_throughout = (blocs.groupby("stakeholder_id").size() == scans).all()
    if scans > 1 and (blocs["left"].any() or not here_throughout):
        yield plot_alluvial(course, name="blocs-change", tier="analyst",
                            title="Blocs from scan to scan")  # fmt: skip
    if len(course["day"].unique()) > 2:
        yield Note("change-course", COURSE, tier="analyst")


@method_of.register
def _(result: Comparison) -> Iterable[Block]:
    yield Note("change-method", f"Compared with {result.before}. {METHOD}", tier="leadership")


@answer_of.register
def _(result: NoEarlier) -> Iterable[Block]:
    return sentences("change", result.sentences, tier="leadership")


@evidence_of.register
def _(result: NoEarlier) -> Iterable[Block]:
    return sentences("change", result.sentences, tier="leadership")
