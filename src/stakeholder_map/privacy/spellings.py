"""The ways in which somebody's name stands in texts, to find it and to take it out."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from stakeholder_map.read.names import look_alike

REMOVED = "[removed]"
"""What stands where a name was taken out of a text."""

_WORD = re.compile(r"\w+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Spellings:
    """What one or several parties are called.

    Parameters
    ----------
    ids : frozenset of str
        Ids; one that could be a word of any sentence, such as ``mercy``, is taken for an id only
        where it stands alone in a cell.
    names : frozenset of str
        Names, aliases, addresses: found inside sentences too, in any letter case.

    Examples
    --------
    >>> spelt = Spellings(frozenset({"p-07", "mercy"}), frozenset({"Ann Doe"}))
    >>> spelt.replace("Ann Doe (p-07) has no mercy.")
    '[removed] ([removed]) has no mercy.'
    >>> spelt.alone("mercy"), spelt.found("mercy")
    (True, False)
    """

    ids: frozenset[str]
    names: frozenset[str]

    def alone(self, cell: str) -> bool:
        """Whether a cell holds one of them and nothing else."""
        return look_alike(cell) in self._alone

    def found(self, text: str) -> bool:
        """Whether one of them stands anywhere in a text."""
        sought = self._sought(text)
        return sought is not None and sought.search(text) is not None

    def replace(self, text: str, *, by: str = REMOVED) -> str:
        """The text without them."""
        sought = self._sought(text)
        return text if sought is None else sought.sub(lambda _: by, text)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(look_alike(each) for each in self.ids | self.names)

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """Every form by its first word: of many names few can stand in one text."""
        telling = {each for each in self.ids if re.search(r"[\d_@.-]", each)}
        written = {form for each in telling | self.names if each.strip() for form in forms(each)}
        found: dict[str, list[str]] = {}
        for form in sorted(written, key=lambda form: (-len(form), form)):
            found.setdefault(_first_word(form), []).append(form)
        return found

    def _sought(self, text: str) -> re.Pattern[str] | None:
        """A pattern of those forms whose first word is in the text; None where there are none."""
        words = {"", *_WORD.findall(text.casefold())} & self._by_word.keys()
        return _pattern(tuple(f for w in sorted(words) for f in self._by_word[w]))


def _first_word(form: str) -> str:
    found = _WORD.search(form.casefold())
    return found[0] if found else ""


@lru_cache(maxsize=4096)
def _pattern(written: tuple[str, ...]) -> re.Pattern[str] | None:
    if not written:
        return None
    inside = "|".join(re.escape(form) for form in sorted(written, key=lambda form: -len(form)))
    return re.compile(rf"(?<![\w-])(?:{inside})(?![\w-])", re.IGNORECASE)


def forms(text: str) -> frozenset[str]:
    r"""A text as plain files, HTML, JSON and CSV write it.

    Examples
    --------
    >>> sorted(forms("A & B"))
    ['A & B', 'A &amp; B', 'A \\u0026 B']
    """
    plain = text.strip()
    escaped = html.escape(plain)
    return frozenset(
        {
            plain,
            escaped,
            html.escape(plain, quote=False),
            escaped.replace("&#x27;", "&#39;"),
            escaped.replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
            json.dumps(plain)[1:-1],
            json.dumps(plain, ensure_ascii=False)[1:-1],
            plain.replace("&", "\\u0026").replace("<", "\\u003c").replace("'", "\\u0027"),
            plain.replace('"', '""'),
        }
    )


def emails_in(texts: Iterable[str]) -> frozenset[str]:
    """Every e-mail address in some texts.

    Examples
    --------
    >>> sorted(emails_in(["write to ann@x.org."]))
    ['ann@x.org']
    """
    return frozenset(found for text in texts for found in EMAIL.findall(text))
