"""How likely each member is to accept, alone and after others whom it trusts have joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.partners.asking.lead_times import last_answer
from stakeholder_map.partners.figures import willingness
from stakeholder_map.read import Region
from stakeholder_map.scan import Scan
from stakeholder_map.tables.constructs import TRUST

Floats = npt.NDArray[np.float64]

LEAST, MOST = 0.1, 0.9
"""Probability of a yes of the least and of the most willing, whatever else is known."""

ANSWERS = {"yes": 1.0, "later": 0.5, "no": 0.0}
"""What an earlier answer says of the next one."""

PRIOR_ASKS = 2.0
"""Willingness weighs as much as so many answers of today."""

PERSUASION = 0.3
"""Chance that one member alone persuades another that trusts it fully."""

FOLLOWED = (*TRUST, "direct_influence")
"""Layers that say whom a member trusts or follows."""


@dataclass(frozen=True, eq=False)
class Acceptance:
    r"""Probability that a member accepts, given who has joined.

    .. math:: P(i \mid J) = 1 - (1 - b_i) \prod_{j \in J} (1 - w_{ij})

    Each member that has joined gets one chance to persuade: an independent cascade.

    Parameters
    ----------
    members : tuple of str
        Stakeholder ids, sorted.
    alone : ndarray
        b: probability of a yes with nobody else in, shape (members,), in [0, 1].
    low, high : ndarray
        The same with the lowest and the highest willingness that is possible.
    pull : ndarray
        w: chance that j (columns) persuades i (rows), shape (members, members), diagonal 0.

    References
    ----------
    Kempe, D., Kleinberg, J. & Tardos, E. (2003). Maximizing the spread of influence through a
    social network. KDD '03, 137-146. Granovetter, M. (1978). Threshold models of collective
    behavior. American Journal of Sociology 83, 1420-1443.

    Examples
    --------
    >>> pair = Acceptance(("a", "b"), np.array([0.5, 0.2]), np.zeros(2), np.ones(2),
    ...                   np.array([[0.0, 0.0], [0.5, 0.0]]))
    >>> pair.table().round(2).tolist()
    [[0.5, 0.5, 0.5, 0.5], [0.2, 0.6, 0.2, 0.6]]
    """

    members: tuple[str, ...]
    alone: Floats
    low: Floats
    high: Floats
    pull: Floats

    def table(self) -> Floats:
        """Probability of a yes by member and by who has joined.

        Returns
        -------
        ndarray
            Shape (members, 2 ** members); bit j of the column says whether member j has joined.
        """
        count = len(self.members)
        joined = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
        stays = np.prod(np.where(joined[None], 1 - self.pull[:, None, :], 1.0), axis=2)
        probabilities: Floats = 1 - (1 - self.alone)[:, None] * stays
        return probabilities


def acceptance(scan: Scan, members: Sequence[str], *, persuasion: float = PERSUASION) -> Acceptance:
    r"""How likely each member is to accept.

    Alone: (2 m + \sum d_k a_k) / (2 + \sum d_k), with m = .1 + .8 willingness and, for each earlier
    answer to an ask of ours, a = 1 for yes, .5 for later, 0 for no, and d halved once per
    ``half_life_days`` of age. Unknown willingness stands half way, and may be anything. Who has
    said yes to joining is in: 1.

    Persuaded: w = `persuasion` x the mean strength, on the expected graph, of what i says of j on
    trust and on who influences it, over those of the layers `FOLLOWED` that were asked.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    members : sequence of str
        Stakeholder ids.
    persuasion : float
        Chance that one member persuades another that trusts it fully, in [0, 1].

    Returns
    -------
    Acceptance
        Members sorted.
    """
    ids = pd.Index(sorted(members), dtype="str")
    willing = willingness(scan, ids=ids)
    as_of = pd.Timestamp(scan.region.as_of)
    said = past_answers(scan.region, before=as_of)
    alone, low, high = (
        alone_probability(willing[column], answers=said, region=scan.region, day=as_of)
        for column in ("willingness", "willingness_low", "willingness_high")
    )
    joined = [last_answer(scan.region, stakeholder=each, ask="join")[0] == "yes" for each in ids]
    alone, low, high = (np.where(joined, 1.0, each) for each in (alone, low, high))
    return Acceptance(tuple(ids), alone, low, high, persuasion * _followed(scan.graph, ids=ids))


def past_answers(region: Region, *, before: pd.Timestamp) -> pd.DataFrame:
    """Answers to earlier asks that had come by a day, with what each says (`ANSWERS`)."""
    asks = region.table("asks")
    day = asks["answered_on"].fillna(asks["asked_on"])
    known = asks.assign(day=day, value=asks["answer"].map(ANSWERS).astype("float64"))
    return known[known["value"].notna() & (known["day"] <= before)]


def alone_probability(
    willing: pd.Series[float], *, answers: pd.DataFrame, region: Region, day: pd.Timestamp
) -> Floats:
    """Probability of a yes with nobody else in, from willingness and earlier answers.

    Parameters
    ----------
    willing : Series
        In [0, 1], by stakeholder id.
    answers : DataFrame
        As `past_answers` gives it.
    region : Region
        Whose `half_life_days` ages the answers.
    day : Timestamp
        From which their age counts.

    Returns
    -------
    ndarray
        In the order of `willing`.
    """
    age = (day - answers["day"]).dt.days.to_numpy(dtype=np.float64)
    weight = pd.Series(np.exp2(-age / region.settings.half_life_days), index=answers.index)
    by = answers["stakeholder_id"]
    weights = weight.groupby(by).sum().reindex(willing.index).fillna(0.0).to_numpy()
    values = (weight * answers["value"]).groupby(by).sum().reindex(willing.index).fillna(0.0)
    prior = LEAST + (MOST - LEAST) * willing.to_numpy(dtype=np.float64)
    probability: Floats = (PRIOR_ASKS * prior + values.to_numpy()) / (PRIOR_ASKS + weights)
    return probability.round(9)


def _followed(graph: StakeholderGraph, *, ids: pd.Index) -> Floats:
    """Mean strength of what each member says of each other on trust and influence."""
    places = pd.Index(graph.ids).get_indexer(ids)
    layers = [layer for layer in FOLLOWED if layer in graph.layers]
    total: Floats = np.zeros((len(ids), len(ids)))
    for layer in layers:
        total += graph.matrix(layer)[places][:, places].toarray()
    mean = total / max(len(layers), 1)
    np.fill_diagonal(mean, 0.0)
    return mean.round(9)
