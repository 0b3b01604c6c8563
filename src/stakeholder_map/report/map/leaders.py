"""The map for leaders: what stands on record, and of ratings what passed the audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from stakeholder_map.phrases import count_of, listed
from stakeholder_map.privacy.audience import Audience
from stakeholder_map.privacy.cells import pooled_groups
from stakeholder_map.privacy.climate import SIDES
from stakeholder_map.privacy.received import AS_A_WHOLE, Received
from stakeholder_map.privacy.rules import BANNER, SAFE, Rules
from stakeholder_map.privacy.safe import HIDDEN
from stakeholder_map.report.grid import clean_text
from stakeholder_map.report.map.content import MapContent, Tie
from stakeholder_map.report.map.places import Place, place_amid
from stakeholder_map.report.map.record import RECORD_WORDS, Record, records_of
from stakeholder_map.report.received import topic_in_words

if TYPE_CHECKING:
    from stakeholder_map.read import Region

POWER = ("direct_influence", "value")
"""Which received mean stands for power: the first that leaders are told."""

FEWEST = 3
"""Where fewer organisations have a figure for both, there is no view of power and interest."""

CONVENER = "convener"
_FACTS: Mapping[str, str] = {
    "bodies": "Sits on",
    "services": "Serves",
    "systems": "Belongs to",
}
_ABOUT = {"cooperation": "working together", "competition": "competing"}
_FULL_MARKS = 4.0


def leaders_map(
    region: Region,
    *,
    received: Received,
    audience: Audience,
    places: Mapping[str, Place],
    rules: Rules = SAFE,
) -> MapContent | None:
    """The map that leaders may see.

    Parameters
    ----------
    region : Region
        Names and key groups of organisations, and what stands on record of them. Of `positions`
        only what a document says is read, for the convener alone; no answer is.
    received : Received
        The audited tables: whatever the map says of ratings is a text of theirs.
    audience : Audience
        Members and the public are shown organisations that share something on record, and nothing
        of how they are rated.
    places : mapping of str to (float, float)
        The same as on the map for analysts.
    rules : Rules
        How many systems a key group must have not to be pooled.

    Returns
    -------
    MapContent or None
        None where no report may be given, or nothing on record joins any two organisations.
    """
    records = records_of(region)
    if not received.reported or not any(len(record.who) > 1 for record in records):
        return None
    named = audience == "convener"
    nodes = _nodes(region, records=records, everybody=named, rules=rules)
    if named:
        _add_ratings(nodes, region=region, received=received)
    layers = [layer for layer in RECORD_WORDS if any(one.layer == layer for one in records)]
    notes = _climate(received)
    areas = _areas(region, records=records, notes=notes)
    for node in nodes:
        node["x"], node["y"] = places[node["id"]]
    items = _items(records, nodes=nodes, layers=layers, areas=[area["id"] for area in areas])
    return MapContent(
        nodes=tuple({**node, "id": ""} for node in nodes),
        layers=tuple(
            {"id": layer, "label": RECORD_WORDS[layer], "sign": "positive"} for layer in layers
        ),
        areas=areas,
        ties=ties_of(items),
        kind="record",
        items=items,
        axes=_grid(nodes, received=received) if named else (),
        note=notes.get(AS_A_WHOLE, ""),
        warning="" if rules.safe else BANNER,
    )


def _areas(
    region: Region, *, records: Sequence[Record], notes: Mapping[str, str]
) -> tuple[dict[str, str], ...]:
    """Areas of which something is on record or told, by name."""
    reached = {record.area for record in records}
    table = region.table("areas")
    pairs = zip(table["area_id"].astype(str), table["name"].astype(str), strict=True)
    named = sorted((clean_text(name), area) for area, name in pairs)
    return tuple(
        {"id": area, "label": name, "note": notes.get(name, "")}
        for name, area in named
        if area in reached or name in notes
    )


def _items(
    records: Sequence[Record],
    *,
    nodes: Sequence[Mapping[str, Any]],
    layers: Sequence[str],
    areas: Sequence[str],
) -> tuple[dict[str, Any], ...]:
    """What organisations on the map have in common, or hold alone."""
    row_of = {node["id"]: row for row, node in enumerate(nodes)}
    found: list[dict[str, Any]] = [
        {
            "layer": layers.index(record.layer),
            "area": areas.index(record.area) if record.area else -1,
            "label": record.label,
            "who": sorted(row_of[who] for who in record.who if who in row_of),
        }
        for record in records
        if any(who in row_of for who in record.who)
    ]
    points = np.array([(node["x"], node["y"]) for node in nodes])
    drawn: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for item in found:
        drawn.setdefault((item["layer"], item["area"]), []).append(item)
    for same in drawn.values():
        amid = place_amid([points[item["who"]] for item in same], others=points)
        for item, (x, y) in zip(same, amid, strict=True):
            item |= {"x": x, "y": y}
    return tuple(found)


def ties_of(items: Sequence[Mapping[str, Any]]) -> tuple[Tie, ...]:
    """Ties that follow from what organisations have in common.

    Parameters
    ----------
    items : sequence of mapping
        As of :class:`~stakeholder_map.report.map.content.MapContent`.

    Returns
    -------
    tuple of tuple
        As there; the strength is how much two have in common, against the most that any two have in
        the layer and area.

    Examples
    --------
    >>> board = {"layer": 0, "area": -1, "who": [0, 1, 2]}
    >>> ties_of([board, {**board, "who": [0, 2]}])
    ((0, 1, 0, -1, 0.5, 1.0), (0, 2, 0, -1, 1.0, 1.0), (1, 2, 0, -1, 0.5, 1.0))
    """
    shared = Counter(
        (one, other, item["layer"], item["area"])
        for item in items
        for one, other in combinations(item["who"], 2)
    )
    most: Counter[tuple[int, int]] = Counter()
    for (_, _, layer, area), count in shared.items():
        most[layer, area] = max(most[layer, area], count)
    return tuple(
        (one, other, layer, area, round(count / most[layer, area], 2), 1.0)
        for (one, other, layer, area), count in sorted(shared.items())
    )


def _nodes(
    region: Region, *, records: Sequence[Record], everybody: bool, rules: Rules
) -> list[dict[str, Any]]:
    """Organisations by name, with what stands on record of each."""
    groups = pooled_groups(region, fewest=rules.group)
    table = region.table("stakeholders")
    outside = table[~table["internal"].fillna(False).astype(bool)]
    joined = {who for record in records if len(record.who) > 1 for who in record.who}
    nodes = []
    for who, name in zip(outside["stakeholder_id"], outside["name"], strict=True):
        if not everybody and who not in joined:
            continue
        ours = region.root_of(who) == region.settings.convener
        nodes.append(
            {
                "id": who,
                "label": clean_text(str(name)),
                "group": CONVENER if ours else groups.get(who, ""),
                "power": None,
                "interest": None,
                "facts": list(_facts(who, records=records, name=clean_text(str(name)))),
            }
        )
    return sorted(nodes, key=lambda node: (node["label"].casefold(), node["id"]))


def _facts(who: str, *, records: Sequence[Record], name: str) -> Iterator[str]:
    for layer, verb in _FACTS.items():
        labels = [r.label for r in records if r.layer == layer and not r.area and who in r.who]
        if labels and labels != [name]:
            yield f"{verb}: {'; '.join(labels)}."
    met = sum(r.layer == "meetings" and not r.area and who in r.who for r in records)
    if met:
        yield f"Came to {count_of(met, 'public meeting')}."


def _add_ratings(nodes: list[dict[str, Any]], *, region: Region, received: Received) -> None:
    """What the audited table says of each, and for the view of power and interest where it lies."""
    rows = {record["name"]: record for record in received.organisations.records()}
    power = next((topic for topic in POWER if topic in received.topics), "")
    interest = _documented(region)
    for node in nodes:
        row = rows.get(region.name_of(node["id"]), {})
        told = [topic for topic in received.topics if row.get(topic, HIDDEN) != HIDDEN]
        node["facts"] = [
            f"Rated {row[topic]} of 4 on {topic_in_words(topic)}, by {row[f'{topic}_raters']} "
            "systems."
            for topic in told
        ] + node["facts"]
        if power in told and node["id"] in interest:
            node["power"] = _middle(row[power]) / _FULL_MARKS
            node["interest"] = round(interest[node["id"]] / _FULL_MARKS, 3)
    _spread(nodes)


def _documented(region: Region) -> dict[str, float]:
    """How much its areas matter to each organisation, 0 to 4, as far as documents say."""
    table = region.table("positions")
    shown = table[(table["source"] == "document") & table["priority"].notna()]
    means = shown.groupby("stakeholder_id")["priority"].mean()
    return {str(who): float(mean) for who, mean in means.items()}


def _middle(label: str) -> float:
    """Middle of a band, or the mean itself where safety is off."""
    ends = [float(end) for end in label.split(" to ")]
    return sum(ends) / len(ends)


def _spread(nodes: Sequence[dict[str, Any]]) -> None:
    """Set those of one band beside each other: within a band the place says nothing."""
    bands: dict[float, list[dict[str, Any]]] = {}
    for node in nodes:
        if node["power"] is not None:
            bands.setdefault(node["power"], []).append(node)
    for same in bands.values():
        same.sort(key=lambda node: (node["interest"], node["label"]))
        for place, node in enumerate(same):
            node["power"] = round(node["power"] + 0.1 * ((place + 0.5) / len(same) - 0.5), 4)


def _grid(nodes: Sequence[Mapping[str, Any]], *, received: Received) -> tuple[str, ...]:
    """Names of the axes of power and interest; none where too few have a figure for both."""
    if sum(node["power"] is not None for node in nodes) < FEWEST:
        return ()
    power = next(topic for topic in POWER if topic in received.topics)
    return (f"{topic_in_words(power)}, in bands", "interest, by what documents say")


def _climate(received: Received) -> dict[str, str]:
    """What leaders are told of the climate, by name of the area."""
    notes = {}
    for row in received.areas.records():
        told = [side for side in SIDES if row.get(side, HIDDEN) != HIDDEN]
        parts = [f"{row[side]} of 4 for {_ABOUT[side]}" for side in told]
        if parts:
            notes[clean_text(row["name"])] = f"Those who answered report {listed(parts)}."
    return notes
