"""Hand-over: everything that a successor of one of our people needs."""

from stakeholder_map.relationships.handover.handbook import Chapter, Handbook, write_handbook

__all__ = ["Chapter", "Handbook", "write_handbook"]
