"""A line of a crontab."""

from __future__ import annotations

import shlex

from stakeholder_map.schedule.job import Job


def crontab(job: Job) -> str:
    r"""The line for ``crontab -e``.

    Parameters
    ----------
    job : Job
        What is to be run.

    Returns
    -------
    str
        One line. cron reads a % as the end of the line, so it is written as \\%.

    Examples
    --------
    >>> from stakeholder_map.schedule.cron import parse_cron
    >>> print(crontab(Job("vale", parse_cron("@monthly"), ("run", "50% done"), "log")), end="")
    0 0 1 * * run '50\% done' >> log 2>&1
    """
    command = f"{shlex.join(job.command)} >> {shlex.quote(job.log)} 2>&1"
    return f"{job.cron.text} " + command.replace("%", "\\%") + "\n"
