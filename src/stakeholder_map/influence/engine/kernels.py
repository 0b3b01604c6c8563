"""All kernels at once: importing this compiles them, or loads what was compiled before."""

from stakeholder_map.influence.engine import cores, holes, hops, roles, sets, ways

NAMES: tuple[str, ...] = tuple(
    module.__name__.rpartition(".")[2] for module in (cores, holes, hops, roles, sets, ways)
)
"""Families of kernels."""
