"""A service and its timer for systemd."""

from __future__ import annotations

from stakeholder_map.schedule.cron import FIELDS, Cron
from stakeholder_map.schedule.job import BUSY, UNCHANGED, Job

DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


def systemd(job: Job) -> str:
    """Both units, the name of each file above it.

    Parameters
    ----------
    job : Job
        What is to be run.

    Returns
    -------
    str
        A run that was missed because the machine was off is made up for when it is on again.
    """
    return "\n".join(f"# {name}\n{text}" for name, text in units(job).items())


def units(job: Job) -> dict[str, str]:
    """The two units by file name.

    Parameters
    ----------
    job : Job
        What is to be run.

    Returns
    -------
    dict of str to str
    """
    unit = f"stakeholder-map-{job.name}"
    when = "\n".join(f"OnCalendar={each}" for each in calendar(job.cron))
    service = (
        f"[Unit]\nDescription={_plain(job.title)}\n\n[Service]\nType=oneshot\n"
        f"ExecStart={' '.join(_quoted(part) for part in job.command)}\n"
        f"SuccessExitStatus={UNCHANGED} {BUSY}\nNice=5\n"
    )
    timer = (
        f"[Unit]\nDescription={_plain(job.title)}\n\n[Timer]\n{when}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return {f"{unit}.service": service, f"{unit}.timer": timer}


def calendar(cron: Cron) -> tuple[str, ...]:
    """A cron line as calendar events of systemd.

    Parameters
    ----------
    cron : Cron
        When.

    Returns
    -------
    tuple of str
        One, or two where a day of the month or one of the week will do.

    Examples
    --------
    >>> from stakeholder_map.schedule.cron import parse_cron
    >>> calendar(parse_cron("30 3 1 * mon"))
    ('*-*-01 03:30:00', 'Mon *-*-* 03:30:00')
    """
    months = _list(cron.months, 3)
    time = f"{_list(cron.hours, 1)}:{_list(cron.minutes, 0)}:00"
    weekdays = ",".join(DAYS[number] for number in cron.weekdays)
    by_month = f"*-{months}-{_list(cron.days, 2) if cron.days else '*'} {time}"
    by_week = f"{weekdays} *-{months}-* {time}"
    if not cron.weekdays:
        return (by_month,)
    return (by_month, by_week) if cron.days else (by_week,)


def _list(numbers: tuple[int, ...], field: int) -> str:
    whole = FIELDS[field].high - FIELDS[field].low + 1
    return "*" if len(numbers) == whole else ",".join(f"{number:02d}" for number in numbers)


def _plain(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(part: str) -> str:
    """A word of a command as systemd reads it."""
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != part or not part or set(part) & set(" \t;'") else part
