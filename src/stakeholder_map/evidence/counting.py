"""Counting reports: who took part in what, how many reports a pair has, what they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.evidence.coverage import Coverage

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Participation:
    """Who answered what in the survey, whatever the answer.

    Parameters
    ----------
    whole, inside : mapping of str to frozenset of str
        For each layer: the witnesses who answered it at all, and in some area.
    answered_areas : mapping of str to frozenset of str
        For each layer: the areas in which anyone answered it.

    Examples
    --------
    >>> said = pd.DataFrame({"kind": "survey", "witness": ["a", "b"], "layer": "cooperation",
    ...                      "area": ["", "beds"], "state": ["zero", "answered"]})
    >>> sorted(Participation.of(said).witnesses("cooperation", area="beds"))
    ['b']
    """

    whole: Mapping[str, frozenset[str]]
    inside: Mapping[str, frozenset[str]]
    answered_areas: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, reports: pd.DataFrame) -> Self:
        """Who took part, by the reports that hold an answer."""
        said = reports[(reports["kind"] == "survey") & (reports["state"] != "blank")]
        in_areas = said[said["area"] != ""]
        return cls(
            _by_layer(said, "witness"), _by_layer(in_areas, "witness"), _by_layer(in_areas, "area")
        )

    def witnesses(self, layer: str, *, area: str) -> frozenset[str]:
        """Witnesses who took part in a layer; for an area that anyone answered: in any area."""
        if not area:
            return self.whole.get(layer, _NOBODY)
        return self.inside.get(layer, _NOBODY) if area in self.areas(layer) else _NOBODY

    def areas(self, layer: str) -> frozenset[str]:
        """Areas in which anyone answered a layer."""
        return self.answered_areas.get(layer, _NOBODY)


def count_coverage(
    reports: pd.DataFrame,
    *,
    givers: pd.DataFrame,
    ids: pd.Index[str],
    on_roster: npt.NDArray[np.bool_],
) -> Coverage:
    """Number of reports of every ordered pair, from explicit reports and targets left out.

    Parameters
    ----------
    reports : DataFrame
        Explicit reports of one layer and area, blanks included.
    givers : DataFrame
        Witnesses for whom leaving out a target means zero.
    ids : Index
        Sorted ids of the stakeholders.
    on_roster : array of bool
        Whether each of them is on the roster.

    Returns
    -------
    Coverage

    Examples
    --------
    >>> said = pd.DataFrame({"witness": ["a"], "source": ["a"], "target": ["b"], "state": "blank"})
    >>> gives = pd.DataFrame({"witness": ["a"], "stakeholder": ["a"], "shown": [()]})
    >>> coverage = count_coverage(said, givers=gives, ids=pd.Index(["a", "b", "c"]),
    ...                           on_roster=np.array([True] * 3))
    >>> coverage.reports(np.array([0, 0]), np.array([1, 2])).tolist()
    [0, 1]
    """
    n = len(ids)
    through = givers["shown"].map(len).to_numpy(dtype=np.int64) == 0
    speaks_for = ids.get_indexer(pd.Index(givers["stakeholder"]))
    shown = givers.loc[~through, ["witness", "stakeholder", "shown"]].explode("shown")
    source = ids.get_indexer(pd.Index(reports["source"]))
    target = ids.get_indexer(pd.Index(reports["target"]))
    listed = pd.MultiIndex.from_frame(shown[["witness", "shown"]])
    by_list = pd.MultiIndex.from_frame(reports[["witness", "target"]]).isin(listed)
    by_roster = reports["witness"].isin(givers.loc[through, "witness"]) & on_roster[target]
    said = (reports["state"] != "blank").to_numpy(dtype=np.int64)
    pairs = np.concatenate([source * n + target, _pairs(shown, ids)])
    counts = np.concatenate([said - (by_roster | by_list).to_numpy(), np.ones(len(shown))])
    own = pairs // max(n, 1) == pairs % max(n, 1)
    distinct, place = np.unique(pairs[~own], return_inverse=True)
    return Coverage(
        np.bincount(speaks_for[through], minlength=n).astype(np.int64),
        on_roster,
        distinct.astype(np.int64),
        np.bincount(place, counts[~own], len(distinct)).astype(np.int64),
    )


def sum_claims(reports: pd.DataFrame, *, coverage: Coverage, ids: pd.Index[str]) -> pd.DataFrame:
    """What the reports of each ordered pair add up to; see `Evidence.claims`.

    Parameters
    ----------
    reports : DataFrame
        Explicit reports of one layer and area.
    coverage : Coverage
        Of the same layer and area.
    ids : Index
        Sorted ids of the stakeholders.

    Returns
    -------
    DataFrame
        `source`, `target`, `reports`, `positives`, `value`, `level`, `highest`.

    Examples
    --------
    >>> said = pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"], "value": [0.5, 0.0],
    ...                      "level": [2, 0], "highest": [4, 4], "state": ["answered", "zero"]})
    >>> twice = Coverage(np.zeros(2, int), np.ones(2, bool), np.array([1]), np.array([2]))
    >>> sum_claims(said, coverage=twice, ids=pd.Index(["a", "b"])).values.tolist()
    [['a', 'b', 2, 1, 0.5, 2.0, 4]]
    """
    said = reports[reports["state"] != "blank"]
    positive = (said["value"] > 0).to_numpy()
    table = pd.DataFrame(
        {
            "source": said["source"],
            "target": said["target"],
            "positives": positive.astype(np.int64),
            "value": said["value"].where(positive),
            "level": said["level"].astype("Float64").where(positive),
            "highest": said["highest"],
        }
    )
    how = {"positives": "sum", "value": "mean", "level": "mean", "highest": "max"}
    claims = table.groupby(["source", "target"], as_index=False).agg(how)
    source = ids.get_indexer(pd.Index(claims["source"]))
    claims.insert(
        2, "reports", coverage.reports(source, ids.get_indexer(pd.Index(claims["target"])))
    )
    return claims


def _by_layer(said: pd.DataFrame, column: str) -> dict[str, frozenset[str]]:
    return {str(layer): frozenset(part) for layer, part in said.groupby("layer")[column]}


def _pairs(shown: pd.DataFrame, ids: pd.Index[str]) -> npt.NDArray[np.intp]:
    source = ids.get_indexer(pd.Index(shown["stakeholder"]))
    return source * len(ids) + ids.get_indexer(pd.Index(shown["shown"]))
