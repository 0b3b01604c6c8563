"""How many blocs there are: by the evidence for each number, with the runner-up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.coopetition.blocs.estimate.groups import Memberships, fitted, memberships
from stakeholder_map.coopetition.blocs.signed import Matrix, SignedTies, signed_ties
from stakeholder_map.errors import UsageError
from stakeholder_map.influence.engine.types import Floats, Whole

MOST = 12
"""Most blocs that are tried."""

PATIENCE = 2
"""How many numbers in a row may be worse than the best before no more are tried."""


@dataclass(frozen=True, eq=False)
class BlocChoice:
    """The number of blocs, and who belongs to which.

    Parameters
    ----------
    groups : int
        How many blocs; 1 where the ties tell of none.
    runner_up : int
        The next best number; 0 where no other was tried.
    tried : ndarray
        Numbers tried, from 1.
    scores : ndarray
        Logarithm of the evidence for each less the price of what was learned; only differences
        mean anything.
    memberships : Memberships
        Of the number chosen.
    """

    groups: int
    runner_up: int
    tried: Whole
    scores: Floats
    memberships: Memberships

    @property
    def lead(self) -> float:
        """By how much the number chosen is ahead of the runner-up; below 1 they are as good."""
        if not self.runner_up:
            return float("inf")
        chosen, next_best = (self.tried == number for number in (self.groups, self.runner_up))
        return float(self.scores[chosen][0] - self.scores[next_best][0])


def choose_blocs(positive: Matrix, negative: Matrix, *, seed: int, most: int = MOST) -> BlocChoice:
    r"""The number of blocs for which the ties are best evidence.

    For each number k the evidence is the likelihood of the ties summed over all groupings (in the
    approximation of Bethe), under the likeliest rates and sizes; :math:`\frac{k - 1}{2} \log n` for
    the sizes and :math:`\log m` for the rates are taken off, m being the strength of all ties.

    Parameters
    ----------
    positive, negative : array_like or sparse array, shape (n, n)
        Strength of cooperation and of competition, symmetric.
    seed : int
        Of the openings.
    most : int
        Most blocs that are tried; a third of the stakeholders at most.

    Returns
    -------
    BlocChoice
        The same for the same seed, whatever the order of rows and the scale.

    Raises
    ------
    UsageError
        As `signed_ties`; fewer than one bloc.

    References
    ----------
    Schwarz, G. (1978). Estimating the dimension of a model. Annals of Statistics 6, 461-464.

    Examples
    --------
    >>> together = np.kron(np.eye(3), 1 - np.eye(6))
    >>> against = np.kron(1 - np.eye(3), np.ones((6, 6)))
    >>> choice = choose_blocs(together, against, seed=1)
    >>> choice.groups, choice.runner_up
    (3, 4)
    """
    if most < 1:
        raise UsageError(f"most: expected a whole number of at least 1, found {most!r}")
    return chosen(signed_ties(positive, negative), seed=seed, most=most)


def chosen(ties: SignedTies, *, seed: int, most: int = MOST) -> BlocChoice:
    """As `choose_blocs`, of ties that have been read."""
    tied = int((np.diff(ties.start) > 0).sum())
    fits = [fitted(ties, groups=1, seed=seed)]
    scores = [fits[0].evidence]
    for groups in range(2, min(most, tied // 3) + 1):
        fits.append(fitted(ties, groups=groups, seed=seed))
        scores.append(fits[-1].score)
        if len(scores) - 1 - int(np.argmax(np.round(scores, 6))) >= PATIENCE:
            break
    order = np.argsort(-np.round(scores, 6), kind="stable")
    best = int(order[0])
    return BlocChoice(
        groups=best + 1,
        runner_up=int(order[1]) + 1 if len(order) > 1 else 0,
        tried=np.arange(1, len(scores) + 1),
        scores=np.round(np.array(scores), 6),
        memberships=memberships(ties, fits[best]),
    )
