"""Days on which a scan was due and none was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from stakeholder_map.history.published import PublishedScan
from stakeholder_map.schedule import parse_cron
from stakeholder_map.settings import SETTINGS_FILE, parse_settings


def missed_days(made: Iterable[date], *, schedule: str, until: date) -> tuple[date, ...]:
    """Days on which a scan was due and none was made before the next was due.

    Parameters
    ----------
    made : iterable of date
        Days that scans speak of; those that a keep rule has removed since count.
    schedule : str
        A cron line; empty where none is set.
    until : date
        The day to look back from. What is due on that day may still come.

    Returns
    -------
    tuple of date
        In order, from the first scan on.

    Examples
    --------
    >>> days = [date(2026, 1, 1), date(2026, 2, 3), date(2026, 5, 1)]
    >>> [str(day) for day in missed_days(days, schedule="0 3 1 * *", until=date(2026, 6, 1))]
    ['2026-03-01', '2026-04-01']
    """
    days = sorted(set(made))
    if not schedule or not days or until <= days[0]:
        return ()
    due = parse_cron(schedule).due_days(days[0], until)
    ends = [*due[1:], date.max]
    return tuple(
        begin
        for begin, end in zip(due, ends, strict=False)
        if begin < until and not any(begin <= day < end for day in days)
    )


def schedule_of(scans: Sequence[PublishedScan]) -> str:
    """The cron line by which a region is scanned, as its newest scan has it.

    Parameters
    ----------
    scans : sequence of PublishedScan
        All of the region, in order.

    Returns
    -------
    str
        Empty where there is none, or the restricted tier is not here to tell.
    """
    for scan in reversed(scans):
        inputs = scan.folder / "restricted" / "inputs"
        if inputs.is_dir():
            return schedule_in(inputs)
    return ""


def schedule_in(folder: Path) -> str:
    """The cron line in a region folder, or in the copy of one that a scan keeps.

    Parameters
    ----------
    folder : Path
        With a ``region.toml``.

    Returns
    -------
    str
        Empty where there is none that can be read.
    """
    try:
        return parse_settings((folder / SETTINGS_FILE).read_bytes())[0].schedule
    except OSError:
        return ""
