"""Published scans: written whole or not at all, numbered, chained, and open to being checked.

`layout` says what lies where, `lock` lets one run at a time at a region, `manifest` says what a
folder must hold, `publish` writes, `published` reads, `verify` rechecks.
"""

from stakeholder_map.history.layout import slug_of
from stakeholder_map.history.manifest import ScanRecord
from stakeholder_map.history.publish import Staging, open_staging, publish_scan, require_space
from stakeholder_map.history.published import (
    PublishedScan,
    latest_scan,
    read_history,
    read_scan,
)
from stakeholder_map.history.verify import verify_history, verify_scan

__all__ = [
    "PublishedScan",
    "ScanRecord",
    "Staging",
    "latest_scan",
    "open_staging",
    "publish_scan",
    "read_history",
    "read_scan",
    "require_space",
    "slug_of",
    "verify_history",
    "verify_scan",
]
