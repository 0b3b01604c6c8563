"""A task for the Task Scheduler of Windows, as the XML that it imports."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from xml.sax.saxutils import escape

from stakeholder_map.errors import UsageError
from stakeholder_map.schedule.cron import Cron
from stakeholder_map.schedule.job import Job

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MOST_TRIGGERS = 48
"""As many as the Task Scheduler takes."""


def windows(job: Job) -> str:
    """The task.

    Parameters
    ----------
    job : Job
        What is to be run.

    Returns
    -------
    str
        XML. A run that was missed is made up for; a second one does not start beside the first.

    Raises
    ------
    UsageError
        Where the cron line has more times a day than a task may have triggers.
    """
    found = list(triggers(job.cron))
    if len(found) > MOST_TRIGGERS:
        raise UsageError(
            f"the Task Scheduler takes {MOST_TRIGGERS} triggers; {job.cron.text!r} needs "
            f"{len(found)}: give fewer times a day"
        )
    program, *arguments = job.command
    return (
        f'<?xml version="1.0"?>\n<Task version="1.2" xmlns="{NAMESPACE}">\n'
        f"  <RegistrationInfo>\n    <Description>{escape(job.title)}</Description>\n"
        f"  </RegistrationInfo>\n  <Triggers>\n{''.join(found)}  </Triggers>\n"
        "  <Settings>\n    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n"
        "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n"
        "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\n"
        "    <StartWhenAvailable>true</StartWhenAvailable>\n"
        "    <ExecutionTimeLimit>PT6H</ExecutionTimeLimit>\n  </Settings>\n"
        f"  <Actions>\n    <Exec>\n      <Command>{escape(program)}</Command>\n"
        f"      <Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments>\n"
        "    </Exec>\n  </Actions>\n</Task>\n"
    )


def triggers(cron: Cron) -> Iterator[str]:
    """The triggers of a task: one for each time of the day, and for each way to name the day.

    Parameters
    ----------
    cron : Cron
        When.

    Yields
    ------
    str
        XML.
    """
    months = _named("Months", [MONTHS[number - 1] for number in cron.months])
    weekdays = _named("DaysOfWeek", [WEEKDAYS[number] for number in cron.weekdays])
    days = "".join(f"<Day>{number}</Day>" for number in cron.days or range(1, 32))
    by_month = f"<ScheduleByMonth><DaysOfMonth>{days}</DaysOfMonth>{months}</ScheduleByMonth>"
    by_day = "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
    by_week = f"<ScheduleByWeek><WeeksInterval>1</WeeksInterval>{weekdays}</ScheduleByWeek>"
    weeks = "<Weeks>" + "".join(f"<Week>{week}</Week>" for week in (1, 2, 3, 4, "Last"))
    of_month = f"{weeks}</Weeks>{weekdays}{months}"
    by_weeks = f"<ScheduleByMonthDayOfWeek>{of_month}</ScheduleByMonthDayOfWeek>"
    every_month = len(cron.months) == len(MONTHS)
    ways = [by_month] if cron.days or not every_month else [by_day]
    if cron.weekdays:
        weekly = by_week if every_month else by_weeks
        ways = [by_month, weekly] if cron.days else [weekly]
    for way in ways:
        for hour in cron.hours:
            for minute in cron.minutes:
                start = f"<StartBoundary>2026-01-01T{hour:02d}:{minute:02d}:00</StartBoundary>"
                yield f"    <CalendarTrigger>{start}{way}</CalendarTrigger>\n"


def _named(name: str, entries: list[str]) -> str:
    return f"<{name}>" + "".join(f"<{each} />" for each in entries) + f"</{name}>"
