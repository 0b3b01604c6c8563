"""How often the intervals hold the truth, on simulated regions.

A grid of kinds of regions (see `stakeholder_map.example.simulate`): 60 and 120 stakeholders; 0,
20 and 40 % silent, anyone or rather the influential; respondents who report a tie with a rate of
.6 to .9 of their own; with and without meetings on record. On each region ties are drawn by the
model and, beside it, by the three simple treatments and by the EM algorithm of Newman (2018), and
strength, PageRank and betweenness are measured on each draw.

* pit: randomised coverage of the interval that reports draw, from the 5 % to the 98 % quantile of
  the draws (`measure_range`): the place of the truth among the draws, with draws equal to the
  truth split at random, lies there. For measures with atoms this is the fair figure.
* central: the same from the 5 % to the 95 % quantile.
* plain: the truth lies between the 5 % and the 98 % quantile of the draws.
* low, high: 99 % interval of `pit`, clustered by region.
* class: respondents, the silent, and the tenth with the greatest true value.
* gate: low and high meet [.87, .97] with events, [.84, .98] without; nothing else is judged.
* sure: of the pairs that 90 % of the draws put in one order, how many are truly so ordered.
* top: how many of the true first ten by PageRank are among the first ten by mean PageRank.

The cell with "trial" is as hard as the simulator of an earlier trial was for the EM algorithm, by
whose first ten (68 % there) spread and lean were chosen. There a log was "a third witness that
covers all pairs"; the cell "third-witness" has such a log: of meetings of two each.

Cells with "quiet" hold errors that both sides share, which reports alone cannot reveal: no gate.

    python benchmarks/coverage.py [--regions 100] [--others 100] [--seconds S] [--cells NAME ...]
        [--out FILE]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from stakeholder_map.evidence import Evidence, evidence_from_answers
from stakeholder_map.evidence.gatherings import event_records
from stakeholder_map.evidence.records import Ageing
from stakeholder_map.example.simulate import (
    DAY,
    HIGHEST,
    LAYER,
    Design,
    SimulatedRegion,
    simulate_region,
)
from stakeholder_map.influence.measures.betweenness import betweenness_over
from stakeholder_map.influence.measures.pagerank import pagerank_over
from stakeholder_map.influence.measures.readings import Readings
from stakeholder_map.influence.measures.strength import strength_over
from stakeholder_map.influence.ranking.interval import ABOVE, OUTSIDE
from stakeholder_map.posterior import Draws, weigh_evidence
from stakeholder_map.posterior.fit import fit_evidence

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Matrices = Sequence[sparse.csr_array]

DRAWS = 200
TRIAL_SPREAD, TRIAL_LEAN = 1.2, 0.5
GATES = {True: (0.87, 0.97), False: (0.84, 0.98)}
MEASURES: Mapping[str, Callable[[Readings], Floats]] = {
    "strength": strength_over,
    "pagerank": pagerank_over,
    "betweenness": betweenness_over,
}


def all_cells() -> dict[str, Design]:
    """The named grid."""
    cells = {}
    for n in (60, 120):
        for silent, who in ((0, "any"), (20, "any"), (20, "top"), (40, "any"), (40, "top")):
            for events in (False, True):
                name = f"{n}-{silent}{who if silent else ''}{'-events' if events else ''}"
                design = Design(n, silent=silent / 100, events=events)
                cells[name] = replace(design, who="influential") if who == "top" else design
    for events in (False, True):
        name = f"60-20any-quiet{'-events' if events else ''}"
        cells[name] = Design(60, silent=0.2, events=events, quiet_about=0.15)
    trial = replace(cells["120-40top-events"], spread=TRIAL_SPREAD, lean=TRIAL_LEAN)
    cells["120-40top-events-trial"] = trial
    cells["120-40top-third-witness"] = replace(trial, of_two=True)
    return cells


def evidence_of(region: SimulatedRegion) -> Evidence:
    """The evidence that the region's survey and meetings leave."""
    evidence = evidence_from_answers(
        region.answers(), silent=region.silent(), others=region.ids, highest=HIGHEST
    )
    if not len(region.attended):
        return evidence
    shown = event_records(
        region.events(), organisation_of=str, ageing=Ageing(DAY, half_life_days=180)
    )
    reports = pd.concat([shown.reports, evidence.reports], ignore_index=True)
    return replace(evidence, reports=reports, exposures=shown.exposures)


def drawn(draws: Draws) -> Matrices:
    return list(draws.matrices(LAYER))


def by_model(region: SimulatedRegion, evidence: Evidence, seed: int) -> Matrices:
    del region
    return drawn(fit_evidence(evidence, draws=DRAWS, seed=seed))


def by_treatment(
    region: SimulatedRegion, evidence: Evidence, seed: int, *, treatment: str
) -> Matrices:
    del region
    return drawn(weigh_evidence(evidence, treatment=treatment).draw(draws=DRAWS, seed=seed))


def by_newman(region: SimulatedRegion, evidence: Evidence, seed: int) -> Matrices:
    """Ties drawn independently with the probabilities of Newman's EM; levels as reported."""
    del evidence
    n = len(region.heard)
    i, j = np.triu_indices(n, 1)
    said = region.said * region.heard[:, None]
    reports = region.heard[i].astype(float) + region.heard[j]
    positive = (said[i, j] > 0).astype(float) + (said[j, i] > 0)
    chance = newman(reports, positive)
    rng = np.random.default_rng([seed, 1])
    level = (said[i, j] + said[j, i]) / np.maximum(positive, 1)
    usual = said[said > 0]
    matrices = []
    for _ in range(DRAWS):
        there = rng.random(len(i)) < chance
        value = np.where(positive > 0, level, rng.choice(usual, len(i)))[there] / HIGHEST
        rows, columns = np.r_[i[there], j[there]], np.r_[j[there], i[there]]
        matrices.append(sparse.csr_array((np.r_[value, value], (rows, columns)), shape=(n, n)))
    return matrices


def newman(reports: Floats, positive: Floats) -> Floats:
    """Probability of each tie: one density, one true- and one false-positive rate for all."""
    density, hit, alarm = 0.2, 0.8, 0.05
    chance = np.zeros(len(reports))
    for _ in range(1000):
        with_tie = density * hit**positive * (1 - hit) ** (reports - positive)
        without = (1 - density) * alarm**positive * (1 - alarm) ** (reports - positive)
        before, chance = chance, with_tie / (with_tie + without)
        hit = np.clip((chance * positive).sum() / (chance * reports).sum(), 1e-6, 1 - 1e-6)
        alarm = ((1 - chance) * positive).sum() / ((1 - chance) * reports).sum()
        alarm, density = np.clip(alarm, 1e-6, 1 - 1e-6), chance.mean()
        if np.abs(chance - before).max() < 1e-9:
            break
    return chance


METHODS: Mapping[str, Callable[[SimulatedRegion, Evidence, int], Matrices]] = {
    "model": by_model,
    "newman": by_newman,
    "as_stated": partial(by_treatment, treatment="as_stated"),
    "either_side": partial(by_treatment, treatment="either_side"),
    "both_sides": partial(by_treatment, treatment="both_sides"),
}


def measured(matrices: Matrices) -> dict[str, Floats]:
    """Each measure on each matrix: shape (matrices, n)."""
    n = matrices[0].shape[0]
    ties = sparse.csr_array(sparse.block_diag(matrices))
    ties.sort_indices()
    readings = Readings(ties, n, len(matrices), HIGHEST)
    return {name: readings.by_reading(over(readings)) for name, over in MEASURES.items()}


@dataclass(frozen=True)
class Score:
    """What one method made of one region, for one measure and class: sums over stakeholders."""

    cell: str
    region: int
    method: str
    measure: str
    group: str
    count: float
    pit: float
    central: float
    plain: float
    width: float


def pit_places(values: Floats, truth: Floats, *, rng: np.random.Generator) -> Floats:
    """Place of the truth among the draws, from 0 to 1, draws equal to it split at random."""
    below = (values < truth - 1e-9).mean(axis=0)
    equal = (np.abs(values - truth) <= 1e-9).mean(axis=0)
    places: Floats = below + rng.random(len(truth)) * equal
    return places


def scores_of(
    name: str, number: int, method: str, *, values: Mapping[str, Floats], region: SimulatedRegion
) -> Iterator[Score]:
    """Coverage of each measure and class, then orders and the first ten."""
    true = measured([sparse.csr_array(region.truth / HIGHEST)])
    rng = np.random.default_rng([number, 7])
    for measure, drawn_values in values.items():
        truth = true[measure][0]
        place = pit_places(drawn_values, truth, rng=rng)
        inside = (place > OUTSIDE) & (place < 1 - ABOVE)
        middle = (place > OUTSIDE) & (place < 1 - OUTSIDE)
        low, high = np.quantile(drawn_values, [OUTSIDE, 1 - ABOVE], axis=0)
        plain = (low - 1e-9 <= truth) & (truth <= high + 1e-9)
        tenth = np.argsort(-truth, kind="stable")[: max(len(truth) // 10, 1)]
        first = np.isin(np.arange(len(truth)), tenth)
        groups = {"respondents": region.heard, "silent": ~region.heard, "top tenth": first}
        for group, who in groups.items():
            if who.any():
                parts = (np.ones(len(truth)), inside, middle, plain, high - low)
                sums = (float(part[who].sum()) for part in parts)
                yield Score(name, number, method, measure, group, *sums)
        count, right = ordered(drawn_values, truth)
        yield Score(name, number, method, measure, "sure", count, right, right, right, 0.0)
    best = np.argsort(-true["pagerank"][0], kind="stable")[:10]
    found = np.argsort(-values["pagerank"].mean(axis=0).round(9), kind="stable")[:10]
    hits = float(len(set(best.tolist()) & set(found.tolist())))
    yield Score(name, number, method, "pagerank", "first ten", 10.0, hits, hits, hits, 0.0)


def ordered(values: Floats, truth: Floats) -> tuple[float, float]:
    """Pairs that 90 % of the draws put in one order, and how many of these are truly so."""
    i, j = np.triu_indices(len(truth), 1)
    more = np.zeros(len(i))
    for row in values.round(9):
        more += (row[i] > row[j]) + 0.5 * (row[i] == row[j])
    share = more / len(values)
    gap = (truth[i] - truth[j]).round(9)
    right = np.where(gap == 0, 0.5, (gap > 0) == (share > 0.5))
    sure = np.maximum(share, 1 - share) >= 0.9
    return float(sure.sum()), float(right[sure].sum())


def run_region(job: tuple[str, int, tuple[str, ...]]) -> list[Score]:
    """All methods on one region; `flat` is a control whose draws are all equal to the mean."""
    name, number, methods = job
    region = simulate_region(all_cells()[name], seed=number)
    evidence = evidence_of(region)
    scores: list[Score] = []
    for method in methods:
        kind = "model" if method == "flat" else method
        values = measured(METHODS[kind](region, evidence, number))
        if method == "flat":
            values = {each: np.tile(v.mean(axis=0), (DRAWS, 1)) for each, v in values.items()}
        scores += scores_of(name, number, method, values=values, region=region)
    return scores


def summarise(scores: pd.DataFrame) -> pd.DataFrame:
    """A row for each cell, method, measure and class, with the interval clustered by region."""
    rows = []
    for key, part in scores.groupby(["cell", "method", "measure", "group"], sort=False):
        count = part["count"].sum()
        if not count:
            continue
        pit = part["pit"].sum() / count
        rest = part["pit"] - pit * part["count"]
        half = 2.576 * np.sqrt((rest**2).sum() * len(part) / max(len(part) - 1, 1)) / count
        beside = (part[name].sum() / count for name in ("central", "plain", "width"))
        rows.append((*key, len(part), pit, pit - half, pit + half, *beside))
    names = ["cell", "method", "measure", "group", "regions", "pit", "low", "high"]
    table = pd.DataFrame(rows, columns=[*names, "central", "plain", "width"])
    met = [
        gate_met({str(name): each for name, each in row.items()})
        for row in table.to_dict("records")
    ]
    return table.assign(met=pd.Series(met, dtype=object))


def gate_met(row: Mapping[str, object]) -> bool | None:
    """Whether a row of the model meets its gate; None where it has none."""
    cell, group = str(row["cell"]), row["group"]
    if row["method"] not in ("model", "flat") or "quiet" in cell or group == "first ten":
        return None
    if group == "sure":
        return bool(float(str(row["high"])) >= 0.9)
    low, high = GATES["events" in cell]
    return bool(float(str(row["low"])) <= high and float(str(row["high"])) >= low)


def run(
    names: Sequence[str],
    *,
    regions: int,
    methods: Sequence[str] = tuple(METHODS),
    processes: int = 1,
) -> pd.DataFrame:
    """The summary of some cells."""
    jobs = [(name, number, tuple(methods)) for name in names for number in range(regions)]
    if processes == 1:
        found = [run_region(job) for job in jobs]
    else:
        with ProcessPoolExecutor(processes) as pool:
            found = list(pool.map(run_region, jobs, chunksize=4))
    return summarise(pd.DataFrame([vars(score) for part in found for score in part]))


def rounds(
    names: Sequence[str], *, regions: int, others: int, seconds: float
) -> Iterator[list[Score]]:
    """Ten regions of every cell, then ten more, as long as there is time.

    The methods beside the model take part in the first regions only.
    """
    begin = time.perf_counter()
    for first in range(0, regions, 10):
        if time.perf_counter() - begin > seconds:
            return
        scores: list[Score] = []
        for name in names:
            for number in range(first, min(first + 10, regions)):
                methods = tuple(METHODS) if number < others else ("model",)
                scores += run_region((name, number, methods))
        yield scores


def main() -> int:
    """Print the table; exit code 1 where a gate is not met."""
    parser = argparse.ArgumentParser(description="How often the intervals hold the truth.")
    parser.add_argument("--regions", type=int, default=100)
    parser.add_argument("--others", type=int, default=100, help="regions for the other methods")
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no round after these")
    parser.add_argument("--cells", nargs="*", choices=all_cells(), metavar="NAME")
    parser.add_argument("--out", type=Path, help="all scores, as CSV, written after each round")
    options = parser.parse_args()
    scores: list[dict[str, object]] = []
    for found in rounds(
        options.cells or list(all_cells()),
        regions=options.regions,
        others=options.others,
        seconds=options.seconds,
    ):
        scores += [vars(score) for score in found]
        if options.out:
            pd.DataFrame(scores).to_csv(options.out, index=False)
    whole = summarise(pd.DataFrame(scores))
    print(whole.round(3).to_string(index=False))
    failed = whole[whole["met"].eq(other=False)]
    print(f"\n{len(failed)} gates not met", failed.round(3).to_string(index=False), sep="\n")
    return 1 if len(failed) else 0


if __name__ == "__main__":
    sys.exit(main())
