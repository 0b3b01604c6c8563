"""Cards of one page, and files that stand beside a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

from stakeholder_map.privacy import Tier
from stakeholder_map.report.grid import clean_text
from stakeholder_map.report.shown import Shown, check_block

_SUFFIX = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True)
class CardPart:
    """What a card says under one heading.

    Parameters
    ----------
    heading : str
        A few words.
    lines : tuple of (str, str)
        Each a sentence and its source; the source may be empty.
    """

    heading: str
    lines: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.heading.strip() or not self.lines:
            raise ValueError(f"a part of a card needs a heading and lines, found {self!r}")
        object.__setattr__(self, "heading", clean_text(self.heading).strip())
        lines = tuple((clean_text(text), clean_text(source)) for text, source in self.lines)
        object.__setattr__(self, "lines", lines)


@dataclass(frozen=True)
class Card(Shown):
    """One page on one thing: headings, and under each a few lines with their sources.

    Parameters
    ----------
    name : str
        As of :class:`~stakeholder_map.report.kinds.Finding`.
    parts : tuple of CardPart
        In the order to print.
    title : str
        What the card is about.
    tier : Tier
        Who may see it.

    Raises
    ------
    ValueError
        If the title is empty, or there is no part.

    Examples
    --------
    >>> card = Card("ask-elm", (CardPart("The ask", (("Join us.", "choice"),)),),
    ...             title="Elm Clinic", tier="analyst")
    >>> card.to_json()["parts"][0]["lines"]
    [['Join us.', 'choice']]
    """

    name: str
    parts: tuple[CardPart, ...]
    _: KW_ONLY
    title: str
    tier: Tier

    def __post_init__(self) -> None:
        check_block(self, title=self.title)
        if not self.parts:
            raise ValueError(f"a card needs at least one part, found {self.parts!r}")

    def to_json(self) -> dict[str, Any]:
        """Everything there is to say of the card, as a notebook stores it."""
        return {
            "kind": "card",
            "name": self.name,
            "title": self.title,
            "tier": self.tier,
            "parts": [
                {"heading": part.heading, "lines": [list(line) for line in part.lines]}
                for part in self.parts
            ],
        }


def parts_from(described: Iterable[Mapping[str, Any]]) -> tuple[CardPart, ...]:
    """Parts of a card as its JSON describes them."""
    return tuple(
        CardPart(part["heading"], tuple((text, source) for text, source in part["lines"]))
        for part in described
    )


@dataclass(frozen=True)
class Attachment(Shown):
    r"""A file that stands beside the page and can be saved from it.

    Parameters
    ----------
    name : str
        As of :class:`~stakeholder_map.report.kinds.Finding`; the file is called by it.
    text : str
        The file, kept letter by letter and stored as UTF-8.
    title : str
        What it is good for.
    suffix : str
        Ending of the file's name, without the point.
    tier : Tier
        Who may see it.

    Raises
    ------
    ValueError
        If the title or the text is empty, or the suffix could not be one.

    Examples
    --------
    >>> Attachment("asks", "BEGIN:VCALENDAR\r\n", title="Asks", suffix="ics", tier="analyst").suffix
    'ics'
    """

    name: str
    text: str
    _: KW_ONLY
    title: str
    suffix: str
    tier: Tier

    def __post_init__(self) -> None:
        check_block(self, title=self.title)
        if not self.text:
            raise ValueError(f"the file {self.name!r} must say something, found {self.text!r}")
        if not _SUFFIX.fullmatch(self.suffix):
            raise ValueError(f"a suffix has small letters and digits; not {self.suffix!r}")
