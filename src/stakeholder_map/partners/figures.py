"""What candidates said of us: whether they would join, and whether they compete."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.scan import Scan

FULL = 4.0
SAID = ("answered", "zero")
ENTERED, OWN_ANSWER, UNKNOWN = "entered in stakeholders", "their own answer", "unknown"


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
