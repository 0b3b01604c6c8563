"""Who may see what: the three tiers of a published scan, and what may leave the restricted one."""

from __future__ import annotations

from typing import Literal, get_args

from stakeholder_map.tables import Table

Tier = Literal["restricted", "analyst", "leadership"]
"""Restricted: raw answers, persons. Analyst: organisations. Leadership: needs no suppression."""

TIERS: tuple[Tier, ...] = get_args(Tier)
"""Every tier, from the one whose readers see everything to the one whose readers see least."""

BY_PERSON = (
    "people",
    "aliases",
    "acquaintances",
    "memberships",
    "invitations",
    "survey",
    "contacts",
    "events",
)
"""Tables whose rows tell of a person or of one respondent: no row of them leaves `restricted`."""


def as_tier(value: str) -> Tier:
    """The tier called `value`.

    Parameters
    ----------
    value : str
        A word that should name a tier.

    Returns
    -------
    Tier
        The same word.

    Raises
    ------
    ValueError
        If it names none.

    Examples
    --------
    >>> as_tier("analyst")
    'analyst'
    """
    for tier in TIERS:
        if tier == value:
            return tier
    raise ValueError(f"tier must be one of {', '.join(map(repr, TIERS))}; not {value!r}")


def may_see(tier: Tier, *, audience: Tier) -> bool:
    """Whether readers of the `audience` folder may see what belongs to `tier`.

    Parameters
    ----------
    tier : Tier
        Tier of a block, table or figure.
    audience : Tier
        Tier of the page it would stand on.

    Returns
    -------
    bool
        True where `audience` is `tier` or one that sees more.

    Examples
    --------
    >>> [audience for audience in TIERS if may_see("analyst", audience=audience)]
    ['restricted', 'analyst']
    """
    return TIERS.index(as_tier(audience)) <= TIERS.index(as_tier(tier))


def open_columns(table: Table, *, audience: Tier) -> tuple[str, ...]:
    """Columns of an input table whose cells may be shown to readers of the `audience` folder.

    Parameters
    ----------
    table : Table
        Declaration of the input table.
    audience : Tier
        Tier of the page.

    Returns
    -------
    tuple of str
        In the declared order. All for `restricted`. Otherwise none of a table by person or
        respondent (:data:`BY_PERSON`), and of any other those that are not personal.

    Notes
    -----
    What people said in their own words is personal, and still may be shown where the row itself
    carries their consent: see :func:`consent_tier`.

    Examples
    --------
    >>> from stakeholder_map.tables import TABLES
    >>> open_columns(TABLES["people"], audience="analyst")
    ()
    >>> "notes" in open_columns(TABLES["stakeholders"], audience="analyst")
    False
    """
    if as_tier(audience) == "restricted":
        return tuple(column.name for column in table.columns)
    if table.name in BY_PERSON:
        return ()
    return tuple(column.name for column in table.columns if not column.personal)


def consent_tier(consent: object) -> Tier:
    """Tier that a stated consent opens.

    Parameters
    ----------
    consent : object
        A cell of a `consent` column: ``"analyst"``, ``"leadership"`` or missing.

    Returns
    -------
    Tier
        The tier itself; `restricted` for anything else, since no consent was given.

    Examples
    --------
    >>> consent_tier("leadership"), consent_tier(float("nan"))
    ('leadership', 'restricted')
    """
    return as_tier(consent) if isinstance(consent, str) and consent in TIERS else "restricted"
