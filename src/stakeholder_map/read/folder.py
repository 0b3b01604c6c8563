"""What lies in a region folder: settings, and the cells of each table by its name."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

from stakeholder_map.errors import InputError, Problem, quoted
from stakeholder_map.read.cells import Cells, folded_header
from stakeholder_map.read.text import read_text
from stakeholder_map.read.workbook import read_workbook
from stakeholder_map.settings import SETTINGS_FILE
from stakeholder_map.tables import TABLES

NOT_TABLES = ("read_me", "readme")
"""Sheets of explanations: nobody is warned that they are not read."""

_OTHER_SPREADSHEETS = (".xls", ".xlsb", ".xlsm", ".ods", ".numbers", ".tsv")


@dataclass
class Found:
    """What a folder holds.

    Parameters
    ----------
    place : str
        Name of the folder, for messages about what it lacks.
    settings : bytes or None
        region.toml as it was stored.
    tables : dict of str to Cells
        Tables by name, as far as they could be taken apart.
    broken : set of str
        Tables that are there and could not be.
    inputs : dict of str to str
        SHA-256 of each file that was read, by its name.
    unread : list of str
        Stems of files, or names of sheets, that are no table.
    faults, warnings : list of Problem
        What is wrong so far.
    """

    place: str
    settings: bytes | None = None
    tables: dict[str, Cells] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    inputs: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def find_tables(folder: Path) -> Found:
    """Settings and tables of a folder.

    Parameters
    ----------
    folder : Path
        A region folder.

    Returns
    -------
    Found
        Everything that could be read, and every fault on the way.

    Raises
    ------
    InputError
        Where there is no such folder, or its files cannot be listed.
    """
    name = folder.resolve().name if folder.name in {"", ".."} else folder.name
    found = Found(place=name)
    try:
        paths = sorted(folder.iterdir())
    except OSError as failure:
        reason = "a file" if isinstance(failure, NotADirectoryError) else _reason(failure)
        problem = Problem(name, "a folder with region.toml and tables", reason)
        raise InputError([problem]) from failure
    except ValueError as failure:
        raise InputError([Problem(quoted(name), "a folder", str(failure))]) from failure
    seen = [path for path in paths if not path.name.startswith((".", "~$"))]
    _read_settings_file(seen, found)
    _refuse_mixtures(seen, found)
    for path in seen:
        suffix = path.suffix.casefold()
        if suffix == ".csv":
            _read_csv(path, found)
        elif suffix == ".xlsx":
            _read_xlsx(path, found)
        elif folded_header(path.stem) in TABLES and not path.is_dir():
            expected = f"{folded_header(path.stem)}.csv, or no such file"
            found.warnings.append(Problem(path.name, expected, "a file that is not read"))
    return found


def _read_settings_file(paths: list[Path], found: Found) -> None:
    path = next((path for path in paths if path.name.casefold() == SETTINGS_FILE), None)
    if path is not None:
        found.settings = _bytes(path, found)
        return
    close = difflib.get_close_matches(SETTINGS_FILE, [path.name for path in paths], n=1, cutoff=0.8)
    nearest = close[0] if close else None
    found.faults.append(Problem(found.place, f"a file {SETTINGS_FILE}", "none", nearest=nearest))


def _refuse_mixtures(paths: list[Path], found: Found) -> None:
    """Tables come from CSV files or from one workbook: two sources could contradict each other."""
    by_suffix: dict[str, list[str]] = {}
    for path in paths:
        by_suffix.setdefault(path.suffix.casefold(), []).append(path.name)
    workbooks = by_suffix.get(".xlsx", [])
    expected = "either CSV files or one .xlsx workbook"
    if len(workbooks) > 1:
        problem = Problem(found.place, expected, f"{len(workbooks)}: {', '.join(workbooks)}")
        found.faults.append(problem)
    if workbooks and ".csv" in by_suffix:
        both = f"both: {workbooks[0]} and {by_suffix['.csv'][0]}"
        found.faults.append(Problem(found.place, expected, both))
    for suffix in _OTHER_SPREADSHEETS:
        for name in by_suffix.get(suffix, []):
            found.faults.append(Problem(name, expected, f"a file of the kind {suffix}"))


def _read_csv(path: Path, found: Found) -> None:
    name = folded_header(path.stem)
    if name not in TABLES:
        found.unread.append(name)
        found.warnings.append(_no_table(path.name, None, name))
        return
    if name in found.tables or name in found.broken:
        expected = f"one file for the table {name}"
        found.faults.append(Problem(path.name, expected, "a second one"))
        return
    raw = _bytes(path, found)
    cells = None
    if raw is not None:
        known = [column.name for column in TABLES[name].columns]
        cells, faults = read_text(raw, file=path.name, known=known)
        found.faults += faults
    _keep(name, cells, found)


def _read_xlsx(path: Path, found: Found) -> None:
    raw = _bytes(path, found)
    if raw is None:
        return
    sheets = read_workbook(raw, file=path.name, wanted=lambda name: folded_header(name) in TABLES)
    found.faults += sheets.faults
    found.warnings += sheets.warnings
    for sheet, cells in sheets.cells.items():
        name = folded_header(sheet)
        if name in found.tables or name in found.broken:
            expected = f"one sheet for the table {name}"
            found.faults.append(Problem(path.name, expected, "a second one", sheet))
        else:
            _keep(name, cells, found)
    for sheet in sheets.others:
        if folded_header(sheet) not in NOT_TABLES:
            found.unread.append(folded_header(sheet))
            found.warnings.append(_no_table(path.name, sheet, folded_header(sheet)))


def _keep(name: str, cells: Cells | None, found: Found) -> None:
    if cells is None:
        found.broken.add(name)
    else:
        found.tables[name] = cells


def _no_table(file: str, sheet: str | None, name: str) -> Problem:
    close = difflib.get_close_matches(name, TABLES, n=1)
    what = "file" if sheet is None else "sheet"
    nearest = close[0] if close else None
    expected = f"a {what} named as a table; this one is not read"
    return Problem(file, expected, quoted(name), sheet, nearest=nearest)


def _bytes(path: Path, found: Found) -> bytes | None:
    """The file as it was stored, or ``None`` and a fault."""
    try:
        if not S_ISREG(path.stat().st_mode):
            found.faults.append(Problem(path.name, "a file", "a folder or device of this name"))
            return None
        raw = path.read_bytes()
    except OSError as failure:
        found.faults.append(Problem(path.name, "a readable file", _reason(failure)))
        return None
    found.inputs[path.name] = hashlib.sha256(raw).hexdigest()
    return raw


def _reason(failure: OSError) -> str:
    """Why the operating system refused, in its words."""
    return (failure.strerror or type(failure).__name__).lower()
