"""A line of a crontab."""

from __future__ import annotations

import shlex
from pathlib import PurePosixPath

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
        One line. cron reads a % as the end of the line, so it is written as \\%. The folder of the
        log is made first: the shell opens the log before the program runs.

    Examples
    --------
    >>> from stakeholder_map.schedule.cron import parse_cron
    >>> print(crontab(Job("vale", parse_cron("@monthly"), ("run", "50% done"), "/srv/log")), end="")
    0 0 1 * * mkdir -p /srv && run '50\% done' >> /srv/log 2>&1
    """
    made = f"mkdir -p {shlex.quote(PurePosixPath(job.log).parent.as_posix())}"
    command = f"{made} && {shlex.join(job.command)} >> {shlex.quote(job.log)} 2>&1"
    return f"{job.cron.text} " + command.replace("%", "\\%") + "\n"
