"""Why a run made no scan, in words that may be read by whoever may read a log.

Standard error quotes cells, tracebacks and places; a log is kept, copied and mailed. It names
files, rows, columns and kinds of errors, and no value of the input.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile

from stakeholder_map.errors import InputError, Problem, ScanError, explain
from stakeholder_map.scanning.request import ScanRequest
from stakeholder_map.suite import NotebookFailed

MOST_SPOTS = 5
NOTHING_NEW = "Nothing was published."
SHORTEST_SECRET = 6
_PLACE = re.compile(r"""(?<![\w./\\])(?:[A-Za-z]:[\\/]|[/~](?=[\w.]))[^\s'",;:)]*""")
_LOGIN = re.compile(r"://[^/@\s]+@")
_SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL", re.IGNORECASE)
_RAISED = re.compile(r": (\w+): .*")


def cause_of(error: BaseException, *, request: ScanRequest) -> str:
    """The cause of a failure as a status and a log tell it.

    Parameters
    ----------
    error : BaseException
        Whatever ended the run.
    request : ScanRequest
        What was to be scanned.

    Returns
    -------
    str
        Of faults of the input where they stand; of a notebook the cell and the kind of error; of a
        fault of the program its kind; else the message, without places and secrets.
    """
    if isinstance(error, InputError):
        told = _spots(error.problems)
    elif isinstance(error, NotebookFailed):
        told = _RAISED.sub(r": \1", str(error).splitlines()[0])
    elif isinstance(error, Exception) and not isinstance(error, ScanError | OSError | MemoryError):
        told = type(error).__name__
    else:
        told = explain(error)[0]
    notes = [note for note in getattr(error, "__notes__", ()) if note != NOTHING_NEW]
    return without_places("; ".join([told, *notes]), request=request)


def _spots(problems: tuple[Problem, ...]) -> str:
    """Where faults stand, without what was found there."""
    parts = []
    for place in dict.fromkeys(problem.place for problem in problems):
        here = [problem for problem in problems if problem.place == place]
        spots = [_spot(problem) for problem in here[:MOST_SPOTS] if _spot(problem)]
        more = ["..."] if len(here) > MOST_SPOTS else []
        where = f" ({'; '.join([*spots, *more])})" if spots else ""
        parts.append(f"{place} has {len(here)} problem{'' if len(here) == 1 else 's'}{where}")
    return "; ".join(parts)


def _spot(problem: Problem) -> str:
    row = [] if problem.row is None else [f"row {problem.row}"]
    column = [] if problem.column is None else [f"{problem.noun} {problem.column}"]
    return ", ".join(row + column)


def without_places(text: str, *, request: ScanRequest) -> str:
    """A message without places on this machine, logins and secrets of the environment.

    Parameters
    ----------
    text : str
        As it is shown to whoever started the run.
    request : ScanRequest
        Its folders are named in words.

    Returns
    -------
    str
        Of other paths only the last part is left.
    """
    known = {
        str(request.reports): "reports",
        str(request.region): request.region.name,
        str(request.notebooks): "notebooks",
        sys.prefix: "python",
        tempfile.gettempdir(): "temporary files",
    }
    places = {os.path.abspath(place): word for place, word in known.items()}  # noqa: PTH100
    for place, word in sorted({**known, **places}.items(), key=lambda item: -len(item[0])):
        if len(place) > 1:
            text = text.replace(place, word)
    for name, value in os.environ.items():
        if _SECRET.search(name) and len(value) >= SHORTEST_SECRET:
            text = text.replace(value, "***")
    text = _LOGIN.sub("://", text)
    return _PLACE.sub(lambda found: re.split(r"[\\/]", found[0].rstrip("\\/"))[-1], text)
