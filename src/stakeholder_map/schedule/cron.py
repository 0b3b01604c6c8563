"""A cron line: five fields that say when something is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stakeholder_map.errors import UsageError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
SHORT = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Field:
    """One of the five fields.

    Parameters
    ----------
    name : str
        As messages name it.
    low, high : int
        Its range, both ends included.
    words : tuple of str
        Words for its numbers, the first for `low`.
    """

    name: str
    low: int
    high: int
    words: tuple[str, ...] = ()

    def read(self, text: str) -> tuple[int, ...]:
        """The numbers that a field allows, in rising order.

        Parameters
        ----------
        text : str
            As ``*``, ``5``, ``1-5``, ``*/15``, ``mon,thu``.

        Returns
        -------
        tuple of int

        Raises
        ------
        ValueError
            Where it is none.
        """
        found: set[int] = set()
        for part in text.split(","):
            span, slash, step = part.partition("/")
            first, last = self._span(span, stepped=bool(slash))
            every = self._whole(step) if slash else 1
            if every < 1:
                raise ValueError(step)
            found |= set(range(first, last + 1, every))
        return tuple(sorted(found))

    def _span(self, text: str, *, stepped: bool) -> tuple[int, int]:
        if text == "*":
            return self.low, self.high
        begin, dash, end = text.partition("-")
        first = self._number(begin)
        last = self._number(end) if dash else self.high if stepped else first
        if last < first:
            raise ValueError(text)
        return first, last

    def _number(self, text: str) -> int:
        if text.lower() in self.words:
            return self.low + self.words.index(text.lower())
        number = self._whole(text)
        if not self.low <= number <= self.high:
            raise ValueError(text)
        return number

    def _whole(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise ValueError(text)
        return int(text)


FIELDS = (
    Field("minute", 0, 59),
    Field("hour", 0, 23),
    Field("day of the month", 1, 31),
    Field("month", 1, 12, MONTHS),
    Field("day of the week", 0, 7, WEEKDAYS),
)


@dataclass(frozen=True)
class Cron:
    """When something is due.

    Parameters
    ----------
    text : str
        The five fields as they were given.
    minutes, hours : tuple of int
        Of the day.
    days : tuple of int
        Of the month; empty where any will do.
    months : tuple of int
        From 1.
    weekdays : tuple of int
        0 is Sunday, 6 Saturday; empty where any will do.
    """

    text: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]

    def due(self, day: date) -> bool:
        """Whether something is due on a day.

        Where both the day of the month and of the week are given, either will do, as cron has it.
        """
        if day.month not in self.months:
            return False
        by_month = day.day in self.days
        by_week = day.isoweekday() % 7 in self.weekdays
        return by_month or by_week or not (self.days or self.weekdays)

    def due_days(self, first: date, last: date) -> tuple[date, ...]:
        """Days on which something is due.

        Parameters
        ----------
        first, last : date
            Both included.

        Returns
        -------
        tuple of date
            In order.
        """
        span = (last - first).days
        days = (first + timedelta(days=number) for number in range(span + 1))
        return tuple(day for day in days if self.due(day))


def parse_cron(text: str) -> Cron:
    """Read a cron line.

    Parameters
    ----------
    text : str
        Minute, hour, day of the month, month, day of the week; or a short word as ``@monthly``.

    Returns
    -------
    Cron

    Raises
    ------
    UsageError
        Naming the field and its value; also where no such day ever comes.

    Examples
    --------
    >>> cron = parse_cron("30 3 1 */3 *")
    >>> cron.hours, cron.days, cron.months
    ((3,), (1,), (1, 4, 7, 10))
    >>> parse_cron("0 25 * * *")
    Traceback (most recent call last):
    ...
    stakeholder_map.errors.UsageError: cron line '0 25 * * *': expected an hour from 0 to 23 (*, \
5, 1-5, */2, 1,4), found '25'
    """
    parts = SHORT.get(text.strip().lower(), text).split()
    if len(parts) != len(FIELDS):
        names = ", ".join(field.name for field in FIELDS)
        raise UsageError(f"expected a cron line of 5 fields ({names}), found {text!r}")
    read = [_read(field, part, text=text) for field, part in zip(FIELDS, parts, strict=True)]
    days = () if parts[2].startswith("*") and len(read[2]) == 31 else read[2]
    weekdays = tuple(sorted({number % 7 for number in read[4]}))
    if len(weekdays) == len(WEEKDAYS):
        weekdays = ()
    if days and weekdays and (parts[2].startswith("*") or parts[4].startswith("*")):
        raise UsageError(
            f"cron line {text!r}: schedulers differ on {parts[2]!r} beside {parts[4]!r}; "
            "list the days"
        )
    if days and not weekdays and all(min(days) > _LONGEST_MONTH[month - 1] for month in read[3]):
        raise UsageError(f"cron line {text!r}: no month of it has a day {min(days)}")
    return Cron(" ".join(parts), read[0], read[1], days, read[3], weekdays)


def _read(field: Field, part: str, *, text: str) -> tuple[int, ...]:
    try:
        return field.read(part)
    except ValueError:
        article = "an" if field.name == "hour" else "a"
        raise UsageError(
            f"cron line {text!r}: expected {article} {field.name} from {field.low} to "
            f"{field.high} (*, 5, 1-5, */2, 1,4), found {part!r}"
        ) from None
