"""Read a region folder: every step in order, every fault collected, one error with all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from stakeholder_map.errors import InputError, Problem
from stakeholder_map.read.across import (
    check_presence,
    check_survey,
    missing_keys,
    question_columns,
    resolve_settings,
    warn_across,
    warn_of_questions,
)
from stakeholder_map.read.canonical import digest_of
from stakeholder_map.read.cells import folded_header
from stakeholder_map.read.check import check_names, check_tables
from stakeholder_map.read.convert import Reading, convert_cells
from stakeholder_map.read.folder import Found, find_tables
from stakeholder_map.read.given import Given
from stakeholder_map.read.left_out import Cut, hide_later, leave_out, warn_of_close
from stakeholder_map.read.names import Register
from stakeholder_map.read.region import Region
from stakeholder_map.read.resolve import register_of, resolve_references
from stakeholder_map.read.waves import closed_wave, late_or_early, settle_waves
from stakeholder_map.read.wide import convert_wide, is_wide, without_blank_rows
from stakeholder_map.settings import SETTINGS_FILE, parse_settings, rows_of_keys
from stakeholder_map.tables import TABLES

_ASKING = ("stakeholders", "areas", "questions", "invitations")
_ANSWERING = ("positions", "survey")


def read_region(folder: Path | str, *, as_of: date | None = None) -> Region:
    r"""Checked input of a scan.

    Parameters
    ----------
    folder : Path or str
        A region folder: region.toml, and CSV files or one .xlsx workbook.
    as_of : date, optional
        The day the scan speaks of; by default the one in region.toml.

    Returns
    -------
    Region
        Settings and tables as they could be known on that day.

    Raises
    ------
    InputError
        With every fault of the folder, by file, sheet, row and column.

    Notes
    -----
    A fault hides others only where nothing can be said: of the cells of a row that is too short,
    of a cell that could not be read, of references to a table that could not be taken apart.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "region.toml").write_text('name = "Three Rivers"\nconvener = "us"')
    >>> _ = (folder / "stakeholders.csv").write_text(
    ...     "stakeholder_id,name,key_group\nus,Our Coalition,hospital\n007,NA,hospital\n")
    >>> _ = (folder / "memberships.csv").write_text("member_id,body\nNA,Board of Health\n")
    >>> region = read_region(folder, as_of=date(2026, 11, 22))
    >>> region
    Region 'Three Rivers' as of 2026-11-22: stakeholders 2, memberships 1; 0 rows left out
    >>> region.table("memberships")["member_id"].tolist()
    ['007']
    """
    reading = _FolderReading(find_tables(Path(folder)))
    reading.convert()
    reading.relate()
    day = as_of if as_of is not None else reading.settings.as_of
    reading.check(day)
    if reading.faults or day is None:
        raise InputError(reading.faults)
    return reading.region(day.date() if isinstance(day, datetime) else day)


def read_questionnaire(folder: Path | str) -> dict[str, pd.DataFrame]:
    """What can be read of a survey, whatever is wrong with the folder otherwise.

    Parameters
    ----------
    folder : Path or str
        A region folder; it may have faults.

    Returns
    -------
    dict of str to DataFrame
        The tables that say what a survey asks of whom, without rows of answers where those have
        faults; of `questions` only the rows with a name and a wording. Empty where no such row can
        be read.

    Raises
    ------
    InputError
        Where there is no such folder.
    """
    reading = _FolderReading(find_tables(Path(folder)))
    reading.convert()
    reading.relate()
    wrong = {(fault.file, fault.sheet) for fault in reading.faults}
    tables = {
        name: given.frame
        for name, given in reading.tables.items()
        if name in _ASKING or (name in _ANSWERING and (given.file, given.sheet) not in wrong)
    }
    if "questions" not in tables:
        return {}
    questions = tables["questions"].dropna(subset=["question", "wording"])
    return {**tables, "questions": questions} if len(questions) else {}


class _FolderReading:
    """A folder on its way to a region: what is known so far, and what is wrong with it."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.faults = list(found.faults)
        self.warnings = list(found.warnings)
        self.tables: dict[str, Given] = {}
        self.wide = False  # whether positions stand with a column for each area
        self.registers: dict[str, Register] = {}
        self.torn = {
            (cells.file, cells.sheet, row) for cells in found.tables.values() for row in cells.torn
        }
        raw = found.settings or b""
        self.settings, faults = parse_settings(raw)
        self.faults += faults if found.settings is not None else ()
        self.wrong_keys = {fault.column for fault in faults}
        self.key_rows = rows_of_keys(raw.decode("utf-8-sig", errors="replace"))

    def blame(self, faults: Iterable[Problem]) -> None:
        """Add faults, but none of a cell or row of which nothing can be said."""
        known = {_cell(fault) for fault in self.faults if fault.column}
        self.faults += [
            fault
            for fault in map(self._with_line, faults)
            if _cell(fault) not in known and (fault.file, fault.sheet, fault.row) not in self.torn
        ]

    def _with_line(self, fault: Problem) -> Problem:
        """A fault of region.toml with the line of its key."""
        if fault.file != SETTINGS_FILE or fault.row is not None:
            return fault
        return replace(fault, row=self.key_rows.get(fault.column or ""))

    def convert(self) -> None:
        """Cells to typed tables."""
        dates = "any" if "dates" in self.wrong_keys else self.settings.dates
        how = Reading(dates=dates, own_key_groups=self.settings.own_key_groups)
        for name in TABLES:
            cells = self.found.tables.get(name)
            if cells is None:
                continue
            areas = self.tables.get("areas")
            register = None if areas is None or name != "positions" else register_of(areas)
            if name == "positions" and is_wide(cells, areas=register):
                self.wide = True
                given, faults, warnings = convert_wide(cells, reading=how, areas=register)
            else:
                asked = question_columns(self.tables.get("questions")) if name == "survey" else ()
                given, faults, warnings = convert_cells(
                    cells, TABLES[name], reading=how, questions=asked
                )
            self.tables[name] = given
            self.blame(faults)
            if name == "survey" and "questions" in self.tables:
                self.warnings += warn_of_questions(self.tables["questions"], cells)
            self.warnings += warnings

    def relate(self) -> None:
        """Names to ids, and every answer to its wave."""
        broken = self.found.broken | {name for name, one in self.tables.items() if one.headless}
        self.tables, self.registers, faults = resolve_references(self.tables, broken=broken)
        self.blame(faults)
        if self.wide:
            self.tables["positions"] = without_blank_rows(self.tables["positions"])
        if "stakeholders" in self.registers and not broken.intersection({"stakeholders"}):
            self.settings, faults = resolve_settings(self.settings, self.registers["stakeholders"])
            self.blame(faults)
        self.tables, faults = settle_waves(self.tables)
        self.blame(faults if "waves" not in broken else ())

    def check(self, day: date | None) -> None:
        """Rules within and across tables."""
        suspects = {
            (name, fault.row, fault.column)
            for fault in self.faults
            for name in self._tables_at(fault)
            if fault.row is not None and fault.column is not None
        }
        self.blame(check_tables(self.tables, suspects=suspects))
        self.blame(check_names(self.tables, self.registers))
        self.blame(check_survey(self.tables))
        present = self.tables.keys() | self.found.broken
        self.blame(check_presence(present, place=self.found.place, unread=self.found.unread))
        # a file that is missing, or that is no TOML at all, says nothing of its keys
        if self.found.settings is not None and None not in self.wrong_keys:
            keys = missing_keys(self.settings, survey="survey" in present, day=day)
            self.blame(fault for fault in keys if fault.column not in self.wrong_keys)

    def _tables_at(self, fault: Problem) -> list[str]:
        place = (fault.file, fault.sheet)
        return [name for name, one in self.tables.items() if (one.file, one.sheet) == place]

    def region(self, as_of: date) -> Region:
        """The checked folder, cut to a day."""
        self.warnings += warn_across(self.tables, settings=self.settings)
        wave = closed_wave(self.tables, as_of=as_of)
        until = min(as_of, self.settings.survey_closes or as_of)
        self.warnings += late_or_early(self.tables, wave=wave, until=until)
        if wave is None:
            waves = self.tables["waves"]
            expected = f"a wave that closed by {as_of}; without one the survey is not read"
            self.warnings.append(waves.problem(expected, "none", column="closed"))
        known, warnings = hide_later(self.tables, as_of=as_of)
        cut = Cut(as_of=as_of, wave=wave, settings=self.settings)
        tables, balance = leave_out(known, cut=cut)
        self.warnings += map(self._with_line, warn_of_close(balance, settings=self.settings))
        return Region(
            name=self.settings.name,
            as_of=as_of,
            settings=self.settings,
            tables=tables,
            balance=balance,
            warnings=tuple(sorted(set(self.warnings + warnings), key=lambda one: one.order)),
            digest=digest_of(tables, settings=self.settings, as_of=as_of),
            inputs=dict(sorted(self.found.inputs.items())),
        )


def _cell(fault: Problem) -> tuple[str, str | None, int | None, str]:
    column = folded_header(fault.column) if fault.column else ""
    return (fault.file, fault.sheet, fault.row, column)
