"""Candidates for a founding partnership: their figures, and what rules some of them out."""

from stakeholder_map.partners.candidates.find import candidates
from stakeholder_map.partners.candidates.gates import GATES, screen
from stakeholder_map.partners.candidates.result import Candidates
from stakeholder_map.partners.candidates.sources import SOURCES

__all__ = ["GATES", "SOURCES", "Candidates", "candidates", "screen"]
