"""What the value of one key must be: a reader for each kind, which says what is wrong with it."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from stakeholder_map.errors import Problem, UsageError, quoted
from stakeholder_map.schedule.cron import parse_cron
from stakeholder_map.settings.declared import SETTINGS, Setting

_NAMES = tuple(setting.name for setting in SETTINGS)

ROUNDING = 1e-9
"""By so much the sum of shares may miss 1."""


class WrongValueError(Exception):
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


def _text(_: Setting, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError(quoted(value))
    return value.strip()


def _date(_: Setting, value: object) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError as failure:
            raise WrongValueError(quoted(value)) from failure
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WrongValueError(quoted(value))
    return value


def _number(setting: Setting, value: object) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise WrongValueError(quoted(value))
    try:
        number = float(value)
    except OverflowError as failure:
        raise WrongValueError(quoted(value)) from failure
    if (
        not math.isfinite(number)
        or (setting.low is not None and number < setting.low)
        or (setting.high is not None and number > setting.high)
    ):
        raise WrongValueError(quoted(value))
    return number


def _whole(setting: Setting, value: object) -> int:
    if not isinstance(value, int):
        raise WrongValueError(quoted(value))
    return int(_number(setting, value))


def _choice(setting: Setting, value: object) -> str:
    if value not in setting.allowed:
        close = difflib.get_close_matches(str(value).lower(), setting.allowed, n=1)
        raise WrongValueError(quoted(value), nearest=close[0] if close else None)
    return str(value)


def _names(_: Setting, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongValueError(quoted(value))
    wrong = [entry for entry in value if not isinstance(entry, str) or not entry.strip()]
    if wrong:
        raise WrongValueError(f"the entry {quoted(wrong[0])}")
    return tuple(dict.fromkeys(entry.strip() for entry in value))


def _weights(setting: Setting, value: object) -> Mapping[str, float]:
    weights = {name: _weight(setting, name, weight) for name, weight in _named(setting, value)}
    if weights and not any(weights.values()):
        raise WrongValueError(f"zero for all of {', '.join(weights)}")
    return weights


def _ranges(setting: Setting, value: object) -> Mapping[str, tuple[float, float]]:
    ranges = {name: _range(setting, name, ends) for name, ends in _named(setting, value)}
    least, most = (sum(ends[side] for ends in ranges.values()) for side in (0, 1))
    if ranges and not least <= 1 + ROUNDING <= most + 2 * ROUNDING:
        found = f"ranges of which the least sum to {least:g} and the greatest to {most:g}"
        raise WrongValueError(found, "ranges in which some shares sum to 1")
    return ranges


def _named(setting: Setting, value: object) -> Iterator[tuple[str, object]]:
    """Entries of a table, in order of their names; all of them names that it may hold."""
    if not isinstance(value, dict):
        raise WrongValueError(quoted(value))
    for name in sorted(value):
        if name in _NAMES:
            above = f"the key {name} above the line [{setting.name}]"
            raise WrongValueError(f"{name} below it", expected=above)
        if name not in setting.allowed:
            close = difflib.get_close_matches(name.lower(), setting.allowed, n=1)
            expected = f"names among {', '.join(setting.allowed)}"
            raise WrongValueError(quoted(name), expected, close[0] if close else None)
        yield name, value[name]


def _weight(setting: Setting, name: str, value: object) -> float:
    try:
        return _number(Setting(setting.name, "number", setting.meaning, low=0), value)
    except WrongValueError as fault:
        raise WrongValueError(f"{name} = {fault.found}") from fault


def _range(setting: Setting, name: str, value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise WrongValueError(f"{name} = {quoted(value)}")
    share = Setting(setting.name, "number", setting.meaning, low=0, high=1)
    try:
        low, high = (_number(share, end) for end in value)
    except WrongValueError as fault:
        raise WrongValueError(f"{name} = {value}") from fault
    if low > high:
        raise WrongValueError(f"{name} = {value}")
    return low, high


def _cron(setting: Setting, value: object) -> str:
    text = _text(setting, value)
    try:
        parse_cron(text)
    except UsageError as failure:
        raise WrongValueError(quoted(value)) from failure
    return text


READERS: Mapping[str, Callable[[Setting, object], object]] = {
    "text": _text,
    "date": _date,
    "whole": _whole,
    "number": _number,
    "choice": _choice,
    "cron": _cron,
    "names": _names,
    "weights": _weights,
    "ranges": _ranges,
}
"""By kind: the value as it is kept, or a `WrongValueError`."""
