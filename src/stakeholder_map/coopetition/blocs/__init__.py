"""Blocs: who stands together, from cooperation inside and competition between."""

from stakeholder_map.coopetition.blocs.estimate import Memberships, estimate_blocs
from stakeholder_map.coopetition.blocs.frustration import (
    LeastFrustration,
    frustration,
    least_frustration,
)

__all__ = [
    "LeastFrustration",
    "Memberships",
    "estimate_blocs",
    "frustration",
    "least_frustration",
]
