"""First partners: with whom to start, on what, and what rules the others out."""

from stakeholder_map.partners.candidates import candidates
from stakeholder_map.partners.choice import SOURCES, PartnerList, first_partners
from stakeholder_map.partners.group import AIMS
from stakeholder_map.partners.project import CRITERIA, ProjectList, first_project

__all__ = [
    "AIMS",
    "CRITERIA",
    "SOURCES",
    "PartnerList",
    "ProjectList",
    "candidates",
    "first_partners",
    "first_project",
]
