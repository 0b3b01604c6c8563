"""The arrays that a sampler reads: what was reported of one layer in one area."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

UNKNOWN, ABSENT, PRESENT = -1, 0, 1
"""What is settled of a listed pair before anything is sampled."""

FREE_RECALL_MISSES = 0.25
"""Share of its ties that a list from memory leaves out, in layers in which nobody else could tell.

An assumption: studies that compare lists from memory with rosters find a tenth to a third
(Brewer 2000, Social Networks 22, 29)."""


class Problem(NamedTuple):
    """What was reported of one layer in one area.

    Stakeholders are 0 to ``n - 1``. A pair is *listed* where a report, a blank or a meeting speaks
    of it; of all others nobody spoke, or respondents left them out.

    Parameters
    ----------
    n : int
        Stakeholders.
    symmetric : bool
        Whether both ends report of one tie. If not, the answer of the source is the tie, and only
        the ties of those who did not answer are sampled.
    heard : (n,) bool array
        Whether anyone answered for the stakeholder.
    shown : (n,) bool array
        Whether a respondent who was shown the roster could have ticked it.
    left_out : (n,) float array
        How much likelier it is that a tie is left out of the answer of its source than that a pair
        without a tie is; 1 where the source is silent. Read in directed layers alone.
    source, target : (P,) int arrays
        The listed pairs, sorted; source < target where symmetric.
    settled : (P,) int array
        `UNKNOWN`, `ABSENT` or `PRESENT`.
    stated : (P,) int array
        Level of a pair that is `PRESENT`.
    speaks_for : (W,) int array
        Stakeholder of each witness.
    implies : (W,) bool array
        Whether a shown target that the witness left out is denied.
    usual : (W,) bool array
        Whether the witness is a respondent, with rates like those of others; a log has its own.
    pairs, positives : (W,) int arrays
        Pairs that each witness reports on, left-out ones included, and positive reports.
    begins : (P + 1,) int array
        Where the reports of each listed pair begin.
    witness, level : (R,) int arrays
        Reports, pair by pair: by whom and at which level; 0 is a denial, -1 a tie of no level.
    highest : int
        Highest level of the scale.
    meetings : (M, P) float array
        How often the listed pairs met, one row for each kind of meeting.
    attended : (M, n) float array
        Meetings of each stakeholder.
    """

    n: int
    symmetric: bool
    heard: Bools
    shown: Bools
    left_out: Floats
    source: Ints
    target: Ints
    settled: Ints
    stated: Ints
    speaks_for: Ints
    implies: Bools
    usual: Bools
    pairs: Ints
    positives: Ints
    begins: Ints
    witness: Ints
    level: Ints
    highest: int
    meetings: Floats
    attended: Floats
