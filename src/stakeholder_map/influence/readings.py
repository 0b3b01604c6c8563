"""Plausible graphs of the same stakeholders, side by side in one matrix.

A scan is measured on its expected graph and on every draw. The draws stand as blocks on the
diagonal of one sparse matrix: two hundred readings are one graph of two hundred parts that do not
touch, and a measure works through all of them in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.posterior import Draws
from stakeholder_map.tables import TRUST, VALUE

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

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

MOST_STEPS = 20
"""Finest scale of levels that path lengths are counted on."""


@dataclass(frozen=True, eq=False)
class Readings:
    """Weighted graphs on the same `n` stakeholders, one block of `ties` each.

    Parameters
    ----------
    ties : csr_array
        Shape (count * n, count * n); strengths in [0, 1]; nothing outside the blocks on the
        diagonal, nothing on the diagonal itself.
    n : int
        Number of stakeholders.
    count : int
        Number of readings.
    steps : int
        Whole levels that a strength of 1 stands for, from 1 to 20.
    """

    ties: sparse.csr_array
    n: int
    count: int
    steps: int

    def by_reading(self, values: Floats) -> Floats:
        """One value for each row of `ties`, as an array of shape (count, n)."""
        return np.asarray(values, dtype=np.float64).reshape(self.count, self.n)


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


def read_graph(graph: StakeholderGraph, *, layers: Sequence[str] | None = None) -> Readings:
    """One graph as a single reading.

    Parameters
    ----------
    graph : StakeholderGraph
        Any graph; only the named layers are read.
    layers : sequence of str, optional
        Positive layers, each with the same weight; by default those of `influence_layers`.

    Returns
    -------
    Readings
        With `count` 1. The strength of a tie is its mean over the layers, an absent tie counting 0.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph.
    """
    named = influence_layers(graph.positive.layers) if layers is None else tuple(layers)
    _check_positive(graph, named)
    blocks = [[graph.matrix(layer)] for layer in named]
    return _mean(blocks, n=graph.n, count=1, steps=_steps(graph, named))


def read_draws(draws: Draws, graph: StakeholderGraph, *, layers: Sequence[str]) -> Readings:
    """All draws of a scan as one set of readings.

    Parameters
    ----------
    draws : Draws
        The draws of the scan.
    graph : StakeholderGraph
        The expected graph of the same scan: it knows the stakeholders and the scales.
    layers : sequence of str
        Positive layers, each with the same weight.

    Returns
    -------
    Readings
        With one block for each draw, in their order.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph.
    """
    _check_positive(graph, layers)
    blocks = [list(draws.matrices(layer)) for layer in layers]
    return _mean(blocks, n=graph.n, count=len(draws), steps=_steps(graph, layers))


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


def _check_positive(graph: StakeholderGraph, layers: Sequence[str]) -> None:
    wrong = [layer for layer in layers if layer not in graph.positive.layers]
    if wrong:
        raise UsageError(
            f"influence reads positive layers of the graph, which are "
            f"{', '.join(graph.positive.layers) or 'none'}; not {wrong[0]!r}"
        )


def _steps(graph: StakeholderGraph, layers: Sequence[str]) -> int:
    """Finest scale of whole levels among the layers; what has no levels has the most steps."""
    ties = graph.ties
    read = ties[ties["layer"].isin(layers) & (ties["area"] == "")]
    finest = read.groupby("layer")["highest"].max().fillna(MOST_STEPS)
    return min(int(finest.max()), MOST_STEPS) if len(finest) else 1


def _mean(
    blocks: Sequence[Sequence[sparse.csr_array]], *, n: int, count: int, steps: int
) -> Readings:
    """Mean of the layers in each reading, with everything on the diagonal left out."""
    shape = (count * n, count * n)
    total = sparse.csr_array(shape, dtype=np.float64)
    for layer in blocks:
        reading, row, column, value = entries_of(layer)
        inside = (row != column) & (value > 0)
        start = reading[inside] * n
        places = (start + row[inside], start + column[inside])
        total = total + sparse.csr_array((value[inside] / len(blocks), places), shape=shape)
    return Readings(ties=sparse.csr_array(total), n=n, count=count, steps=steps)
