"""The last look at what leaves the restricted tier: no person by name, no respondent by id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stakeholder_map.privacy.pseudonyms import pseudonyms
from stakeholder_map.privacy.spellings import Spellings

if TYPE_CHECKING:
    from stakeholder_map.read import Region

SOMEBODY = "a person"
"""What stands where a page named one."""

_PICTURES = frozenset({"png", "svg", "image/png"})


@dataclass(frozen=True)
class Shield:
    """Takes persons and respondents out of everything that is published below restricted.

    The notebooks mean to name nobody there; this makes sure of it.

    Parameters
    ----------
    persons : Spellings
        Ids and names of all people.
    respondents : tuple of str
        Ids of those who answered, unless an organisation has the same id.
    secret : bytes
        Of the scan; it decides the respondents' pseudonyms.

    Examples
    --------
    >>> shield = Shield(Spellings(frozenset({"p1"}), frozenset({"Ann Doe"})), ("r7",), b"key")
    >>> shield.clean({"text": "Ann Doe is p1; r7 said so.", "png": "p1"})["png"]
    'p1'
    >>> shield.clean("Ann Doe is p1.")
    'a person is a person.'
    """

    persons: Spellings
    respondents: tuple[str, ...]
    secret: bytes

    def clean(self, value: Any) -> Any:
        """The same value, plain as JSON holds it, with every text in it cleaned.

        Parameters
        ----------
        value : object
            Texts, numbers, lists and mappings; pictures in base64 and SVG are passed over.

        Returns
        -------
        object
            Of the same shape.
        """
        if isinstance(value, str):
            known = self._cleaned.get(value)
            if known is None:
                known = self._cleaned[value] = self._text(value)
            return known
        if isinstance(value, list | tuple):
            return [self.clean(each) for each in value]
        if isinstance(value, Mapping):
            return {k: each if k in _PICTURES else self.clean(each) for k, each in value.items()}
        return value

    def _text(self, text: str) -> str:
        if self.persons.alone(text):
            return SOMEBODY
        text = self.persons.replace(text, by=SOMEBODY)
        if text in self._names:
            return self._names[text]
        return self._ids.sub(lambda match: self._names[match[0]], text) if self._ids else text

    @cached_property
    def _cleaned(self) -> dict[str, str]:
        """Texts that were cleaned before: most stand in several tables and tiers."""
        return {}

    @cached_property
    def _names(self) -> dict[str, str]:
        return pseudonyms(self.respondents, secret=self.secret)

    @cached_property
    def _ids(self) -> re.Pattern[str] | None:
        telling = sorted(each for each in self.respondents if re.search(r"[\d_@.-]", each))
        inside = "|".join(re.escape(each) for each in sorted(telling, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{inside})(?![\w-])") if inside else None


def shield_of(region: Region, *, number: int) -> Shield:
    """The shield of one scan.

    Parameters
    ----------
    region : Region
        Its people, respondents and answers.
    number : int
        Of the scan in the region's history: pseudonyms differ from scan to scan.

    Returns
    -------
    Shield
        Its secret comes from the answers themselves, which stay in the restricted tier.
    """
    people = region.table("people")
    ours = region.table("stakeholders")
    known = set(ours["stakeholder_id"]) | set(ours["name"])
    aliases = region.table("aliases")
    ids = _without(people["person_id"], known)
    also = aliases.loc[aliases["id"].isin(ids), "alias"]
    names = _without([*people["name"], *also], known)
    asked = [
        *region.table("invitations")["respondent_id"],
        *region.table("survey")["respondent_id"],
    ]
    return Shield(
        Spellings(frozenset(ids), frozenset(names)),
        tuple(sorted(_without(asked, known))),
        _secret(region, number=number),
    )


def _without(texts: Iterable[Any], known: set[str]) -> set[str]:
    return {str(text) for text in texts if isinstance(text, str) and text not in known}


def _secret(region: Region, *, number: int) -> bytes:
    """Unknown to whoever does not hold all answers; the same for the same input."""
    digest = hashlib.sha256(f"respondents of scan {number}\n".encode())
    for table in ("survey", "invitations", "people"):
        digest.update(region.table(table).to_csv(index=False).encode())
    return digest.digest()
