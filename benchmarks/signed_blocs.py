"""Compare the estimator of blocs with SPONGE, SPONGE-sym and signed Leiden on planted graphs.

Models: `plain` (equal groups, one density), `corrected` (power-law degrees, unequal groups, three
times denser inside), `dense` (the same, eight times denser inside), and three that are outside the
estimator's own family, each built on `corrected`: `uneven` (the share of ties that run against the
groups differs by stakeholder), `missing` (a third of the stakeholders loses most of its ties) and
`overlap` (one in eight belongs to two groups). Five groups, average degree 20. Figures are means of
the adjusted Rand index.

Real networks: cooperation and competition as reported on Bitcoin trust sites, in elections to the
administrators of Wikipedia, and in the American congress; each method gets the same number of
groups and the frustration of what it finds is compared.

    python -P benchmarks/signed_blocs.py planted --models plain corrected --n 120 500 --graphs 30
    python -P benchmarks/signed_blocs.py number
    python -P benchmarks/signed_blocs.py chance
    python -P benchmarks/signed_blocs.py real FOLDER

Each line that is printed is a finished cell.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import lobpcg

GROUPS = 5
DEGREE = 20
MOST_GROUPS = 60
"""Groups up to which the others are given as many as Leiden chose."""

DENSE = 1200
"""Stakeholders up to which eigenvectors are found exactly."""


class Planted(NamedTuple):
    """A signed graph and its groups."""

    positive: sparse.csr_array
    negative: sparse.csr_array
    truth: Any


def plant(
    model: str, *, n: int, noise: float, seed: int, groups: int = GROUPS, degree: float = DEGREE
) -> Planted:
    """A graph of one of the models."""
    rng = np.random.default_rng([seed, n, int(noise * 100), groups, len(model)])
    if model == "plain":
        truth = rng.permutation(np.arange(n) % groups)
        pull, ratio = np.ones(n), 1.0
    else:
        sizes = np.arange(groups, 0, -1) + 1.0
        truth = rng.choice(groups, size=n, p=sizes / sizes.sum())
        pull = np.minimum((1 - rng.random(n)) ** (-1 / 1.8), np.sqrt(n))
        ratio = 8.0 if model == "dense" else 3.0
    second = truth.copy()
    if model == "overlap":
        both = rng.random(n) < 1 / 8
        second[both] = rng.integers(0, groups, both.sum())
    one, other = _pairs(rng, pull=pull, groups=(truth, second), ratio=ratio, count=n * degree / 2)
    same = _same(one, other, (truth, second))
    if model == "missing":
        shy = rng.random(n) < 1 / 3
        stay = rng.random(len(one)) < np.where(shy[one] | shy[other], 0.35, 1.0)
        one, other, same = one[stay], other[stay], same[stay]
    share = np.full(n, noise)
    if model == "uneven":
        share = noise * rng.gamma(0.7, 1 / 0.7, n)
    flip = rng.random(len(one)) < np.minimum((share[one] + share[other]) / 2, 0.5)
    works = same != flip
    return Planted(
        _matrix(n, one[works], other[works]), _matrix(n, one[~works], other[~works]), truth
    )


def _pairs(rng: Any, *, pull: Any, groups: Any, ratio: float, count: float) -> Any:
    """Distinct pairs, by the pull of both and whether they share a group."""
    n, wanted = len(pull), int(count)
    key = np.empty(0, np.int64)
    while len(key) < wanted:
        ends = rng.choice(n, size=(2, 4 * wanted), p=pull / pull.sum())
        low, high = ends.min(axis=0), ends.max(axis=0)
        keep = (low != high) & (
            rng.random(len(low)) < np.where(_same(low, high, groups), 1.0, 1 / ratio)
        )
        key = np.concatenate([key, low[keep] * n + high[keep]])
        key = key[np.sort(np.unique(key, return_index=True)[1])]
    return np.divmod(key[:wanted], n)


def _same(one: Any, other: Any, groups: Any) -> Any:
    return np.any([a[one] == b[other] for a in groups for b in groups], axis=0)


def _matrix(n: int, one: Any, other: Any) -> sparse.csr_array:
    held = sparse.coo_array((np.ones(len(one)), (one, other)), shape=(n, n))
    return sparse.csr_array(held + held.T)


def ours(graph: Planted, *, groups: int, seed: int) -> Any:
    """The estimator of this library."""
    from stakeholder_map.coopetition.blocs import estimate_blocs

    return estimate_blocs(graph.positive, graph.negative, groups=groups, seed=seed).assignment


def annealed(graph: Planted, *, groups: int, seed: int) -> Any:
    """The search for least frustration of this library."""
    from stakeholder_map.coopetition.blocs import least_frustration

    return least_frustration(
        graph.positive, graph.negative, groups=groups, seed=seed, prove=False
    ).assignment


def sponge(graph: Planted, *, groups: int, seed: int) -> Any:
    """SPONGE (Cucuringu, Davies, Glielmo & Tyagi 2019), both tau 1."""
    works, competes = (np.asarray(m.sum(axis=1)).ravel() for m in graph[:2])
    tiny = 1e-6 * sparse.eye_array(len(works))
    left = sparse.diags_array(works + competes) - graph.positive + tiny
    right = sparse.diags_array(competes + works) - graph.negative + tiny
    return _cluster(left, right, groups=groups, seed=seed)


def sponge_sym(graph: Planted, *, groups: int, seed: int) -> Any:
    """SPONGE-sym: the same with normalised Laplacians."""
    sides = []
    for matrix in graph[:2]:
        degree = np.asarray(matrix.sum(axis=1)).ravel()
        root = sparse.diags_array(np.where(degree > 0, 1 / np.sqrt(np.maximum(degree, 1e-12)), 0))
        sides.append(2 * sparse.eye_array(len(degree)) - root @ matrix @ root)
    return _cluster(*sides, groups=groups, seed=seed)


def _cluster(left: Any, right: Any, *, groups: int, seed: int) -> Any:
    """k-means on the lowest generalised eigenvectors, weighted as in the authors' code."""
    from sklearn.cluster import KMeans

    n = left.shape[0]
    if n <= DENSE:
        values, vectors = eigh(left.toarray(), right.toarray(), subset_by_index=[0, groups - 1])
    else:
        start = np.random.default_rng(seed).normal(size=(n, groups))
        scale = sparse.diags_array(1 / left.diagonal())
        values, vectors = lobpcg(
            left.tocsr(), start, B=right.tocsr(), M=scale, largest=False, maxiter=400, tol=1e-5
        )
    return KMeans(groups, n_init=10, random_state=seed).fit_predict(vectors / values)


def leiden(graph: Planted, *, groups: int, seed: int) -> Any:
    """Leiden on both layers at once, competition counting against (leidenalg); it chooses k."""
    import igraph
    import leidenalg

    del groups
    parts = []
    for matrix in graph[:2]:
        upper = sparse.triu(matrix, 1).tocoo()
        ends = np.column_stack([upper.row, upper.col]).tolist()
        layer = igraph.Graph(n=matrix.shape[0], edges=ends)
        layer.es["weight"] = upper.data.tolist()
        parts.append(leidenalg.ModularityVertexPartition(layer, weights="weight"))
    optimiser = leidenalg.Optimiser()
    optimiser.set_rng_seed(seed)
    optimiser.optimise_partition_multiplex(parts, layer_weights=[1, -1], n_iterations=10)
    return np.array(parts[0].membership)


METHODS: dict[str, Callable[..., Any]] = {
    "ours": ours,
    "sponge": sponge,
    "sponge_sym": sponge_sym,
    "leiden": leiden,
}


def planted(options: argparse.Namespace) -> None:
    """Adjusted Rand index of each method, cell by cell."""
    from sklearn.metrics import adjusted_rand_score

    print("| model | n | noise | graphs | " + " | ".join(METHODS) + " | CPU s of each |")
    print("|---|---|---|---|" + "---|" * (len(METHODS) + 1))
    for n in options.n:
        for model in options.models:
            for noise in options.noise:
                rows, seconds = [], []
                for seed in range(options.first, options.first + options.graphs):
                    graph = plant(model, n=n, noise=noise, seed=seed)
                    marks, times = [], []
                    for method in METHODS.values():
                        begun = time.process_time()
                        found = method(graph, groups=GROUPS, seed=seed)
                        times.append(time.process_time() - begun)
                        marks.append(adjusted_rand_score(graph.truth, found))
                    rows.append(marks)
                    seconds.append(times)
                ari = " | ".join(f"{value:.3f}" for value in np.mean(rows, axis=0))
                took = ", ".join(f"{value:.2f}" for value in np.mean(seconds, axis=0))
                print(f"| {model} | {n} | {noise:g} | {len(rows)} | {ari} | {took} |", flush=True)


def number(options: argparse.Namespace) -> None:
    """How often the planted number of blocs is chosen."""
    from stakeholder_map.coopetition.blocs import choose_blocs

    hits = seconds = 0
    tried = []
    for model in ("plain", "corrected", "uneven"):
        for groups in (2, 3, 4, 5, 6):
            for noise in (0.1, 0.2, 0.3):
                graph = plant(model, n=options.n[0], noise=noise, seed=1, groups=groups)
                begun = time.process_time()
                choice = choose_blocs(graph.positive, graph.negative, seed=1)
                seconds += time.process_time() - begun
                hits += choice.groups == groups
                tried.append((model, groups, noise, choice.groups, choice.runner_up))
                print(*tried[-1], flush=True)
    print(f"{hits} of {len(tried)} hit; {seconds / len(tried):.2f} CPU s each")


def chance(options: argparse.Namespace) -> None:
    """How often blocs are seen where there are none."""
    from stakeholder_map.coopetition.blocs import chance_of_blocs

    seen = 0
    for seed in range(options.first, options.first + options.graphs):
        graph = structureless(seed)
        result = chance_of_blocs(graph.positive, graph.negative, seed=seed)
        seen += result.beyond_chance
    print(f"{seen} of {options.graphs} graphs without structure are said to have blocs")


def structureless(seed: int) -> Planted:
    """Ties anywhere, signs by lot; sizes, degrees, inclinations and strengths of many kinds."""
    rng = np.random.default_rng([seed, 99])
    n = int(rng.choice([16, 30, 48, 80, 150]))
    pull = (1 - rng.random(n)) ** (-1 / 2.5) if seed % 2 else np.ones(n)
    count = min(n * rng.choice([4.0, 8.0, 12.0]) / 2, n * (n - 1) / 4)
    nobody = np.arange(n)
    one, other = _pairs(rng, pull=np.minimum(pull, 4), groups=(nobody,), ratio=1.0, count=count)
    bent = rng.normal(0, 0.8 if seed % 3 == 0 else 0.0, n) + rng.choice([0.0, 0.8])
    works = rng.random(len(one)) < 1 / (1 + np.exp(-(bent[one] + bent[other]) / 2))
    strength = rng.integers(1, 5, len(one)) if seed % 5 == 0 else np.ones(len(one))
    parts = []
    for chosen in (works, ~works):
        held = sparse.coo_array((strength[chosen], (one[chosen], other[chosen])), shape=(n, n))
        parts.append(sparse.csr_array(held + held.T, dtype=np.float64))
    return Planted(parts[0], parts[1], nobody)


def real(options: argparse.Namespace) -> None:
    """Frustration on real networks, at equal numbers of groups."""
    from stakeholder_map.coopetition.blocs import frustration

    print("| network | groups | method | violated ties | CPU s |\n|---|---|---|---|---|")
    for name in options.networks:
        graph = read_signed(Path(options.folder) / f"{name}.csv")
        own = len(np.unique(leiden(graph, groups=0, seed=1)))  # it chooses its number by itself
        for groups in sorted({2, 5, own if own <= MOST_GROUPS else 2}):
            for called, method in {**METHODS, "least_frustration": annealed}.items():
                if called == "leiden" and groups != own:
                    continue
                begun = time.process_time()
                found = method(graph, groups=groups, seed=1)
                took = time.process_time() - begun
                cost = frustration(graph.positive, graph.negative, assignment=found)
                used = len(np.unique(found))
                print(f"| {name} | {used} | {called} | {cost:.0f} | {took:.2f} |", flush=True)


def read_signed(path: Path) -> Planted:
    """A file of source, target, weight; what two say of each other is added up, then its sign."""
    ties = pd.read_csv(path)
    names = np.unique(np.concatenate([ties["source"], ties["target"]]))
    one, other = (np.searchsorted(names, ties[end]) for end in ("source", "target"))
    held = sparse.coo_array(
        (np.sign(ties["weight"].to_numpy(float)), (one, other)), shape=(len(names),) * 2
    ).tocsr()
    held = sparse.csr_array(held + held.T)
    held.setdiag(0)
    held.data = np.sign(held.data)
    parts = []
    for sign in (1, -1):
        part = held.copy()
        part.data = (held.data == sign).astype(float)
        part.eliminate_zeros()
        parts.append(part)
    return Planted(parts[0], parts[1], names)


def main() -> int:
    """Run one part."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("part", choices=("planted", "number", "chance", "real"))
    reader.add_argument("folder", nargs="?", default="")
    reader.add_argument("--models", nargs="+", default=["plain", "corrected"])
    reader.add_argument("--n", nargs="+", type=int, default=[500])
    reader.add_argument("--noise", nargs="+", type=float, default=[0.1, 0.2, 0.3])
    reader.add_argument("--graphs", type=int, default=30)
    reader.add_argument("--first", type=int, default=0, help="seed of the first graph")
    networks = ["congress", "bitcoinalpha", "bitcoinotc", "wikielections"]
    reader.add_argument("--networks", nargs="+", default=networks, choices=networks)
    options = reader.parse_args()
    warnings.simplefilter("ignore")  # rivals warn where they do not converge
    {"planted": planted, "number": number, "chance": chance, "real": real}[options.part](options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
