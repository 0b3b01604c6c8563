"""All kernels of blocs at once: importing this compiles them, or loads what was compiled before."""

from stakeholder_map.coopetition.blocs.estimate import messages
from stakeholder_map.coopetition.blocs.search import joining, moves, packing

NAMES: tuple[str, ...] = tuple(
    module.__name__.rpartition(".")[2] for module in (joining, messages, moves, packing)
)
"""Families of kernels."""
