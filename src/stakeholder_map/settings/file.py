"""Read region.toml: unknown keys, wrong types and values out of range are told all at once."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from stakeholder_map.errors import InputError, Problem, quoted
from stakeholder_map.settings.declared import SETTINGS, Setting, Settings

SETTINGS_FILE = "region.toml"

_MISSING = object()
_NAMES = tuple(setting.name for setting in SETTINGS)

Read: TypeAlias = tuple[Settings, tuple[Problem, ...]]


class _WrongValueError(Exception):
    """A value is not what its key asks for; carries what was found."""

    def __init__(self, found: str, expected: str = "", nearest: str | None = None) -> None:
        super().__init__(found)
        self.found, self.expected, self.nearest = found, expected, nearest

    def problem(self, setting: Setting, *, file: str, row: int | None) -> Problem:
        """What is wrong, with its place."""
        expected = self.expected or setting.expectation
        return Problem(
            file, expected, self.found, row=row, column=setting.name, nearest=self.nearest
        )


def read_settings(path: Path | str) -> Settings:
    r"""Settings of a region.

    Parameters
    ----------
    path : Path or str
        The file ``region.toml``.

    Returns
    -------
    Settings
        A value for every declared key; what the file leaves out has its default.

    Raises
    ------
    InputError
        With every fault of the file: not there, not TOML, unknown keys, wrong types, values out of
        range, required keys that are missing.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "region.toml")
    >>> _ = file.write_text('name = "Three Rivers"\nconvener = "us"\nhalf_life_days = 90')
    >>> read_settings(file).half_life_days
    90.0
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as failure:
        missing = Problem(path.name, "a readable file", failure.strerror or repr(str(failure)))
        raise InputError([missing]) from failure
    settings, problems = parse_settings(raw, file=path.name)
    if problems:
        raise InputError(problems)
    return settings


def parse_settings(raw: bytes, *, file: str = SETTINGS_FILE) -> Read:
    r"""Settings in the bytes of a file, and the faults of it.

    Parameters
    ----------
    raw : bytes
        The file as it was stored.
    file : str
        Its name, for messages.

    Returns
    -------
    Settings
        Keys that are missing or wrong have their default, texts an empty one.
    tuple of Problem
        Every fault, in the order of the file's declaration; empty where the file is right.

    Examples
    --------
    >>> _, problems = parse_settings(b'name = "X"\nconvener = "us"\nhalflife_days = 90')
    >>> print(problems[0])
    row 3, column halflife_days: expected a declared key (closest: 'half_life_days'), found 90
    """
    text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    try:
        raw.decode("utf-8")
        given = tomllib.loads(text)
    except UnicodeDecodeError as failure:
        row = raw[: failure.start].count(b"\n") + 1
        found = f"bytes that are not UTF-8: {raw[failure.start : failure.start + 4]!r}"
        return _nothing(), (Problem(file, "UTF-8 text", found, row=row),)
    except RecursionError:
        deep = Problem(
            file, 'lines such as key = "text", each key once', "brackets nested too deeply"
        )
        return _nothing(), (deep,)
    except tomllib.TOMLDecodeError as failure:
        return _nothing(), (_not_toml(failure, text=text, file=file),)
    except ValueError:
        # Python reads no number of so many digits; the parser passes that on as it is
        long = Problem(file, "numbers of a few digits", "a number of thousands of digits")
        return _nothing(), (long,)
    rows = rows_of_keys(text)
    problems = [
        _unknown(key, value, file=file, row=rows.get(key))
        for key, value in given.items()
        if key not in _NAMES
    ]
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        value, fault = _one(setting, given.get(setting.name, _MISSING))
        values[setting.name] = value
        if fault is not None:
            problems.append(fault.problem(setting, file=file, row=rows.get(setting.name)))
    return Settings(**values), tuple(problems)


def _nothing() -> Settings:
    return Settings(name="", convener="")


def _not_toml(failure: tomllib.TOMLDecodeError, *, text: str, file: str) -> Problem:
    """A syntax error, told with its line instead of the parser's bracket."""
    message = str(failure)
    at = re.search(r"\(at line (\d+), column \d+\)", message)
    row = int(at[1]) if at else len(text.rstrip().split("\n"))
    found = f"text that is not TOML: {message.partition(' (at ')[0].lower()}"
    return Problem(file, 'lines such as key = "text", each key once', found, row=row)


def rows_of_keys(text: str) -> dict[str, int]:
    r"""Line in which each key, or the table of that name, stands first.

    Parameters
    ----------
    text : str
        A file like region.toml.

    Returns
    -------
    dict of str to int
        Line by key, counted from 1.

    Examples
    --------
    >>> rows_of_keys('# ours\nname = "X"\n\n[aim_weights]\nreach = 2')
    {'name': 2, 'aim_weights': 4, 'reach': 5}
    """
    rows: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = re.match(r"\s*\[?\s*\"?([\w-]+)\"?\s*[\].=]", line)
        if match:
            rows.setdefault(match[1], number)
    return rows


def _unknown(key: str, value: object, *, file: str, row: int | None) -> Problem:
    close = difflib.get_close_matches(key.lower(), _NAMES, n=1)
    nearest = close[0] if close else None
    return Problem(file, "a declared key", quoted(value), row=row, column=key, nearest=nearest)


def _one(setting: Setting, value: object) -> tuple[object, _WrongValueError | None]:
    """Value of one setting, or its default and what is wrong with it."""
    default = "" if setting.required else setting.default
    if value is _MISSING:
        return default, _WrongValueError("no such key") if setting.required else None
    try:
        return _READERS[setting.kind](setting, value), None
    except _WrongValueError as fault:
        return default, fault


def _text(_: Setting, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongValueError(quoted(value))
    return value.strip()


def _date(_: Setting, value: object) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError as failure:
            raise _WrongValueError(quoted(value)) from failure
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _WrongValueError(quoted(value))
    return value


def _number(setting: Setting, value: object) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise _WrongValueError(quoted(value))
    try:
        number = float(value)
    except OverflowError as failure:
        raise _WrongValueError(quoted(value)) from failure
    if (
        not math.isfinite(number)
        or (setting.low is not None and number < setting.low)
        or (setting.high is not None and number > setting.high)
    ):
        raise _WrongValueError(quoted(value))
    return number


def _whole(setting: Setting, value: object) -> int:
    if not isinstance(value, int):
        raise _WrongValueError(quoted(value))
    return int(_number(setting, value))


def _choice(setting: Setting, value: object) -> str:
    if value not in setting.allowed:
        close = difflib.get_close_matches(str(value).lower(), setting.allowed, n=1)
        raise _WrongValueError(quoted(value), nearest=close[0] if close else None)
    return str(value)


def _names(_: Setting, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _WrongValueError(quoted(value))
    wrong = [entry for entry in value if not isinstance(entry, str) or not entry.strip()]
    if wrong:
        raise _WrongValueError(f"the entry {quoted(wrong[0])}")
    return tuple(dict.fromkeys(entry.strip() for entry in value))


def _weights(setting: Setting, value: object) -> Mapping[str, float]:
    if not isinstance(value, dict):
        raise _WrongValueError(quoted(value))
    least = Setting(setting.name, "number", setting.meaning, low=0)
    weights = {}
    for name, weight in sorted(value.items()):
        if name in _NAMES:
            above = f"the key {name} above the line [{setting.name}]"
            raise _WrongValueError(f"{name} below it", expected=above)
        if name not in setting.allowed:
            close = difflib.get_close_matches(name.lower(), setting.allowed, n=1)
            expected = f"names among {', '.join(setting.allowed)}"
            raise _WrongValueError(quoted(name), expected, close[0] if close else None)
        try:
            weights[name] = _number(least, weight)
        except _WrongValueError as fault:
            raise _WrongValueError(f"{name} = {fault.found}") from fault
    if weights and not any(weights.values()):
        raise _WrongValueError(f"zero for all of {', '.join(weights)}")
    return weights


_READERS: Mapping[str, Callable[[Setting, object], object]] = {
    "text": _text,
    "date": _date,
    "whole": _whole,
    "number": _number,
    "choice": _choice,
    "names": _names,
    "weights": _weights,
}
