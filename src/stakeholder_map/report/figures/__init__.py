"""General-purpose figures: plain functions from frames to charts with computed alternative text.

Each draws in the one style of the reports, puts its title into the picture (pictures travel
without their page), and says in words what it shows.
"""

from stakeholder_map.report.figures.acceptability import plot_acceptability
from stakeholder_map.report.figures.bars import plot_parts, plot_side_by_side
from stakeholder_map.report.figures.matrix import PAIR_MARKS, plot_pair_matrix
from stakeholder_map.report.figures.network import plot_network
from stakeholder_map.report.figures.ranking import plot_ranking
from stakeholder_map.report.figures.scatter import plot_power_interest

__all__ = [
    "PAIR_MARKS",
    "plot_acceptability",
    "plot_network",
    "plot_pair_matrix",
    "plot_parts",
    "plot_power_interest",
    "plot_ranking",
    "plot_side_by_side",
]
