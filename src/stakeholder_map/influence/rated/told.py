"""Value and trust of partners as a result: the table, and what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from stakeholder_map.environment.heard import wave_is_open
from stakeholder_map.evidence import Evidence
from stakeholder_map.influence.rated.received import ratings
from stakeholder_map.phrases import Missing, count_of, listed
from stakeholder_map.read import Region
from stakeholder_map.tables import TRUST, VALUE

FEWEST_RATERS = 5
"""A mean of fewer organisations than this is shown but never named in a sentence."""

LEADERS = 3

APART = 1.645
"""Standard errors of a difference that chance alone exceeds, one way, in one of twenty cases."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """What respondents say of their partners.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, those whom somebody rated: ``name``, ``key_group``, then the
        columns of `ratings`. Sorted by value, the highest first.
    sentences : tuple of str
        Who is valued and trusted most among those with at least five raters.
    missing : tuple of Missing
        Tables that would show more.
    """

    table: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def rate_partners(evidence: Evidence, *, region: Region | None = None) -> Ratings:
    """Table and sentences on value and trust.

    Parameters
    ----------
    evidence : Evidence
        Survey answers on the constructs of value and trust are read.
    region : Region, optional
        Where it comes from: while its survey is open, no table is missing.

    Returns
    -------
    Ratings
        Empty where nobody was asked, with the table that would show it.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> evidence = evidence_from_answers(
    ...     [(rater, "x", "value_influence", 4) for rater in "abcde"])
    >>> rate_partners(evidence).sentences
    ('Valued most by those who deal with them: x (4.0 of 4, 5 raters).',)
    """
    rated = ratings(evidence)
    heard = rated[(rated["value_raters"] > 0) | (rated["trust_raters"] > 0)]
    if heard.empty:
        gap = Missing("survey", "how partners rate each other's value and trustworthiness")
        asked = set(evidence.layers()) & {*VALUE, *TRUST}
        waits = region is not None and wave_is_open(region)
        return Ratings(_named(heard, evidence), (), () if asked or waits else (gap,))
    table = _named(heard, evidence).sort_values(
        ["value", "stakeholder_id"], ascending=[False, True]
    )
    return Ratings(table, tuple(_sentences(table)), ())


def _named(rated: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    who = evidence.stakeholders.loc[rated.index]
    names = who["name"] if "name" in who.columns else pd.Series(rated.index, index=rated.index)
    described = pd.DataFrame({"name": names, "key_group": who["key_group"]}, index=rated.index)
    return described.join(rated).rename_axis("stakeholder_id")


def _sentences(table: pd.DataFrame) -> Iterable[str]:
    for family, said in (("value", "Valued"), ("trust", "Trusted")):
        firm = table[table[f"{family}_raters"] >= FEWEST_RATERS]
        if firm.empty:
            continue
        ordered = firm.sort_values([family, "stakeholder_id"], ascending=[False, True])
        best, rest = ordered[:LEADERS], ordered[LEADERS:]
        told = zip(best["name"], best[family], best[f"{family}_raters"], strict=True)
        names = listed(
            f"{name} ({mean:.1f} of 4, {count_of(heard, 'rater')})" for name, mean, heard in told
        )
        near = _near(rest, best.iloc[-1], family=family) if len(rest) else 0
        others = f"; {near} more cannot be told from the last of these" if near else ""
        yield f"{said} most by those who deal with them: {names}{others}."
    few = int((table[["value_raters", "trust_raters"]].max(axis=1) < FEWEST_RATERS).sum())
    if few:
        yield (
            f"{count_of(few, 'organisation')} had fewer than {FEWEST_RATERS} raters; "
            "a mean of so few is an anecdote."
        )


def _near(rest: pd.DataFrame, last: pd.Series[float], *, family: str) -> int:
    """Of how many the mean is below another's by less than chance could make it."""
    errors = rest[f"{family}_error"].fillna(0.0) ** 2 + last[f"{family}_error"] ** 2
    gap = last[family] - rest[family]
    return int((gap <= APART * errors**0.5 + 1e-9).sum())
