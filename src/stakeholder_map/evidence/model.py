"""All evidence of ties: who was asked, what was said, and what silence does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.evidence.counting import Participation, count_coverage, sum_claims
from stakeholder_map.evidence.coverage import Coverage
from stakeholder_map.tables import LAYERS

ReportState = Literal["answered", "zero", "blank", "not_asked", "silent"]


@dataclass(frozen=True, eq=False, repr=False)
class Evidence:
    """Reports of ties and the witnesses who gave them, or did not.

    Five states are kept apart: *answered* (above zero), *zero* (no tie, said in so many words or
    by leaving out a target that was shown), *blank* (unknown), *silent* (asked, never answered)
    and *not_asked*. Zeros of targets left out are not rows: they follow from `witnesses`, and
    `coverage` counts them.

    Parameters
    ----------
    stakeholders : DataFrame
        Indexed by `stakeholder_id`, sorted; the columns of the table `stakeholders`.
    reports : DataFrame
        One row per explicit report: `kind` (survey, contacts, events, memberships, positions),
        `witness`, `witness_stakeholder` (``""`` where the witness is a record), `source`,
        `target`, `layer`, `area` (``""`` = as a whole), `wave`, `value` in [0, 1] (missing where
        blank), `level` and `highest` (whole numbers), `state`, `derived` (a whole that is the
        strongest answer by area, or a sum over areas).
    witnesses : DataFrame
        Everyone who was asked in the survey; see `list_witnesses`.
    exposures : DataFrame
        How much records could have shown of each stakeholder; see `Records`.
    balance : DataFrame
        `table`, `reason`, `rows`: what became of the rows, and of the cells of the survey.
    asked : tuple of str
        Layers that the survey asked for.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> evidence = evidence_from_answers(
    ...     [("a", "b", "cooperation", 3), ("b", "a", "cooperation", 0)], silent=["c"])
    >>> evidence
    Evidence: 3 stakeholders, 2 of 3 witnesses answered, 2 reports in 1 layer
    >>> [evidence.state(w, t, "cooperation") for w, t in ["ab", "ba", "ac", "ca"]]
    ['answered', 'zero', 'zero', 'silent']
    """

    stakeholders: pd.DataFrame
    reports: pd.DataFrame
    witnesses: pd.DataFrame
    exposures: pd.DataFrame
    balance: pd.DataFrame
    asked: tuple[str, ...]

    def layers(self) -> tuple[str, ...]:
        """Layers that were asked for or recorded, in the order of declaration."""
        spoken = {*self.asked, *self.reports["layer"].unique()}
        return tuple(name for name in LAYERS if name in spoken)

    def areas(self) -> tuple[str, ...]:
        """Areas that any report is about, sorted."""
        return tuple(sorted(set(self.reports["area"].unique()) - {""}))

    def reports_in(self, layer: str, *, area: str = "") -> pd.DataFrame:
        """The explicit reports of one layer and area, blanks included.

        Parameters
        ----------
        layer : str
            A declared layer.
        area : str
            An area id; ``""`` is the relation as a whole.

        Returns
        -------
        DataFrame
            Rows of `reports`, in their order.
        """
        return self.reports.iloc[self._places(layer, area)]

    def zero_givers(self, layer: str, *, area: str = "") -> pd.DataFrame:
        """Witnesses for whom leaving out a target means zero, in one layer and area.

        A witness must have taken part: answered the layer for anyone, and for an area answered it
        in any area; and the area is one that somebody answered.

        Parameters
        ----------
        layer, area : str
            As in `reports_in`.

        Returns
        -------
        DataFrame
            Rows of `witnesses` with ``unlisted == "zero"``. An empty `shown` is the whole
            `roster`; a witness that stands for a stakeholder never reports of that stakeholder.
        """
        part = self._took_part(layer, area=area)
        return part[part["unlisted"] == "zero"]

    def coverage(
        self, layer: str, *, area: str = "", unlisted: Literal["as_asked", "zero"] = "as_asked"
    ) -> Coverage:
        """Number of reports of every ordered pair, in one layer and area.

        Parameters
        ----------
        layer, area : str
            As in `reports_in`.
        unlisted : {"as_asked", "zero"}
            ``"zero"`` takes all who took part as if they had been shown the roster, which gives a
            density its denominator where respondents only wrote down partners.

        Returns
        -------
        Coverage
            Pairs in the order of `stakeholders`; answers and zeros count, blanks and silence do
            not.

        Examples
        --------
        >>> from stakeholder_map.evidence import evidence_from_answers
        >>> evidence = evidence_from_answers([("a", "b", "cooperation", 3)], others=["c"])
        >>> evidence.coverage("cooperation").covered
        2
        """
        key = (layer, area, unlisted)
        if key not in self._coverages:
            part = self._took_part(layer, area=area)
            givers = part if unlisted == "zero" else part[part["unlisted"] == "zero"]
            self._coverages[key] = count_coverage(
                self.reports_in(layer, area=area),
                givers=givers,
                ids=self.stakeholders.index,
                on_roster=self.stakeholders.index.isin(self.roster),
            )
        return self._coverages[key]

    def claims(self, layer: str, *, area: str = "") -> pd.DataFrame:
        """What is said of each ordered pair, by the side that says it.

        Parameters
        ----------
        layer, area : str
            As in `reports_in`.

        Returns
        -------
        DataFrame
            A row for each pair that anyone who speaks for `source` answered about, sorted by
            `source` and `target`: `reports` (zeros of colleagues who left the target out
            included), `positives` (reports above zero), `value` in (0, 1] (mean of the positive
            ones; missing where there is none), `level` (the same, not always whole) and `highest`.
            Pairs of which only left-out targets speak are in `coverage` alone: all zero.

        Examples
        --------
        >>> from stakeholder_map.evidence import evidence_from_answers
        >>> evidence = evidence_from_answers([("a", "b", "cooperation", 3)], others=["c"])
        >>> evidence.claims("cooperation").values.tolist()
        [['a', 'b', 1, 1, 0.75, 3.0, 4]]
        """
        return sum_claims(
            self.reports_in(layer, area=area),
            coverage=self.coverage(layer, area=area),
            ids=self.stakeholders.index,
        )

    def state(self, witness: str, target: str, layer: str, *, area: str = "") -> ReportState:
        """What one witness of the survey says of one target.

        Parameters
        ----------
        witness : str
            A respondent.
        target : str
            A stakeholder.
        layer, area : str
            As in `reports_in`.

        Returns
        -------
        {"answered", "zero", "blank", "not_asked", "silent"}
            A target left out is ``zero`` where it was shown to a witness who took part, and
            ``blank`` (unknown) where not; nobody is asked about the own organisation.

        Raises
        ------
        UsageError
            A target that is no stakeholder.
        """
        if target not in self.stakeholders.index:
            raise UsageError(f"expected a stakeholder as target, found {target!r}")
        row = self.witnesses[self.witnesses["witness"] == witness]
        if row.empty or layer not in self.asked or row["stakeholder"].iloc[0] == target:
            return "not_asked"
        if row["state"].iloc[0] == "silent":
            return "silent"
        said = self.reports_in(layer, area=area)
        found = said.loc[(said["witness"] == witness) & (said["target"] == target), "state"]
        if len(found):
            return cast("ReportState", found.iloc[0])
        shown = row["shown"].iloc[0] or self.roster
        if row["unlisted"].iloc[0] == "zero" and target not in shown:
            return "not_asked"
        if area and area not in self._participation.areas(layer):
            return "not_asked"
        return "zero" if witness in set(self.zero_givers(layer, area=area)["witness"]) else "blank"

    @cached_property
    def roster(self) -> tuple[str, ...]:
        """Stakeholders that a respondent to whom the roster was shown could tick, sorted.

        All but internal departments; of these, whoever any answer names.
        """
        survey = self.reports["kind"] == "survey"
        named = self.stakeholders.index.isin(self.reports.loc[survey, "target"])
        return tuple(self.stakeholders.index[named | ~self._internal])

    def __repr__(self) -> str:
        answered = int((self.witnesses["state"] == "answered").sum())
        spoken = len(self.layers())
        return (
            f"Evidence: {len(self.stakeholders)} stakeholders, {answered} of "
            f"{len(self.witnesses)} witnesses answered, {_count(len(self.reports), 'report')} in "
            f"{_count(spoken, 'layer')}"
        )

    @cached_property
    def _internal(self) -> npt.NDArray[np.bool_]:
        if "internal" not in self.stakeholders.columns:
            return np.zeros(len(self.stakeholders), dtype=np.bool_)
        internal = self.stakeholders["internal"].astype("boolean")
        return internal.fillna(value=False).to_numpy(dtype=np.bool_)

    @cached_property
    def _coverages(self) -> dict[tuple[str, str, str], Coverage]:
        return {}

    @cached_property
    def _participation(self) -> Participation:
        return Participation.of(self.reports)

    def _took_part(self, layer: str, *, area: str) -> pd.DataFrame:
        part = self._participation.witnesses(layer, area=area)
        return self.witnesses[self.witnesses["witness"].isin(part)]

    @cached_property
    def _by_part(self) -> Mapping[tuple[str, str], npt.NDArray[np.intp]]:
        parts = self.reports.groupby(["layer", "area"]).indices
        return cast("Mapping[tuple[str, str], npt.NDArray[np.intp]]", parts)

    def _places(self, layer: str, area: str) -> npt.NDArray[np.intp]:
        if layer not in LAYERS:
            raise UsageError(f"expected a layer from {', '.join(LAYERS)}, found {layer!r}")
        return self._by_part.get((layer, area), np.empty(0, dtype=np.intp))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
