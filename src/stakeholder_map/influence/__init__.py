"""Influence: who moves others, and how sure the answers let us be.

Each measure is a function from a graph to one column indexed by stakeholder id, in a module of its
family; :data:`MEASURES` lists them, and :func:`rank_influence` reads them on every draw of a scan.
"""

from stakeholder_map.influence.grounds.answers_alike import rings, straight_lines
from stakeholder_map.influence.grounds.leaders import Grounds, find_grounds
from stakeholder_map.influence.grounds.weak_points import WeakPoints, find_weak_points
from stakeholder_map.influence.measures.betweenness import (
    SampledBetweenness,
    betweenness,
    sample_betweenness,
)
from stakeholder_map.influence.measures.brokerage import brokerage, brokerage_roles
from stakeholder_map.influence.measures.by_name import DEFAULT_WEIGHTS, MEASURES, Measure
from stakeholder_map.influence.measures.closeness import harmonic_closeness
from stakeholder_map.influence.measures.constraint import constraint, effective_size
from stakeholder_map.influence.measures.cores import core_number
from stakeholder_map.influence.measures.indirect import IndirectInfluence, indirect_influence
from stakeholder_map.influence.measures.pagerank import pagerank
from stakeholder_map.influence.measures.player_sets import (
    KeyPlayers,
    find_key_players,
    key_players_over,
)
from stakeholder_map.influence.measures.players import Fragmentation, fragmentation, reach, reached
from stakeholder_map.influence.measures.readings import influence_layers
from stakeholder_map.influence.measures.reputation import reputation
from stakeholder_map.influence.measures.strength import strength
from stakeholder_map.influence.measures.ways import distances
from stakeholder_map.influence.power.interest import PowerInterest, power_and_interest
from stakeholder_map.influence.power.salience import Salience, salience
from stakeholder_map.influence.ranking.acceptability import WeightStudy, vary_weights
from stakeholder_map.influence.ranking.rank import Ranking, rank_influence
from stakeholder_map.influence.ranking.standing import rank_acceptability
from stakeholder_map.influence.ranking.treated import TreatmentComparison, compare_treatments
from stakeholder_map.influence.ranking.weights import draw_weights
from stakeholder_map.influence.rated.received import raters, ratings
from stakeholder_map.influence.rated.told import Ratings, rate_partners
from stakeholder_map.influence.together import (
    DirectInfluence,
    KeySets,
    ask_direct_influence,
    find_key_sets,
)

__all__ = [
    "DEFAULT_WEIGHTS",
    "MEASURES",
    "DirectInfluence",
    "Fragmentation",
    "Grounds",
    "IndirectInfluence",
    "KeyPlayers",
    "KeySets",
    "Measure",
    "PowerInterest",
    "Ranking",
    "Ratings",
    "Salience",
    "SampledBetweenness",
    "TreatmentComparison",
    "WeakPoints",
    "WeightStudy",
    "ask_direct_influence",
    "betweenness",
    "brokerage",
    "brokerage_roles",
    "compare_treatments",
    "constraint",
    "core_number",
    "distances",
    "draw_weights",
    "effective_size",
    "find_grounds",
    "find_key_players",
    "find_key_sets",
    "find_weak_points",
    "fragmentation",
    "harmonic_closeness",
    "indirect_influence",
    "influence_layers",
    "key_players_over",
    "pagerank",
    "power_and_interest",
    "rank_acceptability",
    "rank_influence",
    "rate_partners",
    "raters",
    "ratings",
    "reach",
    "reached",
    "reputation",
    "rings",
    "salience",
    "sample_betweenness",
    "straight_lines",
    "strength",
    "vary_weights",
]
