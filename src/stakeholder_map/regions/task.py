"""One scan among many as it travels between processes and machines, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from stakeholder_map.errors import ExitCode
from stakeholder_map.suite import Limits, stored_notebooks

if TYPE_CHECKING:
    from stakeholder_map.scanning import ScanRequest

Value = str | int | float | bool
State = Literal["published", "unchanged", "stale", "busy", "failed", "interrupted"]

WORST = (
    ExitCode.TERMINATED,
    ExitCode.INTERRUPTED,
    ExitCode.INTERNAL,
    ExitCode.RESOURCES,
    ExitCode.USAGE,
    ExitCode.INPUT,
    ExitCode.BUSY,
    ExitCode.STALE,
    ExitCode.DONE,
)
"""Exit codes from the worst to none: many scans end with the worst of theirs."""

_LISTS = ("problems", "leads")


@dataclass(frozen=True)
class ScanTask:
    """One scan: plain values only.

    Parameters
    ----------
    name : str
        Of the region's folder, behind that of the parameter set if there is one.
    region : str
        The region folder, or its address in shared storage.
    reports : str
        Where to publish: a folder or an address in shared storage.
    as_of : str
        Day, ISO 8601; empty for that of region.toml.
    draws, seed : int
        As of a scan.
    parameters : mapping
        Further parameters of the notebooks.
    notebooks : str
        Folder of them; empty for those of this library.
    time_limit_s : float
        Longest time for one notebook.
    at_once : int
        Notebooks side by side.
    only_changed : bool
        Whether input that was scanned already is left alone.
    wait_s : float
        How long to wait for another run at the region.
    run_key : str
        Names one run of the whole suite: within it a region is published once.
    """

    name: str
    region: str
    reports: str
    as_of: str = ""
    draws: int = 200
    seed: int = 2026
    parameters: Mapping[str, Value] = field(default_factory=dict)
    notebooks: str = ""
    time_limit_s: float = 600.0
    at_once: int = 1
    only_changed: bool = False
    wait_s: float = 0.0
    run_key: str = ""

    def request(self, *, region: Path, reports: Path) -> ScanRequest:
        """The scan as one machine takes it on.

        Parameters
        ----------
        region, reports : Path
            Folders on that machine.

        Returns
        -------
        ScanRequest
        """
        from stakeholder_map.scanning import ScanRequest
        from stakeholder_map.scanning.request import Wanted

        return ScanRequest(
            region,
            reports=reports,
            notebooks=Path(self.notebooks) if self.notebooks else stored_notebooks(),
            draws=self.draws,
            seed=self.seed,
            as_of=date.fromisoformat(self.as_of) if self.as_of else None,
            assignments=tuple(f"{name}={value}" for name, value in self.parameters.items()),
            limits=Limits(seconds=self.time_limit_s, at_once=self.at_once),
            wait_seconds=self.wait_s,
            wanted=Wanted(changed=self.only_changed),
        )

    def as_json(self) -> dict[str, Any]:
        """The task as plain values, for :meth:`from_json`.

        Examples
        --------
        >>> task = ScanTask("vale", "regions/vale", "reports")
        >>> ScanTask.from_json(task.as_json()) == task
        True
        """
        return {**asdict(self), "parameters": dict(self.parameters)}

    @staticmethod
    def from_json(told: Mapping[str, Any]) -> ScanTask:
        """A task from its plain values."""
        return ScanTask(**told)


@dataclass(frozen=True)
class Outcome:
    """How one scan among many ended.

    Parameters
    ----------
    name : str
        Of the task.
    state : State
        What became of it.
    exit_code : int
        What a scan alone would have ended with.
    region : str
        Name of the region; empty where it is not known.
    scan : str
        Name of the new scan's folder, or of the one that still stands.
    as_of : str
        Day the scan speaks of.
    change : {"first", "same", "changed", ""}
        The input beside that of the scan before.
    cause : str
        What went wrong, with values of the input where those are wrong; empty where nothing did.
    reason : str
        The same without any value of the input, for readers of the analyst edition.
    problems : tuple of mapping
        Faults of the input.
    leads : tuple of mapping
        Who may lead in the region, by that scan: names of organisations, for analysts.
    seconds : float
        By the clock.
    peak_mb : float
        Most memory that the process of the run held, what it shares with others included.
    worker : str
        Which process on which machine.
    """

    name: str
    state: State
    exit_code: int
    region: str = ""
    scan: str = ""
    as_of: str = ""
    change: str = ""
    cause: str = ""
    reason: str = ""
    problems: tuple[Mapping[str, Any], ...] = ()
    leads: tuple[Mapping[str, Any], ...] = ()
    seconds: float = 0.0
    peak_mb: float = 0.0
    worker: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values, for :meth:`from_json` and for other programs."""
        lists = {name: [dict(each) for each in getattr(self, name)] for name in _LISTS}
        return {**asdict(self), **lists}

    @staticmethod
    def from_json(told: Mapping[str, Any]) -> Outcome:
        """An outcome from its plain values.

        Examples
        --------
        >>> outcome = Outcome("vale", "published", 0, problems=({"row": 3},))
        >>> Outcome.from_json(outcome.as_json()) == outcome
        True
        """
        return Outcome(**{**told, **{name: tuple(told.get(name, ())) for name in _LISTS}})


def worst_of(outcomes: tuple[Outcome, ...]) -> ExitCode:
    """The exit code of many scans together.

    Examples
    --------
    >>> worst_of((Outcome("a", "published", 0), Outcome("b", "failed", 2)))
    <ExitCode.INPUT: 2>
    >>> worst_of((Outcome("a", "failed", 2), Outcome("b", "failed", 1)))
    <ExitCode.INTERNAL: 1>
    """
    codes = {outcome.exit_code for outcome in outcomes}
    return next((code for code in WORST if code in codes), ExitCode.DONE)
