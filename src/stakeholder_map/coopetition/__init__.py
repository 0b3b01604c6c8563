"""Coopetition: where stakeholders work together and where they compete, never netted."""

from stakeholder_map.coopetition.actors import PLANE, Alliances, find_alliances
from stakeholder_map.coopetition.clusters import AreaClusters, cluster_areas
from stakeholder_map.coopetition.fields import FIELDS, field_of, field_of_positions
from stakeholder_map.coopetition.ledger import LITMUS, Ledger, keep_ledger
from stakeholder_map.coopetition.mactor import Mactor, mactor
from stakeholder_map.coopetition.pairs import CANNOT_TELL, TYPES, PairTypes, pair_types
from stakeholder_map.coopetition.stands import area_stands, convergence

__all__ = [
    "CANNOT_TELL",
    "FIELDS",
    "LITMUS",
    "PLANE",
    "TYPES",
    "Alliances",
    "AreaClusters",
    "Ledger",
    "Mactor",
    "PairTypes",
    "area_stands",
    "cluster_areas",
    "convergence",
    "field_of",
    "field_of_positions",
    "find_alliances",
    "keep_ledger",
    "mactor",
    "pair_types",
]
