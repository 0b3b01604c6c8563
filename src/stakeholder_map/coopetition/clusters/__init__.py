"""Kinds of areas: common ground, coopetition, contested, unclaimed; or no kinds at all."""

from stakeholder_map.coopetition.clusters.find import cluster_areas
from stakeholder_map.coopetition.clusters.result import AreaClusters

__all__ = ["AreaClusters", "cluster_areas"]
