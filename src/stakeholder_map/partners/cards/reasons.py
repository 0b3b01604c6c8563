"""Why them, what is in it for them, what they stake, where we go on competing."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from stakeholder_map.partners.cards.subject import (
    MOST_LINES,
    Line,
    Subject,
    known,
    records,
    said_by,
)
from stakeholder_map.partners.figures import FULL, asked_with_us, willingness
from stakeholder_map.partners.figures import UNKNOWN as NOT_SAID
from stakeholder_map.phrases import listed, percent, spelt

HIGH_MARK = 3
"""From this mark of 4 on a priority or a strength is high."""

SOME = 0.25
"""From this strength on competition is worth a word."""


def why_them(subject: Subject) -> Iterator[Line]:
    """What it would bring to the group."""
    yield _seat(subject)
    footing = subject.footing
    places = footing.ranking.table[["rank_low", "rank_high"]]
    for place in records(places[places.index == subject.stakeholder]):
        low, high = int(place["rank_low"]), int(place["rank_high"])
        told = f"place {low}" if low == high else f"between places {low} and {high}"
        yield f"Influence: {told} of {len(footing.ranking.table)}.", "ranking by influence"
    served = sorted(subject.rows("services"), key=lambda row: (-row["people"], row["population"]))
    if served:
        told = listed(f"{row['people']:,} {row['population']}" for row in served[:MOST_LINES])
        yield f"Serves {told}.", "services"
    needed = footing.project.get("asset_kinds_required", ())
    brings = [row for row in subject.rows("assets") if row["kind"] in needed]
    for row in brings[:MOST_LINES]:
        strength = f", {row['strength']} of 4" if known(row["strength"]) else ""
        yield (
            f"Brings what the project takes: {row['asset']} ({spelt(row['kind'])}{strength}).",
            "assets",
        )
    yield _willing(subject)


def _seat(subject: Subject) -> Line:
    group = str(subject.row["key_group"])
    everybody = subject.footing.of_members("stakeholders").values()
    others = [row for rows in everybody for row in rows if row["key_group"] == group]
    only = "the only member from" if len(others) == 1 else "a member from"
    members = subject.row["members"]
    size = f"; stands for {int(members):,} people" if known(members) else ""
    return f"{only[:1].upper()}{only[1:]} the key group {spelt(group)}{size}.", "stakeholders"


def _willing(subject: Subject) -> Line:
    ids = pd.Index([subject.stakeholder], dtype="str")
    said = willingness(subject.footing.scan, ids=ids).iloc[0]
    accepts = subject.footing.plan.order["accepts"].to_dict()
    forecast = f"our forecast of a yes in this order: {percent(accepts[subject.stakeholder])}"
    if said["willingness_source"] == NOT_SAID:
        return f"Willingness unknown: ask; {forecast}.", "nobody said; model of acceptance"
    value = float(said["willingness"]) * FULL
    return (
        f"Willingness {value:.3g} of 4; {forecast}.",
        f"{said['willingness_source']}; model of acceptance",
    )


def in_it_for_them(subject: Subject) -> Iterator[Line]:
    """Their priorities, gains, needs and unused assets."""
    ranked = [
        row
        for row in subject.positions
        if known(row["priority"]) and row["priority"] >= HIGH_MARK and row["position"] > 0
    ]
    for row in ranked[:MOST_LINES]:
        text = f"{subject.area_of(row)} is a priority for them ({row['priority']} of 4)."
        yield text, said_by(row)
    gain = subject.position
    if gain and known(gain["gain_together"]):
        alone = gain["gain_alone"] if known(gain["gain_alone"]) else "an unknown gain"
        kinds = (
            f", in {listed(spelt(kind) for kind in gain['gain_kind'])}" if gain["gain_kind"] else ""
        )
        text = f"Gain together {gain['gain_together']} of 4 against {alone} alone{kinds}."
        yield text, said_by(gain)
    for row in subject.rows("needs")[:MOST_LINES]:
        people = int(row["people_affected"])
        yield f"A need of theirs: {row['name']} ({people:,} people).", "needs"
    needed = subject.footing.project.get("asset_kinds_required", ())
    for row in subject.rows("assets")[:MOST_LINES]:
        if known(row["in_use"]) and not row["in_use"]:
            use = "; the project would put it to use" if row["kind"] in needed else ""
            yield f"Lies unused: {row['asset']}{use}.", "assets"


def stakes(subject: Subject) -> Iterator[Line]:
    """What they would give up, and have at stake."""
    for row in subject.positions[:MOST_LINES]:
        where = subject.area_of(row)
        for column, words in (("gives_up", "Would give up"), ("at_stake", "At stake")):
            if known(row[column]):
                yield f"{words} in {where}: {row[column]}.", said_by(row)


def competing(subject: Subject) -> Iterator[Line]:
    """Where we and they, and they and other members, go on competing."""
    scan = subject.footing.scan
    if "competition" not in scan.evidence.asked:
        yield "Competition was not asked about: ask.", "survey"
        return
    us, them, rivalry = scan.region.settings.convener, subject.stakeholder, subject.footing.rivalry
    others = [each for each in subject.footing.choice.members if each != subject.stakeholder]
    with_us, with_members = [], []
    for area, name in sorted(subject.footing.area_names.items()):
        with_us += [name] if rivalry.get((area, them, us), 0.0) >= SOME else []
        with_members += [
            f"{scan.region.name_of(each)} in {name}"
            for each in others
            if rivalry.get((area, them, each), 0.0) >= scan.region.settings.high
        ]
    whole = rivalry.get(("", them, us), 0.0)
    asked = asked_with_us(scan, ids=pd.Index([subject.stakeholder], dtype="str"))
    if with_us:
        yield f"With us in {listed(with_us)}: name it, and keep it outside.", "survey, by area"
    elif whole >= SOME:
        yield "With us, in no area by name: ask where.", "survey"
    elif asked[0]:
        yield "No competition with us worth a word was reported.", "survey"
    else:
        yield "Nobody was heard on competition with us: ask.", "survey"
    if with_members:
        yield f"With other members: {listed(with_members[:MOST_LINES])}.", "survey, by area"
