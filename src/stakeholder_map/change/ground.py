"""What two scans have in common: stakeholders, respondents, questions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.change.findings import Findings, Floats
from stakeholder_map.change.noise import FEWEST, PairNoise, pair_noise

SIDES = ("cooperation", "competition")

BOTH = 2

TIED = frozenset(SIDES)
"""Constructs that ties, pairs, areas and blocs are read from."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Two findings and what can be compared between them.

    Parameters
    ----------
    before, after : Findings
        The earlier and the later scan.
    """

    before: Findings
    after: Findings

    @cached_property
    def common(self) -> tuple[str, ...]:
        """Stakeholders that both scans know, by id."""
        one, other = (set(each.table("who")["stakeholder_id"]) for each in self._both)
        return tuple(sorted(one & other))

    @cached_property
    def respondents(self) -> tuple[str, ...]:
        """Organisations that answered in both scans."""
        one, other = (set(self._answered(each)) for each in self._both)
        return tuple(sorted(one & other & set(self.common)))

    @cached_property
    def share(self) -> float:
        """Share of those who answered in either scan that answered in both; 0 where nobody did."""
        one, other = (set(self._answered(each)) for each in self._both)
        return len(one & other) / len(one | other) if one | other else 0.0

    @cached_property
    def not_compared(self) -> pd.DataFrame:
        """Questions, scales and settings that differ: ``what``, ``was``, ``now``."""
        rows = []
        for name, key, value in (("questions", "construct", "asked"), ("settings", "key", "value")):
            one, other = (each.table(name).set_index(key)[value] for each in self._both)
            for each in sorted({*one.index, *other.index}):
                was, now = str(one.get(each, "not asked")), str(other.get(each, "not asked"))
                if was != now:
                    rows.append((str(each), was, now))
        if self.before.treatment != self.after.treatment:
            rows.append(("weighing of reports", self.before.treatment, self.after.treatment))
        return pd.DataFrame(rows, columns=["what", "was", "now"]).astype("str")

    @cached_property
    def compares_ties(self) -> bool:
        """Whether cooperation and competition mean the same, with enough respondents in common."""
        changed = set(self.not_compared["what"])
        same = not changed & {*TIED, "unlisted", "high", "weighing of reports"}
        return same and len(self.respondents) >= FEWEST

    @cached_property
    def compares_influence(self) -> bool:
        """Whether influence is read from the same questions under the same weights."""
        changed = set(self.not_compared["what"]) - {"competition", "direct_influence", "high"}
        return not changed and len(self.ranked) >= FEWEST

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """Stakeholders that both scans rank."""
        one, other = (set(each.table("ranking")["stakeholder_id"]) for each in self._both)
        return tuple(sorted(one & other))

    @cached_property
    def answered_alike(self) -> npt.NDArray[np.bool_]:
        """Whether each that both scans rank answered in both, or in neither."""
        one, other = (set(self._answered(each)) for each in self._both)
        return np.array([(each in one) == (each in other) for each in self.ranked], dtype=np.bool_)

    def scores(self, of: Findings) -> Floats:
        """Influence in each reading of those that both scans rank."""
        places = pd.Index(of.table("ranking")["stakeholder_id"]).get_indexer(pd.Index(self.ranked))
        return of.scores[:, places]

    def name(self, stakeholder_id: str) -> str:
        """Name of a stakeholder, as the later scan has it where it knows it."""
        return self._names.get(stakeholder_id, stakeholder_id)

    def strengths(self, layer: str, *, area: str = "") -> PairNoise:
        """Differences of the pairs of respondents in common on one layer.

        Returns
        -------
        PairNoise
            Of the strengths that the two sides of each pair stated, a side that did not counting
            0; with at least the noise that the readings of both scans have. What a model shares
            among all pairs, such as a density, would move them together and is left out.
        """
        stated, known = [], np.zeros((len(self.respondents),) * 2)
        for each in self._both:
            p = self._matrix(each, layer, area, "probability")
            strength = self._matrix(each, layer, area, "strength") / np.maximum(p, 1e-9)
            stated.append(strength * self._matrix(each, layer, area, "said") / BOTH)
            known = known + strength**2 * p * (1 - p)
        return pair_noise(stated[1] - stated[0], known=known)

    def said(self, layer: str) -> Floats:
        """How many of two sides said that they are tied, shape (2, n, n): before and after."""
        return np.stack([self._matrix(each, layer, "", "said") for each in self._both])

    def high_by(self, layer: str, *, sides: int) -> npt.NDArray[np.bool_]:
        """Whether so many sides at least say that they are tied, highly, shape (2, n, n)."""
        high = [
            self._matrix(each, layer, "", "strength")
            >= self.high * self._matrix(each, layer, "", "probability") - 1e-6
            for each in self._both
        ]
        return np.asarray(np.stack(high) & (self.said(layer) >= sides))

    @cached_property
    def high(self) -> float:
        """Strength from which on cooperation or competition counts as high."""
        settings = self.after.table("settings").set_index("key")["value"]
        return float(settings["high"])

    def areas(self) -> tuple[str, ...]:
        """Areas that both scans declare."""
        one, other = (set(each.table("areas")["area_id"]) for each in self._both)
        return tuple(sorted(one & other))

    def blocs(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Blocs of the stakeholders in common, before and after."""
        found = []
        for each in self._both:
            table = each.table("blocs").set_index("stakeholder_id")["bloc"]
            found.append(table.reindex(list(self.common)).fillna(-1).to_numpy(dtype=np.int64))
        return found[0], found[1]

    @property
    def _both(self) -> tuple[Findings, Findings]:
        return self.before, self.after

    @cached_property
    def _names(self) -> dict[str, str]:
        tables = [each.table("who") for each in self._both]
        return {
            key: name
            for table in tables
            for key, name in zip(table["stakeholder_id"], table["name"], strict=True)
        }

    def _answered(self, of: Findings) -> pd.Series[str]:
        who = of.table("who")
        answered: pd.Series[str] = who.loc[who["answered"], "stakeholder_id"]
        return answered

    def _matrix(self, of: Findings, layer: str, area: str, column: str) -> Floats:
        pairs = of.table("pairs")
        chosen = pairs[(pairs["layer"] == layer) & (pairs["area"] == area)]
        places = pd.Index(self.respondents)
        source, target = (places.get_indexer(pd.Index(chosen[end])) for end in ("source", "target"))
        inside = (source >= 0) & (target >= 0)
        matrix = np.zeros((len(places), len(places)))
        values = chosen[column].to_numpy(dtype=np.float64)[inside]
        matrix[source[inside], target[inside]] = values
        matrix[target[inside], source[inside]] = values
        return matrix
