"""How a command ends: one message on standard error, and an exit code that a scheduler can read."""

from __future__ import annotations

import atexit
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

from stakeholder_map.errors import (
    ExitCode,
    InputError,
    ScanError,
    StaleError,
    Terminated,
    explain,
)

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
GRACE_SECONDS = 8.0
"""How long a run that was told to end may clear away before it is ended as it is."""
AGAIN_SECONDS = 0.02
"""After what time a request to end is told again where it was lost."""


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
    if isinstance(error, click.Abort):
        error = KeyboardInterrupt()
    cause, code = explain(error)
    if code in {ExitCode.INTERRUPTED, ExitCode.TERMINATED}:
        return f"{cause[:1].upper()}{cause[1:]}.", code
    if isinstance(error, InputError | StaleError):
        return cause, code
    if isinstance(error, ScanError | OSError | MemoryError):
        return f"Error: {cause}", code
    message = f"Internal error: {cause}\nThis should not happen; --debug shows where it did."
    return message, code


def _as_json(error: BaseException, *, message: str, code: int) -> dict[str, Any]:
    told: dict[str, Any] = {"status": "failed", "exit_code": int(code), "message": message}
    notes = list(getattr(error, "__notes__", ()))
    if notes:
        told["notes"] = notes
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
    """Turn the request to end into an exception, so that everything is cleared away, in time."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    # Who was started by nohup is to outlive its terminal.
    heard = [
        each
        for each in _ENDING
        if each is signal.SIGINT or signal.getsignal(each) is not signal.SIG_IGN
    ]

    def end(number: int, _frame: object) -> None:
        for each in heard:  # clearing away is not to be cut short
            signal.signal(each, signal.SIG_IGN)
        interrupted = number == signal.SIGINT
        if not raised:
            _end_soon(ExitCode.INTERRUPTED if interrupted else ExitCode.TERMINATED)
        raised.append(KeyboardInterrupt() if interrupted else Terminated(number))
        raise raised[-1]

    def insist(lost: sys.UnraisableHookArgs) -> None:
        """Tell once more what was told in a place from which nothing can be raised."""
        if not raised or lost.exc_value is not raised[-1]:
            usual(lost)
            return
        number = signal.SIGINT if isinstance(raised[-1], KeyboardInterrupt) else signal.SIGTERM
        signal.signal(number, end)
        again = threading.Timer(AGAIN_SECONDS, _wake_with, [number])
        again.daemon = True
        again.start()

    raised: list[BaseException] = []
    usual, sys.unraisablehook = sys.unraisablehook, insist
    before = {each: signal.signal(each, end) for each in heard}
    try:
        yield
    finally:
        sys.unraisablehook = usual
        for each, handler in before.items():
            signal.signal(each, handler)


def _wake_with(number: int) -> None:
    """Send a signal to the main thread, wherever it waits."""
    main = threading.main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, number)
    else:
        signal.raise_signal(number)


def _end_soon(code: ExitCode) -> None:
    """End this process and all below it when clearing away takes too long."""

    def end() -> None:
        from stakeholder_map.suite.processes import find_descendants, kill

        kill(find_descendants(os.getpid()))
        os._exit(int(code))

    timer = threading.Timer(GRACE_SECONDS, end)
    timer.daemon = True
    timer.start()
