"""Kinds of areas: common ground, coopetition, contested, unclaimed; or no kinds at all."""

from stakeholder_map.coopetition.clusters.find import AreaClusters, cluster_areas

__all__ = ["AreaClusters", "cluster_areas"]
