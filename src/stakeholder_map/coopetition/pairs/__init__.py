"""Pairs of stakeholders: cooperation and competition side by side, area by area."""

from stakeholder_map.coopetition.pairs.levels import CANNOT_TELL, TYPES
from stakeholder_map.coopetition.pairs.types import PairTypes, pair_types

__all__ = ["CANNOT_TELL", "TYPES", "PairTypes", "pair_types"]
