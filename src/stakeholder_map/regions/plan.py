"""The file that lists many scans: its keys, read strictly, with all their faults at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stakeholder_map.errors import InputError, Problem, quoted
from stakeholder_map.history import slug_of
from stakeholder_map.regions.places import is_url, name_in, region_folders
from stakeholder_map.regions.rows import rows_of
from stakeholder_map.regions.task import ScanTask, Value
from stakeholder_map.settings import Setting, parse_toml
from stakeholder_map.settings.values import READERS, WrongValueError
from stakeholder_map.suite import Parameter, find_jobs, read_parameters, stored_notebooks

_SCAN = (
    Setting("as_of", "date", "the day the scans speak of, instead of each region.toml's"),
    Setting("draws", "whole", "readings of the evidence", default=200, low=1),
    Setting("seed", "whole", "fixes every random step", default=2026, low=0),
)
KEYS: tuple[Setting, ...] = (
    Setting("name", "text", "what the scans are together", required=True),
    Setting("regions", "names", "region folders; a * stands for any name", required=True),
    Setting("reports", "text", "folder of the published scans", default="reports"),
    Setting("notebooks", "text", "notebooks of your own", default=""),
    Setting("time_limit", "number", "longest time for one notebook", default=600.0, low=1),
    *_SCAN,
)
"""Every key of the file beside its tables `parameters` and `sets`."""

TABLES = ("parameters", "sets")
_OWN = frozenset({"region_folder", "prepared", "as_of", "draws", "seed"})
_SET_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Plan:
    """Many scans: regions times parameter sets.

    Parameters
    ----------
    name : str
        What they are together, for the summary.
    reports : str
        Folder of the published scans, or its address in shared storage.
    tasks : tuple of ScanTask
        By set, then by region, as the file has them.
    """

    name: str
    reports: str
    tasks: tuple[ScanTask, ...]


def read_plan(path: Path | str, *, reports: str = "") -> Plan:
    r"""The scans that a file asks for.

    Parameters
    ----------
    path : Path or str
        The file; places in it are relative to its folder.
    reports : str
        Where to publish, instead of what the file says.

    Returns
    -------
    Plan
        At least one scan.

    Raises
    ------
    InputError
        With every fault: no TOML, unknown keys, ill-typed values and parameters, folders that are
        not there, scans that would share a history.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "suite.toml")
    >>> _ = file.write_text('name = "All"\nregions = ["north"]\ndraw = 5\n[sets.A]\n')
    >>> read_plan(file)
    Traceback (most recent call last):
    ...
    stakeholder_map.errors.InputError: suite.toml has 3 problems:
      row 2, key regions: expected a folder with a region.toml, found 'north'
      row 3, key draw: expected a declared key (closest: 'draws'), found 5
      row 4, key sets.A: expected a name of small letters, digits and hyphens, found 'A'
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        missing = Problem(path.name, "a readable file", (error.strerror or "nothing").lower())
        raise InputError([missing]) from error
    given, fault = parse_toml(raw, file=path.name)
    if fault is not None:
        raise InputError([fault])
    reader = _Reader(path, given, rows_of(raw.decode("utf-8-sig")))
    plan = reader.plan(reports)
    if reader.problems:
        raise InputError(reader.problems)
    return plan


class _Reader:
    """Takes the values of one file in, and keeps what is wrong with them."""

    def __init__(self, path: Path, given: Mapping[str, Any], rows: Mapping[str, int]) -> None:
        self.path, self.given, self.rows = path, given, rows
        self.problems: list[Problem] = []

    def plan(self, reports: str) -> Plan:
        """All that the file asks for, as far as it can be understood."""
        self._refuse_unknown(self.given, (*(key.name for key in KEYS), *TABLES))
        values = {key.name: self._value(key, self.given) for key in KEYS}
        notebooks = self._notebooks(values["notebooks"])
        declared = _declared(notebooks)
        shared = self._parameters(self.given.get("parameters", {}), "parameters", declared)
        sets = list(self._sets(values, shared, declared))
        folders = self._folders(values["regions"])
        where = reports or self._place(values["reports"])
        tasks = tuple(
            ScanTask(
                name=f"{label}/{name}" if label else name,
                region=folder,
                reports=f"{where.rstrip('/')}/{label}" if label else where,
                notebooks="" if notebooks == stored_notebooks() else str(notebooks),
                time_limit_s=values["time_limit"],
                **chosen,
            )
            for label, chosen in sets
            for name, folder in folders
        )
        self._refuse_shared_histories(tasks)
        return Plan(values["name"], where, tasks)

    def _sets(
        self, values: Mapping[str, Any], shared: dict[str, Value], declared: Mapping[str, Parameter]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Label of each parameter set with what it gives to a scan; one without a label if none."""
        own = {key.name: values[key.name] for key in _SCAN}
        tables = self.given.get("sets", {})
        if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
            self._tell("sets", "tables such as [sets.cautious]", quoted(tables))
            tables = {}
        for label, table in tables.items():
            place = f"sets.{label}"
            if not _SET_NAME.fullmatch(label):
                self._tell(place, "a name of small letters, digits and hyphens", quoted(label))
            self._refuse_unknown(table, (*(k.name for k in _SCAN), "parameters"), below=place)
            chosen = {
                k.name: self._value(k, table, below=place) if k.name in table else own[k.name]
                for k in _SCAN
            }
            place = f"{place}.parameters"
            extra = self._parameters(table.get("parameters", {}), place, declared)
            yield label, {**_plain(chosen), "parameters": {**shared, **extra}}
        if not tables:
            yield "", {**_plain(own), "parameters": shared}

    def _parameters(
        self, table: object, place: str, declared: Mapping[str, Parameter]
    ) -> dict[str, Value]:
        """Further parameters of the notebooks, each checked for name and type."""
        if not isinstance(table, dict):
            self._tell(place, "a table of parameters", quoted(table))
            return {}
        good: dict[str, Value] = {}
        for name, value in table.items():
            spot = f"{place}.{name}"
            parameter = declared.get(name)
            if name in _OWN:
                self._tell(spot, "a parameter that no scan sets itself", quoted(name))
            elif parameter is None:
                close = difflib.get_close_matches(name, declared, n=1)
                expected = "a parameter that the notebooks declare"
                self._tell(spot, expected, quoted(name), nearest=close[0] if close else None)
            elif not parameter.fits(value):
                kinds = {"str": "text", "int": "a whole number", "float": "a number"}
                expected = f"{kinds.get(parameter.kind, 'true or false')}, as the notebooks declare"
                self._tell(spot, expected, quoted(value))
            else:
                good[name] = value
        return good

    def _folders(self, patterns: tuple[str, ...]) -> list[tuple[str, str]]:
        """Name and folder of every region; what is not there is a fault."""
        found: dict[str, str] = {}
        if not patterns and "regions" in self.given:
            self._tell("regions", "at least one region folder", "none")
        for pattern in patterns:
            folders = region_folders(pattern, home=self.path.resolve().parent)
            if not folders:
                self._tell("regions", "a folder with a region.toml", quoted(pattern))
            for folder in folders:
                name = folder.rstrip("/").rpartition("/")[2]
                if found.get(name, folder) != folder:
                    self._tell("regions", "folders with names of their own", f"{name!r} twice")
                elif name in found:
                    self._tell("regions", "each folder once", f"{name!r} twice")
                found[name] = folder
        return list(found.items())

    def _refuse_shared_histories(self, tasks: tuple[ScanTask, ...]) -> None:
        """Two scans of one file must not publish into one folder."""
        homes: dict[tuple[str, str], str] = {}
        for task in tasks:
            called = name_in(task.region)
            if not called:
                continue  # its own run will tell what is wrong with its region.toml
            home = (task.reports, slug_of(called))
            if home in homes:
                own = f"{called!r} for {homes[home]} and for {task.name}"
                self._tell("regions", "a name of its own in each region.toml", own)
            homes.setdefault(home, task.name)

    def _notebooks(self, text: str) -> Path:
        folder = Path(self._place(text)) if text else stored_notebooks()
        if not folder.is_dir():
            self._tell("notebooks", "a folder of notebooks", quoted(text))
            return stored_notebooks()
        return folder

    def _place(self, text: str) -> str:
        return text if is_url(text) else str((self.path.resolve().parent / text).resolve())

    def _value(self, key: Setting, table: Mapping[str, Any], *, below: str = "") -> Any:
        nothing: Any = () if key.kind == "names" else "" if key.required else key.default
        place = f"{below}.{key.name}" if below else key.name
        if key.name not in table:
            if key.required:
                self._tell(place, key.expectation, "no such key")
            return nothing
        try:
            return READERS[key.kind](key, table[key.name])
        except WrongValueError as fault:
            self._tell(place, fault.expected or key.expectation, fault.found)
            return nothing

    def _refuse_unknown(
        self, table: Mapping[str, Any], known: tuple[str, ...], *, below: str = ""
    ) -> None:
        for name in table:
            if name not in known:
                close = difflib.get_close_matches(name.lower(), known, n=1)
                place = f"{below}.{name}" if below else name
                nearest = close[0] if close else None
                self._tell(place, "a declared key", quoted(table[name]), nearest=nearest)

    def _tell(self, place: str, expected: str, found: str, *, nearest: str | None = None) -> None:
        row = self.rows.get(place)
        self.problems.append(
            Problem(self.path.name, expected, found, row=row, column=place, nearest=nearest)
        )


def _plain(chosen: dict[str, Any]) -> dict[str, Any]:
    """The same with a day as text: a task travels to other machines."""
    day = chosen["as_of"]
    return {**chosen, "as_of": "" if day is None else day.isoformat()}


def _declared(notebooks: Path) -> dict[str, Parameter]:
    return {
        parameter.name: parameter
        for job in find_jobs(notebooks)
        for parameter in read_parameters(notebooks / job.notebook)
        if parameter.name not in _OWN
    }
