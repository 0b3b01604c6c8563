"""Tiny named graphs for doctests, and a synthetic region with a planted answer."""

from stakeholder_map.example.planted import Planted, planted_answer
from stakeholder_map.example.region import ExampleRegion, generate_region
from stakeholder_map.example.tiny import (
    AirportStudy,
    airport_study,
    brokerage_graph,
    burt_graph,
    key_player_graph,
    rivals,
)
from stakeholder_map.example.world import WAVES, Noise
from stakeholder_map.example.write import (
    EXAMPLE_FOLDERS,
    EXAMPLE_SEED,
    example_files,
    write_example,
)

__all__ = [
    "EXAMPLE_FOLDERS",
    "EXAMPLE_SEED",
    "WAVES",
    "AirportStudy",
    "ExampleRegion",
    "Noise",
    "Planted",
    "airport_study",
    "brokerage_graph",
    "burt_graph",
    "example_files",
    "generate_region",
    "key_player_graph",
    "planted_answer",
    "rivals",
    "write_example",
]
