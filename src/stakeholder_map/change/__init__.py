"""Change from scan to scan: what truly changed, and what is noise.

`findings` is what a scan keeps for a later one, `noise` how far two scans lie apart by chance,
`differences` every difference with its chance, `course` places and blocs over several scans,
`comparison` all of it side by side.
"""

from stakeholder_map.change.comparison import (
    Comparison,
    NoEarlier,
    change_since,
    compare_findings,
)
from stakeholder_map.change.course import carry_course, course_of
from stakeholder_map.change.differences import find_differences
from stakeholder_map.change.findings import EARLIER_FILE, FINDINGS_FILE, Findings, load_findings
from stakeholder_map.change.forecasts import KeptForecasts, carry_on, published_forecasts
from stakeholder_map.change.gather import gather_findings
from stakeholder_map.change.ground import Ground

__all__ = [
    "EARLIER_FILE",
    "FINDINGS_FILE",
    "Comparison",
    "Findings",
    "Ground",
    "KeptForecasts",
    "NoEarlier",
    "carry_course",
    "carry_on",
    "change_since",
    "compare_findings",
    "course_of",
    "find_differences",
    "gather_findings",
    "load_findings",
    "published_forecasts",
]
