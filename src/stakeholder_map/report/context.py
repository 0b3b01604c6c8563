"""What all pages of a scan share: its identity, its editions, its navigation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stakeholder_map.privacy import Tier
from stakeholder_map.report.grid import clean_text
from stakeholder_map.report.selection import draws_map, title_of

EDITIONS: Mapping[Tier, tuple[str, str]] = {
    "restricted": (
        "Restricted edition",
        "Holds answers by respondent and names of persons. Do not pass on.",
    ),
    "analyst": ("Analyst edition", "Speaks of organisations. Not for the public."),
    "leadership": ("Leadership edition", "Holds counts, and means of many; no answer of anybody."),
}
"""Name of each tier as readers see it, and what its pages hold."""

PAPERS: Mapping[str, str] = {"06_brief": "brief.pdf"}
"""Pages that are printed too: name of the PDF by file stem of the notebook."""

TAKE_AWAY: Mapping[str, str] = {
    "brief.pdf": "The brief on paper (PDF)",
    "map.html": "The map to explore",
    "files/tables.xlsx": "All tables as one workbook",
}
"""Files of an edition that its index leads to, and what they are."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class EarlierScan:
    """A scan of the same region that was published before, or one that was missed.

    Parameters
    ----------
    label : str
        What the link says, such as the day it speaks of.
    href : str
        Relative address of its index; empty where there is none.
    """

    label: str
    href: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", clean_text(self.label))


@dataclass(frozen=True)
class PageContext:
    """What every page of a scan says of it.

    Parameters
    ----------
    region : str
        Name of the region.
    as_of : str
        Day the scan speaks of, ISO 8601.
    seed, draws : int
        With which it was made.
    pages : tuple of (str, str)
        File stem and title of each notebook, in order.
    language : str
        Of the pages, ISO 639-1.
    has_map : bool
        Whether every page leads to the map.
    """

    region: str
    as_of: str
    seed: int
    draws: int
    pages: tuple[tuple[str, str], ...]
    language: str = "en"
    has_map: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "region", clean_text(self.region))


def page_context(
    notebooks: Mapping[str, Mapping[str, Any]], *, region: str, as_of: str, seed: int, draws: int
) -> PageContext:
    """The context of a scan's pages, with the titles of its notebooks.

    Parameters
    ----------
    notebooks : mapping of str to notebook
        By file stem, in the order of the navigation.
    region, as_of, seed, draws
        As of :class:`PageContext`.

    Returns
    -------
    PageContext
        For :func:`render_page` and :func:`render_index`.
    """
    pages = tuple((stem, title_of(notebook)) for stem, notebook in notebooks.items())
    has_map = any(draws_map(notebook) for notebook in notebooks.values())
    return PageContext(region, as_of, seed, draws, pages, has_map=has_map)


def frame_of(context: PageContext, *, tier: Tier, page: str) -> dict[str, Any]:
    """What the frame of every page needs: head, navigation, foot.

    Parameters
    ----------
    context : PageContext
        Of the scan.
    tier : Tier
        Whose page it is.
    page : str
        File stem of the page.

    Returns
    -------
    dict of str to object
        For the template ``frame.html.j2``.
    """
    name, holds = EDITIONS[tier]
    return {
        "context": context,
        "here": page,
        "edition": name,
        "holds": holds,
        "warned": tier == "restricted",
        "day": long_day(context.as_of),
        "label": short_label,
    }


def short_label(page: str) -> str:
    """Name of a page in the navigation: its file stem without the number, in words.

    Examples
    --------
    >>> short_label("04_first_partners")
    'First partners'
    """
    words = re.sub(r"^\d+[_-]", "", page).replace("_", " ").strip() or page
    return words[:1].upper() + words[1:]


def long_day(as_of: str) -> str:
    """A day as it is spoken, in any locale; what is no ISO date stays as it is.

    Examples
    --------
    >>> long_day("2026-11-05")
    '5 November 2026'
    """
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        return as_of
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
