"""Actors and their aims: alliances, conflicts, and who moves whom (MACTOR on a scan)."""

from stakeholder_map.coopetition.actors.alliances import Alliances, find_alliances
from stakeholder_map.coopetition.actors.weighed import PLANE

__all__ = ["PLANE", "Alliances", "find_alliances"]
