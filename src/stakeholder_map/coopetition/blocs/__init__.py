"""Blocs: who stands together, from cooperation inside and competition between."""

from stakeholder_map.coopetition.blocs.by_area import AreaBlocs, blocs_by_area
from stakeholder_map.coopetition.blocs.chance import ChanceTest, chance_of_blocs
from stakeholder_map.coopetition.blocs.estimate.groups import Memberships, estimate_blocs
from stakeholder_map.coopetition.blocs.estimate.number import BlocChoice, choose_blocs
from stakeholder_map.coopetition.blocs.find import find_blocs
from stakeholder_map.coopetition.blocs.result import Blocs
from stakeholder_map.coopetition.blocs.search.least import (
    LeastFrustration,
    frustration,
    least_frustration,
)
from stakeholder_map.coopetition.blocs.triads import count_triads

__all__ = [
    "AreaBlocs",
    "BlocChoice",
    "Blocs",
    "ChanceTest",
    "LeastFrustration",
    "Memberships",
    "blocs_by_area",
    "chance_of_blocs",
    "choose_blocs",
    "count_triads",
    "estimate_blocs",
    "find_blocs",
    "frustration",
    "least_frustration",
]
