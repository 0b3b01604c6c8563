"""A first founding group, taken one by one: good, and not proven best."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stakeholder_map.partners.figures import Figures, Floats

AIMS = ("willingness", "influence", "coverage", "conflict")
"""What a group is chosen for: ready members, members who move others, many key groups, and little
competition inside and with us."""

FOR_PATIENTS = ("patient_rights", "community_service")
"""Key groups of which at least one member should be."""


def list_scores(figures: Figures, *, scarcity: Floats, weights: Mapping[str, float]) -> Floats:
    """Score of each candidate by itself: the weighted mean of its four figures.

    Parameters
    ----------
    figures : Figures
        One reading of the evidence.
    scarcity : ndarray
        1 / number of candidates of its key group: 1 where it is the only one that can cover it.
    weights : mapping of str to float
        Weight of each aim, summing to 1.

    Returns
    -------
    ndarray
        Shape (candidates,), in [0, 1]; competition counts against.
    """
    score = (
        weights["willingness"] * figures.willingness
        + weights["influence"] * figures.influence
        + weights["coverage"] * scarcity
        + weights["conflict"] * (1 - figures.conflict)
    )
    rounded: Floats = score.round(9)
    return rounded


def choose_group(
    table: pd.DataFrame, *, figures: Figures, weights: Mapping[str, float], size: int
) -> list[int]:
    """Places of the members, in the order in which they were taken.

    Must-haves come first, by id, as far as there are seats; `tell_partners` names the rest. Each
    next seat goes to the candidate with the greatest gain: weighted willingness and influence, plus
    the weight of coverage where its key group is new, minus the weight of conflict times its mean
    competition with us and the members so far. One family has one seat. The last seat goes to a
    patients' or community-service organisation where none is in yet.

    Parameters
    ----------
    table : DataFrame
        Candidates in the order of `figures`: ``key_group``, ``family``, ``must_have``.
    figures : Figures
        One reading of the evidence.
    weights : mapping of str to float
        Weight of each aim.
    size : int
        Number of seats.

    Returns
    -------
    list of int
        At most `size` places; fewer where nobody is left. Equal gains go by id.
    """
    key_group, family = table["key_group"].to_numpy(), table["family"].to_numpy()
    for_patients = np.isin(key_group, FOR_PATIENTS)
    own = weights["willingness"] * figures.willingness + weights["influence"] * figures.influence
    group = [int(place) for place in np.flatnonzero(table["must_have"].to_numpy())][:size]
    while len(group) < size:
        free = ~np.isin(family, family[group])
        if size - len(group) == 1 and not for_patients[group].any() and (free & for_patients).any():
            free &= for_patients
        if not free.any():
            break
        covers = ~np.isin(key_group, key_group[group])
        rivalry = (figures.with_us + figures.between[:, group].sum(axis=1)) / (len(group) + 1)
        gain = own + weights["coverage"] * covers - weights["conflict"] * rivalry
        group.append(int(np.argmax(np.where(free, gain.round(9), -np.inf))))
    return group
