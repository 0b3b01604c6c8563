"""When scans are due, and how the schedulers of this world are told.

`cron` reads a cron line; `job` is what is to be run; each other module writes it down for one
scheduler.
"""

from stakeholder_map.schedule.cron import Cron, parse_cron
from stakeholder_map.schedule.job import Job
from stakeholder_map.schedule.systems import SYSTEMS, write_schedule

__all__ = ["SYSTEMS", "Cron", "Job", "parse_cron", "write_schedule"]
