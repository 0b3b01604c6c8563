"""Where each figure of a candidate comes from."""

from __future__ import annotations

from collections.abc import Mapping

SOURCES: Mapping[str, str] = {
    "influence": "ranking by influence: share of the others that stand below, mean of the readings",
    "influence_low": "ranking by influence: 5 % of the readings lie below",
    "influence_high": "ranking by influence: 5 % of the readings lie above",
    "influence_rank": "ranking by influence: place",
    "willingness": "stakeholders.willingness / 4, else its own answer to would_partner about us",
    "willingness_low": "the same; 0 where nobody knows",
    "willingness_high": "the same; 1 where nobody knows",
    "willingness_source": "which of the two, or unknown",
    "kept_promises": "commitments it owed that fell due: share that it kept",
    "last_join_answer": "asks: its last answer to an invitation to join",
    "people_served": "services: people, summed over its populations",
    "populations": "services: number of populations",
    "members": "stakeholders.members",
    "would_move": "expected graph: other candidates that trust or follow it at least half way",
    "needed_assets": "assets: kinds that a project takes",
    "unused_assets": "assets: those of them that are not in use",
    "together_less_alone": "positions: gain_together less gain_alone, mean over areas, -4 to 4",
    "community_gain": "positions: share of its areas with a gain for care, community or voice",
    "capacity_hours": "stakeholders.capacity: hours a month it can give",
    "load_hours": "memberships: hours a month in other bodies, it and its people",
    "lead_months_min": "stakeholders: shortest time its contract takes",
    "lead_months_max": "stakeholders: longest time its contract takes",
    "data_sharing": "asks: its last answer on sharing data",
    "competition_with_us": "expected graph, competition with the convener; missing: nobody heard",
    "competition_low": "draws: 5 % of the readings lie below; 0 where nobody was heard",
    "competition_high": "draws: 5 % of the readings lie above; 1 where nobody was heard",
    "competition_with_others": "expected graph: competition, mean over the other candidates",
    "single_contact": "people, contacts, acquaintances: our relation with it hangs on one person",
}
"""By column of `Candidates.table`."""
