"""Ask cards: one page on each proposed member."""

from stakeholder_map.partners.cards.deck import PARTS, AskCard, AskCards, ask_cards

__all__ = ["PARTS", "AskCard", "AskCards", "ask_cards"]
