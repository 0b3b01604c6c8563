"""Warm introductions: from any of our people to the right person at another organisation."""

from stakeholder_map.relationships.introductions.find import Introductions, introductions
from stakeholder_map.relationships.introductions.grounds import Grounds, Place
from stakeholder_map.relationships.introductions.right_person import PURPOSES, right_people
from stakeholder_map.relationships.introductions.ways import Way, runner_up, warmest_ways

__all__ = [
    "PURPOSES",
    "Grounds",
    "Introductions",
    "Place",
    "Way",
    "introductions",
    "right_people",
    "runner_up",
    "warmest_ways",
]
