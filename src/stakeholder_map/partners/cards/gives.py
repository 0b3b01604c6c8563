"""What we bring: benefit, measures, an easy give, offers, and what to be candid about."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from stakeholder_map.partners.cards.subject import MOST_LINES, Line, Row, Subject, known, said_by
from stakeholder_map.phrases import count_of, listed, spelt

CHEAP = 1
"""Up to this cost of 4 something of ours is easy to give."""

EVIDENCE = {"roi": "return shown in money", "measured": "measured", "strength": "our strength"}
"""How well an offer is shown, in words; the best first."""


def community_benefit(subject: Subject) -> Iterator[Line]:
    """What people in the region gain."""
    area = subject.footing.area
    for column, words in (
        ("community_benefit", ""),
        ("shared_goal", "A goal that all can share: "),
    ):
        if area and known(area[column]):
            yield f"{words}{area[column]}.", "areas"


def measures(subject: Subject) -> Iterator[Line]:
    """How success would be told, not only in money."""
    area = subject.footing.area
    if not area or not known(area["metric"]):
        yield "None set: agree on one before the start, and not in money only.", "areas"
        return
    ends = [f"{area[column]:g}" for column in ("baseline", "target") if known(area[column])]
    way = f", from {' to '.join(ends)}" if len(ends) == 2 else ""
    due = f" by {area['due'].date()}" if known(area["due"]) else ""
    yield f"{area['metric']}{way}{due}.", "areas"
    if area["metric_kind"] == "financial":
        yield "This is money only: add a measure of care or community.", "areas"
    needs = _project_needs(subject)
    if needs:
        people = sum(int(row["people_affected"]) for row in needs)
        yield (
            f"People reached, of {people:,} affected: {listed(r['name'] for r in needs)}.",
            "needs",
        )


def easy_give(subject: Subject) -> Iterator[Line]:
    """What costs us little and helps them."""
    owed = [row for row in _open_promises(subject) if row["direction"] == "we_owe"]
    for row in owed[:1]:
        yield (
            f"What we owe them: {row['kind']}, due {row['due'].date()}. Bring it along.",
            ("commitments"),
        )
    cheap = [
        row["asset"]
        for row in subject.footing.all_of("assets")
        if row["stakeholder_id"] == subject.region.settings.convener
        and known(row["cost_to_give"])
        and row["cost_to_give"] <= CHEAP
    ]
    for asset in cheap[:1]:
        yield f"{asset[:1].upper()}{asset[1:]}, which costs us little.", "assets"
    theirs = {row["need_id"] for row in subject.rows("needs")}
    fit = [row for row in _offers(subject) if row["need_id"] in theirs] or _offers(subject)
    for row in fit[:1]:
        met = (
            f"meets their need “{_need_name(subject, row)}”"
            if row["need_id"] in theirs
            else ("made for organisations like them")
        )
        yield f"{row['offer']}: {met}.", "offers"
    if not (owed or cheap or fit):
        yield "None known: ask what would help them at once.", "commitments, assets, offers"


def offers(subject: Subject) -> Iterator[Line]:
    """Selling points of ours that fit, each with how well it is shown."""
    for row in _offers(subject)[:MOST_LINES]:
        need = f", for “{_need_name(subject, row)}”" if known(row["need_id"]) else ""
        yield f"{row['offer']} ({EVIDENCE[row['evidence']]}{need}).", "offers"


def candid(subject: Subject) -> Iterator[Line]:
    """What to say before they find out."""
    for row in _offers(subject)[:MOST_LINES]:
        if known(row["avoid"]):
            yield f"{row['avoid']}.", "offers, what not to promise or say"
    yield from _their_gain(subject)
    if subject.positions and all(row["source"] == "our_guess" for row in subject.positions):
        yield "What they want is our guess: begin with questions.", "positions"
    late = [row for row in _open_promises(subject) if row["due"] < _today(subject)]
    for direction, words in (("we_owe", "We owe them"), ("they_owe", "They owe us")):
        count = sum(row["direction"] == direction for row in late)
        if count:
            yield f"{words} {count_of(count, 'thing')} past its day.", "commitments"
    refused = [row for row in subject.rows("asks") if row["answer"] in ("no", "later")]
    if refused:
        last = max(refused, key=lambda row: row["asked_on"])
        yield f"They said {last['answer']} to us ({spelt(last['ask'])}) before.", "asks"


def _their_gain(subject: Subject) -> Iterator[Line]:
    """What their position in the project's area asks us to be candid about."""
    gain = subject.position
    if not gain:
        return
    if gain["gain_kind"] and set(gain["gain_kind"]) <= {"financial", "referrals"}:
        yield "Only financial gain stated so far; ask what else.", said_by(gain)
    both = known(gain["gain_together"]) and known(gain["gain_alone"])
    if both and gain["gain_alone"] >= gain["gain_together"]:
        yield "They gain as much alone: say what only works together.", said_by(gain)
    if gain["position"] < 0:
        yield f"They stand against it ({gain['position']:+d} of 4).", said_by(gain)


def promised(subject: Subject) -> Iterator[Line]:
    """What is promised and open, in the words of the log. **Restricted**."""
    for row in _open_promises(subject)[:MOST_LINES]:
        who = "We owe" if row["direction"] == "we_owe" else "They owe"
        yield f"{who}: {row['what']}, due {row['due'].date()}.", "commitments"


def _offers(subject: Subject) -> list[Row]:
    """Offers for its key group, or for a need of its own or of the project; the best shown first.

    One that is made for another key group does not fit.
    """
    needs = {row["need_id"] for row in (*subject.rows("needs"), *_project_needs(subject))}
    group = subject.row["key_group"]
    found = [
        row
        for row in subject.footing.all_of("offers")
        if row["key_group"] == group
        or (not known(row["key_group"]) and (not known(row["need_id"]) or row["need_id"] in needs))
    ]
    order = list(EVIDENCE)

    def place(row: Row) -> tuple[bool, int, str]:
        return row["need_id"] not in needs, order.index(row["evidence"]), row["offer"]

    return sorted(found, key=place)


def _project_needs(subject: Subject) -> list[Row]:
    """Needs that the project meets: those it names, else those of its area."""
    project = subject.footing.project
    if not project:
        return []
    return [
        row
        for row in subject.footing.all_of("needs")
        if (
            row["need_id"] in project["needs"]
            if project["needs"]
            else row["area_id"] == project["area_id"]
        )
    ]


def _need_name(subject: Subject, row: Row) -> str:
    needs = subject.footing.all_of("needs")
    return next((str(need["name"]) for need in needs if need["need_id"] == row["need_id"]), "")


def _open_promises(subject: Subject) -> list[Row]:
    """Open commitments, the oldest first."""
    rows = [
        row
        for row in subject.rows("commitments")
        if not known(row["done"]) or row["done"] > _today(subject)
    ]
    return sorted(rows, key=lambda row: (row["due"], row["kind"], row["direction"]))


def _today(subject: Subject) -> pd.Timestamp:
    return pd.Timestamp(subject.region.as_of)
