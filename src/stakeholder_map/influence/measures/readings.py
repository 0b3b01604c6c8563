"""Plausible graphs of the same stakeholders, side by side in one matrix.

A scan is measured on its expected graph and on every draw. The draws stand as blocks on the
diagonal of one sparse matrix: two hundred readings are one graph of two hundred parts that do not
touch, and a measure works through all of them in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.scale import find_steps
from stakeholder_map.posterior import Draws
from stakeholder_map.tables import LAYERS, TRUST, VALUE

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Short = npt.NDArray[np.int32]

Layers: TypeAlias = Sequence[str] | Mapping[str, float]
"""Layers to combine: each with the same weight, or with its own."""

RUNGS: tuple[tuple[str, ...], ...] = (
    (*TRUST, *VALUE, "contact_frequency", "intensity", "cooperation"),
    ("would_partner", "shared_population"),
    ("contact", "joint_events", "shared_bodies"),
)
"""Layers that influence is read from by default: those of the first rung that the graph has.

First what organisations say of each other and of their relations; failing that, whom they would
work with and whose people they share; failing that, what logs and memberships show. Never by
default: `direct_influence`, which has measures of its own, and `convergence`, which is no tie.
"""


@dataclass(frozen=True, eq=False)
class Readings:
    """Weighted graphs on the same `n` stakeholders, one block of `ties` each.

    Parameters
    ----------
    ties : csr_array
        Shape (count * n, count * n); strengths in (0, 1]; nothing outside the blocks on the
        diagonal, nothing on the diagonal itself; columns in order, none twice.
    n : int
        Number of stakeholders.
    count : int
        Number of readings.
    steps : int
        Whole levels that a strength of 1 stands for.
    key_groups : tuple of str
        Key group of each stakeholder; empty where all are of one.
    """

    ties: sparse.csr_array
    n: int
    count: int
    steps: int
    key_groups: tuple[str, ...] = ()

    def by_reading(self, values: Floats) -> Floats:
        """One value for each row of `ties`, as an array of shape (count, n)."""
        return np.asarray(values, dtype=np.float64).reshape(self.count, self.n)

    @cached_property
    def arcs(self) -> tuple[Whole, Short, Floats]:
        """Where the ties of each row begin, whom they lead to within the reading, strengths."""
        return self._local(self.ties)

    @cached_property
    def bonds(self) -> tuple[Whole, Short, Floats]:
        """As `arcs`, of what either of two says of the other, added up."""
        return self._local(sparse.csr_array(self.ties + self.ties.T))

    @cached_property
    def groups(self) -> Whole:
        """Number of the key group of each stakeholder."""
        if not self.key_groups:
            return np.zeros(self.n, dtype=np.int64)
        return np.unique(np.array(self.key_groups), return_inverse=True)[1].astype(np.int64)

    def only(self, number: int) -> Readings:
        """One of the readings by itself."""
        inside = slice(number * self.n, (number + 1) * self.n)
        ties = sparse.csr_array(self.ties[inside, inside])
        return Readings(ties, self.n, 1, self.steps, self.key_groups)

    def among(self, left: Whole) -> Readings:
        """A single reading, of some stakeholders only, who are numbered anew."""
        ties = sparse.csr_array(self.ties[left][:, left])
        ties.sort_indices()
        groups = tuple(self.key_groups[place] for place in left) if self.key_groups else ()
        return Readings(ties, len(left), 1, self.steps, groups)

    def _local(self, ties: sparse.csr_array) -> tuple[Whole, Short, Floats]:
        inside = ties.indices % max(self.n, 1)
        return ties.indptr.astype(np.int64), inside.astype(np.int32), ties.data.astype(np.float64)


def influence_layers(present: Iterable[str]) -> tuple[str, ...]:
    """Layers that influence is read from when none are named.

    Parameters
    ----------
    present : iterable of str
        Layers that the graph has.

    Returns
    -------
    tuple of str
        Those of the first rung of `RUNGS` that has any; empty where no rung has.

    Examples
    --------
    >>> influence_layers(["contact", "competition", "intensity", "trust_mission"])
    ('trust_mission', 'intensity')
    >>> influence_layers(["contact", "convergence"])
    ('contact',)
    """
    there = set(present)
    for rung in RUNGS:
        found = tuple(layer for layer in rung if layer in there)
        if found:
            return found
    return ()


def read_graph(graph: StakeholderGraph, *, layers: Layers | None = None) -> Readings:
    """One graph as a single reading.

    Parameters
    ----------
    graph : StakeholderGraph
        Any graph; only the named layers are read.
    layers : sequence of str, or mapping of str to float, optional
        Positive layers, each with the same weight or with its own; by default those of
        `influence_layers`.

    Returns
    -------
    Readings
        With `count` 1. The strength of a tie is its mean over the layers, an absent tie counting 0.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.
    """
    chosen = influence_layers(_positive(graph)) if layers is None else layers
    shares = _shares(chosen, graph)
    known = _READ.setdefault(graph, {})
    key = tuple(shares.items())
    if key not in known:
        blocks = [[graph.matrix(layer)] for layer in shares]
        known[key] = _mean(blocks, shares=shares, graph=graph, count=1)
    return known[key]


_READ: WeakKeyDictionary[StakeholderGraph, dict[object, Readings]] = WeakKeyDictionary()


def read_draws(draws: Draws, graph: StakeholderGraph, *, layers: Layers) -> Readings:
    """All draws of a scan as one set of readings.

    Parameters
    ----------
    draws : Draws
        The draws of the scan.
    graph : StakeholderGraph
        The expected graph of the same scan: it knows the stakeholders and the scales.
    layers : sequence of str, or mapping of str to float
        Positive layers, each with the same weight or with its own.

    Returns
    -------
    Readings
        With one block for each draw, in their order; put together once and kept.

    Raises
    ------
    UsageError
        As in `read_graph`.
    """
    shares = _shares(layers, graph)
    known = _DRAWN.setdefault(draws, {})
    key = tuple(shares.items())
    if key not in known:
        blocks = [list(draws.matrices(layer)) for layer in shares]
        known[key] = _mean(blocks, shares=shares, graph=graph, count=len(draws))
    return known[key]


_DRAWN: WeakKeyDictionary[Draws, dict[object, Readings]] = WeakKeyDictionary()


def entries_of(matrices: Sequence[sparse.csr_array]) -> tuple[Whole, Whole, Whole, Floats]:
    """Stored entries of several matrices of one shape.

    Parameters
    ----------
    matrices : sequence of csr_array
        One per reading.

    Returns
    -------
    reading, row, column, value : ndarray
        Of each entry, reading by reading.

    Examples
    --------
    >>> entries = entries_of([sparse.csr_array([[0, 0.5]]), sparse.csr_array([[1.0, 0]])])
    >>> [part.tolist() for part in entries]
    [[0, 1], [0, 0], [1, 0], [0.5, 1.0]]
    """
    if not matrices:
        none = np.empty(0, dtype=np.int64)
        return none, none, none, np.empty(0)
    widths = np.concatenate([np.diff(each.indptr) for each in matrices]).astype(np.int64)
    rows = matrices[0].shape[0]
    line = np.repeat(np.arange(len(widths), dtype=np.int64), widths)
    column = np.concatenate([each.indices for each in matrices]).astype(np.int64)
    value = np.concatenate([each.data for each in matrices]).astype(np.float64)
    return line // max(rows, 1), line % max(rows, 1), column, value


def as_column(values: Floats, graph: StakeholderGraph, *, name: str) -> pd.Series[float]:
    """The values of a single reading as a column indexed by stakeholder id."""
    index = pd.Index(graph.ids, dtype="str", name="stakeholder_id")
    return pd.Series(values[0] if graph.n else [], index=index, dtype="float64", name=name)


def _positive(graph: StakeholderGraph) -> tuple[str, ...]:
    return tuple(layer for layer in graph.layers if LAYERS[layer].sign == "positive")


def _shares(layers: Layers, graph: StakeholderGraph) -> dict[str, Fraction]:
    """Share of each layer in their mean."""
    weights = layers if isinstance(layers, Mapping) else dict.fromkeys(layers, 1.0)
    present = _positive(graph)
    for layer, weight in weights.items():
        if layer not in present:
            raise UsageError(
                f"influence reads positive layers of the graph, which are "
                f"{', '.join(present) or 'none'}; not {layer!r}"
            )
        if not (weight > 0 and np.isfinite(weight)):
            raise UsageError(f"the weight of layer {layer!r} must be above 0, found {weight!r}")
    exact = {layer: Fraction(repr(float(weight))) for layer, weight in weights.items()}
    return {layer: weight / sum(exact.values()) for layer, weight in exact.items()}


def _mean(
    blocks: Sequence[Sequence[sparse.csr_array]],
    *,
    shares: Mapping[str, Fraction],
    graph: StakeholderGraph,
    count: int,
) -> Readings:
    """Mean of the layers in each reading, with everything on the diagonal left out."""
    n = graph.n
    shape = (count * n, count * n)
    total = sparse.csr_array(shape, dtype=np.float64)
    for layer, share in zip(blocks, shares.values(), strict=True):
        reading, row, column, value = entries_of(layer)
        inside = (row != column) & (value > 0)
        start = reading[inside] * n
        places = (start + row[inside], start + column[inside])
        total = total + sparse.csr_array((value[inside] * float(share), places), shape=shape)
    nodes = graph.stakeholders
    named = nodes["key_group"].fillna("").astype(str) if "key_group" in nodes else ()
    ties = sparse.csr_array(total)
    ties.sort_indices()
    return Readings(
        ties, n=n, count=count, steps=find_steps(graph, shares), key_groups=tuple(named)
    )
