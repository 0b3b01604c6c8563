"""Which row a text means: by its id, its exact name or an alias."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MOST_NEAREST = 200
"""Texts per register for which the nearest spelling is looked up."""


def same_text(text: str) -> str:
    r"""A text as ids and names are compared: one Unicode form, no blank space at its ends.

    Examples
    --------
    >>> same_text(" Cafe\u0301") == "Caf\u00e9"
    True
    """
    return unicodedata.normalize("NFC", text.strip())


def look_alike(text: str) -> str:
    r"""A text without what a reader cannot tell apart: capitals, Unicode forms, hidden characters.

    Examples
    --------
    >>> look_alike("ACME\u200b Hospital") == look_alike("acme hospital")
    True
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(mark for mark in plain if unicodedata.category(mark) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).split())


@dataclass(frozen=True)
class Register:
    """What texts can mean a row of one or more tables.

    Parameters
    ----------
    ids : mapping of str to str
        From the comparable form of an id to the id as its own table writes it.
    others : mapping of str to tuple of str
        From the comparable form of a name or alias to the ids that bear it.

    Examples
    --------
    >>> register = Register.of([("acme", "Acme Hospital"), ("zoe", "Zoe House")])
    >>> register.find("Acme Hospital"), register.find("Acme"), register.nearest("Acme")
    (('acme',), (), 'acme')
    """

    ids: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]]
    _nearest: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(rows: Iterable[tuple[str, str]]) -> Register:
        """Register of pairs of an id and a name; a name may be empty."""
        ids: dict[str, str] = {}
        others: dict[str, tuple[str, ...]] = {}
        for identity, name in rows:
            ids.setdefault(same_text(identity), identity)
            _add(others, name, identity)
        return Register(ids, others)

    def find(self, text: str) -> tuple[str, ...]:
        """Ids that the text can mean: the id it is, or else all that bear the name."""
        key = same_text(text)
        exact = self.ids.get(key)
        return (exact,) if exact is not None else self.others.get(key, ())

    def joined(self, other: Register) -> Register:
        """Register of the rows of both."""
        others = dict(self.others)
        for name, ids in other.others.items():
            for identity in ids:
                _add(others, name, identity)
        return Register({**other.ids, **self.ids}, others)

    def with_names(self, pairs: Iterable[tuple[str, str]]) -> Register:
        """Register with further pairs of a name and the id it stands for."""
        others = dict(self.others)
        for name, identity in pairs:
            _add(others, name, identity)
        return Register(self.ids, others)

    def only(self, ids: Iterable[str]) -> Register:
        """Register of these ids, with the names that they have here."""
        kept = {same_text(identity): identity for identity in ids}
        own = set(kept.values())
        others = {
            name: mine
            for name, bearers in self.others.items()
            if (mine := tuple(identity for identity in bearers if identity in own))
        }
        return Register(kept, others)

    def nearest(self, text: str) -> str | None:
        """Id whose spelling, or whose name's, comes closest to the text.

        Only for the first 200 different texts: nobody reads more, and each takes milliseconds.
        """
        if text not in self._nearest and len(self._nearest) >= MOST_NEAREST:
            return None
        if text not in self._nearest:
            candidates = {look_alike(name): ids[0] for name, ids in sorted(self.others.items())}
            candidates |= {look_alike(name): own for name, own in sorted(self.ids.items())}
            close = difflib.get_close_matches(look_alike(text), candidates, n=1)
            self._nearest[text] = candidates[close[0]] if close else None
        return self._nearest[text]


def _add(others: dict[str, tuple[str, ...]], name: str, identity: str) -> None:
    key = same_text(name)
    if key and identity not in others.get(key, ()):
        others[key] = (*others.get(key, ()), identity)
