"""How a command ends: one message on standard error, and an exit code that a scheduler can read."""

from __future__ import annotations

import atexit
import errno
import gc
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from stakeholder_map.errors import ExitCode, InputError, ResourceError, ScanError

_SCARCE = frozenset(
    number
    for name in ("ENOSPC", "EDQUOT", "ENOMEM", "EMFILE", "ENFILE", "EFBIG", "EIO")
    if (number := getattr(errno, name, None)) is not None
)


class Terminated(BaseException):
    """The system asked this process to end; it is raised where the process then was."""


class Suite(click.Group):
    """A group of commands whose every error is one message and one code of `ExitCode`."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,
    ) -> None:
        """Run the command that the arguments name, and exit.

        Parameters
        ----------
        args : sequence of str, optional
            Arguments; those of the process when not given.
        prog_name : str, optional
            Name to show in help.
        **extra
            As click has them.
        """
        arguments = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        try:
            with _end_when_told():
                result = super().main(arguments, prog_name, **extra)
            code = result if isinstance(result, int) else ExitCode.DONE
        except BaseException as error:  # noqa: BLE001  the last place where any can be told
            code = _tell(error, arguments=arguments)
        # What the libraries leave in memory ends with the process: looking through it for garbage
        # first would take a third of a second.
        atexit.register(gc.freeze)
        sys.exit(int(code))


def foresee(error: OSError) -> ScanError:
    """The failure of the suite that a failure of the system amounts to.

    Parameters
    ----------
    error : OSError
        What the system raised.

    Returns
    -------
    ScanError
        A :class:`~stakeholder_map.errors.ResourceError` where disk, memory or open files ran out;
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


def _tell(error: BaseException, *, arguments: Sequence[str]) -> int:
    """Print what went wrong and return the code to exit with."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else ExitCode.INTERNAL
    if isinstance(error, BrokenPipeError):
        # The reader, `head` perhaps, has seen enough: nothing more can or need be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    if "--debug" in arguments and not isinstance(error, click.ClickException):
        traceback.print_exception(error)
    message, code = _describe(error)
    lines = [message, *getattr(error, "__notes__", ())]
    click.echo("\n".join(lines), err=True)
    if "--json" in arguments:
        click.echo(json.dumps(_as_json(error, message=message, code=code), indent=2))
    return code


def _describe(error: BaseException) -> tuple[str, ExitCode]:
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        usage = f"{context.get_usage()}\n" if context is not None else ""
        path = context.command_path if context is not None else "stakeholder-map"
        return f"{usage}Error: {error.format_message()}\nHelp: {path} --help", ExitCode.USAGE
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return "Interrupted.", ExitCode.INTERRUPTED
    if isinstance(error, Terminated):
        return "Ended by the system.", ExitCode.TERMINATED
    if isinstance(error, InputError):
        return str(error), error.exit_code
    if isinstance(error, MemoryError):
        error = ResourceError(f"memory ran out ({error})" if str(error) else "memory ran out")
    elif isinstance(error, OSError):
        error = foresee(error)
    if isinstance(error, ScanError):
        return f"Error: {error}", error.exit_code
    kind = f"{type(error).__name__}: {error}"
    message = f"Internal error: {kind}\nThis should not happen; --debug shows where it did."
    return message, ExitCode.INTERNAL


def _as_json(error: BaseException, *, message: str, code: int) -> dict[str, Any]:
    told: dict[str, Any] = {"status": "failed", "exit_code": int(code), "message": message}
    if isinstance(error, InputError):
        told["problems"] = [problem_as_json(problem) for problem in error.problems]
    return told


def problem_as_json(problem: Any) -> dict[str, Any]:
    """A fault or warning as a JSON object without empty entries.

    Examples
    --------
    >>> from stakeholder_map.errors import Problem
    >>> problem_as_json(Problem("a.csv", "a header", "nothing"))
    {'file': 'a.csv', 'expected': 'a header', 'found': 'nothing'}
    """
    names = ("file", "sheet", "row", "column", "expected", "found", "nearest")
    return {name: value for name in names if (value := getattr(problem, name)) is not None}


@contextmanager
def _end_when_told() -> Iterator[None]:
    """Turn the system's request to end into an exception, so that everything is cleared away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # clearing away is not to be cut short
        raise Terminated(number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
