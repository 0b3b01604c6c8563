"""Counting reports: who took part in what, how many reports a pair has, what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    wide = givers["shown"].map(len).to_numpy(dtype=np.int64) == 0
    source, target = _codes(reports, ids, ends=("source", "target"))
    by_roster = reports["witness"].isin(givers["witness"][wide]).to_numpy() & on_roster[target]
    said = (reports["state"] != "blank").to_numpy()
    pairs, counts = source * n + target, said.astype(np.int64) - by_roster
    if not wide.all():
        shown = givers.loc[~wide, ["witness", "stakeholder", "shown"]].explode("shown")
        listed = pd.MultiIndex.from_frame(shown[["witness", "shown"]])
        counts -= pd.MultiIndex.from_frame(reports[["witness", "target"]]).isin(listed)
        by_whom, of_whom = _codes(shown, ids, ends=("stakeholder", "shown"))
        pairs = np.concatenate([pairs, by_whom * n + of_whom])
        counts = np.concatenate([counts, np.ones(len(shown), dtype=np.int64)])
        own = pairs // n == pairs % n
        pairs, counts = pairs[~own], counts[~own]
    distinct, place = np.unique(pairs, return_inverse=True)
    (speaks_for,) = _codes(givers[wide], ids, ends=("stakeholder",))
    return Coverage(
        np.bincount(speaks_for, minlength=n).astype(np.int64),
        on_roster,
        distinct.astype(np.int64),
        np.bincount(place, counts, len(distinct)).astype(np.int64),
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
    said = reports[(reports["state"] != "blank").to_numpy()]
    n = max(len(ids), 1)
    source, target = _codes(said, ids, ends=("source", "target"))
    pairs, first, place = np.unique(source * n + target, return_index=True, return_inverse=True)
    value = said["value"].to_numpy(dtype=np.float64)
    level = said["level"].to_numpy(dtype=np.float64, na_value=np.nan)
    positive = value > 0
    positives = np.bincount(place[positive], minlength=len(pairs))
    among = np.where(positives > 0, positives, np.nan)
    source, target = np.divmod(pairs, n)
    return pd.DataFrame(
        {
            "source": ids[source],
            "target": ids[target],
            "reports": coverage.reports(source, target),
            "positives": positives.astype(np.int64),
            "value": np.bincount(place[positive], value[positive], len(pairs)) / among,
            "level": np.bincount(place[positive], level[positive], len(pairs)) / among,
            "highest": said["highest"].iloc[first].array,
        }
    )


def _codes(
    table: pd.DataFrame, ids: pd.Index[str], *, ends: Sequence[str]
) -> tuple[npt.NDArray[np.int64], ...]:
    return tuple(ids.get_indexer(pd.Index(table[end])).astype(np.int64) for end in ends)


def _by_layer(said: pd.DataFrame, column: str) -> dict[str, frozenset[str]]:
    return {str(layer): frozenset(part) for layer, part in said.groupby("layer")[column]}
