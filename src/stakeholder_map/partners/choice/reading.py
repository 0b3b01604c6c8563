"""What one reading of the evidence says of the candidates, and all readings side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from stakeholder_map.influence import Ranking
from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.figures import FULL, UNKNOWN, asked_with_us, willingness
from stakeholder_map.posterior.fit import MODEL
from stakeholder_map.scan import Scan
from stakeholder_map.tables import TRUST

WORKING = ("cooperation", "intensity", "contact_frequency")
"""Layers that stand for trust where nobody was asked about it: the first that is there."""

FEWEST = 3
"""Known values from which on they stand for those that nobody knows."""

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

    @cached_property
    def competition_areas(self) -> Mapping[str, str]:
        """Where competition in a field is read: in its area where anybody reported on it there."""
        reported = self.scan.evidence.reports_in
        return {
            field: field if len(reported("competition", area=field)) else ""
            for field in self.fields
        }

    def expected(self) -> Reading:
        """The expected reading: what is unknown is as it is on average where it is known."""
        graph = self.scan.graph
        matrices = {area: graph.matrix("competition", area=area) for area in self._areas()}
        return self._read(
            matrices,
            [graph.matrix(layer) for layer in self.trust_layers],
            influence=self.ranking.table["score"].reindex(self.ids).to_numpy(dtype=np.float64),
            lots=None,
        )

    def drawn(self) -> Iterator[Reading]:
        """The reading of each draw: what is unknown is as anybody else's, for each by itself."""
        draws = self.scan.draws
        shape = (2 + len(self.fields), len(self.ids))
        rng = np.random.default_rng([self.scan.seed, 4])
        lots = _spread(rng, count=len(draws), shape=shape)
        influence = self.ranking.scores[list(self.ids)].to_numpy(dtype=np.float64)
        areas = {area: draws.matrices("competition", area=area) for area in self._areas()}
        trust = [draws.matrices(layer) for layer in self.trust_layers]
        for draw in range(len(draws)):
            yield self._read(
                {area: next(matrices) for area, matrices in areas.items()},
                [next(matrices) for matrices in trust],
                influence=influence[draw],
                lots=lots[draw],
            )

    def _read(
        self,
        competition: Mapping[str, csr_array],
        trust: list[csr_array],
        *,
        influence: Floats,
        lots: Floats | None,
    ) -> Reading:
        """One reading; `lots` say which of the known values stands for an unknown one."""
        drawn = lots if lots is not None else [None] * (2 + len(self.fields))
        with_us, between = [], []
        for field in self.fields:
            dense = self._dense(competition[self.competition_areas[field]])
            heard = np.where(self._heard, dense[:-1, -1], np.nan)
            with_us.append(fill(heard, drawn[1]))
            between.append(dense[:-1, :-1])
        n = len(self.ids)
        mean = np.zeros((n, n))
        for matrix in trust:
            dense = self._dense(matrix)[:-1, :-1]
            mean += (dense + dense.T) / (2 * len(trust))
        backing = [fill(row, drawn[2 + at]) for at, row in enumerate(self._backing)]
        return Reading(
            willingness=fill(self._willing, drawn[0]),
            influence=np.nan_to_num(influence),
            with_us=np.array(with_us).reshape(len(self.fields), n),
            between=np.array(between).reshape(len(self.fields), n, n),
            trust=mean,
            backing=np.array(backing).reshape(len(self.fields), n),
        )

    @cached_property
    def _willing(self) -> Floats:
        """Willingness; missing where nobody knows."""
        table = willingness(self.scan, ids=self.ids)
        known = table["willingness"].where(table["willingness_source"] != UNKNOWN)
        return known.to_numpy(dtype=np.float64)

    @cached_property
    def _heard(self) -> npt.NDArray[np.bool_]:
        """Who, or of whom somebody, was heard on competition with us.

        The sampled model says of each pair how far it competes, heard or not.
        """
        if self.scan.posterior.treatment == MODEL:
            return np.ones(len(self.ids), dtype=np.bool_)
        return asked_with_us(self.scan, ids=self.ids)

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
        return sorted({*self.competition_areas.values()})


def fill(values: Floats, lots: Floats | None) -> Floats:
    """Values with what is missing taken from those that are known.

    Parameters
    ----------
    values : ndarray
        Missing where nobody knows.
    lots : ndarray or None
        From 0 to 1 for each: which of the known values, sorted, stands for it; None: their mean.

    Returns
    -------
    ndarray
        Where fewer than three are known, the lot itself stands for what is missing, and one half
        for its mean.

    Examples
    --------
    >>> fill(np.array([0.0, 0.2, 0.4, np.nan]), None).round(3).tolist()
    [0.0, 0.2, 0.4, 0.2]
    >>> fill(np.array([0.0, 0.2, 0.4, np.nan]), np.full(4, 0.9)).tolist()
    [0.0, 0.2, 0.4, 0.4]
    """
    missing = np.isnan(values)
    known = np.sort(values[~missing])
    if len(known) < FEWEST:
        other = np.full(len(values), 0.5) if lots is None else lots
    elif lots is None:
        other = np.full(len(values), known.mean())
    else:
        other = known[np.minimum((lots * len(known)).astype(np.int64), len(known) - 1)]
    filled: Floats = np.where(missing, other, values)
    return filled


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
