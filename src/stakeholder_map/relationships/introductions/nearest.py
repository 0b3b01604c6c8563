"""Where no way leads to somebody: the nearest body, or a key group that both belong to."""

from __future__ import annotations

from collections.abc import Mapping

from stakeholder_map.phrases import spelt
from stakeholder_map.read import Region
from stakeholder_map.relationships.introductions.acquaintances import bodies
from stakeholder_map.relationships.introductions.ways import Way


def name_nearest(
    region: Region, *, stakeholder: str, ways: Mapping[str, Way], ours: frozenset[str]
) -> str:
    """What stands nearest to an organisation that nobody can introduce us to.

    The body on which it sits with most seats of parties that are ours or that we reach, then with
    most seats at all; failing that, the organisation of its key group that we reach most warmly.

    Parameters
    ----------
    region : Region
        Its tables `memberships` and `stakeholders` are read.
    stakeholder : str
        The organisation.
    ways : mapping of str to Way
        The warmest way to each party that can be reached.
    ours : frozenset of str
        Our organisations.

    Returns
    -------
    str
        Words; no person is named.
    """
    found: list[tuple[int, int, str]] = []
    for body, members in bodies(region).values():
        homes = [region.organisation_of(member) for member in members]
        if stakeholder in homes:
            near = sum(
                home in ours or member in ways for member, home in zip(members, homes, strict=True)
            )
            found.append((-near, -len(members), body))
    if found:
        near, _, body = min(found)
        us = f", where {-near} sit whom we can reach" if near else ""
        return f"nearest body: {body}{us}"
    return _of_its_group(region, stakeholder=stakeholder, ways=ways, ours=ours)


def _of_its_group(
    region: Region, *, stakeholder: str, ways: Mapping[str, Way], ours: frozenset[str]
) -> str:
    who = region.table("stakeholders").set_index("stakeholder_id")["key_group"]
    group = who[stakeholder]
    alike = {each for each in who.index[who == group] if each not in ours}
    for party in ways:  # in the order of falling probability
        home = region.organisation_of(party)
        if home in alike and home != stakeholder:
            return f"mutual key group: {spelt(group)}; there we reach {region.name_of(home)}"
    return f"no body on record, and nobody of its key group ({spelt(group)}) whom we can reach"
