"""Stakeholders and their ties as one value: two tables, and a sparse matrix for each layer."""

from stakeholder_map.graph.model import StakeholderGraph

__all__ = ["StakeholderGraph"]
