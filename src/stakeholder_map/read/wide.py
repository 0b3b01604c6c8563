"""Wide sheets of positions: a row per stakeholder, a column per area, turned long."""

from __future__ import annotations

import difflib
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


def is_wide(cells: Cells, *, areas: Register | None = None) -> bool:
    """Whether a sheet of positions has areas as columns.

    Parameters
    ----------
    cells : Cells
        The sheet.
    areas : Register or None
        What headers can mean an area; ``None`` where the folder has no areas.

    Returns
    -------
    bool
        True where there is neither a column `area_id` nor `position`, but one of stakeholders;
        not where no header is an area and one is nearly `area_id` or `position`.

    Examples
    --------
    >>> is_wide(Cells("positions.csv", None, ("stakeholder_id", "Asthma"), [], []))
    True
    """
    headers = {folded_header(header) for header in cells.header}
    if "stakeholder_id" not in headers or headers.intersection(_LONG[1:]):
        return False
    if areas is not None and any(areas.find(header) for header in cells.header if header):
        return True
    return not any(difflib.get_close_matches(name, headers, n=1, cutoff=0.7) for name in _LONG[1:])


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
        A row for each cell that holds a position; a blank cell is no position. A row of the sheet
        without any stands there without area and position, until its stakeholder is looked up:
        see `without_blank_rows`.
    list of Problem
        Faults: no header of an area, headers that are no area, two headers for one area, cells
        that are no position.
    list of Problem
        A warning about rows without any position: nothing of them is read.
    """
    declared = {folded_header(column.name) for column in TABLES["positions"].columns}
    shared = [at for at, header in enumerate(cells.header) if folded_header(header) in declared]
    headed = [at for at, header in enumerate(cells.header) if at not in shared and header]
    own, faults = _own_columns(cells, headed, areas=areas)
    table = TABLES["positions"]
    # without an area it still is a table of positions, of no rows
    empty = replace(cells, header=_LONG, rows=[], numbers=[])
    given, _, _ = convert_cells(empty, table, reading=reading)
    frames: list[pd.DataFrame] = []
    for position in own:
        part = _of_one_area(cells, position, shared=shared)
        given, wrong, _ = convert_cells(part, table, reading=reading)
        header = cells.header[position]
        faults += [
            replace(fault, column=header) if fault.column == "position" else fault
            for fault in wrong
        ]
        frames.append(given.frame)
    blank = _blank_rows(cells, headed)
    given = given.with_frame(pd.concat(frames)) if frames else given
    return _with_blank_rows(given, blank), faults, _warning(cells, blank)


def without_blank_rows(given: Given) -> Given:
    """Positions without the rows of a wide sheet in which none stands.

    Parameters
    ----------
    given : Given
        Positions whose stakeholders were looked up, so that a wrong name was not overlooked.

    Returns
    -------
    Given
        The rows with an area.
    """
    return given.with_frame(given.frame[given.frame["area_id"].notna()])


def _own_columns(
    cells: Cells, headed: Sequence[int], *, areas: Register | None
) -> tuple[list[int], list[Problem]]:
    """Places of the columns that are areas, one for each, and what is wrong with the others."""
    faults: list[Problem] = []
    if not headed:
        expected = "the columns area_id and position, or a column for each area"
        faults.append(Problem(cells.file, expected, "neither", cells.sheet, 1))
    own: dict[str, int] = {}
    for position in headed:
        header = cells.header[position]
        meant = (folded_header(header),) if areas is None else areas.find(header)
        found, nearest = quoted(header), None
        if len(meant) != 1:
            expected = "the id or name of an area"
            nearest = None if areas is None else areas.nearest(header)
        elif meant[0] in own:
            expected = "one column for each area"
            found += f", the same area as the column {quoted(cells.header[own[meant[0]]])}"
        else:
            own[meant[0]] = position
            continue
        faults.append(Problem(cells.file, expected, found, cells.sheet, 1, header, nearest))
    return list(own.values()), faults


def _blank_rows(cells: Cells, headed: Sequence[int]) -> list[tuple[int, str]]:
    """Number and stakeholder of each row in which no position stands."""
    at = [folded_header(header) for header in cells.header].index("stakeholder_id")
    return [
        (number, row[at])
        for row, number in zip(cells.rows, cells.numbers, strict=True)
        if headed and not any(row[position].strip() for position in headed)
    ]


def _with_blank_rows(given: Given, blank: list[tuple[int, str]]) -> Given:
    named = [(number, text.strip()) for number, text in blank if text.strip()]
    if not named:
        return given
    frame = pd.DataFrame(
        {"stakeholder_id": [text for _, text in named]}, index=[number for number, _ in named]
    )
    rows = frame.reindex(columns=given.frame.columns).astype(given.frame.dtypes.to_dict())
    return given.with_frame(pd.concat([given.frame, rows]) if len(given.frame) else rows)


def _warning(cells: Cells, blank: list[tuple[int, str]]) -> list[Problem]:
    """One warning for all rows in which no position stands."""
    if not blank:
        return []
    # the first by name: so the order of rows changes nothing
    stakeholder, number = min((stakeholder, number) for number, stakeholder in blank)
    more = f", and in {len(blank) - 1} more such rows" if len(blank) > 1 else ""
    expected = "a position on one of the areas; a row without any is not read"
    found = f"none for {quoted(stakeholder)}{more}"
    return [Problem(cells.file, expected, found, cells.sheet, number)]


def _of_one_area(cells: Cells, position: int, *, shared: Sequence[int]) -> Cells:
    """The long rows of one column."""
    header = (*(cells.header[at] for at in shared), "area_id", "position")
    rows, numbers = [], []
    for row, number in zip(cells.rows, cells.numbers, strict=True):
        if row[position].strip():
            rows.append([*(row[at] for at in shared), cells.header[position], row[position]])
            numbers.append(number)
    return Cells(cells.file, cells.sheet, header, rows, numbers)
