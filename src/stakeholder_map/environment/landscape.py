"""Who is here, by key group, and which key groups nobody speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from stakeholder_map.phrases import count_of, is_or_are, listed, spelt
from stakeholder_map.tables import KEY_GROUPS

if TYPE_CHECKING:
    from stakeholder_map.read import Region


@dataclass(frozen=True)
class Landscape:
    """Who is on the region's list.

    Parameters
    ----------
    by_group : DataFrame
        Index `key_group`, every group of the design and of the region, in their order. Columns
        `organisations` (without departments of our own), `systems` (organisations of one parent
        counted once; one of two key groups counts in both), `departments` (of our own).
    organisations, systems, departments : int
        The same counts over all groups; a system is counted once overall.
    missing_groups : tuple of str
        Key groups with no organisation, in the same order.
    findings : tuple of str
        The answer in sentences.
    """

    by_group: pd.DataFrame
    organisations: int
    systems: int
    departments: int
    missing_groups: tuple[str, ...]
    findings: tuple[str, ...]


def key_groups_of(region: Region) -> tuple[str, ...]:
    """The key groups that count in a region: the declared ones, then its own by name.

    Parameters
    ----------
    region : Region
        The region.

    Returns
    -------
    tuple of str
        Each group once.
    """
    return (*KEY_GROUPS, *sorted(set(region.settings.own_key_groups) - set(KEY_GROUPS)))


def who_is_here(region: Region) -> Landscape:
    """Count the stakeholders of a region by key group.

    Parameters
    ----------
    region : Region
        The region; only `stakeholders` is read.

    Returns
    -------
    Landscape
        Counts, missing key groups and sentences.

    Notes
    -----
    A key group without an organisation may be missing in the region or only on the list; the count
    cannot tell.
    """
    here = region.table("stakeholders")
    internal = here["internal"].fillna(value=False).astype(bool)
    theirs = here[~internal]
    roots = theirs["stakeholder_id"].map(region.root_of)
    groups = pd.Index(key_groups_of(region), name="key_group")
    by_group = pd.DataFrame(
        {
            "organisations": theirs.groupby("key_group").size(),
            "systems": roots.groupby(theirs["key_group"]).nunique(),
            "departments": here[internal].groupby("key_group").size(),
        }
    ).reindex(groups, fill_value=0)
    by_group = by_group.fillna(0).astype("int64")
    missing = tuple(by_group.index[by_group["organisations"] == 0])
    counts = (len(theirs), int(roots.nunique()), int(internal.sum()))
    return Landscape(by_group, *counts, missing, _findings(by_group, counts, missing))


def _findings(
    by_group: pd.DataFrame, counts: tuple[int, int, int], missing: tuple[str, ...]
) -> tuple[str, ...]:
    organisations, systems, departments = counts
    present = int((by_group["organisations"] > 0).sum())
    parts = [f"{count_of(organisations, 'organisation')} {is_or_are(organisations)} on the list"]
    if systems < organisations:
        parts.append(f"{systems:,} when a system and its members count once")
    if departments:
        parts.append(f"and {count_of(departments, 'department')} of our own")
    first = (
        f"{', '.join(parts)}; {present} of {len(by_group)} key groups {is_or_are(present)} here."
    )
    if not missing:
        return (first, "No key group is missing.")
    some = count_of(len(missing), "key group")
    has = "has" if len(missing) == 1 else "have"
    return (first, f"{some} {has} no organisation on the list: {listed(map(spelt, missing))}.")
