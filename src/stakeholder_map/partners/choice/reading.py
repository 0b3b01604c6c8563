"""What one reading of the evidence says of the candidates, and all readings side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from stakeholder_map.influence import Ranking
from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.figures import FULL, asked_with_us, willingness
from stakeholder_map.scan import Scan
from stakeholder_map.tables import TRUST

WORKING = ("cooperation", "intensity", "contact_frequency")
"""Layers that stand for trust where nobody was asked about it: the first that is there."""

MANY = 500
"""Stakeholders from which on matrices are cut down before they are filled up with zeros."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One reading, in the order of the candidates.

    Parameters
    ----------
    willingness, influence : (n,) float array
        In [0, 1].
    with_us : (F, n) float array
        Competition with the convener in each field, in [0, 1].
    between : (F, n, n) float array
        Competition between candidates in each field, symmetric, in [0, 1].
    trust : (n, n) float array
        Mean of both directions, in [0, 1].
    backing : (F, n) float array
        How highly each ranks the field: priority / 4, 0 where it stands against it.
    """

    willingness: Floats
    influence: Floats
    with_us: Floats
    between: Floats
    trust: Floats
    backing: Floats


@dataclass(frozen=True, eq=False)
class Sources:
    """What the readings are made of.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        Its ranking by influence.
    ids : Index
        The candidates, sorted.
    fields : sequence of str
        Areas of the projects; ``""`` is the relation as a whole.
    """

    scan: Scan
    ranking: Ranking
    ids: pd.Index
    fields: Sequence[str]

    @property
    def trust_layers(self) -> tuple[str, ...]:
        """Layers that are read as trust."""
        there = self.scan.graph.layers
        asked = tuple(layer for layer in TRUST if layer in there)
        return asked or tuple(layer for layer in WORKING if layer in there)[:1]

    def competition_area(self, field: str) -> str:
        """Where competition in a field is read: in its area where anybody reported on it there."""
        return field if len(self.scan.evidence.reports_in("competition", area=field)) else ""

    def expected(self) -> Reading:
        """The expected reading: what is unknown stands half way."""
        graph, willing = self.scan.graph, willingness(self.scan, ids=self.ids)
        matrices = {area: graph.matrix("competition", area=area) for area in self._areas()}
        trust = [graph.matrix(layer) for layer in self.trust_layers]
        unknown = np.full(len(self.ids), 0.5)
        return self._read(
            matrices,
            trust,
            (
                willing["willingness"].to_numpy(dtype=np.float64),
                self.ranking.table["score"].reindex(self.ids).to_numpy(dtype=np.float64),
                unknown,
                np.tile(unknown, (len(self.fields), 1)),
            ),
        )

    def drawn(self) -> Iterator[Reading]:
        """The reading of each draw: what is unknown lies anywhere, for each by itself."""
        draws = self.scan.draws
        count, n = len(draws), len(self.ids)
        willing = willingness(self.scan, ids=self.ids)
        rng = np.random.default_rng([self.scan.seed, 4])
        low = willing["willingness_low"].to_numpy(dtype=np.float64)
        high = willing["willingness_high"].to_numpy(dtype=np.float64)
        anywhere = _spread(rng, count=count, shape=(2 + len(self.fields), n))
        influence = self.ranking.scores[list(self.ids)].to_numpy(dtype=np.float64)
        areas = {area: draws.matrices("competition", area=area) for area in self._areas()}
        trust = [draws.matrices(layer) for layer in self.trust_layers]
        for draw in range(count):
            yield self._read(
                {area: next(matrices) for area, matrices in areas.items()},
                [next(matrices) for matrices in trust],
                (
                    low + (high - low) * anywhere[draw, 0],
                    influence[draw],
                    anywhere[draw, 1],
                    anywhere[draw, 2:],
                ),
            )

    @cached_property
    def _places(self) -> npt.NDArray[np.intp]:
        """Where the candidates stand in the graph, and at the end where we do."""
        everyone = pd.Index(self.scan.graph.ids)
        us = self.scan.graph.ids.index(self.scan.region.settings.convener)
        return np.append(np.asarray(everyone.get_indexer(self.ids)), us)

    def _dense(self, matrix: csr_array) -> Floats:
        """Rows and columns of the candidates, and at the end ours."""
        if matrix.shape[0] > MANY:
            few: Floats = matrix[self._places][:, self._places].toarray()
            return few
        dense: Floats = matrix.toarray()[np.ix_(self._places, self._places)]
        return dense

    @cached_property
    def _heard(self) -> npt.NDArray[np.bool_]:
        return asked_with_us(self.scan, ids=self.ids)

    @cached_property
    def _backing(self) -> Floats:
        """Priority / 4 of each field; missing where no position is known."""
        positions = self.scan.region.table("positions")
        out = np.full((len(self.fields), len(self.ids)), np.nan)
        for row, field in enumerate(self.fields):
            stands = positions[positions["area_id"] == field].set_index("stakeholder_id")
            priority = stands["priority"].astype("float64") / FULL
            backing = priority.where(stands["position"].astype("float64") >= 0, 0.0)
            out[row] = backing.reindex(self.ids).to_numpy(dtype=np.float64)
        return out

    def _areas(self) -> list[str]:
        return sorted({self.competition_area(field) for field in self.fields})

    def _read(
        self,
        competition: dict[str, csr_array],
        trust: list[csr_array],
        known: tuple[Floats, Floats, Floats, Floats],
    ) -> Reading:
        """One reading; `known`: willingness, influence, and what stands for what is unknown."""
        willing, influence, rivalry, backing = known
        with_us, between = [], []
        for field in self.fields:
            dense = self._dense(competition[self.competition_area(field)])
            with_us.append(np.where(self._heard, dense[:-1, -1], rivalry))
            between.append(dense[:-1, :-1])
        n = len(self.ids)
        mean = np.zeros((n, n))
        for matrix in trust:
            dense = self._dense(matrix)[:-1, :-1]
            mean += (dense + dense.T) / (2 * len(trust))
        stated = self._backing
        return Reading(
            willingness=willing,
            influence=np.nan_to_num(influence),
            with_us=np.array(with_us).reshape(len(self.fields), n),
            between=np.array(between).reshape(len(self.fields), n, n),
            trust=mean,
            backing=np.where(np.isnan(stated), backing, stated),
        )


def mean_reading(readings: Sequence[Reading]) -> Reading:
    """The mean of some readings.

    A benefit is a sum of figures, each times a weight: what a choice is worth on the mean is the
    mean of what it is worth.
    """
    return Reading(
        **{
            field.name: np.mean([getattr(each, field.name) for each in readings], axis=0)
            for field in fields(Reading)
        }
    )


def _spread(rng: np.random.Generator, *, count: int, shape: tuple[int, int]) -> Floats:
    """Numbers from 0 to 1, evenly over the draws, in an order of its own in each place."""
    order = rng.random((count, *shape)).argsort(axis=0)
    spread: Floats = (order + 0.5) / max(count, 1)
    return spread
