"""Which means there are: by organisation, by key group, of the whole region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stakeholder_map.phrases import spelt
from stakeholder_map.privacy.ratings import Ratings, Voice
from stakeholder_map.privacy.rules import Rules
from stakeholder_map.privacy.statements import Cell, Kind

if TYPE_CHECKING:
    from stakeholder_map.read import Region

POOLED = "other key groups"
EVERYBODY = "all organisations"
_KINDS: tuple[Kind, ...] = ("organisation", "key group", "region")


def candidate_cells(ratings: Ratings, region: Region, *, rules: Rules) -> list[Cell]:
    """All means that might be told, organisations first.

    Parameters
    ----------
    ratings : Ratings
        What the systems say.
    region : Region
        Key groups and parents.
    rules : Rules
        How many systems a key group must have not to be pooled.

    Returns
    -------
    list of Cell
        By kind, then by organisation or group, then by topic; each has at least one voice, a key
        group and the region those on at least three systems.
    """
    subjects = rated_organisations(region)
    groups = pooled_groups(region, fewest=rules.group)
    held: dict[tuple[int, str, str], list[Voice]] = {}
    for voice in ratings.voices:
        if voice.subject not in subjects:
            continue
        held.setdefault((0, voice.subject, voice.topic), []).append(voice)
        if voice.subject in groups:
            held.setdefault((1, groups[voice.subject], voice.topic), []).append(voice)
        held.setdefault((2, "", voice.topic), []).append(voice)
    return [
        Cell(_KINDS[kind], about, topic, ratings.scales[topic], tuple(voices))
        for (kind, about, topic), voices in sorted(held.items(), key=lambda entry: entry[0])
        if kind == 0 or len({region.root_of(v.subject) for v in voices}) >= rules.group
    ]


def rated_organisations(region: Region) -> dict[str, str]:
    """Names of all organisations but the convener's own, whether anybody rated them or not.

    Parameters
    ----------
    region : Region
        Its stakeholders.

    Returns
    -------
    dict of str to str
        Name by id.
    """
    table = region.table("stakeholders")
    ours = region.settings.convener
    return {
        str(one): str(name)
        for one, name in zip(table["stakeholder_id"], table["name"], strict=True)
        if region.root_of(str(one)) != ours
    }


def pooled_groups(region: Region, *, fewest: int) -> Mapping[str, str]:
    """The key group under which each organisation is counted, small ones put together.

    Parameters
    ----------
    region : Region
        Its stakeholders; organisations of one parent count once.
    fewest : int
        Systems that a group must have.

    Returns
    -------
    mapping of str to str
        Key group in words by id; nothing for organisations of a pool that is itself too small.
    """
    table = region.table("stakeholders")
    kept = set(rated_organisations(region))
    group_of = {
        str(one): spelt(str(group))
        for one, group in zip(table["stakeholder_id"], table["key_group"], strict=True)
        if str(one) in kept
    }
    systems: dict[str, set[str]] = {}
    for one, group in group_of.items():
        systems.setdefault(group, set()).add(region.root_of(one))
    pool: list[str] = []
    held: set[str] = set()
    for group in sorted(systems, key=lambda each: (len(systems[each]), each)):
        # a pool of one small group would be that group by another name
        if len(systems[group]) >= fewest and (not pool or (len(held) >= fewest and len(pool) > 1)):
            break
        pool.append(group)
        held |= systems[group]
    if len(held) < fewest:
        group_of = {one: group for one, group in group_of.items() if group not in pool}
    return {one: POOLED if group in pool else group for one, group in group_of.items()}
