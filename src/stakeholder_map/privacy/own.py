"""What a participant is told of its own ratings, against peers without names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stakeholder_map.privacy.ratings import TOPICS
from stakeholder_map.privacy.received import told_raters
from stakeholder_map.privacy.rules import SAFE, Rules
from stakeholder_map.privacy.safe import HIDDEN, SafeTable, clear
from stakeholder_map.privacy.statements import Statement

EVERYBODY_ELSE = "all other organisations"


@dataclass(frozen=True)
class OwnResults:
    """The return of one participant.

    Parameters
    ----------
    own : SafeTable
        A row a topic: the band of its own mean and how many rated.
    peers : SafeTable
        A row a topic and band: how many of its peers lie in it. No row where too few have a mean
        that may be told.
    among : str
        Who the peers are: its key group, or all other organisations.
    """

    own: SafeTable
    peers: SafeTable
    among: str

    @property
    def shown(self) -> bool:
        """Whether there is anything to tell."""
        return self.own.shown() or bool(self.peers.rows)


def own_results(
    told: Sequence[Statement], *, subject: str, groups: Mapping[str, str], rules: Rules = SAFE
) -> OwnResults:
    """The return of one participant, from what passed the audit.

    Parameters
    ----------
    told : sequence of Statement
        Of the scan's ledger.
    subject : str
        Id of the participant.
    groups : mapping of str to str
        Key group by id, small ones pooled.
    rules : Rules
        Peers are those of the key group where at least as many of them as must have rated have a
        mean that may be told, all other organisations otherwise.

    Returns
    -------
    OwnResults
        Nothing in it was not judged before; no peer is named.
    """
    cells = [one for one in told if one.cell.kind == "organisation"]
    mine = {one.cell.topic: one for one in cells if one.cell.about == subject}
    others = [one for one in cells if one.cell.about != subject]
    group = groups.get(subject, "")
    near = [one for one in others if group and groups.get(one.cell.about) == group]
    enough = len({one.cell.about for one in near}) >= rules.raters
    peers, among = (near, group) if enough else (others, EVERYBODY_ELSE)
    topics = [topic for topic in TOPICS if any(one.cell.topic == topic for one in cells)]
    rows = []
    for topic in topics:
        one = mine.get(topic)
        texts = (HIDDEN, "") if one is None else (one.label, told_raters(one, rules=rules))
        rows.append((topic, tuple(clear(text) for text in texts)))
    return OwnResults(
        SafeTable(("band", "raters"), tuple(rows)), _counted(peers, topics, rules=rules), among
    )


def _counted(peers: Sequence[Statement], topics: Sequence[str], *, rules: Rules) -> SafeTable:
    """How many peers lie in each band; topics with too few of them are left out."""
    rows = []
    for topic in topics:
        labels = [one.label for one in peers if one.cell.topic == topic]
        if len(labels) < rules.raters:
            continue
        for label in sorted(set(labels), key=lambda each: float(each.partition(" ")[0])):
            values = (clear(label), clear(str(labels.count(label))))
            rows.append((topic, values))
    return SafeTable(("band", "peers"), tuple(rows))
