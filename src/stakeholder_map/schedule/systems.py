"""The schedulers that are known, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stakeholder_map.errors import UsageError
from stakeholder_map.schedule.airflow import airflow
from stakeholder_map.schedule.crontab import crontab
from stakeholder_map.schedule.github import github
from stakeholder_map.schedule.job import Job
from stakeholder_map.schedule.systemd import systemd
from stakeholder_map.schedule.windows import windows

SYSTEMS: Mapping[str, Callable[[Job], str]] = {
    "cron": crontab,
    "systemd": systemd,
    "windows": windows,
    "github": github,
    "airflow": airflow,
}
"""What writes a job down, by the name of the scheduler."""


def write_schedule(job: Job, *, system: str) -> str:
    r"""A job as a scheduler wants it.

    Parameters
    ----------
    job : Job
        What is to be run.
    system : str
        Of :data:`SYSTEMS`.

    Returns
    -------
    str
        A line, or the content of a file.

    Raises
    ------
    UsageError
        Where the scheduler is unknown, or a word of the job cannot be written down for it.

    Examples
    --------
    >>> from stakeholder_map.schedule.cron import parse_cron
    >>> job = Job("vale", parse_cron("0 3 1 * *"), ("python", "-m", "stakeholder_map"), "/s.log")
    >>> write_schedule(job, system="cron")
    '0 3 1 * * mkdir -p / && python -m stakeholder_map >> /s.log 2>&1\n'
    """
    if system not in SYSTEMS:
        raise UsageError(f"expected one of {', '.join(SYSTEMS)}, found {system!r}")
    broken = next((part for part in (*job.command, job.log) if not part.isprintable()), None)
    if broken is not None:
        raise UsageError(f"expected words of one line each in a schedule, found {broken!r}")
    return SYSTEMS[system](job)
