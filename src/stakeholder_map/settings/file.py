"""Read region.toml: unknown keys, wrong types and values out of range are told all at once."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeAlias

from stakeholder_map.errors import InputError, Problem, quoted
from stakeholder_map.settings.declared import SETTINGS, Setting, Settings
from stakeholder_map.settings.values import READERS, WrongValueError

SETTINGS_FILE = "region.toml"

_MISSING = object()
_NAMES = tuple(setting.name for setting in SETTINGS)

Read: TypeAlias = tuple[Settings, tuple[Problem, ...]]
_DAY = re.compile(r"=\s*\d{4}-\d\d?-\d\d?\b")


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
    row 3, key halflife_days: expected a declared key (closest: 'half_life_days'), found 90
    """
    given, fault = parse_toml(raw, file=file)
    if fault is not None:
        return _nothing(), (fault,)
    text = raw.decode("utf-8-sig")
    rows = rows_of_keys(text)
    problems = [
        _unknown(key, value, file=file, row=rows.get(key))
        for key, value in given.items()
        if key not in _NAMES
    ]
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        value, wrong = _one(setting, given.get(setting.name, _MISSING))
        values[setting.name] = value
        if wrong is not None:
            problems.append(wrong.problem(setting, file=file, row=rows.get(setting.name)))
    return Settings(**values), tuple(problems)


def parse_toml(raw: bytes, *, file: str) -> tuple[dict[str, Any], Problem | None]:
    r"""What a TOML file says, or why it cannot be read.

    Parameters
    ----------
    raw : bytes
        The file as it was stored.
    file : str
        Its name, for messages.

    Returns
    -------
    dict
        Values by key; empty where the file cannot be read.
    Problem or None
        The one fault that keeps it from being read, with its line.

    Examples
    --------
    >>> parse_toml(b"draws = 50", file="suite.toml")
    ({'draws': 50}, None)
    >>> print(parse_toml(b"draws == 50", file="suite.toml")[1])
    row 1: expected lines such as key = "text", each key once, found text that is not TOML: ...
    """
    text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    expected = 'lines such as key = "text", each key once'
    try:
        raw.decode("utf-8")
        return tomllib.loads(text), None
    except UnicodeDecodeError as failure:
        row = raw[: failure.start].count(b"\n") + 1
        found = f"bytes that are not UTF-8: {raw[failure.start : failure.start + 4]!r}"
        return {}, Problem(file, "UTF-8 text", found, row=row)
    except RecursionError:
        return {}, Problem(file, expected, "brackets nested too deeply")
    except tomllib.TOMLDecodeError as failure:
        return {}, _not_toml(failure, text=text, file=file)
    except ValueError:
        # Python reads no number of so many digits; the parser passes that on as it is
        found = "a number of thousands of digits"
        return {}, Problem(file, "numbers of a few digits", found)


def _nothing() -> Settings:
    return Settings(name="", convener="")


def _not_toml(failure: tomllib.TOMLDecodeError, *, text: str, file: str) -> Problem:
    """A syntax error, told with its line instead of the parser's bracket."""
    message = str(failure)
    at = re.search(r"\(at line (\d+), column \d+\)", message)
    row = int(at[1]) if at else len(text.rstrip().split("\n"))
    found = f"text that is not TOML: {message.partition(' (at ')[0].lower()}"
    line = text.split("\n")[row - 1] if row else ""
    found += " (is it a real day?)" if _DAY.search(line) else ""
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


def _one(setting: Setting, value: object) -> tuple[object, WrongValueError | None]:
    """Value of one setting, or its default and what is wrong with it."""
    default = "" if setting.required else setting.default
    if value is _MISSING:
        return default, WrongValueError("no such key") if setting.required else None
    try:
        return READERS[setting.kind](setting, value), None
    except WrongValueError as fault:
        return default, fault
