"""Notebook 04: lead, collaborate, defer or opt out."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.partners.agenda import Agenda
from stakeholder_map.privacy import Tier
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import answer_of, evidence_of, method_of, sentences

_PAGE = ("stance", "hours", "relevance", "difference", "could_lead", "why")


def _tier(result: Agenda) -> Tier:
    """Leaders see what we entered ourselves; what stakeholders said is for analysts."""
    return "analyst" if result.stated else "leadership"


@answer_of.register
def _(result: Agenda) -> Iterable[Block]:
    return sentences("agenda", result.sentences[:1], tier=_tier(result))


@evidence_of.register
def _(result: Agenda) -> Iterable[Block]:
    yield from sentences("agenda-more", result.sentences[1:], tier=_tier(result))
    if len(result.areas):
        yield Table(
            "agenda",
            result.areas.set_index("name"),
            title="What we do about each area, under our hours",
            tier=_tier(result),
            page=_PAGE,
            notes={
                "hours": "a month, of ours",
                "relevance": "to our members, from 0 to 1",
                "difference": "that we make, from 0 to 1",
            },
        )


@method_of.register
def _(result: Agenda) -> Iterable[Block]:
    if len(result.areas):
        yield Note(
            "agenda-method",
            "Only what matters to members and where we make a difference takes hours. Leading is "
            "worth relevance times difference, half of that where another could lead; so is "
            "collaborating. Of all agendas within our hours the one worth most, exactly.",
            tier=_tier(result),
        )
