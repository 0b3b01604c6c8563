"""Text of a cell to a value of the declared kind: no guessing, nothing is mended."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from stakeholder_map.tables import LOAD_WORDS, POSITION_WORDS, Column

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_WHOLE = re.compile(r"[+-]?[0-9]+(\.0*)?")
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})([T ][0-9:.]+ ?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_SHORT = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}")
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})([ T][0-9:.]+ ?([AaPp][Mm])?)?")
_LARGEST = 2**63 - 1
_YEARS = (1900, 2199)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True)
class Refused:
    """A text that is not of its kind; what was expected instead, where it differs, and nearest."""

    expected: str | None = None
    nearest: str | None = None


Reader: TypeAlias = Callable[[str, Column, str], object]


def read_value(text: str, column: Column, *, dates: str) -> object:
    """Value of a cell.

    Parameters
    ----------
    text : str
        The cell, not blank.
    column : Column
        Its declaration.
    dates : {"iso", "mdy", "dmy", "any"}
        How dates are written; ISO 8601 always counts. ``"any"``, where region.toml declares
        nonsense: dates that are not ISO are neither read nor refused.

    Returns
    -------
    object
        Text, int, float, bool, date, or tuple of str; or :class:`Refused`.

    Examples
    --------
    >>> urgency = Column("urgency", "whole", "how urgent", low=0, high=4)
    >>> read_value("3", urgency, dates="iso"), read_value("7", urgency, dates="iso")
    (3, Refused(expected=None, nearest=None))
    """
    return _READERS[column.kind](text, column, dates)


def _text(text: str, column: Column, _: str) -> object:
    if column.name == "name" and re.search(r"[\t\r\n\v\f\x85\u2028\u2029]", text.strip()):
        return Refused("a name on one line")
    return text


def _id(text: str, column: Column, _: str) -> object:
    text = text.strip()
    if not column.refers and ("|" in text or not text.isprintable()):
        return Refused("an id on one line, of characters that can be seen, without |")
    return text


def _date(text: str, _: Column, dates: str) -> object:
    text = text.strip()
    iso, numbers = _ISO.fullmatch(text), _NUMBERS.fullmatch(text)
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
    elif dates == "any":
        return None
    elif dates == "iso" and (numbers or _SHORT.fullmatch(text)):
        years = "" if numbers else "years of four digits and "
        return Refused(
            f'a date such as 2026-11-22, or {years}dates = "mdy" or "dmy" in region.toml '
            "(day and month could be either)"
        )
    elif numbers:
        first, second, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
        month, day = (first, second) if dates == "mdy" else (second, first)
    else:
        return Refused(_DATES[dates])
    try:
        value = date(year, month, day)
    except ValueError:
        return Refused(_DATES[dates] + " that the calendar has")
    if not _YEARS[0] <= year <= _YEARS[1]:
        return Refused(f"a date from {_YEARS[0]} to {_YEARS[1]}")
    return value


_DATES: Mapping[str, str] = {
    "iso": "a date such as 2026-11-22",
    "mdy": "a date such as 11/22/2026 (month first) or 2026-11-22",
    "dmy": "a date such as 22/11/2026 (day first) or 2026-11-22",
}


def _whole(text: str, column: Column, _: str) -> object:
    text = text.strip()
    if column.name == "position" and text.casefold() in POSITION_WORDS:
        return POSITION_WORDS[text.casefold()]
    if not _WHOLE.fullmatch(text):
        return Refused()
    digits = text.partition(".")[0]
    if len(digits.lstrip("+-0")) > len(str(_LARGEST)):
        return Refused()
    # without its zeros in front, of which there may be more than Python reads
    value = int(digits.lstrip("+-0") or "0") * (-1 if text.startswith("-") else 1)
    return value if abs(value) <= _LARGEST and _within(value, column) else Refused()


def _number(text: str, column: Column, _: str) -> object:
    if not _NUMBER.fullmatch(text.strip()):
        return Refused()
    value = float(text)
    return value if math.isfinite(value) and _within(value, column) else Refused()


def _within(value: float, column: Column) -> bool:
    above = column.low is None or value >= column.low
    return above and (column.high is None or value <= column.high)


def _load(text: str, column: Column, dates: str) -> object:
    word = LOAD_WORDS.get(text.strip().casefold())
    return _number(text, column, dates) if word is None else word


def _yes_no(text: str, _: Column, __: str) -> object:
    return _YES_NO.get(text.strip().casefold(), Refused())


def _choice(text: str, column: Column, _: str) -> object:
    return _word(text.strip(), column.allowed)


def _list(text: str, column: Column, _: str) -> object:
    entries = [entry.strip() for entry in text.split("|") if entry.strip()]
    if not column.allowed:
        return tuple(dict.fromkeys(entries))
    words = [_word(entry, column.allowed) for entry in entries]
    for word in words:
        if isinstance(word, Refused):
            return word
    return tuple(dict.fromkeys(str(word) for word in words))


def _word(text: str, allowed: tuple[str, ...]) -> object:
    """The allowed word that the text is, whatever its capitals."""
    folded = {word.casefold(): word for word in allowed}
    if text.casefold() in folded:
        return folded[text.casefold()]
    close = difflib.get_close_matches(text.casefold().replace(" ", "_"), folded, n=1)
    return Refused(nearest=folded[close[0]] if close else None)


_READERS: Mapping[str, Reader] = {
    "id": _id,
    "text": _text,
    "date": _date,
    "whole": _whole,
    "number": _number,
    "yes_no": _yes_no,
    "choice": _choice,
    "list": _list,
    "load": _load,
}
