"""General-purpose figures: plain functions from frames to charts with computed alternative text.

Each draws in the one style of the reports, puts its title into the picture (pictures travel
without their page), and says in words what it shows.
"""

from stakeholder_map.report.figures.acceptability import plot_acceptability
from stakeholder_map.report.figures.agreement import plot_agreement
from stakeholder_map.report.figures.bars import plot_parts, plot_side_by_side
from stakeholder_map.report.figures.cards import Card, plot_cards
from stakeholder_map.report.figures.matrix import PairBars, plot_pair_matrix
from stakeholder_map.report.figures.network import plot_network
from stakeholder_map.report.figures.plane import PlaneOf, plot_plane
from stakeholder_map.report.figures.ranking import plot_ranking
from stakeholder_map.report.figures.scatter import plot_power_interest
from stakeholder_map.report.figures.signed_map import plot_signed_map

__all__ = [
    "Card",
    "PairBars",
    "PlaneOf",
    "plot_acceptability",
    "plot_agreement",
    "plot_cards",
    "plot_network",
    "plot_pair_matrix",
    "plot_parts",
    "plot_plane",
    "plot_power_interest",
    "plot_ranking",
    "plot_side_by_side",
    "plot_signed_map",
]
