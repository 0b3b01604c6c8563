"""What the evidence says of each tie: its probability and strength, and draws of all ties.

Scans use the sampled model, :func:`stakeholder_map.posterior.fit.fit_evidence`, which is imported
from its own module. :func:`weigh_evidence` holds the simple treatments that it is compared with.
"""

from stakeholder_map.posterior.draws import Draws, load_draws
from stakeholder_map.posterior.model import Posterior
from stakeholder_map.posterior.treatments import TREATMENTS
from stakeholder_map.posterior.weigh import weigh_evidence

__all__ = [
    "TREATMENTS",
    "Draws",
    "Posterior",
    "load_draws",
    "weigh_evidence",
]
