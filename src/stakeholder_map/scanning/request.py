"""What to scan, and how."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from stakeholder_map.errors import UsageError
from stakeholder_map.privacy.rules import SAFE, Rules
from stakeholder_map.suite import (
    Limits,
    NotebookJob,
    find_jobs,
    parse_parameters,
    read_parameters,
)

_SECRET_WORDS = frozenset({"password", "passwd", "secret", "token", "credential", "credentials"})
_PLACE = re.compile(r"[/~\\]|[A-Za-z]:[\\/]|\w+://")

Value = str | int | float | bool

OWN_OPTIONS: Mapping[str, str] = {
    "region_folder": "the region as the argument",
    "prepared": "nothing, a scan stores its own draws",
    "as_of": "--as-of",
    "draws": "--draws",
    "seed": "--seed",
}
"""Parameters that a scan gives every notebook itself, and what a user gives instead."""


@dataclass(frozen=True)
class Wanted:
    """What a run asks of its input before it makes a scan; nothing by default.

    Parameters
    ----------
    max_age_days : int, optional
        How old the newest row may be, counted from today.
    changed : bool
        Whether a scan is made only of what was not scanned already.
    today : date, optional
        The day to count from; the clock's when not given.
    """

    max_age_days: int | None = None
    changed: bool = False
    today: date | None = None

    @property
    def anything(self) -> bool:
        """Whether any input will do."""
        return self.max_age_days is None and not self.changed


ANY = Wanted()
"""Any input will do."""


@dataclass(frozen=True)
class ScanRequest:
    """What to scan, and how.

    Parameters
    ----------
    region : Path
        The region folder; only read.
    reports : Path
        The reports folder; made where it is missing.
    notebooks : Path
        Folder of the notebooks to run.
    draws : int
        Readings of the evidence.
    seed : int
        Fixes every random step.
    as_of : date, optional
        Day the scan speaks of; that of region.toml when not given.
    assignments : tuple of str
        Further parameters as ``name=value``.
    limits : Limits
        Time for a notebook, and how many run at once.
    rules : Rules
        Thresholds of what leaders are told.
    wait_seconds : float
        How long to wait for another run at the region.
    wanted : Wanted
        When a scan is not worth making.

    Examples
    --------
    >>> from stakeholder_map.suite import stored_notebooks
    >>> request = ScanRequest(Path("data/example"), reports=Path("reports"),
    ...     notebooks=stored_notebooks(), draws=200, seed=2026, assignments=("seed=7",))
    >>> request.extra_parameters()
    Traceback (most recent call last):
    ...
    stakeholder_map.errors.UsageError: a scan sets 'seed' itself, found 'seed=7'; give --seed
    """

    region: Path
    reports: Path
    notebooks: Path
    draws: int
    seed: int
    as_of: date | None = None
    assignments: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    rules: Rules = SAFE
    wait_seconds: float = 0.0
    wanted: Wanted = ANY

    @cached_property
    def jobs(self) -> tuple[NotebookJob, ...]:
        """The notebooks that will run; `UsageError` where the folder holds none."""
        return find_jobs(self.notebooks)

    def extra_parameters(self) -> dict[str, Value]:
        """Values of the further parameters, checked against what the notebooks declare.

        Returns
        -------
        dict
            By name.

        Raises
        ------
        UsageError
            Where one is unknown, of another type, or has an option of its own.
        """
        for assignment in self.assignments:
            name = assignment.partition("=")[0]
            if name in OWN_OPTIONS:
                raise UsageError(
                    f"a scan sets {name!r} itself, found {assignment!r}; give {OWN_OPTIONS[name]}"
                )
        for assignment in self.assignments:
            _refuse_secret(assignment)
        declared = {
            parameter.name: parameter
            for job in self.jobs
            for parameter in read_parameters(self.notebooks / job.notebook)
            if parameter.name not in OWN_OPTIONS
        }
        return parse_parameters(self.assignments, declared.values())


def _refuse_secret(assignment: str) -> None:
    """Parameters are published: what must stay here is no parameter."""
    name, _, value = assignment.partition("=")
    words = set(re.split(r"[^a-z]+", name.lower()))
    if words & _SECRET_WORDS or _PLACE.match(value):
        told = "a secret" if words & _SECRET_WORDS else "a place on this machine"
        raise UsageError(f"parameters are published with the scan; {name!r} looks like {told}")
