"""Candidates for a founding partnership: their figures, and what rules some of them out."""

from stakeholder_map.partners.candidates.gates import screen
from stakeholder_map.partners.candidates.result import Candidates

__all__ = ["Candidates", "screen"]
