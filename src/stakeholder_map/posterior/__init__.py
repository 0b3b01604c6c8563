"""What the evidence says of each tie: its probability and strength, and draws of all ties."""

from stakeholder_map.posterior.draws import Draws, load_draws
from stakeholder_map.posterior.model import Posterior
from stakeholder_map.posterior.treatments import TREATMENTS
from stakeholder_map.posterior.weigh import weigh_evidence

__all__ = ["TREATMENTS", "Draws", "Posterior", "load_draws", "weigh_evidence"]
