"""Wide sheets of positions: a row per stakeholder, a column per area, turned long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from stakeholder_map.errors import Problem, quoted
from stakeholder_map.read.cells import Cells, folded_header
from stakeholder_map.read.convert import Reading, convert_cells
from stakeholder_map.read.given import Given
from stakeholder_map.read.names import Register
from stakeholder_map.tables import TABLES

_LONG = ("stakeholder_id", "area_id", "position")


def is_wide(cells: Cells) -> bool:
    """Whether a sheet of positions has areas as columns.

    Parameters
    ----------
    cells : Cells
        The sheet.

    Returns
    -------
    bool
        True where there is neither a column `area_id` nor `position`, but one of stakeholders.

    Examples
    --------
    >>> is_wide(Cells("positions.csv", None, ("stakeholder_id", "Asthma"), [], []))
    True
    """
    headers = {folded_header(header) for header in cells.header}
    return "stakeholder_id" in headers and not headers.intersection(_LONG[1:])


def convert_wide(
    cells: Cells, *, reading: Reading, areas: Register | None
) -> tuple[Given, list[Problem], list[Problem]]:
    """Positions of a wide sheet.

    Parameters
    ----------
    cells : Cells
        The sheet; its cells hold -4 to 4, or strongly for, for, neutral, against, strongly against.
    reading : Reading
        How cells are read.
    areas : Register or None
        What headers can mean an area; ``None`` where the folder has no areas.

    Returns
    -------
    Given
        A row for each cell that holds a position; a blank cell is no position.
    list of Problem
        Faults: headers that are no area, two headers for one area, cells that are no position.
    list of Problem
        Warnings, of which there are none of this kind.
    """
    declared = {folded_header(column.name) for column in TABLES["positions"].columns}
    shared = [at for at, header in enumerate(cells.header) if folded_header(header) in declared]
    faults: list[Problem] = []
    frames: list[pd.DataFrame] = []
    given: Given | None = None
    for position, header in enumerate(cells.header):
        if position in shared or not header:
            continue
        if areas is not None and len(areas.find(header)) != 1:
            expected, nearest = "the id or name of an area", areas.nearest(header)
            found = quoted(header)
            faults.append(Problem(cells.file, expected, found, cells.sheet, 1, header, nearest))
            continue
        part = _of_one_area(cells, position, shared=shared)
        given, wrong, _ = convert_cells(part, TABLES["positions"], reading=reading)
        faults += [
            replace(fault, column=header) if fault.column == "position" else fault
            for fault in wrong
        ]
        frames.append(given.frame)
    if given is None:
        given, _, _ = convert_cells(
            replace(cells, header=_LONG, rows=[], numbers=[]), TABLES["positions"], reading=reading
        )
        return given, faults, []
    return given.with_frame(pd.concat(frames)), faults, []


def _of_one_area(cells: Cells, position: int, *, shared: Sequence[int]) -> Cells:
    """The long rows of one column."""
    header = (*(cells.header[at] for at in shared), "area_id", "position")
    rows, numbers = [], []
    for row, number in zip(cells.rows, cells.numbers, strict=True):
        if row[position].strip():
            rows.append([*(row[at] for at in shared), cells.header[position], row[position]])
            numbers.append(number)
    return Cells(cells.file, cells.sheet, header, rows, numbers)
