"""One scan from its region folder to its published pages: every step in order, or nothing at all.

`request` says what to scan and how, `run` takes the steps, `pages` renders what notebooks found,
`recorded` writes down how it ended.
"""

from stakeholder_map.scanning.recorded import RecordedScan, run_recorded
from stakeholder_map.scanning.request import ScanRequest
from stakeholder_map.scanning.run import run_scan

__all__ = ["RecordedScan", "ScanRequest", "run_recorded", "run_scan"]
