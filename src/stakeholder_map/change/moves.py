"""Who has moved in the grid of power and interest since the last scan, beyond noise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from stakeholder_map.change.differences import influence_differences
from stakeholder_map.change.findings import (
    EARLIER_FILE,
    FINDINGS_FILE,
    Findings,
    load_findings,
)
from stakeholder_map.change.ground import Ground
from stakeholder_map.change.noise import ALPHA, FAMILIES

COLUMNS = ("power_before", "interest_before")
"""Columns of a table of moves: where each stood in the scan before."""


def find_moves(before: Findings, after: Findings, *, differences: pd.DataFrame) -> pd.DataFrame:
    """Where those stood before that have moved; whoever may only seem to have moved is left out.

    Power has moved where the influence of the two scans differs by more than noise. Interest is
    what somebody said or wrote of its own priorities, so only areas that were left open are in
    doubt: it has moved where it differs by more than these could make, over all organisations.
    Our guesses are no move.

    Parameters
    ----------
    before, after : Findings
        The earlier and the later scan.
    differences : DataFrame
        As `find_differences` gives them.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id, one row for each that moved: `power_before`, from 0 to 1, and
        `interest_before`, from 0 to 4, each missing where it did not move.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.change import find_differences, gather_findings, Ground
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> found = gather_findings(open_scan(folder, draws=10, seed=1))
    >>> len(find_moves(found, found, differences=find_differences(Ground(found, found))))
    0
    """
    sure = differences[differences["more_than_noise"] & (differences["kind"] == "influence")]
    stronger = sorted({each for ids in sure["stakeholders"] for each in ids})
    power = before.table("ranking").set_index("stakeholder_id")["score"].reindex(stronger)
    keener = _interest(before, after)
    moves = pd.DataFrame({"power_before": power, "interest_before": keener})
    return moves.astype("float64").rename_axis("stakeholder_id").sort_index()


def moves_since(prepared: Path | str) -> pd.DataFrame | None:
    """Where those stood in the scan before that have moved since; for the notebook.

    Parameters
    ----------
    prepared : Path or str
        Folder with the stored findings of a scan; empty where a notebook is opened by itself.

    Returns
    -------
    DataFrame or None
        As `find_moves` gives it; None where there is no scan before.

    Examples
    --------
    >>> moves_since("") is None
    True
    """
    now, earlier = (Path(prepared) / name for name in (FINDINGS_FILE, EARLIER_FILE))
    if not prepared or not (now.is_file() and earlier.is_file()):
        return None
    before, after = load_findings(earlier), load_findings(now)
    differences = influence_differences(Ground(before, after))
    return find_moves(before, after, differences=differences)


def _interest(before: Findings, after: Findings) -> pd.Series[float]:
    """Interest in the scan before of those whose own interest differs."""
    from scipy.special import ndtr

    one, other = (each.table("interest").set_index("stakeholder_id") for each in (before, after))
    both = one.add_suffix("_before").join(other, how="inner").dropna()
    values = both.to_numpy(dtype=np.float64)
    was, doubt_then, now, doubt_now = values.T
    doubt = np.maximum(np.hypot(doubt_then, doubt_now), 1e-6)
    chance = 2 * ndtr(-np.abs(now - was) / doubt) * len(both) / FAMILIES["influence"]
    moved: pd.Series[float] = both.loc[chance <= ALPHA, "interest_before"]
    return moved
