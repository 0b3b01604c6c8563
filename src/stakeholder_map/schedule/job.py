"""What is to be run when it is due."""

from __future__ import annotations

from dataclasses import dataclass

from stakeholder_map.schedule.cron import Cron

UNCHANGED, BUSY = 3, 75
"""Exit codes that are no failure of a scheduled run: nothing new; another run is at work."""


@dataclass(frozen=True)
class Job:
    """A scan that comes again and again.

    Parameters
    ----------
    name : str
        Lower-case letters, digits and hyphens.
    cron : Cron
        When.
    command : tuple of str
        Program and arguments, with absolute paths.
    log : str
        File that receives what the program says, where the scheduler keeps none.

    Examples
    --------
    >>> from stakeholder_map.schedule.cron import parse_cron
    >>> Job("vale", parse_cron("@monthly"), ("python",), "scans.log").title
    'Stakeholder scan of vale'
    """

    name: str
    cron: Cron
    command: tuple[str, ...]
    log: str

    @property
    def title(self) -> str:
        """For lists of scheduled jobs."""
        return f"Stakeholder scan of {self.name}"
