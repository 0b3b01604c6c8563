"""Influence: who moves others, and how sure the answers let us be.

Each measure is a function from a graph to one column indexed by stakeholder id, in a module of its
own; :data:`MEASURES` lists them, and :func:`rank_influence` reads them on every draw of a scan.
"""

from stakeholder_map.influence.betweenness import betweenness, distances
from stakeholder_map.influence.constraint import constraint
from stakeholder_map.influence.measures import DEFAULT_WEIGHTS, MEASURES, Measure
from stakeholder_map.influence.pagerank import pagerank
from stakeholder_map.influence.ranking import Ranking, rank_influence
from stakeholder_map.influence.rated import Ratings, rate_partners
from stakeholder_map.influence.ratings import raters, ratings
from stakeholder_map.influence.readings import influence_layers
from stakeholder_map.influence.strength import strength

__all__ = [
    "DEFAULT_WEIGHTS",
    "MEASURES",
    "Measure",
    "Ranking",
    "Ratings",
    "betweenness",
    "constraint",
    "distances",
    "influence_layers",
    "pagerank",
    "rank_influence",
    "rate_partners",
    "raters",
    "ratings",
    "strength",
]
