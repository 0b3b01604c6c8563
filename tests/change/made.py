"""Two surveys of one made-up region, straight to findings: quick enough for a hundred seeds.

Thirty organisations in three blocs; ties inside a bloc are likely, rivalries across. Respondents
differ in what they report and in what they imagine; a fifth stays silent, others each time.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from stakeholder_map.change import Findings, compare_findings
from stakeholder_map.change.blocs import name_blocs
from stakeholder_map.change.findings import TABLES
from stakeholder_map.influence.ranking.standing import share_below

N, BLOC, DRAWS, HIGHEST = 30, 10, 40, 4
IDS = [f"s{place:02d}" for place in range(N)]
LIKELY = np.array([[0.2, 0.2, 0.2], [0.08, 0.9, 0.9], [0.03, 0.5, 0.97]])
"""Probability of a tie by how many sides answered, and how many of them say that there is one."""


def truth(seed):
    """Levels of cooperation and competition, symmetric."""
    rng = np.random.default_rng([seed, 1])
    same = np.arange(N)[:, None] // BLOC == np.arange(N)[None, :] // BLOC
    keen = np.exp(0.3 * rng.standard_normal(N))
    pull = np.outer(keen, keen)
    works = rng.random((N, N)) < np.where(same, 0.55, 0.05) * pull
    against = rng.random((N, N)) < np.where(same, 0.01, 0.2)
    level = rng.integers(1, HIGHEST + 1, (2, N, N))
    return {
        "cooperation": mirrored(np.where(works, level[0], 0)),
        "competition": mirrored(np.where(against & ~works, level[1], 0)),
    }


def mirrored(levels):
    upper = np.triu(levels, k=1)
    return upper + upper.T


def ask(region, *, seed, silent=0.2, hits=(0.75, 0.97), alarms=(0.0, 0.03)):
    """Findings of one survey of a region."""
    rng = np.random.default_rng([seed, 2])
    heard = rng.random(N) >= silent
    hit, alarm = rng.uniform(*hits, N), rng.uniform(*alarms, N)
    said, pairs, expected = {}, [], {}
    for layer, levels in region.items():
        chance = np.where(levels > 0, hit[:, None], alarm[:, None])
        slip = rng.integers(-1, 2, (N, N))
        told = np.where(levels > 0, np.clip(levels + slip, 1, HIGHEST), 1)
        said[layer] = np.where((rng.random((N, N)) < chance) & heard[:, None], told, 0)
        np.fill_diagonal(said[layer], 0)
        sides = (said[layer] > 0).astype(int) + (said[layer].T > 0)
        strength = (said[layer] + said[layer].T) / np.maximum(sides, 1) / HIGHEST
        p = LIKELY[heard[:, None].astype(int) + heard[None, :], sides]
        expected[layer] = np.where(sides > 0, p * strength, 0.0)
        i, j = np.nonzero(np.triu(sides))
        pairs.append(
            pd.DataFrame(
                {
                    "layer": layer,
                    "area": "",
                    "source": np.array(IDS)[i],
                    "target": np.array(IDS)[j],
                    "strength": expected[layer][i, j],
                    "probability": p[i, j],
                    "said": sides[i, j],
                }
            )
        )
    scores = _scores(expected["cooperation"], rng)
    return findings(pd.concat(pairs), scores=scores, heard=heard, expected=expected)


def _scores(expected, rng):
    there = rng.random((DRAWS, N, N)) < np.where(expected > 0, 0.85, 0.03)
    drawn = np.triu(there * np.where(expected > 0, expected, 0.3), k=1)
    return share_below((drawn + drawn.transpose(0, 2, 1)).sum(axis=1))


def findings(pairs, *, scores, heard, expected, **replaced):
    """Findings with the tables that are given, and empty ones."""
    graph = SimpleNamespace(n=N, ids=IDS, layers=tuple(expected), matrix=expected.get)
    given = {
        "who": {"stakeholder_id": IDS, "name": IDS, "answered": heard, "executives": 1},
        "settings": {"key": ["high"], "value": ["0.5"]},
        "ranking": {"stakeholder_id": IDS, "score": 0.0, "tier": 1},
        "pairs": pairs,
        "blocs": name_blocs(SimpleNamespace(graph=graph)),
        **replaced,
    }
    tables = {
        name: pd.DataFrame(given.get(name, {}), columns=list(types)).astype(dict(types))
        for name, types in TABLES.items()
    }
    return Findings("Vale", "2026-09-30", "", "sampled", "", tables, scores)


def with_pair(region, pair, *, layer):
    """The region with a pair at the highest level of one layer and nothing on the other."""
    changed = {name: levels.copy() for name, levels in region.items()}
    for name, levels in changed.items():
        levels[pair] = levels[pair[::-1]] = HIGHEST if name == layer else 0
    return changed


def with_split(region):
    """The first bloc in two halves that do not work together any more, and compete."""
    changed = {name: levels.copy() for name, levels in region.items()}
    one, other = np.arange(0, BLOC, 2), np.arange(1, BLOC, 2)
    for rows, columns in ((one, other), (other, one)):
        changed["cooperation"][np.ix_(rows, columns)] = 0
        changed["competition"][np.ix_(rows, columns)] = HIGHEST
    return changed


def without_partners(region, place):
    """The region after an organisation has stopped to work with anybody."""
    changed = {name: levels.copy() for name, levels in region.items()}
    changed["cooperation"][place, :] = changed["cooperation"][:, place] = 0
    return changed


def found(before, after, *, kinds=(), ids=()):
    """Whether anything, or something of some kinds about some ids, is more than noise."""
    table = compare_findings(before, after).changes
    if not kinds:
        return len(table) > 0
    named = table.loc[table["kind"].isin(kinds), "stakeholders"]
    return any(set(ids) & set(each) for each in named)


CLEAR = {"silent": 0.0, "hits": (0.97, 1.0), "alarms": (0.0, 0.01)}
"""Everybody answers, and reports at least 97 of 100 ties."""


def trial(seed):
    """Whether noise alone shows a change, and whether three planted changes do."""
    region = truth(seed)
    pair = (3, 15)
    rivals = with_pair(region, pair, layer="competition")
    partners = with_pair(region, pair, layer="cooperation")
    before = ask(rivals, seed=10_000 + seed, **CLEAR)
    leader = int(region["cooperation"].sum(axis=0).argmax())

    def later(changed, offset):
        return ask(changed, seed=offset + seed, **CLEAR)

    return {
        "noise, a fifth silent": found(*(ask(region, seed=k + seed) for k in (20_000, 30_000))),
        "noise, all answer": found(before, later(rivals, 40_000)),
        "rival turned partner": found(
            before, later(partners, 50_000), kinds=("pairs",), ids=[IDS[each] for each in pair]
        ),
        "bloc split": found(
            before, later(with_split(rivals), 60_000), kinds=("blocs",), ids=IDS[:BLOC]
        ),
        "key person gone": found(
            before,
            later(without_partners(rivals, leader), 70_000),
            kinds=("ties", "influence"),
            ids=[IDS[leader]],
        ),
    }
