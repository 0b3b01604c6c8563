"""From the evidence of one layer and area to the arrays that a sampler reads."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from stakeholder_map.evidence import Evidence
from stakeholder_map.posterior.problem import (
    ABSENT,
    FREE_RECALL_MISSES,
    PRESENT,
    UNKNOWN,
    Bools,
    Floats,
    Ints,
    Problem,
)
from stakeholder_map.posterior.weigh import voices_of
from stakeholder_map.posterior.witnesses import BLANK, Witnesses
from stakeholder_map.tables import LAYERS

MEETINGS = ("joint_events", "shared_bodies")
"""Layers whose counts are witnesses of a tie in positive layers."""


@dataclass(frozen=True)
class Gathered:
    """A problem, and which stakeholders it is about.

    Parameters
    ----------
    problem : Problem
        What was reported.
    members : (n,) int array
        Rows of the stakeholders who could be named or spoke; departments of which nobody was asked
        are no part of it.
    """

    problem: Problem
    members: Ints


def gather(evidence: Evidence, *, layer: str, area: str) -> Gathered | None:
    """What was reported of one layer and area; None where nobody answered.

    Parameters
    ----------
    evidence : Evidence
        What `collect_evidence` gives.
    layer, area : str
        Which part.

    Returns
    -------
    Gathered or None

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> said = [("a", "b", "cooperation", 4), ("b", "a", "cooperation", 0)]
    >>> gathered = gather(evidence_from_answers(said, silent="c"), layer="cooperation", area="")
    >>> gathered.problem.n, gathered.problem.source, gathered.problem.level.tolist()
    (3, array([0]), [4, 0])
    """
    reports = evidence.reports_in(layer, area=area)
    if not (reports["state"] != "blank").any():
        return None
    if LAYERS[layer].directed:
        return _directed(evidence, layer=layer, area=area)
    witnesses = Witnesses.of(evidence, layer=layer, area=area)
    members = _members(evidence, [witnesses.speaks_for, witnesses.source, witnesses.target])
    local = np.full(len(evidence.stakeholders), -1)
    local[members] = np.arange(len(members))
    witnesses = replace(
        witnesses,
        speaks_for=local[witnesses.speaks_for],
        source=local[witnesses.source],
        target=local[witnesses.target],
    )
    shown = _shown(evidence)[members]
    kinds: tuple[str, ...] = ()
    if LAYERS[layer].sign == "positive" and area == "":
        kinds = tuple(kind for kind in MEETINGS if len(evidence.reports_in(kind)))
    met = [_met(evidence, kind, local=local) for kind in kinds]
    highest = int(reports["highest"].max())
    return Gathered(_symmetric(witnesses, met, shown=shown, highest=highest), members)


def _members(evidence: Evidence, further: list[Ints]) -> Ints:
    rows = np.unique(np.concatenate([np.flatnonzero(_shown(evidence)), *further]))
    return rows[rows >= 0].astype(np.int64)


def _shown(evidence: Evidence) -> Bools:
    return np.asarray(evidence.stakeholders.index.isin(evidence.roster), dtype=np.bool_)


@dataclass(frozen=True)
class _Met:
    """Meetings of one kind: pairs in order, how often, and how often each stakeholder came.

    A meeting of m counts 1 / (m - 1), on average over all meetings of the kind. It tells of m who
    came, not of m (m - 1) / 2 pairs that each decided to meet.
    """

    keys: Ints
    counts: Floats
    attended: Floats


def _met(evidence: Evidence, kind: str, *, local: Ints) -> _Met:
    n, ids = int(local.max()) + 1, evidence.stakeholders.index
    seen = evidence.exposures
    table = {"joint_events": "events", "shared_bodies": "memberships"}[kind]
    seen = seen[(seen["kind"] == table) & (seen["area"] == "")]
    rows = local[ids.get_indexer(pd.Index(seen["stakeholder"]))]
    came = seen["count"].to_numpy(dtype=np.float64)
    attended: Floats = np.bincount(rows[rows >= 0], came[rows >= 0], n).astype(np.float64)
    reports = evidence.reports_in(kind)
    ends = [local[ids.get_indexer(pd.Index(reports[end]))] for end in ("source", "target")]
    both = np.minimum(*ends) >= 0
    keys = (np.minimum(*ends) * n + np.maximum(*ends))[both]
    counts = reports["level"].to_numpy(dtype=np.float64)
    share = min(1.0, attended.sum() / (2.0 * counts.sum()))
    order = np.argsort(keys, kind="stable")
    return _Met(keys[order], counts[both][order] * share, attended)


def _symmetric(witnesses: Witnesses, met: list[_Met], *, shown: Bools, highest: int) -> Problem:
    n = len(shown)
    own = np.minimum(witnesses.source, witnesses.target) * n
    own += np.maximum(witnesses.source, witnesses.target)
    keys = np.unique(np.concatenate([own, *(each.keys for each in met)]))
    source, target = np.divmod(keys, max(n, 1))
    explicit = {"pair": np.searchsorted(keys, own), "witness": witnesses.witness}
    said = pd.DataFrame({**explicit, "level": witnesses.level})
    reports = pd.concat([said, _denials(witnesses, source, target, shown=shown)])
    reports = reports.drop_duplicates(["pair", "witness"]).sort_values(["pair", "witness"])
    reports = reports[reports["level"] > BLANK]
    pair, witness, level = (reports[name].to_numpy(dtype=np.int64) for name in reports.columns)
    width = len(witnesses.speaks_for)
    listed = np.bincount(source[shown[target]], minlength=n)
    listed += np.bincount(target[shown[source]], minlength=n)
    implied = (shown.sum() - shown - listed)[witnesses.speaks_for]
    meetings = np.zeros((len(met), len(keys)))
    for row, each in zip(meetings, met, strict=True):
        row[np.searchsorted(keys, each.keys)] = each.counts
    return Problem(
        n=n,
        symmetric=True,
        heard=np.bincount(witnesses.speaks_for, minlength=n) > 0,
        shown=shown,
        left_out=np.ones(n),
        source=source,
        target=target,
        settled=np.full(len(keys), UNKNOWN, dtype=np.int64),
        stated=np.zeros(len(keys), dtype=np.int64),
        speaks_for=witnesses.speaks_for,
        implies=witnesses.implies,
        usual=witnesses.usual,
        pairs=np.bincount(witness, minlength=width) + np.where(witnesses.implies, implied, 0),
        positives=np.bincount(witness[level != 0], minlength=width).astype(np.int64),
        begins=np.searchsorted(pair, np.arange(len(keys) + 1)).astype(np.int64),
        witness=witness,
        level=level,
        highest=highest,
        meetings=meetings,
        attended=np.array([each.attended for each in met]).reshape(len(met), n),
    )


def _denials(witnesses: Witnesses, source: Ints, target: Ints, *, shown: Bools) -> pd.DataFrame:
    """What witnesses left out of the listed pairs at their stakeholder."""
    ends = pd.DataFrame(
        {
            "pair": np.tile(np.arange(len(source)), 2),
            "home": np.concatenate([source, target]),
            "shown": shown[np.concatenate([target, source])],
        }
    )
    speakers = {"home": witnesses.speaks_for, "witness": np.arange(len(witnesses.speaks_for))}
    implied = ends[ends["shown"]].merge(pd.DataFrame(speakers)[witnesses.implies], on="home")
    return implied[["pair", "witness"]].assign(level=0)


def _directed(evidence: Evidence, *, layer: str, area: str) -> Gathered:
    """The voice of the source is the tie; only what silent sources would say is open."""
    ids, n = evidence.stakeholders.index, len(evidence.stakeholders)
    reports = evidence.reports_in(layer, area=area)
    coverage = evidence.coverage(layer, area=area)
    given = evidence.zero_givers(layer, area=area)["stakeholder"]
    listing = np.bincount(ids.get_indexer(pd.Index(given)), minlength=n) > 0
    spoke = reports.loc[reports["state"] != "blank", "source"]
    heard = listing | (np.bincount(ids.get_indexer(pd.Index(spoke)), minlength=n) > 0)
    keys, settled, stated = _settled(evidence, layer=layer, area=area)
    keep = heard[keys // n]
    settled, stated, (source, target) = settled[keep], stated[keep], np.divmod(keys[keep], n)
    members = _members(evidence, [source, target, np.flatnonzero(heard)])
    local = np.full(n, -1)
    local[members] = np.arange(len(members))
    free = np.where(heard & ~listing, FREE_RECALL_MISSES, 1.0)
    none, size = np.empty(0, dtype=np.int64), len(members)
    problem = Problem(
        n=size,
        symmetric=False,
        heard=heard[members],
        shown=_shown(evidence)[members],
        left_out=np.where(coverage.from_roster > 0, 0.0, free)[members],
        source=local[source],
        target=local[target],
        settled=settled,
        stated=stated,
        speaks_for=none,
        implies=none.astype(bool),
        usual=none.astype(bool),
        pairs=none,
        positives=none,
        begins=np.zeros(len(source) + 1, dtype=np.int64),
        witness=none,
        level=none,
        highest=int(reports["highest"].max()),
        meetings=np.zeros((0, len(source))),
        attended=np.zeros((0, size)),
    )
    return Gathered(problem, members)


def _settled(evidence: Evidence, *, layer: str, area: str) -> tuple[Ints, Ints, Ints]:
    """Pairs of which anything was said, whether the voice of the source sees a tie, its level."""
    ids, n = evidence.stakeholders.index, len(evidence.stakeholders)
    reports, coverage = evidence.reports_in(layer, area=area), evidence.coverage(layer, area=area)
    voices = voices_of(evidence.claims(layer, area=area), ids=ids)
    ends = [ids.get_indexer(pd.Index(reports[end])) for end in ("source", "target")]
    keys = np.unique(np.concatenate([ends[0] * n + ends[1], coverage.pairs])).astype(np.int64)
    settled = np.where(coverage.reports(*np.divmod(keys, n)) > 0, ABSENT, UNKNOWN)
    named = np.searchsorted(keys, (voices["source"] * n + voices["target"]).to_numpy())
    settled[named] = PRESENT
    stated = np.zeros(len(keys), dtype=np.int64)
    stated[named] = np.maximum(np.floor(voices["exact"].to_numpy(dtype=np.float64) + 0.5), 1)
    return keys, settled.astype(np.int64), stated
