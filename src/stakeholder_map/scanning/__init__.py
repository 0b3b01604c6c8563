"""One scan from its region folder to its published pages: every step in order, or nothing at all.

`request` says what to scan and how, `run` takes the steps, `pages` renders what notebooks found.
"""

from stakeholder_map.scanning.request import ScanRequest
from stakeholder_map.scanning.run import run_scan

__all__ = ["ScanRequest", "run_scan"]
