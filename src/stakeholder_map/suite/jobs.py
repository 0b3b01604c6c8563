"""What is run and what came of it: jobs, folders, limits, runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stakeholder_map.errors import UsageError

State = Literal["started", "cell", "done", "stopped", "failed"]


@dataclass(frozen=True)
class NotebookJob:
    """One notebook to run.

    Parameters
    ----------
    notebook : str
        File name inside the folder of notebooks.
    last : bool
        Whether it starts only when every notebook that is not last has finished.
    first : bool
        Whether it may start before what the pool was told to do beside the first kernels is done.

    Examples
    --------
    >>> NotebookJob("06_brief.ipynb", last=True).title
    '06_brief'
    """

    notebook: str
    last: bool = False
    first: bool = False

    @property
    def title(self) -> str:
        """The file name without its ending."""
        return self.notebook.removesuffix(".ipynb")


@dataclass(frozen=True)
class Folders:
    """Where notebooks come from and where they go.

    Parameters
    ----------
    notebooks : Path
        Holds the notebooks as they are stored, without outputs. Never written to.
    executed : Path
        Receives the executed notebooks; kernels work in this folder. Made when absent.
    failed : Path
        Receives a notebook that did not finish, as far as it ran. Made when needed.
    """

    notebooks: Path
    executed: Path
    failed: Path


@dataclass(frozen=True)
class Limits:
    """What a run may use.

    Parameters
    ----------
    seconds : float
        Longest time for one notebook from the start of its kernel to its last cell.
    at_once : int, optional
        How many notebooks run side by side; the cores this process may use when not given.
    memory_mb : float
        What one notebook and the processes it starts may hold together, in millions of bytes;
        what it shares with other notebooks counts in parts.
    output_mb : float
        What one notebook may print and show, in millions of bytes.

    Raises
    ------
    UsageError
        If a limit is not above zero.

    Examples
    --------
    >>> Limits(at_once=3).side_by_side
    3
    """

    seconds: float = 600.0
    at_once: int | None = None
    memory_mb: float = 4096.0
    output_mb: float = 50.0

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise UsageError(f"the time limit must be above 0 seconds, not {self.seconds!r}")
        for name, limit in (("memory", self.memory_mb), ("output", self.output_mb)):
            if not limit > 0:
                raise UsageError(f"the limit on {name} must be above 0 MB, not {limit!r}")
        if self.at_once is not None and self.at_once < 1:
            raise UsageError(f"at least 1 notebook must run at once, not {self.at_once!r}")

    @property
    def side_by_side(self) -> int:
        """How many notebooks run at once."""
        return self.at_once if self.at_once is not None else count_cores()


@dataclass(frozen=True)
class CellTime:
    """What one code cell cost.

    Parameters
    ----------
    number : int
        Position among all cells of the stored notebook, counted from 1.
    imports : bool
        Whether the cell holds an import statement.
    wall_s : float
        Seconds on the clock.
    cpu_s : float
        Seconds of computing by the kernel and the processes it has waited for.
    """

    number: int
    imports: bool
    wall_s: float
    cpu_s: float


@dataclass(frozen=True)
class NotebookRun:
    """A notebook that ran to its end.

    Parameters
    ----------
    notebook : str
        File name.
    path : Path
        The executed notebook.
    seconds : float
        From asking for a kernel to the end of the kernel's last process.
    cells : tuple of CellTime
        One entry per code cell that holds code, in order; the cell with the given parameters too.
    """

    notebook: str
    path: Path
    seconds: float
    cells: tuple[CellTime, ...]

    @property
    def wall_s(self) -> float:
        """Seconds on the clock that the cells took together."""
        return sum(cell.wall_s for cell in self.cells)

    @property
    def cpu_s(self) -> float:
        """Seconds that the cells computed together."""
        return sum(cell.cpu_s for cell in self.cells)


@dataclass(frozen=True)
class ProgressEvent:
    """Something that happened to one notebook.

    Parameters
    ----------
    notebook : str
        File name.
    state : {"started", "cell", "done", "stopped", "failed"}
        ``"cell"``: one more cell is done. ``"stopped"``: ended because another notebook failed.
    cells_done, cells_total : int
        Cells of any kind.
    seconds : float
        Since the notebook's start.
    """

    notebook: str
    state: State
    cells_done: int
    cells_total: int
    seconds: float


Progress = Callable[[ProgressEvent], None]


def find_jobs(folder: Path) -> tuple[NotebookJob, ...]:
    """Every notebook of a folder by name; one whose name ends in "brief" comes last.

    Parameters
    ----------
    folder : Path
        A folder of notebooks.

    Returns
    -------
    tuple of NotebookJob
        At least one.

    Raises
    ------
    UsageError
        If the folder holds no notebook.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("02_brief.ipynb", "01_influence.ipynb"):
    ...         _ = (Path(folder) / name).write_text("{}")
    ...     [(job.notebook, job.last) for job in find_jobs(Path(folder))]
    [('01_influence.ipynb', False), ('02_brief.ipynb', True)]
    """
    names = sorted(path.name for path in Path(folder).glob("*.ipynb") if path.is_file())
    if not names:
        raise UsageError(f"expected notebooks (*.ipynb) in the folder {str(folder)!r}, found none")
    return tuple(NotebookJob(name, last=name.endswith("brief.ipynb")) for name in names)


def count_cores() -> int:
    """Cores that this process may use, at least 1.

    Returns
    -------
    int
        Cores of the affinity mask where the system tells it, of the machine otherwise.

    Examples
    --------
    >>> count_cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
