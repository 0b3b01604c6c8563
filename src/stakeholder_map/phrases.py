"""Words around counted things: singular and plural, shares, lists, and what a table would add."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stakeholder_map.tables import TABLES


@dataclass(frozen=True)
class Missing:
    """A table that the region does not have, and what it would show.

    Parameters
    ----------
    table : str
        Name of the input table.
    would_show : str
        End of the sentence that begins with "it would show".

    Examples
    --------
    >>> print(Missing("needs", "what is needed"))
    This scan has no table “needs”; it would show what is needed.
    """

    table: str
    would_show: str

    def __str__(self) -> str:
        return f"This scan has no table “{self.table}”; it would show {self.would_show}."


def lacking(has: Callable[[str], bool], *tables: str) -> tuple[Missing, ...]:
    """Those of some tables that a region does not have, each with what it adds to a scan.

    Parameters
    ----------
    has : callable
        Whether the region has the table of a name: ``region.has``.
    *tables : str
        Names of the tables that would be read.

    Returns
    -------
    tuple of Missing
        In the order given.

    Examples
    --------
    >>> [gap.table for gap in lacking({"survey"}.__contains__, "survey", "waves")]
    ['waves']
    """
    return tuple(Missing(name, TABLES[name].adds) for name in tables if not has(name))


def count_of(number: int, noun: str, *, plural: str = "") -> str:
    """A number with its noun in the right form.

    Parameters
    ----------
    number : int
        How many.
    noun : str
        Singular.
    plural : str
        Where it is not the singular with an s.

    Returns
    -------
    str
        Thousands separated by commas.

    Examples
    --------
    >>> count_of(1, "tie"), count_of(0, "tie"), count_of(1200, "body", plural="bodies")
    ('1 tie', '0 ties', '1,200 bodies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def is_or_are(number: int) -> str:
    """The verb that goes with a count.

    Examples
    --------
    >>> is_or_are(1), is_or_are(0)
    ('is', 'are')
    """
    return "is" if number == 1 else "are"


def percent(share: float) -> str:
    """A share as whole percent, halves up; near nothing and near everything it says so.

    Examples
    --------
    >>> percent(0.7), percent(0.004), percent(0.999), percent(1.0)
    ('70 %', 'under 1 %', 'over 99 %', '100 %')
    """
    rounded = math.floor(round(100 * share, 9) + 0.5)
    if share > 0 and rounded == 0:
        return "under 1 %"
    if share < 1 and rounded == 100:
        return "over 99 %"
    return f"{rounded} %"


def listed(words: Iterable[str]) -> str:
    """Words with commas and a last "and".

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    everything = list(words)
    if len(everything) < 2:
        return "".join(everything)
    return f"{', '.join(everything[:-1])} and {everything[-1]}"


def spelt(name: str) -> str:
    """A declared word as prose: underscores become spaces.

    Examples
    --------
    >>> spelt("patient_rights")
    'patient rights'
    """
    return name.replace("_", " ")
