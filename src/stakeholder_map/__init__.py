"""Stakeholder maps of regions whose organisations are partners and competitors at once.

A region folder is read (:mod:`stakeholder_map.read`), its answers become evidence
(:mod:`stakeholder_map.evidence`), the evidence becomes ties and seeded draws of the whole graph
(:mod:`stakeholder_map.posterior`), and everything that a scan says is computed from those.
"""

__version__ = "0.1.0"
