"""What the evidence says of every tie."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.posterior.candidates import Candidates
from stakeholder_map.posterior.draws import Draws
from stakeholder_map.posterior.part import PartTies


@dataclass(frozen=True, eq=False, repr=False)
class Posterior(Candidates):
    """Probability and strength of every tie that may be there; see `weigh_evidence`.

    The parameters are those of :class:`~stakeholder_map.posterior.candidates.Candidates`.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> from stakeholder_map.posterior import weigh_evidence
    >>> answers = [("a", "b", "cooperation", 4), ("a", "c", "cooperation", 0)]
    >>> posterior = weigh_evidence(evidence_from_answers(answers))
    >>> posterior
    Posterior (either_side): 3 stakeholders, 1 candidate tie; 2 pairs left out
    >>> posterior.account.values.tolist()
    [['cooperation', '', 0.5, 1, 1, 1]]
    """

    @classmethod
    def of(cls, candidates: Candidates) -> Self:
        """The posterior of candidates that were stored with their draws."""
        return cls(**{each.name: getattr(candidates, each.name) for each in fields(candidates)})

    def expected(self) -> StakeholderGraph:
        """The graph that the evidence leads to expect.

        Returns
        -------
        StakeholderGraph
            A tie for every candidate. Its `strength` is ``probability * strength``: what it has on
            average over many draws. Its `level` is the same on the scale of whole numbers, to the
            nearest; where that is 0 the tie has no level, and no path runs along it. `probability`
            stands beside them, and is in them already.

        Examples
        --------
        >>> from stakeholder_map.evidence import evidence_from_answers
        >>> from stakeholder_map.posterior import weigh_evidence
        >>> evidence = evidence_from_answers([("a", "b", "cooperation", 4)], others=["c"])
        >>> float(weigh_evidence(evidence).expected().matrix("cooperation")[0, 1])
        0.75
        """
        return self._expected

    def stated(self) -> StakeholderGraph:
        """The ties that the treatment holds to be there, at the strength that it states.

        Returns
        -------
        StakeholderGraph
            Nothing is added for silence and nothing taken off for doubt: what a reader of the
            bare answers would draw. Ties have the probability 1.

        Examples
        --------
        >>> from stakeholder_map.evidence import evidence_from_answers
        >>> from stakeholder_map.posterior import weigh_evidence
        >>> evidence = evidence_from_answers([("a", "b", "cooperation", 4)], others=["c"])
        >>> weigh_evidence(evidence).stated().ties["strength"].tolist()
        [1.0]
        """
        graph = self._scaled(self.ties["stated"].to_numpy(dtype=np.float64))
        sure = np.ones(len(graph.ties))
        return graph.keep(sure > 0, probability=sure)

    def draw(self, *, draws: int, seed: int) -> Draws:
        """Seeded draws of the whole graph.

        Parameters
        ----------
        draws : int
            How many, at least 1.
        seed : int
            At least 0; the same seed gives the same draws.

        Returns
        -------
        Draws

        Raises
        ------
        UsageError
            Fewer than one draw, a negative seed.
        """
        if draws < 1:
            raise UsageError(f"expected at least 1 draw, found {draws!r}")
        if seed < 0:
            raise UsageError(f"expected a seed of at least 0, found {seed!r}")
        parts = {
            part: PartTies.of(self, part).draw(part, draws=draws, seed=seed) for part in self.parts
        }
        return Draws(self, seed, parts, draws)

    def __repr__(self) -> str:
        ties, who = len(self.ties), len(self.stakeholders)
        left = int(self.account[["denied", "unknown"]].sum().sum())
        return (
            f"Posterior ({self.treatment}): {who} stakeholders, {ties} candidate "
            f"tie{'' if ties == 1 else 's'}; {left} pairs left out"
        )

    @cached_property
    def _expected(self) -> StakeholderGraph:
        return self._scaled(self.ties["probability"].to_numpy(dtype=np.float64))

    def _scaled(self, share: npt.NDArray[np.float64]) -> StakeholderGraph:
        there = share > 0
        ties = self.ties[there]
        strength = ties["strength"].to_numpy(dtype=np.float64) * share[there]
        level = ties["level"].to_numpy(dtype=np.float64, na_value=0.0) * share[there]
        whole = np.floor(level + 0.5).astype(np.int64)
        return self.everything.keep(there, strength=strength, level=whole)
