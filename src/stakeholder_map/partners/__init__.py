"""First partners: with whom to start, on what, and what rules the others out."""

from stakeholder_map.partners.agenda import Agenda, set_agenda
from stakeholder_map.partners.asking import AskPlan, plan_asks
from stakeholder_map.partners.candidates import Candidates, candidates, screen
from stakeholder_map.partners.cards import AskCards, ask_cards
from stakeholder_map.partners.carriers import Reliance, reliance
from stakeholder_map.partners.choice.aims import AIMS
from stakeholder_map.partners.choice.choose import choose
from stakeholder_map.partners.choice.result import Choice, Plan, Proof, Robustness
from stakeholder_map.partners.departure import Departure, if_person_leaves_coalition
from stakeholder_map.partners.robustness.next_questions import NextQuestions, next_questions

__all__ = [
    "AIMS",
    "Agenda",
    "AskCards",
    "AskPlan",
    "Candidates",
    "Choice",
    "Departure",
    "NextQuestions",
    "Plan",
    "Proof",
    "Reliance",
    "Robustness",
    "ask_cards",
    "candidates",
    "choose",
    "if_person_leaves_coalition",
    "next_questions",
    "plan_asks",
    "reliance",
    "screen",
    "set_agenda",
]
