"""Published scans: written whole or not at all, numbered, chained, and open to being checked.

In the order to read: `layout` says what lies where, `lock` lets one run at a time at a region,
`manifest` says what a folder must hold, `disk` takes the steps, `publish` writes, `published`
reads, `verify` and `announced` recheck. `status` says how a run ended, `gaps` which runs were
missed. `keep` removes old scans by a rule, `removal` says what is left of one, `exchange` puts it
in its place. `forget` takes somebody out of all scans, table by table (`forget_tables`) and file by
file (`forget_files`; `readable` says what can be read in one), and leaves a `tombstone`. `compare`
keeps findings and compares by them.
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
