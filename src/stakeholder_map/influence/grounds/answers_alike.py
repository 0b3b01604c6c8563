"""Answers that look alike: one answer for everybody, and rings that rate each other top."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pandas as pd

from stakeholder_map.evidence import Evidence
from stakeholder_map.influence.measures.cliques import find_cliques
from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.tables import LAYERS, TRUST, VALUE

FEWEST_TARGETS = 5
"""Of so many targets the same must have been said before it is worth a word."""

FEWEST_OUTSIDE = 3
"""So many outside a ring must have rated a member before theirs is compared with the ring's."""

TOP_RATING = 0.75
FAR_ABOVE = 0.25
"""A ring gives its members so much more than others do: one step of four."""


MOST_CLIQUES = 50_000
"""So many sets are looked at; more than that come from a graph in which all rate all the same."""


def straight_lines(evidence: Evidence) -> pd.DataFrame:
    """Respondents who gave every target the same answers.

    Parameters
    ----------
    evidence : Evidence
        Survey answers about relations as a whole are read, zeros included; blanks and targets left
        out are not. A layer counts where its scale has at least three answers and not all
        respondents gave the same.

    Returns
    -------
    DataFrame
        Indexed by ``stakeholder_id``, sorted: ``witnesses``, how many of its respondents did so
        (each with at least five targets and two different layers, or one layer and twice as many
        targets), and ``targets``, of how many they spoke.

    Notes
    -----
    It may be true that all partners are alike; mostly it is haste. The flag asks for a second look
    and changes no figure.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> said = [("a", each, layer, 4) for each in "bcdefg" for layer in (
    ...     "trust_mission", "value_influence")]
    >>> varied = [("b", each, "trust_mission", at % 4 + 1) for at, each in enumerate("acdefg")]
    >>> more = [("b", each, "value_influence", 2) for each in "acdefg"]
    >>> straight_lines(evidence_from_answers(said + varied + more)).index.tolist()
    ['a']
    """
    said = _said(evidence)
    several = said.groupby("layer")["value"].transform("nunique") > 1
    said = said[several & (said["highest"].fillna(100) >= 2)]
    each = said.groupby(["witness", "witness_stakeholder"])
    by_layer = said.groupby(["witness", "witness_stakeholder", "layer"])["value"].nunique()
    most = by_layer.groupby(["witness", "witness_stakeholder"]).max()
    spoken = pd.DataFrame(
        {"targets": each["other"].nunique(), "layers": each["layer"].nunique(), "most": most}
    )
    enough = spoken["targets"] * spoken["layers"].clip(upper=2) >= 2 * FEWEST_TARGETS
    flagged = spoken[enough & (spoken["most"] == 1)].reset_index()
    table = flagged.groupby("witness_stakeholder").agg(
        witnesses=("witness", "size"), targets=("targets", "sum")
    )
    return table.rename_axis("stakeholder_id").sort_index().astype("int64")


def rings(evidence: Evidence) -> pd.DataFrame:
    """Small sets whose members rate each other at the top, far above what others give them.

    Each organisation's rating of another is the mean of its answers on value and trust. Two stand
    in a ring where either gives the other its own highest rating and at least three quarters of the
    scale; a ring is a set of three or more of whom every two do, and in which each member gets at
    least a quarter of the scale more from the ring than from at least three others. Who gives
    everybody the same is passed over: see `straight_lines`.

    Parameters
    ----------
    evidence : Evidence
        Survey answers on the constructs of value and trust, about relations as a whole.

    Returns
    -------
    DataFrame
        A row for each ring, the largest first, no organisation in two: ``members`` (ids, sorted),
        ``inside`` and ``outside``, the mean rating of the members by the ring and by others, from 0
        to 1, and ``lowest_gap``, the smallest difference of any member.

    Notes
    -----
    Close partners do rate each other high. A ring asks for a second look, no more.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> ring = [(i, j, "trust_mission", 4) for i in "abc" for j in "abc" if i != j]
    >>> rest = [(i, j, "trust_mission", 1 + (i == "d")) for i in "defg" for j in "abc"]
    >>> varied = [(i, "h", "trust_mission", 1) for i in "abc"]
    >>> rings(evidence_from_answers(ring + rest + varied))["members"].tolist()
    [('a', 'b', 'c')]
    """
    rated = _ratings(evidence)
    ids = list(rated.index)
    values = rated.to_numpy(dtype=np.float64)
    top = _own_top(values)
    mutual = top & top.T
    found: list[dict[str, object]] = []
    taken: set[int] = set()
    cliques = islice(find_cliques(mutual), MOST_CLIQUES)
    for clique in sorted((sorted(each) for each in cliques), key=lambda each: (-len(each), each)):
        ring = _held(values, members=[each for each in clique if each not in taken])
        if len(ring) >= 3:
            taken |= set(ring)
            inside, outside = _inside(values, ring), _outside(values, ring)
            found.append(
                {
                    "members": tuple(ids[each] for each in ring),
                    "inside": float(inside.mean()),
                    "outside": float(outside.mean()),
                    "lowest_gap": float((inside - outside).min()),
                }
            )
    return pd.DataFrame(found, columns=["members", "inside", "outside", "lowest_gap"])


def _said(evidence: Evidence) -> pd.DataFrame:
    """Survey answers about relations as a whole, with `other` as the one spoken of."""
    reports = evidence.reports
    survey = (reports["kind"] == "survey") & reports["state"].isin(("answered", "zero"))
    said = reports[survey & (reports["area"] == "")].copy()
    of_source = said["witness_stakeholder"] == said["target"]
    said["other"] = said["target"].where(~of_source, said["source"])
    return said[(said["other"] != said["witness_stakeholder"]) & said["layer"].isin(LAYERS)]


def _ratings(evidence: Evidence) -> pd.DataFrame:
    """Mean rating by rater (rows) of target (columns); missing where it gave none."""
    said = _said(evidence)
    said = said[said["layer"].isin((*VALUE, *TRUST))]
    voices = said.groupby(["witness_stakeholder", "other", "layer"])["value"].mean()
    pairs = voices.groupby(["witness_stakeholder", "other"]).mean().rename("rating").reset_index()
    table = pairs.pivot_table(index="witness_stakeholder", columns="other", values="rating")
    everybody = sorted({*table.index, *table.columns})
    return table.reindex(index=everybody, columns=everybody).astype("float64")


def _own_top(values: Floats) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Whom each gives its own highest rating, where that is high and not everybody's."""
    known = np.where(np.isnan(values), -1.0, values)
    highest = known.max(axis=1, initial=-1.0, keepdims=True)
    lowest = np.where(np.isnan(values), 2.0, values).min(axis=1, initial=2.0, keepdims=True)
    top = (known >= highest - 1e-9) & (known >= TOP_RATING) & (highest > lowest + 1e-9)
    return np.asarray(top, dtype=np.bool_)


def _held(values: Floats, *, members: list[int]) -> list[int]:
    """Those of a set whom it rates far above what others do, again until all are."""
    while len(members) >= 3:
        gap = _inside(values, members) - _outside(values, members)
        keep = [each for each, far in zip(members, gap >= FAR_ABOVE - 1e-9, strict=True) if far]
        if len(keep) == len(members):
            return members
        members = keep
    return []


def _inside(values: Floats, members: list[int]) -> Floats:
    among = values[np.ix_(members, members)].copy()
    np.fill_diagonal(among, np.nan)
    return np.asarray(np.nanmean(among, axis=0), dtype=np.float64)


def _outside(values: Floats, members: list[int]) -> Floats:
    """Mean rating of each member by those outside; missing where fewer than three rated it."""
    others = np.delete(values[:, members], members, axis=0)
    count = (~np.isnan(others)).sum(axis=0)
    total = np.nansum(others, axis=0)
    return np.where(count >= FEWEST_OUTSIDE, total / np.maximum(count, 1), np.nan)
