"""Organisations by their key groups instead of their names, where their answers are told of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from stakeholder_map.phrases import count_of, listed, spelt

FEWEST = 3
"""A key group of fewer organisations would point at one of them: it is not named."""

ANOTHER = "key groups of fewer than three"


def group_labels(stakeholders: pd.DataFrame) -> Mapping[str, str]:
    """Words for the key group of each stakeholder, which point at no single one.

    Parameters
    ----------
    stakeholders : DataFrame
        Indexed by stakeholder id, with the column ``key_group``.

    Returns
    -------
    mapping of str to str
        By id: the key group in words, or "key groups of fewer than three" where it is one of them.

    Examples
    --------
    >>> who = pd.DataFrame({"key_group": ["health_plan"] * 3 + ["government"]}, index=[*"abcd"])
    >>> group_labels(who)["a"], group_labels(who)["d"]
    ('health plan', 'key groups of fewer than three')
    """
    groups = stakeholders["key_group"].fillna("").astype(str)
    sizes = groups.map(groups.value_counts())
    named = (sizes >= FEWEST) & (groups != "")
    labels = groups.map(spelt).where(named, ANOTHER)
    return {str(each): str(label) for each, label in labels.items()}


def by_key_groups(ids: Iterable[str], *, labels: Mapping[str, str]) -> str:
    """Several organisations in words, by key group, the most frequent first.

    Parameters
    ----------
    ids : iterable of str
        Stakeholder ids.
    labels : mapping of str to str
        As `group_labels` gives them.

    Returns
    -------
    str
        Empty where there are none.

    Examples
    --------
    >>> by_key_groups("abc", labels={"a": "hospital", "b": "health plan", "c": "hospital"})
    '3 organisations (hospital 2, health plan 1)'
    >>> by_key_groups("a", labels={"a": "hospital"})
    '1 organisation (hospital)'
    """
    counts = Counter(labels.get(each, ANOTHER) for each in ids)
    total = sum(counts.values())
    if not total:
        return ""
    if total == 1:
        return f"1 organisation ({next(iter(counts))})"
    ordered = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    return f"{count_of(total, 'organisation')} ({', '.join(f'{g} {k}' for g, k in ordered)})"


def from_key_groups(ids: Iterable[str], *, labels: Mapping[str, str]) -> str:
    """Key groups of some organisations as a sentence lists them, those that recur with a count.

    Examples
    --------
    >>> from_key_groups("abc", labels={"a": "hospital", "b": "health plan", "c": "hospital"})
    'hospital (2) and health plan'
    """
    counts = Counter(labels.get(each, ANOTHER) for each in ids)
    ordered = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    return listed(f"{group} ({count})" if count > 1 else group for group, count in ordered)
