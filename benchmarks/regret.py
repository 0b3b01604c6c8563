"""What choosing partners on incomplete answers costs, on simulated regions with a planted group.

Each region is an example region of its own seed with a planted founding group. Of its organisations
40 % stay silent, the influential and the unwilling rather than others; of whoever is silent neither
willingness nor positions are known. The evidence is weighed by the sampled model, and a group and
a project are chosen. The truth is the same region with all true ties, all willingness, all
positions, under the same constraints and weights. Each region is measured twice: `whole`, with all
tables; and `bare`, without services, assets and what projects take, so that nothing but what people
said tells the best group from the others, many groups are nearly as good, and silence hurts most.

* regret: (optimum - chosen) / (optimum - mean of random groups that meet the constraints), in truth
* proposal: greatest expected benefit over the draws, as `choose` proposes
* greedy: one by one, the greatest gain on the same expected figures, as far as constraints allow
* score: down the list of candidates by their own score, as far as constraints allow
* centrality: the same down the ranking by influence
* core: members with a core index of at least .95; pooled over regions, how many stand in the true
  optimum; in how many regions there is none

    python benchmarks/regret.py [--regions 100] [--draws 200] [--silent .4] [--out FILE] [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from stakeholder_map.evidence import Evidence, collect_evidence
from stakeholder_map.example import write_example
from stakeholder_map.example.world import Noise
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence import rank_influence
from stakeholder_map.partners import choose
from stakeholder_map.partners.choice.basis import Basis, read_basis
from stakeholder_map.partners.choice.search.best import Group, find_best
from stakeholder_map.partners.choice.search.problem import Problem
from stakeholder_map.partners.choice.search.worths import benefits
from stakeholder_map.partners.robustness.feasible import regrets, sample_feasible
from stakeholder_map.posterior import Posterior
from stakeholder_map.posterior.fit import fit_evidence
from stakeholder_map.read import read_region
from stakeholder_map.scan import Scan

MOST_REGRET, LEAST_CORE = 0.05, 0.9
METHODS = ("proposal", "greedy", "score", "centrality")


@dataclass(frozen=True)
class TrueDraws:
    """The truth as the only draw."""

    graph: StakeholderGraph

    def __len__(self) -> int:
        return 1

    def matrices(self, layer: str, *, area: str = "") -> Iterator[csr_array]:
        """The true matrix, once."""
        yield self.graph.matrix(layer, area=area)

    def levels(self, layer: str, *, area: str = "") -> Iterator[csr_array]:
        """The true levels, once."""
        yield self.graph.levels(layer, area=area)


@dataclass(frozen=True)
class TruePosterior:
    """What is known where everything is."""

    graph: StakeholderGraph

    @property
    def treatment(self) -> str:
        """Everything is known."""
        return "truth"

    def expected(self) -> StakeholderGraph:
        """The truth."""
        return self.graph


def true_scan(folder: Path, *, seed: int, stakeholders: int) -> Scan:
    """A scan that knows the truth of a region."""
    answers = Noise(response=1.0, hit_rates=(1.0, 1.0), false_alarms=(0.0, 0.0), most_listed=200)
    region = write_example(folder, seed=seed, stakeholders=stakeholders, noise=answers)
    fill_willingness(folder, seed=seed)
    graph, read = region.planted.graph, read_region(folder)
    return Scan(
        read,
        collect_evidence(read),
        TruePosterior(graph),  # type: ignore[arg-type]
        TrueDraws(graph),  # type: ignore[arg-type]
        seed,
    )


def fill_willingness(folder: Path, *, seed: int) -> None:
    """What nobody had entered is something in truth."""
    table = pd.read_csv(folder / "stakeholders.csv", dtype=str, keep_default_na=False)
    drawn = np.random.default_rng([seed, 1]).integers(1, 4, len(table)).astype(str)
    ours = table["internal"].eq("yes") | table["willingness"].ne("")
    table["willingness"] = table["willingness"].where(ours, drawn)
    table.to_csv(folder / "stakeholders.csv", index=False)


def observed_scan(folder: Path, *, seed: int, stakeholders: int, silent: float, draws: int) -> Scan:
    """A scan of what can be known with so many silent, by the sampled model."""
    noise = Noise(response=1 - silent, silence="influential")
    write_example(folder, seed=seed, stakeholders=stakeholders, noise=noise)
    witnesses = collect_evidence(read_region(folder)).witnesses
    heard = set(witnesses.loc[witnesses["state"] != "silent", "stakeholder"])
    hide(folder, silent={*witnesses["stakeholder"]} - heard)
    region = read_region(folder)
    evidence = whole_and_competition(collect_evidence(region))
    drawn = fit_evidence(evidence, draws=draws, seed=seed)
    return Scan(region, evidence, Posterior.of(drawn.candidates), drawn, seed)


def whole_and_competition(evidence: Evidence) -> Evidence:
    """Without cooperation area by area, which the choice does not read and which takes longest."""
    reports = evidence.reports
    kept = reports["area"].eq("") | reports["layer"].eq("competition")
    return replace(evidence, reports=reports[kept].reset_index(drop=True))


def hide(folder: Path, *, silent: set[str]) -> None:
    """Take away what the silent would have told of themselves."""
    table = pd.read_csv(folder / "stakeholders.csv", dtype=str, keep_default_na=False)
    table.loc[table["stakeholder_id"].isin(silent), "willingness"] = ""
    table.to_csv(folder / "stakeholders.csv", index=False)
    stands = pd.read_csv(folder / "positions.csv", dtype=str, keep_default_na=False)
    stands[~stands["stakeholder_id"].isin(silent)].to_csv(folder / "positions.csv", index=False)


def down_the_list(problem: Problem, order: Sequence[int]) -> Group:
    """Members down a list, whoever leaves the constraints within reach; then the best project."""
    bare = problem.changed(
        own=np.zeros_like(problem.own),
        worth=np.zeros_like(problem.worth),
        cover=tuple(np.zeros((problem.n, 0)) for _ in problem.cover),
        base=np.zeros((len(problem.worth), 0)),
        pairs=np.zeros_like(problem.pairs),
    )
    members = list(problem.must)
    for one in order:
        if len(members) < problem.seats and problem.allowed[one] and one not in members:
            wanted = bare.changed(must=tuple(sorted([*members, one])))
            members = sorted([*members, one]) if find_best(wanted).best else members
    return best_project(problem, members)


def best_project(problem: Problem, members: Sequence[int]) -> Group:
    """A group with the project that suits it best."""
    group = tuple(sorted(members))
    fitting = [at for at in range(len(problem.worth)) if problem.meets(group, at)]
    worth = [problem.benefit(group, at) for at in fitting]
    return Group(group, fitting[int(np.argmax(worth))], max(worth))


def greedy(problem: Problem) -> Group:
    """One by one, whoever adds most now."""
    members = list(problem.must)
    project = int(np.argmax(np.where(problem.possible, problem.worth, -np.inf)))
    while len(members) < problem.seats:
        rest = [one for one in range(problem.n) if one not in members]
        gains = [problem.benefit([*members, one], project) for one in rest]
        order = [rest[at] for at in np.argsort(-np.array(gains), kind="stable")]
        found = down_the_list(
            problem.changed(must=tuple(sorted(members)), seats=problem.seats), order
        )
        first = next((one for one in order if one in found.members), None)
        if first is None:
            break
        members.append(first)
    return best_project(problem, members)


def own_scores(basis: Basis) -> np.ndarray:
    """Score of each candidate by itself, for the project that suits it best."""
    problem = basis.problem
    alone = [
        problem.own[at] + np.maximum(problem.cover[at] - problem.base[at], 0.0).sum(axis=1)
        for at in np.flatnonzero(problem.possible)
    ]
    return np.max(alone, axis=0)


def strip(folder: Path) -> None:
    """Leave only what people said: no services, no assets, nothing that projects take."""
    for name in ("services", "assets"):
        (folder / f"{name}.csv").unlink()
    table = pd.read_csv(folder / "projects.csv", dtype=str, keep_default_na=False)
    table[["asset_kinds_required", "key_groups_required"]] = ""
    table.to_csv(folder / "projects.csv", index=False)


def measure(
    seed: int, *, stakeholders: int, silent: float, draws: int
) -> Iterator[dict[str, object]]:
    """Regret of every method on one region, whole and bare."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        truth = true_scan(Path(one), seed=seed, stakeholders=stakeholders)
        scan = observed_scan(
            Path(other), seed=seed, stakeholders=stakeholders, silent=silent, draws=draws
        )
        yield {"seed": seed, "design": "whole", **compare(scan, truth, seed=seed)}
        strip(Path(one))
        strip(Path(other))
        truth, scan = (
            replace(truth, region=read_region(one)),
            replace(scan, region=read_region(other)),
        )
        yield {"seed": seed, "design": "bare", **compare(scan, truth, seed=seed)}


def compare(scan: Scan, truth: Scan, *, seed: int) -> dict[str, object]:
    """Regret of every method where one knows the scan, judged by the truth."""
    ranking = rank_influence(scan)
    choice = choose(scan, ranking=ranking)
    known = read_basis(truth, ranking=rank_influence(truth))
    basis = choice.basis
    real = basis.frame.problem(known.expected, weights=basis.weights)
    best = find_best(real).best[0]
    problem = basis.problem
    central = ranking.table["score"].reindex(basis.table.index).to_numpy()
    ids = {str(each): at for at, each in enumerate(basis.table.index)}
    proposed = Group(
        tuple(sorted(ids[each] for each in choice.members)),
        list(basis.project_names).index(choice.project),
        choice.proof.benefit,
    )
    groups = {
        "proposal": proposed,
        "greedy": greedy(problem),
        "score": down_the_list(problem, np.argsort(-own_scores(basis), kind="stable")),
        "centrality": down_the_list(problem, np.argsort(-central, kind="stable")),
    }
    mean = sample_feasible(real, seed=seed).benefit(real)
    worth = benefits(real, list(groups.values()))
    lost = regrets(np.full(len(worth), best.benefit), worth, np.full(len(worth), mean))
    core = [ids[each] for each in choice.robustness.core]
    return {
        **{name: float(each) for name, each in zip(groups, lost, strict=True)},
        "told": choice.robustness.expected_regret,
        "same": proposed.members == best.members and proposed.project == best.project,
        "core": len(core),
        "core_right": len(set(core) & set(best.members)),
        "seats": len(best.members),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--regions", type=int, default=100)
    parser.add_argument("--stakeholders", type=int, default=36)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--silent", type=float, default=0.4)
    parser.add_argument("--out", type=Path, help="rows so far; a later run goes on behind them")
    parser.add_argument(
        "--check", action="store_true", help="exit code 1 when the goals are missed"
    )
    given = parser.parse_args(arguments)
    rows: list[dict[str, object]] = []
    if given.out and given.out.exists():
        rows = json.loads(given.out.read_text())
    known = {row["seed"] for row in rows}
    for seed in (each for each in range(given.regions) if each not in known):
        begun = time.process_time()
        rows += measure(
            seed, stakeholders=given.stakeholders, silent=given.silent, draws=given.draws
        )
        print(f"{seed}: {time.process_time() - begun:.1f} s of CPU", file=sys.stderr, flush=True)
        if given.out:
            given.out.write_text(json.dumps(rows))
    table = pd.DataFrame(rows)
    missed = [report(rows, name=str(name)) for name, rows in table.groupby("design")]
    return int(given.check and any(missed))


def report(table: pd.DataFrame, *, name: str) -> bool:
    """Print the figures of one design; whether they miss the goals."""
    print(name)
    for method in METHODS:
        lost = table[method]
        print(
            f"  {method:>10}: mean regret {lost.mean():6.1%}, median {lost.median():6.1%}, "
            f"nine of ten below {lost.quantile(0.9):6.1%}, none {(lost < 1e-9).mean():4.0%}"
        )
    core = table["core"].sum()
    right = table["core_right"].sum() / core if core else np.nan
    print(
        f"  core: {core} members in {len(table)} regions, {right:.1%} of them in the true optimum; "
        f"none in {(table['core'] == 0).sum()} regions"
    )
    print(
        f"  expected regret told {table['told'].mean():.1%}; the true best choice was proposed in "
        f"{table['same'].mean():.0%}"
    )
    return bool(table["proposal"].mean() >= MOST_REGRET or right < LEAST_CORE)


if __name__ == "__main__":
    sys.exit(main())
