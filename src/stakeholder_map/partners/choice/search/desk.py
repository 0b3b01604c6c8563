"""What the search for one project works on: its types, and where things stand on its desk."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from stakeholder_map.influence.engine.types import Bits, Floats, Whole

SLACK = 1e-9
"""Benefits nearer than this are the same."""

ROUNDS, FIRST_ROUNDS = 2, 30
"""How often thresholds are moved at a node, and at the first one."""

NONE, ONE = np.uint64(0), np.uint64(1)
CLASSES = 64

Gains: TypeAlias = tuple[Floats, Floats, Whole, Whole, Floats]
"""Own gain; shares of pairs; where the covers of each begin; what they cover; how much."""

Rules: TypeAlias = tuple[Bits, Floats, Whole, Whole]
"""What each brings of what is required; hours; family; class, of which each has one or none."""

Start: TypeAlias = tuple[Whole, Whole, Floats, Bits, Floats]
"""Who is in; who is free; what is covered; what is required, and which of it are classes; worth of
the project, hours required, most steps, and the least benefit to look for."""

Case: TypeAlias = tuple[Gains, Rules, Start]
"""One project with its candidates."""

Found: TypeAlias = tuple[Floats, Whole]
"""The best benefits found, falling, and their groups, a row each, filled up with -1."""

Desk: TypeAlias = tuple[Whole, Whole, Floats, Floats, Floats, Bits, Whole]
"""By depth: who is free, counts, figures, scores, thresholds, bits; and who is in."""

FREE, AT, TURNS, MUST = 0, 1, 2, 3
"""Counts: who is free, whose turn it is, how many have a turn, whether one of these must go in."""

BENEFIT, HOURS, LEFT, PAID, REST = 0, 1, 2, 3, 4
"""Figures: benefit and hours so far, bound on what is left, thresholds paid, all seats but one."""

ADDED, SHARED, SCORE = 0, 1, 2
HAVE, REQUIRED, CLASS = 0, 1, 2
