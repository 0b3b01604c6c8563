"""Every tie that may be there, with its probability: what draws are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.graph import StakeholderGraph

CONVERGENCE_TYPES: Mapping[str, str] = {
    "layer": "str",
    "area": "str",
    "chains": "int64",
    "sweeps": "int64",
    "r_hat": "float64",
    "ess": "float64",
    "settled": "float64",
}
"""Columns of the table that says how well the sampling went."""

Part = tuple[str, str]
"""A layer and an area (``""`` = as a whole)."""

TIE_TYPES: Mapping[str, str] = {
    "source": "str",
    "target": "str",
    "layer": "str",
    "area": "str",
    "probability": "float64",
    "strength": "float64",
    "level": "Int64",
    "highest": "Int64",
    "reports": "int64",
    "positives": "int64",
    "stated": "float64",
    "imputed": "bool",
    "varies": "bool",
}
"""Columns of the table of candidate ties and their types."""

POOL_TYPES: Mapping[str, str] = {
    "layer": "str",
    "area": "str",
    "strength": "float64",
    "level": "Int64",
    "sides": "int64",
}
"""Columns of the table of strengths that sides reported."""

ACCOUNT_TYPES: Mapping[str, str] = {
    "layer": "str",
    "area": "str",
    "density": "float64",
    "candidates": "int64",
    "denied": "int64",
    "unknown": "int64",
}
"""Columns of the account of the pairs of each layer and area."""


@dataclass(frozen=True, eq=False, repr=False)
class Candidates:
    """Ties that may be there; `Posterior` is what to use.

    Parameters
    ----------
    stakeholders : DataFrame
        Indexed by `stakeholder_id`, sorted.
    ties : DataFrame
        One row per candidate, in the order of a graph: `source`, `target`, `layer`, `area`;
        `probability` in (0, 1]; `strength` in (0, 1] and `level` of `highest`: how strong the tie
        is if it is there; `reports` and `positives`: sides that reported, and that reported a tie
        (one or none in a directed layer, up to two in a symmetric one); `stated`: the share of the
        strength that the treatment states, 0 where it states no tie; `imputed`: whether no side
        says how strong it is; `varies`: whether draws pick its strength from the pool.
    pools : DataFrame
        `layer`, `area`, `strength`, `level`, `sides`: how often each strength is drawn; in simple
        treatments as many sides reported it.
    account : DataFrame
        `layer`, `area`, `density` (missing where nobody answered), `candidates`, and the pairs
        left out, because nothing else shows them: `denied` (every report is zero) and `unknown`
        (no report).
    convergence : DataFrame
        A row for each layer and area that was sampled; see `fit_evidence`. Empty in simple
        treatments.
    layers, areas : tuple of str
        What the evidence speaks of.
    treatment : str
        How reports were weighed.
    """

    stakeholders: pd.DataFrame
    ties: pd.DataFrame
    pools: pd.DataFrame
    account: pd.DataFrame
    convergence: pd.DataFrame
    layers: tuple[str, ...]
    areas: tuple[str, ...]
    treatment: str

    @cached_property
    def everything(self) -> StakeholderGraph:
        """All candidates at full strength, as if every one were there."""
        columns = ["source", "target", "layer", "area", "strength", "level", "highest"]
        ties = self.ties[[*columns, "probability"]]
        return StakeholderGraph(self.stakeholders, ties, layers=self.layers, areas=self.areas)

    @cached_property
    def parts(self) -> Mapping[Part, slice]:
        """Rows of `ties` of each layer and area."""
        return part_slices(self.ties)

    @cached_property
    def pool_parts(self) -> Mapping[Part, slice]:
        """Rows of `pools` of each layer and area."""
        return part_slices(self.pools)

    @cached_property
    def codes(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Rows of the stakeholders at both ends of each tie."""
        index = self.stakeholders.index
        source = index.get_indexer(pd.Index(self.ties["source"]))
        return source, index.get_indexer(pd.Index(self.ties["target"]))


def part_slices(table: pd.DataFrame) -> dict[Part, slice]:
    """Rows of each layer and area in a table in which they stand together.

    Examples
    --------
    >>> part_slices(pd.DataFrame({"layer": ["contact"] * 3, "area": ["", "", "beds"]}))
    {('contact', ''): slice(0, 2, None), ('contact', 'beds'): slice(2, 3, None)}
    """
    layer, area = table["layer"].to_numpy(), table["area"].to_numpy()
    changes = np.flatnonzero((layer[1:] != layer[:-1]) | (area[1:] != area[:-1])) + 1
    ends = [0, *changes.tolist(), len(layer)] if len(layer) else []
    return {(str(layer[i]), str(area[i])): slice(i, j) for i, j in pairwise(ends)}
