"""Who may see what: the three tiers of a published scan."""

from __future__ import annotations

from typing import Literal, get_args

Tier = Literal["restricted", "analyst", "leadership"]
"""Restricted: raw answers, persons. Analyst: organisations. Leadership: counts and means."""

TIERS: tuple[Tier, ...] = get_args(Tier)
"""Every tier, from the one whose readers see everything to the one whose readers see least."""

LEDGER = "told.json"
"""Name of the ledger of what leaders were told, in the restricted tier."""


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
