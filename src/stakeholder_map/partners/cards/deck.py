"""A card for each proposed member: everything to know before the ask, on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from stakeholder_map.influence import Ranking
from stakeholder_map.partners.asking.plan import AskPlan
from stakeholder_map.partners.cards import asks, gives, reasons
from stakeholder_map.partners.cards.subject import Footing, Line, Subject, records
from stakeholder_map.partners.choice.result import Choice
from stakeholder_map.phrases import Missing, count_of, lacking
from stakeholder_map.relationships.introductions import Introductions
from stakeholder_map.scan import Scan

Part = tuple[str, tuple[Line, ...]]

NOT_KNOWN: Line = ("Not known: ask.", "nothing on record")

NOTHING: Mapping[str, Line] = {
    "Be candid about": ("Nothing on record that should surprise them.", "all tables read here"),
}
"""What stands where nothing was found and nothing is missing."""

PARTS: Mapping[str, Callable[[Subject], Iterator[Line]]] = {
    "Why them": reasons.why_them,
    "In it for them": reasons.in_it_for_them,
    "At stake for them": reasons.stakes,
    "Competing": reasons.competing,
    "Community benefit": gives.community_benefit,
    "The ask": asks.the_ask,
    "First meeting": asks.first_meeting,
    "Introduction": asks.introduction,
    "Champion": asks.champion,
    "Measures of success": gives.measures,
    "An easy give": gives.easy_give,
    "Offers that fit": gives.offers,
    "Clinicians' time": asks.clinicians_time,
    "Deciding together": asks.decide_together,
    "Agreements": asks.data_sharing,
    "Be candid about": gives.candid,
    "Asked before": asks.asked_before,
}
"""What a card says, in order: each heading with what finds its lines."""


@dataclass(frozen=True)
class AskCard:
    """One page on one member.

    Parameters
    ----------
    stakeholder_id, name : str
        The member.
    place : int
        In the order of asking, from 1.
    parts : tuple of (str, tuple of (str, str))
        Headings, each with lines of text and source. Persons stand as roles.
    by_name : tuple of (str, tuple of (str, str))
        **Restricted**: chains of introductions by name, reasons and promises in people's words.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("by_name",)
    """Fields that only the restricted tier may show."""

    stakeholder_id: str
    name: str
    place: int
    parts: tuple[Part, ...]
    by_name: tuple[Part, ...]


@dataclass(frozen=True)
class AskCards:
    """Cards of a proposed group, in the order of asking.

    Parameters
    ----------
    cards : tuple of AskCard
        One for each member.
    sentences : tuple of str
        What they say together, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    cards: tuple[AskCard, ...]
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def ask_cards(
    scan: Scan, choice: Choice, *, ranking: Ranking, plan: AskPlan, introductions: Introductions
) -> AskCards:
    """A card for each member of a proposed group.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    choice : Choice
        The group and project.
    ranking : Ranking
        By influence.
    plan : AskPlan
        Order and days of asking.
    introductions : Introductions
        To the members.

    Returns
    -------
    AskCards
        Every line with its source; what nobody knows says so.
    """
    footing = Footing(scan, choice, ranking, plan, introductions)
    cards = tuple(
        _card(Subject(footing, str(member)), place=place)
        for place, member in enumerate(plan.order.index, start=1)
    )
    return AskCards(
        cards=cards,
        sentences=tuple(_sentences(cards)),
        missing=lacking(
            scan.region.has, "positions", "assets", "services", "needs", "offers", "asks", "people"
        ),
    )


def _card(subject: Subject, *, place: int) -> AskCard:
    parts = tuple(
        (heading, tuple(find(subject)) or (NOTHING.get(heading, NOT_KNOWN),))
        for heading, find in PARTS.items()
    )
    named = (
        ("Introduction, by name", tuple(_by_name(subject))),
        ("Their reasons", tuple(asks.reasons_given(subject))),
        ("Promised", tuple(gives.promised(subject))),
    )
    by_name = tuple((heading, lines) for heading, lines in named if lines)
    return AskCard(subject.stakeholder, subject.name, place, parts, by_name)


def _by_name(subject: Subject) -> Iterator[Line]:
    """Chains of introductions, by name. **Restricted**."""
    steps = subject.footing.introductions.persons
    steps = steps[steps["stakeholder_id"] == subject.stakeholder]
    for (purpose, way), chain in steps.groupby(["purpose", "way"], sort=False):
        rows = records(chain)
        names = [rows[0]["leaves_name"], *(row["reaches_name"] for row in rows)]
        yield f"{purpose}, {way}: {' → '.join(names)}.", "people, acquaintances, contacts"


def _sentences(cards: tuple[AskCard, ...]) -> Iterator[str]:
    if not cards:
        return
    yield f"{count_of(len(cards), 'ask card')}, in the order of asking."
    unknown = {
        card.name: [heading for heading, lines in card.parts if lines == (NOT_KNOWN,)]
        for card in cards
    }
    most = max(cards, key=lambda card: (len(unknown[card.name]), -card.place))
    if unknown[most.name]:
        yield (
            f"Least is known of {most.name}: nothing on {', '.join(unknown[most.name]).lower()}. "
            "Begin that meeting with questions."
        )
