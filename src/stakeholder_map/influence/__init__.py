"""Influence: who moves others, and how sure the answers let us be.

Each measure is a function from a graph to one column indexed by stakeholder id, in a module of its
family; :data:`MEASURES` lists them, and :func:`rank_influence` reads them on every draw of a scan.
"""

from stakeholder_map.influence.betweenness import (
    SampledBetweenness,
    betweenness,
    sample_betweenness,
)
from stakeholder_map.influence.brokerage import brokerage, brokerage_roles
from stakeholder_map.influence.closeness import harmonic_closeness
from stakeholder_map.influence.constraint import constraint, effective_size
from stakeholder_map.influence.cores import core_number
from stakeholder_map.influence.indirect import IndirectInfluence, indirect_influence
from stakeholder_map.influence.measures import DEFAULT_WEIGHTS, MEASURES, Measure
from stakeholder_map.influence.pagerank import pagerank
from stakeholder_map.influence.player_sets import KeyPlayers, find_key_players, key_players_over
from stakeholder_map.influence.players import Fragmentation, fragmentation, reach, reached
from stakeholder_map.influence.ranking import Ranking, rank_influence
from stakeholder_map.influence.rated import Ratings, rate_partners
from stakeholder_map.influence.ratings import raters, ratings
from stakeholder_map.influence.readings import influence_layers
from stakeholder_map.influence.reputation import reputation
from stakeholder_map.influence.strength import strength
from stakeholder_map.influence.ways import distances

__all__ = [
    "DEFAULT_WEIGHTS",
    "MEASURES",
    "Fragmentation",
    "IndirectInfluence",
    "KeyPlayers",
    "Measure",
    "Ranking",
    "Ratings",
    "SampledBetweenness",
    "betweenness",
    "brokerage",
    "brokerage_roles",
    "constraint",
    "core_number",
    "distances",
    "effective_size",
    "find_key_players",
    "fragmentation",
    "harmonic_closeness",
    "indirect_influence",
    "influence_layers",
    "key_players_over",
    "pagerank",
    "rank_influence",
    "rate_partners",
    "raters",
    "ratings",
    "reach",
    "reached",
    "reputation",
    "sample_betweenness",
    "strength",
]
