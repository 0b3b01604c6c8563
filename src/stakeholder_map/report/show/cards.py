"""Notebook 04: ask cards, one page each."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.partners.cards import AskCard, AskCards
from stakeholder_map.privacy import Tier
from stakeholder_map.report.card import Card, CardPart
from stakeholder_map.report.kinds import Block
from stakeholder_map.report.show.verbs import answer_of, evidence_of, sentences


@answer_of.register
def _(result: AskCards) -> Iterable[Block]:
    return sentences("cards", result.sentences, tier="analyst")


@evidence_of.register
def _(result: AskCards) -> Iterable[Block]:
    for card in result.cards:
        yield _card(card, parts=card.parts, ending="", tier="analyst")
        if card.by_name:
            yield _card(card, parts=card.by_name, ending=", by name", tier="restricted")


def _card(
    card: AskCard,
    *,
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    ending: str,
    tier: Tier,
) -> Card:
    kind = "named" if ending else "card"
    return Card(
        f"ask-{kind}-{card.place}",
        tuple(CardPart(heading, lines) for heading, lines in parts),
        title=f"{card.place}. {card.name}{ending}",
        tier=tier,
    )
