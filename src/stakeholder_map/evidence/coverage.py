"""How many reports there could be of a tie, without a row for each pair."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Coverage:
    """Number of reports of every ordered pair in one layer and area.

    ``N(i, j) = from_roster[i] * on_roster[j] + correction(i, j)``, and 0 for ``i = j``: most pairs
    follow from how many witnesses of `i` went through the whole roster; pairs with explicit
    answers, or with targets shown to one witness alone, have a correction.

    Parameters
    ----------
    from_roster : array of int
        For each stakeholder: its witnesses for whom leaving out anyone on the roster means zero.
    on_roster : array of bool
        Whether each stakeholder is on the roster.
    pairs : array of int
        ``i * n + j`` of the pairs with a correction, ascending.
    correction : array of int
        Their corrections.

    Examples
    --------
    >>> coverage = Coverage(np.array([1, 0, 0]), np.array([True, True, True]),
    ...                     np.array([5]), np.array([1]))
    >>> coverage.reports(np.array([0, 1]), np.array([1, 2])).tolist(), coverage.covered
    ([1, 1], 3)
    """

    from_roster: npt.NDArray[np.int64]
    on_roster: npt.NDArray[np.bool_]
    pairs: npt.NDArray[np.int64]
    correction: npt.NDArray[np.int64]

    def reports(self, source: Codes, target: Codes) -> npt.NDArray[np.int64]:
        """Number of reports of pairs, blanks and silence not counted.

        Parameters
        ----------
        source, target : array of int
            Rows of the table of stakeholders.

        Returns
        -------
        array of int
            0 where nobody who speaks for the source said anything about the target.
        """
        counts = self._roster(source, target)
        if len(self.pairs):
            wanted = source.astype(np.int64) * len(self.from_roster) + target
            place = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
            counts = counts + np.where(self.pairs[place] == wanted, self.correction[place], 0)
        return counts

    @property
    def covered(self) -> int:
        """Number of ordered pairs with at least one report."""
        n = len(self.from_roster)
        askers = self.from_roster > 0
        roster = int(askers.sum()) * int(self.on_roster.sum()) - int(
            (askers & self.on_roster).sum()
        )
        source, target = np.divmod(self.pairs, max(n, 1))
        before = self._roster(source, target) > 0
        after = self.reports(source, target) > 0
        return roster + int(after.sum()) - int(before.sum())

    @property
    def covered_either(self) -> int:
        """Number of unordered pairs with at least one report, of either about the other.

        Examples
        --------
        >>> both = Coverage(np.array([1, 1, 0]), np.array([True, True, True]),
        ...                 np.array([], dtype=int), np.array([], dtype=int))
        >>> both.covered, both.covered_either
        (4, 3)
        """
        n = len(self.from_roster)
        kinds = np.bincount(2 * (self.from_roster > 0) + self.on_roster, minlength=4).tolist()
        roster = 0
        for first, second in combinations_with_replacement(range(4), 2):
            if (first >= 2 and second % 2) or (second >= 2 and first % 2):
                size = kinds[first]
                roster += size * (size - 1) // 2 if first == second else size * kinds[second]
        source, target = np.divmod(self.pairs, max(n, 1))
        codes = np.unique(np.minimum(source, target) * n + np.maximum(source, target))
        low, high = np.divmod(codes, max(n, 1))
        before = (self._roster(low, high) > 0) | (self._roster(high, low) > 0)
        after = (self.reports(low, high) > 0) | (self.reports(high, low) > 0)
        return roster + int(after.sum()) - int(before.sum())

    def _roster(self, source: Codes, target: Codes) -> npt.NDArray[np.int64]:
        there = self.on_roster[target] & (source != target)
        return np.where(there, self.from_roster[source], 0)
