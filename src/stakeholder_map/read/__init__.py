"""A region folder in, a checked region out, or one error with every fault."""

from stakeholder_map.read.cells import Cells
from stakeholder_map.read.reader import read_questionnaire, read_region
from stakeholder_map.read.region import Region
from stakeholder_map.read.resolve import unmatched_names
from stakeholder_map.read.text import read_text
from stakeholder_map.read.workbook import Sheets, read_workbook

__all__ = [
    "Cells",
    "Region",
    "Sheets",
    "read_questionnaire",
    "read_region",
    "read_text",
    "read_workbook",
    "unmatched_names",
]
