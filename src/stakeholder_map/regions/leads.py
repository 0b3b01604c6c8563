"""Who leads in a region, as the analyst edition of its newest scan says."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

from stakeholder_map.history import PublishedScan

RANKING = "analyst/tables/02_influence-influence.csv"
"""The published table that has the ranking with its uncertainty."""

CLEAR = 0.9
"""In this share of the readings the first must come first to be called so."""

WORTH_NAMING = 0.1
"""Where nobody clearly leads: who comes first in this share of the readings is named."""

MOST_NAMED = 5


def leads_of(scan: PublishedScan) -> tuple[Mapping[str, Any], ...]:
    """The organisations that may lead in a region.

    Parameters
    ----------
    scan : PublishedScan
        Of the region.

    Returns
    -------
    tuple of mapping
        ``name`` and ``first``, the share of the readings of the evidence in which it comes first;
        the likeliest first. One organisation where it comes first in at least nine of ten
        readings, else all that come first in one of ten. None where the scan has no ranking.
    """
    try:
        with (scan.folder / RANKING).open(encoding="utf-8-sig", newline="") as file:
            rows = [(row["name"], float(row["first"] or 0)) for row in csv.DictReader(file)]
    except (OSError, KeyError, ValueError):
        return ()
    in_order = sorted(rows, key=lambda row: (-row[1], row[0]))
    if not in_order:
        return ()
    clear = in_order[0][1] >= CLEAR
    named = in_order[:1] if clear else [row for row in in_order if row[1] >= WORTH_NAMING]
    return tuple({"name": name, "first": first} for name, first in named[:MOST_NAMED])
