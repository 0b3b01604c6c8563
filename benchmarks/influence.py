"""Compare the measures of influence with networkx; hold them to limits of time and memory.

Three parts, each in a process of its own, so that its peak of memory is its own:

* draws: 1,000 stakeholders, about 10,000 ties rated 1-4, 200 draws, all measures, and sets of
  three key players on 20 draws. Beside it networkx on 3 draws, extrapolated: strength, PageRank,
  harmonic closeness and betweenness on the same whole lengths, core number, constraint, effective
  size. networkx has no brokerage and no key players: ours pays for them, it does not.
* small: 50 stakeholders, 1,000 draws, all measures, and key players on 20 draws, with the compiled
  kernels loaded from disk; that loading counts.
* large: 100,000 stakeholders, 1,000,000 ties, point estimates from a graph in memory; betweenness
  from a sample of 500 sources, with its error.

Every part is timed by the clock and by the time that its process had the cores, which other work on
the machine changes less.

    python benchmarks/influence.py [draws] [small] [large] [--no-networkx] [--check]

``--check`` ends with exit code 1 where a limit is not kept.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

KEY_GROUPS = 6
DRAWS_OF_KEY_PLAYERS = 20
NETWORKX_DRAWS = 3

LIMITS = {
    "draws": {"clock_s": 90.0, "peak_mb": 1000.0},
    "small": {"clock_s": 3.0, "peak_mb": 1000.0},
    "large": {"clock_s": 15.0, "peak_mb": 1500.0},
}
LEAST_RATIO = 30.0


class Timer:
    """Seconds by the clock and on the cores, step by step."""

    def __init__(self) -> None:
        self.steps: dict[str, tuple[float, float]] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        clock, cores = time.perf_counter(), time.process_time()
        yield
        self.steps[name] = (time.perf_counter() - clock, time.process_time() - cores)

    def total(self, *but: str) -> tuple[float, float]:
        """Of all steps but some."""
        kept = [times for name, times in self.steps.items() if name not in but]
        return sum(clock for clock, _ in kept), sum(cores for _, cores in kept)


def random_levels(n: int, ties: int, draws: int) -> list[Any]:
    """Whole levels from 1 to 4 on ties that differ from draw to draw, as sparse matrices."""
    from scipy import sparse

    rng = np.random.default_rng(2026)
    graphs = []
    for _ in range(draws):
        row, column = rng.integers(0, n, (2, ties))
        apart = row != column
        graph = sparse.csr_array((np.ones(apart.sum()), (row[apart], column[apart])), shape=(n, n))
        graph.sum_duplicates()
        graph.data = rng.integers(1, 5, graph.nnz).astype(np.float64)
        graphs.append(graph)
    return graphs


def measure_draws(n: int, ties: int, draws: int, size: int) -> dict[str, Any]:
    """All measures on random draws, and sets of key players on some of them."""
    from scipy import sparse

    levels = random_levels(n, ties, draws)
    timer = Timer()
    with timer.step("import"):
        from stakeholder_map.graph import StakeholderGraph
        from stakeholder_map.influence import MEASURES, key_players_over
        from stakeholder_map.influence.measures.readings import Readings
    groups = [f"group {place % KEY_GROUPS}" for place in range(n)]
    names = [f"s{place:04d}" for place in range(n)]
    graph = StakeholderGraph.from_ties([], isolates=names)
    with timer.step("side by side"):
        ties_of_all = sparse.csr_array(sparse.block_diag(levels, format="csr")) / 4
        readings = Readings(sparse.csr_array(ties_of_all), n, draws, 4, tuple(groups))
    with timer.step("load the kernels"):
        from stakeholder_map.influence.engine import kernels

        kernels.__doc__  # noqa: B018  the import is what takes its time
    for name, measure in MEASURES.items():
        with timer.step(name):
            measure.over(readings)
    for aim in ("fragment", "reach"):
        with timer.step(f"key players, {aim}"):
            some = Readings(
                readings.ties[: n * DRAWS_OF_KEY_PLAYERS, : n * DRAWS_OF_KEY_PLAYERS],
                n,
                DRAWS_OF_KEY_PLAYERS,
                4,
            )
            key_players_over(some, graph=graph, size=size, aim=aim)
    return told(timer, "import")


def measure_networkx(n: int, ties: int, draws: int) -> dict[str, Any]:
    """The measures that networkx has, on as many draws as are asked."""
    import networkx as nx

    measures: dict[str, Callable[[Any], Any]] = {
        "strength": lambda graph: dict(graph.in_degree(weight="weight")),
        "pagerank": lambda graph: nx.pagerank(graph, tol=1e-14 / n, max_iter=1000),
        "harmonic_closeness": lambda graph: nx.harmonic_centrality(graph, distance="length"),
        "betweenness": lambda graph: nx.betweenness_centrality(graph, weight="length"),
        "core_number": lambda graph: nx.core_number(graph.to_undirected()),
        "constraint": lambda graph: nx.constraint(graph, weight="weight"),
        "effective_size": lambda graph: nx.effective_size(graph, weight="weight"),
    }
    timer = Timer()
    for draw, levels in enumerate(random_levels(n, ties, draws)):
        graph = nx.from_scipy_sparse_array(levels, create_using=nx.DiGraph)
        for _, _, tie in graph.edges(data=True):
            tie["length"] = 12 // int(tie["weight"])
        for name, measure in measures.items():
            with timer.step(f"{name} {draw}"):
                measure(graph)
    return told(timer)


def measure_large(n: int, ties: int) -> dict[str, Any]:
    """Point estimates on one large graph; the sampled ones apart."""
    timer = Timer()
    with timer.step("import"):
        from stakeholder_map import influence
    with timer.step("make the graph"):
        graph = large_graph(n, ties)
    for name in ("strength", "pagerank", "constraint", "core_number"):
        with timer.step(name):
            getattr(influence, name)(graph)
    told_so_far = told(timer, "import", "make the graph")
    for name in ("effective_size", "brokerage", "betweenness", "harmonic_closeness"):
        with timer.step(name):
            column = getattr(influence, name)(graph)
        if column.attrs:
            told_so_far["errors"] = told_so_far.get("errors", {})
            told_so_far["errors"][name] = {**column.attrs, "greatest": float(column.max())}
    return {**told_so_far, "steps": timer.steps, "peak_mb": peak_mb()}


def large_graph(n: int, ties: int) -> Any:
    """A directed layer rated 1-4 in which some are named far more often than others."""
    import pandas as pd

    from stakeholder_map.graph import StakeholderGraph

    rng = np.random.default_rng(2026)
    ids = np.array([f"s{place:06d}" for place in range(n)])
    source = rng.integers(0, n, ties * 12 // 10)
    target = (n * rng.random(ties * 12 // 10) ** 1.5).astype(np.int64)
    pairs = np.unique((source * n + target)[source != target])
    pairs = np.sort(rng.choice(pairs, size=ties, replace=False))
    level = rng.integers(1, 5, ties)
    table = pd.DataFrame(
        {
            "source": pd.array(ids[pairs // n], dtype="str"),
            "target": pd.array(ids[pairs % n], dtype="str"),
            "layer": pd.Series(["value_influence"], dtype="str").repeat(ties).to_numpy(),
            "strength": level / 4,
            "level": pd.array(level, dtype="Int64"),
            "highest": pd.array(np.full(ties, 4), dtype="Int64"),
        }
    )
    index = pd.Index(ids, dtype="str", name="stakeholder_id")
    group = np.array([f"group {place}" for place in range(KEY_GROUPS)])[np.arange(n) % KEY_GROUPS]
    return StakeholderGraph(pd.DataFrame({"key_group": group}, index=index), table)


def told(timer: Timer, *but: str) -> dict[str, Any]:
    """What a part hands to the process that asked for it."""
    clock, cores = timer.total(*but)
    return {"steps": timer.steps, "clock_s": clock, "cores_s": cores, "peak_mb": peak_mb()}


def peak_mb() -> float:
    """Most memory that this process has held."""
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "draws": lambda: measure_draws(1000, 10_000, 200, 3),
    "networkx": lambda: measure_networkx(1000, 10_000, NETWORKX_DRAWS),
    "small": lambda: measure_draws(50, 500, 1000, 3),
    "large": lambda: measure_large(100_000, 1_000_000),
}


def run(part: str) -> dict[str, Any]:
    """One part in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--inside", part], stdout=subprocess.PIPE, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def tell(part: str, result: dict[str, Any]) -> bool:
    """Print a part beside its limits; whether it keeps them."""
    print(f"\n{part}")
    for name, (clock, cores) in result["steps"].items():
        print(f"  {name:28s} {clock:8.2f} s by the clock {cores:8.2f} s on the cores")
    for name, error in result.get("errors", {}).items():
        print(
            f"  {name}: greatest value {error['greatest']:.5f}, off by at most "
            f"{error['error']:.5f} (standard error {error['standard_error']:.5f}), from "
            f"{error['sources']} sources"
        )
    kept = True
    for name, value in {key: result[key] for key in ("clock_s", "cores_s", "peak_mb")}.items():
        limit = LIMITS.get(part, {}).get(name)
        kept &= limit is None or value <= limit
        beside = (
            "" if limit is None else f"   limit {limit:g}: {'kept' if value <= limit else 'NO'}"
        )
        print(f"  {name:28s} {value:8.1f}{beside}")
    return kept


def compare(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Print how many times faster the draws are; whether that is enough."""
    ratios = {}
    for unit in ("clock_s", "cores_s"):
        extrapolated = theirs[unit] / NETWORKX_DRAWS * 200
        ratios[unit] = extrapolated / ours[unit]
        print(
            f"  networkx, 200 draws, {unit}: {extrapolated:.0f}; ours {ours[unit]:.1f}; "
            f"{ratios[unit]:.0f} times faster (limit {LEAST_RATIO:g})"
        )
    return min(ratios.values()) >= LEAST_RATIO


def main() -> int:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=["draws", "small", "large", []], default=[])
    parser.add_argument("--no-networkx", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--inside", choices=list(PARTS))
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(PARTS[asked.inside]()))
        return 0
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{os.cpu_count()} cores; load before the start {load}; {Path(sys.executable).name}")
    warm = [sys.executable, "-m", "stakeholder_map.influence.engine"]
    subprocess.run(warm, check=True, stdout=subprocess.DEVNULL)
    kept = True
    for part in asked.parts or ["draws", "small", "large"]:
        result = run(part)
        kept &= tell(part, result)
        if part == "draws" and not asked.no_networkx:
            theirs = run("networkx")
            tell("networkx", theirs)
            kept &= compare(result, theirs)
    return 0 if kept or not asked.check else 1


if __name__ == "__main__":
    sys.exit(main())
