"""The calendar of asks as a file that every calendar program reads (RFC 5545)."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from stakeholder_map.partners.asking.calendar import Calendar
from stakeholder_map.read import Region

MOST_OCTETS = 75
"""No line of the file is longer, its end not counted."""

PRODUCT = "-//stakeholder-map//calendar of asks//EN"


def as_icalendar(calendar: Calendar, *, region: Region) -> str:
    r"""All-day entries for each ask, for the latest day to begin each paper, and for the kick-off.

    Organisations only: no person is named. The same calendar gives the same text; entries keep
    their identity (UID) from scan to scan, so that importing again moves them.

    Parameters
    ----------
    calendar : Calendar
        The calendar.
    region : Region
        Whose name and convener it carries; its day is the stamp of every entry.

    Returns
    -------
    str
        Lines of at most 75 octets, each ended by carriage return and line feed.

    References
    ----------
    Desruisseaux, B. (ed.) (2009). Internet Calendaring and Scheduling Core Object Specification
    (iCalendar). RFC 5545.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(f'{region.name}: whom to ask when')}",
    ]
    for row in calendar.steps.to_dict("records"):
        lines += _entries(row, region=region)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _entries(row: Mapping[Any, Any], *, region: Region) -> Iterator[str]:
    what = str(row["what"])
    summary = what[:1].upper() + what[1:]
    day, latest = row["day"].date(), row["latest"].date()
    told = [str(row["note"])] if row["note"] else []
    if row["step"] == "kick_off":
        yield from _entry(day, summary=summary, told=told, key=("kick_off", ""), region=region)
        return
    if row["late"]:
        chance = row["last_chance"].date()
        told.append(f"Later than the latest safe day {latest}; last chance {chance}.")
    else:
        told.append(f"Latest day: {latest}.")
    key = (str(row["step"]), str(row["stakeholder_id"]))
    yield from _entry(day, summary=summary, told=told, key=key, region=region)
    if row["step"] != "ask":
        key = (f"latest {key[0]}", key[1])
        latest_day = f"Latest day to {what}"
        yield from _entry(latest, summary=latest_day, told=[], key=key, region=region)


def _entry(
    day: date, *, summary: str, told: list[str], key: tuple[str, str], region: Region
) -> Iterator[str]:
    name = f"stakeholder-map:{region.settings.convener}:{key[0]}:{key[1]}"
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
    yield f"DTSTAMP:{region.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(summary)}"
    if told:
        yield f"DESCRIPTION:{escaped(chr(10).join(told))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""A text as the value of a property.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Backslash, semicolon, comma and line end escaped; control signs, which the format does not
        allow, left out.

    Examples
    --------
    >>> print(escaped("Ask A, B; then\nC"))
    Ask A\, B\; then\nC
    """
    for sign, code in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(sign, code)
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs"))


def folded(line: str) -> str:
    r"""A line cut into pieces of at most 75 octets, each but the first led by a space.

    Parameters
    ----------
    line : str
        Without its end.

    Returns
    -------
    str
        Joined by carriage return and line feed; no sign of several octets is cut apart.

    Examples
    --------
    >>> [len(piece) for piece in folded("x" * 150).split("\r\n")]
    [75, 75, 2]
    """
    pieces: list[str] = []
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > MOST_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    return "\r\n".join([*pieces, piece])
