"""Differences between two scans, each with whether it is more than noise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from stakeholder_map.change.blocs import Parting, Whole, match_blocs, partings
from stakeholder_map.change.findings import Floats
from stakeholder_map.change.ground import BOTH, SIDES, Ground
from stakeholder_map.change.noise import (
    ALPHA,
    FAMILIES,
    PairNoise,
    studentised,
    two_sided,
)

TOGETHER, APART = "in one bloc", "apart"

COLUMNS = ("kind", "name", "stakeholders", "was", "now", "chance", "more_than_noise", "common")
"""Columns of a table of differences."""

Row = tuple[str, str, tuple[str, ...], str, str, float, float]
"""Kind, name, ids, was, now, chance before the number of tests counts, share in common."""


def find_differences(ground: Ground) -> pd.DataFrame:
    """Everything that differs, with its chance over all that was compared.

    Parameters
    ----------
    ground : Ground
        Two findings.

    Returns
    -------
    DataFrame
        ``kind`` (of `FAMILIES`), ``name`` in words, ``stakeholders`` (ids), ``was`` and ``now`` in
        words, ``chance``: how often two scans of an unchanged region would show this kind of
        difference anywhere, divided by the kind's share; ``more_than_noise`` (at most .05);
        ``common``, the share of the respondents concerned that answered both times. Differences
        that are more than noise first.
    """
    families: list[list[Row]] = []
    if ground.compares_influence:
        families.append(list(_influence(ground)))
    if ground.compares_ties:
        noise = {layer: ground.strengths(layer) for layer in SIDES}
        families.append(list(_ties(ground, noise=noise)))
        families.append(list(_turned(ground)))
        families.append(list(_areas(ground)))
        families.append(list(_blocs(ground, noise=noise)))
    return _table(families)


def influence_differences(ground: Ground) -> pd.DataFrame:
    """Of `find_differences` the kind "influence" alone, without looking at the others.

    Parameters
    ----------
    ground : Ground
        Two findings.

    Returns
    -------
    DataFrame
        As `find_differences` gives it.
    """
    return _table([list(_influence(ground))] if ground.compares_influence else [])


def _table(families: Iterable[Iterable[Row]]) -> pd.DataFrame:
    rows = [_weighed(row) for family in families for row in family]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.sort_values(["chance", "kind", "name"], kind="stable", ignore_index=True)
    return table.astype({"chance": "float64", "more_than_noise": "bool", "common": "float64"})


def _weighed(row: Row) -> tuple[object, ...]:
    kind, name, ids, was, now, chance, common = row
    family_wise = round(min(1.0, chance / FAMILIES[kind]), 9)
    return kind, name, ids, was, now, family_wise, family_wise <= ALPHA, common


def _influence(ground: Ground) -> Iterator[Row]:
    """Places of those that both scans rank.

    Who answered in one scan only is not tested: its own answers are part of its ties, and a place
    that moves with them says nothing of the region.
    """
    before, after = ground.scores(ground.before), ground.scores(ground.after)
    moved = after.mean(axis=0) - before.mean(axis=0)
    spread = np.sqrt(before.var(axis=0) + after.var(axis=0) + 1e-6)
    n = len(moved)
    chance = two_sided(studentised(moved, spread=spread), freedom=n - 2) * n
    chance = np.where(ground.answered_alike, chance, 1.0)
    was, now = (places_of(scores) for scores in (before, after))
    for at, each in enumerate(ground.ranked):
        if was[at] != now[at] or chance[at] <= ALPHA:
            yield (
                "influence",
                ground.name(each),
                (each,),
                f"place {was[at]}",
                f"place {now[at]}",
                float(chance[at]),
                ground.share,
            )


def places_of(scores: Floats) -> list[int]:
    """Places by the mean score over the readings, the best first; equal ones share the better."""
    from scipy.stats import rankdata

    return [int(place) for place in rankdata(-scores.mean(axis=0).round(9), method="min")]


def _ties(ground: Ground, *, noise: Mapping[str, PairNoise]) -> Iterator[Row]:
    """Who has gained or lost more than the rest of the region has."""
    for layer in SIDES:
        means, spread = noise[layer].rows()
        n = len(means)
        chance = two_sided(studentised(means, spread=spread), freedom=n - 2) * n * len(SIDES)
        for at in np.flatnonzero(chance <= 1.0):
            each = ground.respondents[int(at)]
            words = "more" if means[at] > 0 else "less"
            yield (
                "ties",
                ground.name(each),
                (each,),
                f"{layer} as before",
                f"{words} {layer} with everybody ({means[at]:+.2f} of 1 on average)",
                float(chance[at]),
                1.0,
            )


def _turned(ground: Ground) -> Iterator[Row]:
    """Rivals that are partners now, and partners that are rivals now.

    By the word of both sides in one of the scans and of one side at least in the other: rivals are
    said to compete, highly, and by neither to work together. Where all four say so the chance is
    that of pairs of which all four do.
    """
    words = {"competition": "rivals", "cooperation": "partners"}
    found: dict[tuple[str, str], tuple[str, str, float]] = {}
    for sides in (1, BOTH):
        turned: dict[tuple[str, str], tuple[str, str]] = {}
        chance = 0.0
        for falls, rises in (SIDES, SIDES[::-1]):
            # Firm before and gone, then firm now and not there before.
            for layers, at in (((falls, rises), 0), ((rises, falls), 1)):
                pairs, expected = _jumps(ground, layers=layers, at=at, sides=sides)
                chance += expected
                turned |= dict.fromkeys(pairs, (words[falls], words[rises]))
        found |= {pair: (*said, min(1.0, chance)) for pair, said in turned.items()}
    for pair, (was, now, chance) in sorted(found.items()):
        yield "pairs", " and ".join(map(ground.name, pair)), pair, was, now, chance, 1.0


def _jumps(
    ground: Ground, *, layers: tuple[str, str], at: int, sides: int
) -> tuple[list[tuple[str, str]], float]:
    """Pairs firmly on one layer in one scan and on the other in the other scan; how many by chance.

    Who says a tie that both sides say, highly, is there; that both fail to say it in the other scan
    is then the chance of two, each by itself. That the other layer appears is counted over all
    pairs that had nothing on it, plus a half.
    """
    layer, other = layers
    upper = np.triu_indices(len(ground.respondents), k=1)
    firm = ground.high_by(layer, sides=BOTH)[at][upper]
    said = ground.said(layer)[1 - at][upper]
    none = ground.said(other)[at][upper] == 0
    shows = ground.high_by(other, sides=sides)[1 - at][upper]
    jumped = np.flatnonzero(firm & (said == 0) & none & shows)
    extra = 0.5 if not len(jumped) else -0.5  # a pair does not count as its own noise
    unsaid = int((BOTH - said[firm]).sum()) - BOTH * len(jumped) + 0.5
    silent = unsaid / max(BOTH * (int(firm.sum()) - len(jumped)), 1)
    appears = (int((none & shows).sum()) + extra) / max(int(none.sum()), 1)
    pairs = [(ground.respondents[upper[0][k]], ground.respondents[upper[1][k]]) for k in jumped]
    return pairs, float((firm & none).sum() * min(silent, 1.0) ** BOTH * appears)


def _areas(ground: Ground) -> Iterator[Row]:
    """Areas whose kind of field, or whose cooperation or competition, differs."""
    one, other = (
        each.table("areas").set_index("area_id") for each in (ground.before, ground.after)
    )
    names = ground.areas()
    for area in names:
        values = np.array([ground.strengths(layer, area=area).overall() for layer in SIDES])
        values = np.where(np.isfinite(values), values, 0.0)
        freedom = max(len(ground.respondents) - 1, 1)
        chance = two_sided(values, freedom=freedom) * len(names) * len(SIDES)
        was, now = str(one.loc[area, "field"]), str(other.loc[area, "field"])
        if was == now and chance.min() > ALPHA:
            continue
        told = [
            f"{'more' if value > 0 else 'less'} {layer}"
            for layer, value, each in zip(SIDES, values, chance, strict=True)
            if each <= ALPHA
        ]
        words = " and ".join([now or "not known", *told])
        name = str(other.loc[area, "name"])
        yield "areas", name, (), was or "not known", words, float(chance.min()), ground.share


def _blocs(ground: Ground, *, noise: Mapping[str, PairNoise]) -> Iterator[Row]:
    """Blocs that have split or merged."""
    before, after = ground.blocs()
    places = np.array([ground.common.index(each) for each in ground.respondents])
    after = match_blocs(before, after)
    found = partings(before[places], after[places], **noise)
    tests = max(len(np.unique(before)) + len(np.unique(after)), 1)
    for parting in found:
        yield _parting_row(ground, parting, before=before, after=after, tests=tests)


def _parting_row(
    ground: Ground, parting: Parting, *, before: Whole, after: Whole, tests: int
) -> Row:
    """A split or a merger in words."""
    ids = [ground.respondents[each] for each in parting.part]
    label = before if not parting.merged else after
    at = ground.common.index(ground.respondents[parting.bloc[0]])
    members = [each for place, each in enumerate(ground.common) if label[place] == label[at]]
    common = len(set(members) & set(ground.respondents)) / max(len(members), 1)
    who = _few([ground.name(each) for each in ids])
    rest = _few([ground.name(ground.respondents[each]) for each in parting.bloc])
    was, now = (TOGETHER, APART) if not parting.merged else (APART, TOGETHER)
    name = f"{who} against {rest}" if not parting.merged else f"{who} with {rest}"
    return "blocs", name, tuple(ids), was, now, min(1.0, parting.chance * 2 * tests), common


def _few(names: Iterable[str]) -> str:
    """Three names, and how many more."""
    every = sorted(names)
    more = f" and {len(every) - 3} more" if len(every) > 3 else ""
    return "; ".join(every[:3]) + more
