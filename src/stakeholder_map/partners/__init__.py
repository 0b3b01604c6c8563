"""First partners: with whom to start, on what, and what rules the others out."""

from stakeholder_map.partners.candidates import Candidates, candidates, screen
from stakeholder_map.partners.choice.aims import AIMS
from stakeholder_map.partners.choice.choose import choose
from stakeholder_map.partners.choice.result import Choice, Plan, Proof, Robustness
from stakeholder_map.partners.listing import SOURCES, PartnerList, first_partners
from stakeholder_map.partners.project import CRITERIA, ProjectList, first_project
from stakeholder_map.partners.robustness.next_questions import NextQuestions, next_questions

__all__ = [
    "AIMS",
    "CRITERIA",
    "SOURCES",
    "Candidates",
    "Choice",
    "NextQuestions",
    "PartnerList",
    "Plan",
    "ProjectList",
    "Proof",
    "Robustness",
    "candidates",
    "choose",
    "first_partners",
    "first_project",
    "next_questions",
    "screen",
]
