"""What stands on record of organisations, and was told by nobody in confidence.

The map for leaders shows nothing else of ties, and organisations stand on every map where the
record puts them: a place that followed the survey would tell who works with whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stakeholder_map.report.grid import clean_text
from stakeholder_map.report.map.places import Array, Place, keep_places
from stakeholder_map.tables.spans import holding

if TYPE_CHECKING:
    from stakeholder_map.read import Region

RECORD_WORDS: Mapping[str, str] = {
    "bodies": "Sit on the same bodies",
    "meetings": "Come to the same public meetings",
    "services": "Serve the same people",
    "systems": "Belong to one system",
}
"""What two organisations may have in common on record, in the order of the switches."""

ONE_OF_A_GROUP = 0.12
"""How close organisations of one key group stand where nothing else is on record of them."""


@dataclass(frozen=True, order=True)
class Record:
    """Something that organisations have in common.

    Parameters
    ----------
    layer : str
        Of `RECORD_WORDS`.
    area : str
        Id of the area; empty for the relation as a whole, which every entry counts for.
    label : str
        Name of the body, of the people served, of the meeting, of the system.
    who : tuple of str
        Ids of organisations, sorted.
    """

    layer: str
    area: str
    label: str
    who: tuple[str, ...]


def records_of(region: Region) -> tuple[Record, ...]:
    """All that stands on record of the organisations of a region.

    Parameters
    ----------
    region : Region
        Of its tables only `stakeholders` (name, parent), `memberships`, `services` and `events`
        are read, and `people` for whose seat it is.

    Returns
    -------
    tuple of Record
        By layer, area and label; departments of our own are not among them. A seat of a person
        counts for its organisation where an organisation holds a seat on the same body, too:
        a body on which persons sit alone is their own matter. Of events only those with
        ``open = yes`` are read.
    """
    outside = set(_organisations(region)["stakeholder_id"])
    found = [*_bodies(region), *_meetings(region), *_services(region), *_systems(region)]
    held: dict[tuple[str, str, str], set[str]] = {}
    labels: dict[tuple[str, str, str], str] = {}
    for layer, area, label, who in found:
        key = (layer, area, " ".join(label.casefold().split()))
        labels[key] = min(label, labels.get(key, label))
        held.setdefault(key, set()).update({who} & outside)
    return tuple(
        sorted(
            Record(layer, area, clean_text(labels[layer, area, key]), tuple(sorted(who)))
            for (layer, area, key), who in held.items()
            if len(who) > (layer == "systems")
        )
    )


def closeness(records: Iterable[Record], groups: Mapping[str, str]) -> Array:
    """How close the record puts organisations, for their places on the map.

    Parameters
    ----------
    records : iterable of Record
        On record.
    groups : mapping of str to str
        Key group by id, for everybody on the map, in the order of the rows.

    Returns
    -------
    array (n, n)
        0 to 1; the members of a large body are less close than those of a small one.

    Examples
    --------
    >>> pair = Record("bodies", "", "Board", ("a", "b"))
    >>> closeness([pair], {"a": "x", "b": "y", "c": "y"})[0].tolist()
    [0.0, 0.5, 0.0]
    """
    row_of = {name: row for row, name in enumerate(groups)}
    named = np.array(list(groups.values()), dtype=object)
    near = np.where((named[:, None] == named[None, :]) & (named[:, None] != ""), ONE_OF_A_GROUP, 0)
    near = near.astype(np.float64)
    for record in records:
        rows = [row_of[name] for name in record.who if name in row_of]
        if not record.area and len(rows) > 1:
            weight = 1.0 if record.layer == "systems" else 1 / len(rows)
            near[np.ix_(rows, rows)] += weight
    np.fill_diagonal(near, 0.0)
    return np.minimum(near, 1.0)


def places_on_record(region: Region, *, before: Mapping[str, Place], seed: int) -> dict[str, Place]:
    """Where organisations stand on the maps of a region, those for leaders among them.

    Parameters
    ----------
    region : Region
        What stands on record, and key groups; no answer is read.
    before : mapping of str to (float, float)
        Places on the maps of the scan before.
    seed : int
        For a first map.

    Returns
    -------
    dict of str to (float, float)
        As of `keep_places`, for every stakeholder.

    Notes
    -----
    Were organisations near each other that said they work together, a leader could read answers off
    the map with a ruler.
    """
    table = region.table("stakeholders").sort_values("stakeholder_id")
    groups = dict(zip(table["stakeholder_id"], table["key_group"].fillna(""), strict=True))
    near = closeness(records_of(region), groups)
    return keep_places(list(groups), near, before=before, seed=seed)


Entry = tuple[str, str, str, str]


def _organisations(region: Region) -> pd.DataFrame:
    table = region.table("stakeholders")
    return table[~table["internal"].fillna(False).astype(bool)]


def _bodies(region: Region) -> Iterable[Entry]:
    """Seats that are held now, on bodies of organisations."""
    table = holding(region.table("memberships"), region.as_of)
    names = table["body"].map(lambda body: " ".join(body.casefold().split()))
    own = table["member_id"].isin(region.table("stakeholders")["stakeholder_id"])
    table = table[names.isin(set(names[own]))]
    for member, body in zip(table["member_id"], table["body"], strict=True):
        yield "bodies", "", str(body), region.organisation_of(str(member))


def _meetings(region: Region) -> Iterable[Entry]:
    table = region.table("events")
    table = table[table["open"].fillna(False).astype(bool)]
    columns = [table[name] for name in ("event_id", "name", "date", "area_id", "attendees")]
    for event, name, day, area, came in zip(*columns, strict=True):
        what = name if isinstance(name, str) else f"Meeting {event}"
        label = f"{what}, {day.date().isoformat()}"
        for who in {region.organisation_of(str(each)) for each in came}:
            yield "meetings", "", label, who
            if isinstance(area, str):
                yield "meetings", area, label, who


def _services(region: Region) -> Iterable[Entry]:
    table = region.table("services")
    columns = [table[name] for name in ("stakeholder_id", "population", "area_id")]
    for who, people, area in zip(*columns, strict=True):
        yield "services", "", str(people), str(who)
        if isinstance(area, str):
            yield "services", area, str(people), str(who)


def _systems(region: Region) -> Iterable[Entry]:
    table = _organisations(region)
    parents = set(table["parent_id"].dropna())
    for who in table["stakeholder_id"].astype(str):
        root = region.root_of(who)
        if root != who or who in parents:
            yield "systems", "", region.name_of(root), who
