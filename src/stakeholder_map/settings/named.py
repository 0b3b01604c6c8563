"""Names that tables of region.toml may hold."""

MEASURE_NAMES = (
    "strength",
    "pagerank",
    "harmonic_closeness",
    "betweenness",
    "core_number",
    "constraint",
    "effective_size",
    "brokerage",
)
"""Measures of influence that [measure_weights] may name."""

AIM_NAMES = (
    "willingness",
    "influence",
    "reach",
    "coverage",
    "assets",
    "trust",
    "conflict",
    "project",
)
"""Aims of the choice of partners that [aim_weights] may name."""

ROLE_NAMES = ("founding_member", "candidate", "courtesy")
"""What an organisation can be to us, as [cadence_days] may name it."""
