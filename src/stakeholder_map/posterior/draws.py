"""Draws: readings of the evidence, each a whole graph, made once and read by all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from stakeholder_map.errors import ScanError, UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.posterior.archive import read_arrays, table_arrays, table_of, write_arrays
from stakeholder_map.posterior.candidates import (
    ACCOUNT_TYPES,
    CONVERGENCE_TYPES,
    POOL_TYPES,
    TIE_TYPES,
    Candidates,
    Part,
)
from stakeholder_map.posterior.part import PartDraws, PartTies
from stakeholder_map.tables import LAYERS

FORMAT = 2
"""Version of the file of stored draws."""


@dataclass(frozen=True, eq=False, repr=False)
class Draws:
    """Seeded draws of the whole graph.

    Over many draws a candidate tie is there with its probability: with simple treatments
    independently of the others, and an imputed one has the strength that a random reporting side of
    its layer and area gave; draws of the sampled model hold together, as one reading each. Each
    layer and area has random numbers of its own, so that what is said in one changes no draw of
    another, and the first draws are the same however many are made.

    Parameters
    ----------
    candidates : Candidates
        The ties that may be there.
    seed : int
        What the random numbers came from.
    parts : mapping of (str, str) to PartDraws
        The draws of each layer and area.
    count : int
        How many draws there are; ``len`` tells it.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> from stakeholder_map.posterior import weigh_evidence
    >>> evidence = evidence_from_answers([("a", "b", "cooperation", 4)], others=["c"])
    >>> draws = weigh_evidence(evidence).draw(draws=1000, seed=1)
    >>> there = [matrix.nnz > 0 for matrix in draws.matrices("cooperation")]
    >>> 0.7 < sum(there) / len(draws) < 0.8
    True
    """

    candidates: Candidates
    seed: int
    parts: Mapping[Part, PartDraws]
    count: int

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        who = len(self.candidates.stakeholders)
        return f"Draws: {self.count} of {who} stakeholders, seed {self.seed}"

    def graph(self, k: int) -> StakeholderGraph:
        """The graph of one draw.

        Parameters
        ----------
        k : int
            Which draw, from 0.

        Returns
        -------
        StakeholderGraph
            Layers and areas as in the evidence; the probability of a tie stands beside it.

        Raises
        ------
        UsageError
            No such draw.
        """
        if not 0 <= k < self.count:
            raise UsageError(f"expected a draw from 0 to {self.count - 1}, found {k!r}")
        ties = self.candidates.everything.ties
        strength = ties["strength"].to_numpy(copy=True)
        level = ties["level"].to_numpy(dtype=np.int64, na_value=0)
        there = np.zeros(len(ties), dtype=np.bool_)
        for part, rows in self.candidates.parts.items():
            drawn = self._part_ties[part].at(self.parts[part], k)
            there[rows], strength[rows], level[rows] = drawn
        return self.candidates.everything.keep(there, strength=strength[there], level=level[there])

    def matrices(self, layer: str, *, area: str = "") -> Iterator[csr_array]:
        """Strengths of one layer, draw after draw.

        Parameters
        ----------
        layer : str
            A declared layer.
        area : str
            An area id; ``""`` is the relation as a whole.

        Yields
        ------
        csr_array
            As `StakeholderGraph.matrix` of each draw, without building the graph.
        """
        return self._matrices(layer, area, "strength")

    def levels(self, layer: str, *, area: str = "") -> Iterator[csr_array]:
        """Whole-number levels of one layer, draw after draw, for exact distances.

        Parameters
        ----------
        layer, area : str
            As in `matrices`.

        Yields
        ------
        csr_array
            As `StakeholderGraph.levels` of each draw, without building the graph.

        Raises
        ------
        UsageError
            A layer without levels.
        """
        self.candidates.everything.highest(layer, area=area)
        return self._matrices(layer, area, "level")

    @cached_property
    def _part_ties(self) -> Mapping[Part, PartTies]:
        return {part: PartTies.of(self.candidates, part) for part in self.parts}

    def _matrices(
        self, layer: str, area: str, values: Literal["strength", "level"]
    ) -> Iterator[csr_array]:
        if layer not in LAYERS:
            raise UsageError(f"expected a layer from {', '.join(LAYERS)}, found {layer!r}")
        if (layer, area) in self.parts:
            ties, drawn = self._part_ties[layer, area], self.parts[layer, area]
            return ties.matrices(drawn, count=self.count, values=values)
        everything = self.candidates.everything
        read = everything.matrix if values == "strength" else everything.levels
        empty = read(layer, area=area)
        return (empty.copy() for _ in range(self.count))

    def save(self, path: Path | str, *, origin: str) -> None:
        """Store the draws, and what they were drawn from, in one file.

        The same draws give the same bytes; the file holds plain arrays and no code.

        Parameters
        ----------
        path : Path or str
            The file to write, ``.npz``.
        origin : str
            What the evidence came from, such as the digest of the region; `load_draws` tells it.
        """
        candidates = self.candidates
        arrays = {
            "format": np.array([FORMAT]),
            "origin": np.array([origin], dtype=np.str_),
            "treatment": np.array([candidates.treatment], dtype=np.str_),
            "seed": np.array([self.seed]),
            "count": np.array([self.count]),
            "stakeholders": np.array(candidates.stakeholders.index.to_list(), dtype=np.str_),
            "layers": np.array(candidates.layers, dtype=np.str_),
            "areas": np.array(candidates.areas, dtype=np.str_),
        }
        for name in ("ties", "pools", "account", "convergence"):
            arrays |= table_arrays(getattr(candidates, name), prefix=name)
        for number, part in enumerate(candidates.parts):
            for name in ("present", "picks", "starts"):
                arrays[f"draws.{number}.{name}"] = getattr(self.parts[part], name)
        write_arrays(path, arrays)


@dataclass(frozen=True)
class StoredDraws:
    """Draws from a file, and what they came from.

    Parameters
    ----------
    draws : Draws
        The draws.
    origin : str
        What `Draws.save` was told.
    """

    draws: Draws
    origin: str


def load_draws(path: Path | str, *, stakeholders: pd.DataFrame) -> StoredDraws:
    """Draws that `Draws.save` stored.

    Parameters
    ----------
    path : Path or str
        The file.
    stakeholders : DataFrame
        Indexed by `stakeholder_id`, sorted: those of the evidence from which the draws came.

    Returns
    -------
    StoredDraws

    Raises
    ------
    ScanError
        The file cannot be read, is of another format, or is about other stakeholders.
    """
    name = Path(path).name
    arrays = read_arrays(path)
    found = int(arrays["format"][0]) if "format" in arrays else 0
    if found != FORMAT:
        raise ScanError(f"expected stored draws of format {FORMAT}, found {found} in {name}")
    ids = arrays["stakeholders"].tolist()
    if ids != stakeholders.index.to_list():
        other = sorted(set(ids) ^ set(stakeholders.index))
        raise ScanError(f"the draws in {name} are about other stakeholders; not in both: {other}")
    candidates = Candidates(
        stakeholders=stakeholders,
        ties=table_of(arrays, prefix="ties", types=TIE_TYPES),
        pools=table_of(arrays, prefix="pools", types=POOL_TYPES),
        account=table_of(arrays, prefix="account", types=ACCOUNT_TYPES),
        convergence=table_of(arrays, prefix="convergence", types=CONVERGENCE_TYPES),
        layers=tuple(arrays["layers"].tolist()),
        areas=tuple(arrays["areas"].tolist()),
        treatment=str(arrays["treatment"][0]),
    )
    parts = {
        part: PartDraws(*(arrays[f"draws.{k}.{each}"] for each in ("present", "picks", "starts")))
        for k, part in enumerate(candidates.parts)
    }
    draws = Draws(candidates, int(arrays["seed"][0]), parts, int(arrays["count"][0]))
    return StoredDraws(draws, str(arrays["origin"][0]))
