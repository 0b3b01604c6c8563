"""What can go wrong, told so that the reader of the spreadsheet can mend it.

Every error that a user may meet derives from :class:`ScanError` and knows its exit code; the codes
hold for every command (:class:`ExitCode`).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import groupby
from typing import ClassVar

MOST_PROBLEMS_SHOWN = 100
_LONGEST_QUOTE = 60
_SCARCE = frozenset(
    number
    for name in (
        *("ENOSPC", "EDQUOT", "ENOMEM", "EMFILE", "ENFILE", "EFBIG", "EIO"),
        *("EROFS", "EACCES", "EPERM", "ESTALE", "ENOLCK"),
    )
    if (number := getattr(errno, name, None)) is not None
)


class ExitCode(IntEnum):
    """How a command ends.

    Examples
    --------
    >>> int(ExitCode.INPUT)
    2
    """

    DONE = 0
    INTERNAL = 1
    INPUT = 2
    STALE = 3
    RESOURCES = 4
    USAGE = 64
    BUSY = 75
    INTERRUPTED = 130
    TERMINATED = 143


class ScanError(Exception):
    """Any failure that the suite foresees; `exit_code` is what the command line ends with."""

    exit_code: ClassVar[ExitCode] = ExitCode.INTERNAL


class ResourceError(ScanError):
    """Disk, memory or time ran out."""

    exit_code: ClassVar[ExitCode] = ExitCode.RESOURCES


class BusyError(ScanError):
    """Another run holds what this one needs."""

    exit_code: ClassVar[ExitCode] = ExitCode.BUSY


class StaleError(ScanError):
    """The input is older than the run allows."""

    exit_code: ClassVar[ExitCode] = ExitCode.STALE


class UnchangedError(StaleError):
    """The input is the one of the last scan, and the run was told to skip it then."""


class UsageError(ScanError):
    """The call itself makes no sense: an unknown parameter, an impossible combination."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE


class Terminated(BaseException):
    """The system asked this process to end; it is raised where the process then was."""


def foresee(error: OSError) -> ScanError:
    """The failure of the suite that a failure of the system amounts to.

    Parameters
    ----------
    error : OSError
        What the system raised.

    Returns
    -------
    ScanError
        A :class:`ResourceError` where disk, memory or open files ran out, or the disk refuses;
        the message names the file without the folders above it.

    Examples
    --------
    >>> print(foresee(OSError(errno.ENOSPC, "No space left on device", "/x/reports/page.html")))
    no space left on device: 'page.html'
    """
    what = (error.strerror or str(error) or type(error).__name__).lower()
    where = f": {os.path.basename(os.fsdecode(error.filename))!r}" if error.filename else ""  # noqa: PTH119
    kind = ResourceError if error.errno in _SCARCE else ScanError
    return kind(f"{what}{where}")


def explain(error: BaseException) -> tuple[str, ExitCode]:
    """What went wrong, in words, and the code that stands for it.

    Parameters
    ----------
    error : BaseException
        Whatever ended a run.

    Returns
    -------
    str
        The cause.
    ExitCode
        What the process should end with.

    Examples
    --------
    >>> explain(KeyboardInterrupt())
    ('interrupted', <ExitCode.INTERRUPTED: 130>)
    >>> explain(KeyError("lost"))
    ("KeyError: 'lost'", <ExitCode.INTERNAL: 1>)
    """
    if isinstance(error, KeyboardInterrupt):
        return "interrupted", ExitCode.INTERRUPTED
    if isinstance(error, Terminated):
        return "ended by the system", ExitCode.TERMINATED
    if isinstance(error, MemoryError):
        return f"memory ran out ({error})" if str(error) else "memory ran out", ExitCode.RESOURCES
    told = foresee(error) if isinstance(error, OSError) else error
    if isinstance(told, ScanError):
        return str(told), told.exit_code
    return f"{type(error).__name__}: {error}", ExitCode.INTERNAL


def quoted(value: object) -> str:
    r"""A value of the input as messages quote it: in quotation marks, one line, cut where long.

    Parameters
    ----------
    value : object
        Text of a cell, or a value of region.toml.

    Returns
    -------
    str
        At most 60 characters; what cannot be seen (a tab, a zero-width space) shows as its code.

    Examples
    --------
    >>> print(quoted("7"), quoted("two\nlines"), quoted("x" * 99)[-6:])
    '7' 'two\nlines' xxx...
    """
    try:
        text = value.isoformat() if isinstance(value, date) else repr(value)
    except ValueError:  # Python writes no number of thousands of digits
        text = "a number of thousands of digits"
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 3]}..."


def _on_one_line(name: str) -> str:
    """A file, sheet or column as headings print it: what cannot be seen shows as its code."""
    return name if name.isprintable() else repr(name)[1:-1]


@dataclass(frozen=True)
class Problem:
    """One fault, or one warning, of the input.

    Parameters
    ----------
    file : str
        File name inside the region folder, never an absolute path.
    expected, found : str
        What should stand there and what does. `found` is printed as given: quote cell values.
    sheet : str, optional
        Sheet of a workbook.
    row : int, optional
        Row as the spreadsheet counts it: the header is row 1.
    column : str, optional
        Column by its header, or by its letter where there is no header.
    nearest : str, optional
        The closest valid value, when there is one.
    unmatched : str, optional
        The whole text of a cell that names no stakeholder or person: a row of `aliases` could mend
        it. It is not printed.

    Examples
    --------
    >>> print(Problem("survey.csv", "a whole number from 1 to 4", "'7'", row=31, column="trust"))
    row 31, column trust: expected a whole number from 1 to 4, found '7'
    >>> print(Problem("survey.csv", "an id from stakeholders", "'Acme Hosp'", nearest="acme-hosp"))
    expected an id from stakeholders (closest: 'acme-hosp'), found 'Acme Hosp'
    """

    file: str
    expected: str
    found: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    nearest: str | None = None
    unmatched: str | None = None

    @property
    def place(self) -> str:
        """File and sheet, as the heading above a group of problems names them."""
        file = _on_one_line(self.file)
        return file if self.sheet is None else f"{file}, sheet {_on_one_line(self.sheet)}"

    @property
    def noun(self) -> str:
        """What its column is called: a file of settings has keys."""
        return "key" if self.file.endswith(".toml") else "column"

    @property
    def order(self) -> tuple[str, str, int, str, str]:
        """Sorting key: by place, then row, column and text."""
        return (self.file, self.sheet or "", self.row or 0, self.column or "", str(self))

    def __str__(self) -> str:
        spots = [f"row {self.row}"] if self.row is not None else []
        if self.column is not None:
            spots += [f"{self.noun} {_on_one_line(self.column)}"]
        where = f"{', '.join(spots)}: " if spots else ""
        closest = f" (closest: {self.nearest!r})" if self.nearest is not None else ""
        return f"{where}expected {self.expected}{closest}, found {self.found}"


class InputError(ScanError, ValueError):
    """The input has faults; all of them are listed, by place.

    Parameters
    ----------
    problems : iterable of Problem
        Every fault found, in any order.

    Examples
    --------
    >>> print(InputError([Problem("survey.csv", "a date", "'soon'", row=2, column="submitted_at")]))
    survey.csv has 1 problem:
      row 2, column submitted_at: expected a date, found 'soon'
    """

    exit_code: ClassVar[ExitCode] = ExitCode.INPUT

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: problem.order))
        super().__init__(list_problems(self.problems))


def list_problems(problems: Iterable[Problem], *, noun: str = "problem") -> str:
    """Text that lists problems under the file and sheet they stand in.

    Parameters
    ----------
    problems : iterable of Problem
        In the order to print; those of one place should stand together.
    noun : str
        ``"problem"`` or ``"warning"``.

    Returns
    -------
    str
        At most 100 problems in full; the rest is counted in a last line.

    Examples
    --------
    >>> print(list_problems([Problem("a.csv", "a header", "an empty file")], noun="warning"))
    a.csv has 1 warning:
      expected a header, found an empty file
    """
    everything = list(problems)
    lines: list[str] = []
    shown = everything[:MOST_PROBLEMS_SHOWN]
    totals: dict[str, int] = {}
    for problem in everything:
        totals[problem.place] = totals.get(problem.place, 0) + 1
    for place, group in groupby(shown, key=lambda problem: problem.place):
        count = totals[place]
        lines.append(f"{place} has {count} {noun}{'' if count == 1 else 's'}:")
        lines += [f"  {problem}" for problem in group]
    hidden = len(everything) - len(shown)
    if hidden:
        lines.append(f"... and {hidden} more, not shown")
    return "\n".join(lines)
