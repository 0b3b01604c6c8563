"""The figures that candidates are compared by: willingness, influence, key group, conflict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.influence import Ranking
from stakeholder_map.scan import Scan

Floats = npt.NDArray[np.float64]

FULL = 4.0
SAID = ("answered", "zero")
ENTERED, OWN_ANSWER, UNKNOWN = "entered in stakeholders", "their own answer", "unknown"


@dataclass(frozen=True, eq=False)
class Figures:
    """What one reading of the evidence says of the candidates, in the order of their ids.

    Parameters
    ----------
    willingness, influence : ndarray
        Shape (candidates,), in [0, 1].
    with_us : ndarray
        Competition with the convener, shape (candidates,), in [0, 1]; half way where nobody could
        have reported any, on the expected graph, and evenly from 0 to 1 over the draws.
    between : ndarray
        Competition between candidates, shape (candidates, candidates), symmetric, diagonal 0.
    """

    willingness: Floats
    influence: Floats
    with_us: Floats
    between: Floats

    @property
    def conflict(self) -> Floats:
        """Mean of the competition with us and the mean competition with the other candidates."""
        others = self.between.sum(axis=1) / max(len(self.between) - 1, 1)
        mean: Floats = (self.with_us + others) / 2
        return mean


def willingness(scan: Scan, *, ids: pd.Index) -> pd.DataFrame:
    """How ready each candidate is to work with us, and who says so.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ids : Index
        The candidates.

    Returns
    -------
    DataFrame
        Indexed like `ids`: ``willingness`` in [0, 1], more is readier, with
        ``willingness_low`` and ``willingness_high``, and ``willingness_source``: the figure in
        `stakeholders`; failing that the candidate's own answer whether it would partner with the
        convener (mean of its respondents); failing that unknown, which is anything from 0 to 1 and
        stands half way between until somebody asks.
    """
    entered = scan.evidence.stakeholders["willingness"].astype("float64").reindex(ids) / FULL
    reports = scan.evidence.reports
    own = reports[
        (reports["layer"] == "would_partner")
        & (reports["target"] == scan.region.settings.convener)
        & (reports["area"] == "")
        & reports["state"].isin(SAID)
    ]
    answered = own.groupby("witness_stakeholder")["value"].mean().reindex(ids)
    known = entered.fillna(answered)
    source = np.where(entered.notna(), ENTERED, np.where(answered.notna(), OWN_ANSWER, UNKNOWN))
    return pd.DataFrame(
        {
            "willingness": known.fillna(0.5),
            "willingness_low": known.fillna(0.0),
            "willingness_high": known.fillna(1.0),
            "willingness_source": pd.Series(source, index=ids, dtype="str"),
        },
        index=ids,
    )


def expected_figures(scan: Scan, *, ranking: Ranking, willing: pd.DataFrame) -> Figures:
    """Figures on the expected graph.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        Its ranking by influence.
    willing : DataFrame
        As `willingness` gives it.

    Returns
    -------
    Figures
        In the order of `willing`.
    """
    with_us, between = _competition(scan, scan.graph.matrix("competition"), ids=willing.index)
    with_us = np.where(asked_with_us(scan, ids=willing.index), with_us, 0.5)
    return Figures(
        willingness=willing["willingness"].to_numpy(dtype=np.float64),
        influence=ranking.table["score"].reindex(willing.index).to_numpy(dtype=np.float64),
        with_us=with_us,
        between=between,
    )


def drawn_figures(scan: Scan, *, ranking: Ranking, willing: pd.DataFrame) -> list[Figures]:
    """Figures in every draw.

    Parameters
    ----------
    scan, ranking, willing
        As in `expected_figures`.

    Returns
    -------
    list of Figures
        One per draw. Where willingness or competition with us is unknown it runs evenly over the
        draws, willingness from low to high and competition from high to low, for all candidates
        alike: none is favoured by its name or its place in a table.
    """
    asked = asked_with_us(scan, ids=willing.index)
    low = willing["willingness_low"].to_numpy(dtype=np.float64)
    high = willing["willingness_high"].to_numpy(dtype=np.float64)
    influence = ranking.scores[list(willing.index)].to_numpy(dtype=np.float64)
    steps = (np.arange(len(influence)) + 0.5) / max(len(influence), 1)
    figures = []
    for draw, matrix in enumerate(scan.draws.matrices("competition")):
        with_us, between = _competition(scan, matrix, ids=willing.index)
        with_us = np.where(asked, with_us, 1 - steps[draw])
        figures.append(
            Figures(
                willingness=low + (high - low) * steps[draw],
                influence=influence[draw],
                with_us=with_us,
                between=between,
            )
        )
    return figures


def asked_with_us(scan: Scan, *, ids: pd.Index) -> npt.NDArray[np.bool_]:
    """Whether either side said, or by leaving out said none, of competition with the convener.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ids : Index
        The candidates.

    Returns
    -------
    ndarray
        Shape (candidates,): false where nobody was heard on it, which is not the same as none.
    """
    everyone = scan.evidence.stakeholders.index
    places = np.asarray(everyone.get_indexer(ids), dtype=np.int64)
    us = np.full(len(places), everyone.get_loc(scan.region.settings.convener), dtype=np.int64)
    coverage = scan.evidence.coverage("competition")
    heard: npt.NDArray[np.bool_] = coverage.reports(places, us) + coverage.reports(us, places) > 0
    return heard


def _competition(scan: Scan, matrix: object, *, ids: pd.Index) -> tuple[Floats, Floats]:
    """Competition with the convener and between the candidates."""
    everyone = pd.Index(scan.graph.ids)
    places = everyone.get_indexer(ids)
    us = everyone.get_loc(scan.region.settings.convener)
    dense = matrix.toarray()  # type: ignore[attr-defined]
    return dense[places, us], dense[np.ix_(places, places)]
