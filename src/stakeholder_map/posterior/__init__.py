"""What the evidence says of each tie: its probability and strength, and draws of all ties.

:func:`weigh_evidence` holds the simple treatments that scans use. The sampled model,
:func:`stakeholder_map.posterior.fit.fit_evidence`, is imported from its own module: it loads a
compiler, and no scan rests on it before its coverage has been measured.
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
