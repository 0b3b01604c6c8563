"""What the draws of one layer and area say of each tie, and the draws, packed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stakeholder_map.evidence import Evidence
from stakeholder_map.posterior.candidates import Part
from stakeholder_map.posterior.chain import Kept
from stakeholder_map.posterior.gather import Gathered
from stakeholder_map.posterior.part import PartDraws
from stakeholder_map.posterior.problem import Bools, Floats, Ints
from stakeholder_map.posterior.weigh import voices_of
from stakeholder_map.tables import LAYERS


@dataclass(frozen=True, eq=False)
class Summary:
    """One layer and area.

    Parameters
    ----------
    part : (str, str)
        Which.
    ties, pool : DataFrame
        Rows of the tables of candidates.
    account : dict
        Row of the account of pairs.
    settled : float
        Share of the ties whose probability is below .05 or above .95.
    draws : PartDraws
        The draws.
    """

    part: Part
    ties: pd.DataFrame
    pool: pd.DataFrame
    account: dict[str, Any]
    settled: float
    draws: PartDraws


def summarise(
    evidence: Evidence, part: Part, gathered: Gathered, chains: Sequence[Kept], *, draws: int
) -> Summary:
    """Put the draws of all chains in one order, and count.

    Parameters
    ----------
    evidence : Evidence
        Where they came from.
    part : (str, str)
        Layer and area.
    gathered : Gathered
        What the sampler read.
    chains : sequence of Kept
        What it gave; a draw of each chain in turn.
    draws : int
        How many to take.

    Returns
    -------
    Summary
    """
    n, members, highest = len(evidence.stakeholders), gathered.members, gathered.problem.highest
    size, draw, key, level = _in_order(chains, draws=draws)
    source, target = np.divmod(key, max(gathered.problem.n, 1))
    codes, place = np.unique(members[source] * n + members[target], return_inverse=True)
    times = np.bincount(place, minlength=len(codes))
    mean = np.bincount(place, level, len(codes)) / np.maximum(times, 1)
    where = {"layer": part[0], "area": part[1]}
    ties = _ties(evidence, part, codes, probability=times / draws)
    ties = ties.assign(
        strength=mean / highest,
        level=np.maximum(np.floor(mean + 0.5), 1).astype(np.int64),
        highest=highest,
        **where,
    )
    levels, sides = np.unique(level, return_counts=True)
    pool = pd.DataFrame({"strength": levels / highest, "level": levels, "sides": sides})
    there = np.zeros((draws, len(codes)), dtype=np.bool_)
    there[draw, place] = True
    picks = np.searchsorted(levels, level[np.lexsort([place, draw])]).astype(np.uint16)
    unsettled = ties["probability"].between(0.05, 0.95)
    return Summary(
        part=part,
        ties=ties,
        pool=pool.assign(**where),
        account={**where, **_account(evidence, part, ties=ties)},
        settled=1.0 - float(unsettled.mean()) if len(ties) else 1.0,
        draws=PartDraws(np.packbits(there, axis=1), picks, np.append(0, np.cumsum(size))),
    )


def _ties(evidence: Evidence, part: Part, codes: Ints, *, probability: Floats) -> pd.DataFrame:
    ids = evidence.stakeholders.index.to_numpy()
    source, target = np.divmod(codes, max(len(ids), 1))
    reports, positives = _sides(evidence, part, codes)
    return pd.DataFrame(
        {
            "source": ids[source],
            "target": ids[target],
            "probability": probability,
            "reports": reports,
            "positives": positives,
            "stated": ((probability >= 0.5) & (positives > 0)).astype(np.float64),
            "imputed": positives == 0,
            "varies": True,
        }
    )


def _in_order(chains: Sequence[Kept], *, draws: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Ties of each draw, one after the other: how many, of which draw, keys and levels."""
    spans = []
    for k in range(draws):
        kept = chains[k % len(chains)]
        begin, end = kept.ends[k // len(chains)], kept.ends[k // len(chains) + 1]
        spans.append((kept.keys[begin:end], kept.levels[begin:end]))
    size = np.array([len(keys) for keys, _ in spans], dtype=np.int64)
    key = np.concatenate([keys for keys, _ in spans])
    level = np.concatenate([levels for _, levels in spans])
    return size, np.repeat(np.arange(draws), size), key, level


def _sides(evidence: Evidence, part: Part, codes: Ints) -> tuple[Ints, Ints]:
    """Sides that report on each pair, and sides that see a tie."""
    (layer, area), n = part, len(evidence.stakeholders)
    coverage = evidence.coverage(layer, area=area)
    source, target = np.divmod(codes, max(n, 1))
    reports = (coverage.reports(source, target) > 0).astype(np.int64)
    voices = voices_of(evidence.claims(layer, area=area), ids=evidence.stakeholders.index)
    own, other = voices["source"].to_numpy(), voices["target"].to_numpy()
    if LAYERS[layer].directed:
        key = own * n + other
    else:
        reports += coverage.reports(target, source) > 0
        key = np.minimum(own, other) * n + np.maximum(own, other)
    named, count = np.unique(key, return_counts=True)
    positives = np.zeros(len(codes), dtype=np.int64)
    known: Bools = np.isin(codes, named)
    positives[known] = count[np.searchsorted(named, codes[known])]
    return np.maximum(reports, positives), positives


def _account(evidence: Evidence, part: Part, *, ties: pd.DataFrame) -> dict[str, Any]:
    layer, area = part
    coverage, n = evidence.coverage(layer, area=area), len(evidence.stakeholders)
    directed = LAYERS[layer].directed
    pairs = n * (n - 1) if directed else n * (n - 1) // 2
    reported = coverage.covered if directed else coverage.covered_either
    denied = reported - int((ties["reports"] > 0).sum())
    return {
        "density": ties["probability"].sum() / max(pairs, 1),
        "candidates": len(ties),
        "denied": max(denied, 0),
        "unknown": pairs - len(ties) - max(denied, 0),
    }
