"""What the evidence says of each tie: its probability and strength, and draws of all ties."""

from stakeholder_map.posterior.convergence import convergence_words
from stakeholder_map.posterior.draws import Draws, load_draws
from stakeholder_map.posterior.fit import MODEL, fit_evidence
from stakeholder_map.posterior.model import Posterior
from stakeholder_map.posterior.treatments import TREATMENTS
from stakeholder_map.posterior.weigh import weigh_evidence

__all__ = [
    "MODEL",
    "TREATMENTS",
    "Draws",
    "Posterior",
    "convergence_words",
    "fit_evidence",
    "load_draws",
    "weigh_evidence",
]
