"""Core index, stance and regret: what the scenarios say of the proposed choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.choice.result import Robustness
from stakeholder_map.partners.choice.search.best import Group
from stakeholder_map.partners.robustness.feasible import regrets
from stakeholder_map.partners.robustness.scenarios import Solved

CORE, EXTERIOR = 0.95, 0.05
"""From which share of the scenarios on a candidate is core, and up to which it is exterior."""

LITTLE = 0.05
"""Regret up to which a choice loses little wherever it is not the best."""


def stance(share: float) -> str:
    """Core, borderline or exterior.

    Examples
    --------
    >>> [stance(share) for share in (1.0, 0.5, 0.0)]
    ['core', 'borderline', 'exterior']
    """
    return "core" if share >= CORE else "exterior" if share <= EXTERIOR else "borderline"


def judge_robustness(
    solved: Solved,
    *,
    chosen: Group,
    twins: Sequence[Sequence[int]],
    mean: Floats,
    names: tuple[Mapping[str, str], Mapping[str, str]],
) -> Robustness:
    """What the scenarios say.

    Parameters
    ----------
    solved : Solved
        The best choice of each.
    chosen : Group
        The proposed choice.
    twins : sequence of sequence of int
        Candidates whose figures are the same: each has the mean of their shares, so that the order
        of a table decides nothing.
    mean : ndarray
        In each scenario the mean benefit of groups that meet the constraints.
    names : (mapping of str to str, mapping of str to str)
        Ids of the candidates and of the projects, in their order, with their names.

    Returns
    -------
    Robustness
    """
    count = len(solved.best)
    share, projects = np.zeros(len(names[0])), np.zeros(len(names[1]))
    for each in solved.best:
        share[list(each.members)] += 1 / count
        projects[each.project] += 1 / count
    for alike in twins:
        share[list(alike)] = share[list(alike)].mean()
    at = [(each.members, each.project) for each in solved.choices].index(
        (chosen.members, chosen.project)
    )
    regret = pd.Series(regrets(solved.optimum, solved.values[:, at], mean), name="regret")
    same = [
        (each.members, each.project) == (chosen.members, chosen.project) for each in solved.best
    ]
    worst = float(regret.quantile(0.95)) if count else 0.0
    return Robustness(
        candidates=_table(share, names[0], index="stakeholder_id"),
        projects=_table(projects, names[1], index="project_id"),
        regret=regret,
        expected_regret=float(regret.mean()) if count else 0.0,
        worst_regret=float(regret.max()) if count else 0.0,
        same_choice=float(np.mean(same)) if count else 0.0,
        scenarios=count,
        stands_out=bool(share[list(chosen.members)].min(initial=1.0) >= CORE or worst <= LITTLE),
    )


def _table(share: Floats, names: Mapping[str, str], *, index: str) -> pd.DataFrame:
    rounded = share.round(9)
    return pd.DataFrame(
        {
            "name": pd.Series(list(names.values()), dtype="str"),
            "core_index": rounded,
            "stance": pd.Series([stance(each) for each in rounded], dtype="str"),
        }
    ).set_index(pd.Index(list(names), name=index, dtype="str"))


def find_twins(columns: Floats, pairs: Floats, *, kinds: Sequence[object]) -> list[list[int]]:
    """Candidates whose figures are the same in everything.

    Parameters
    ----------
    columns : (n, figures) float array
        Figures of each.
    pairs : (F, n, n) float array
        What each pair shares.
    kinds : sequence
        What else sets candidates apart, such as their key group; n of them.

    Returns
    -------
    list of list of int
        Each of at least two.

    Examples
    --------
    >>> find_twins(np.array([[1.0], [2.0], [1.0]]), np.zeros((1, 3, 3)), kinds=["a", "a", "a"])
    [[0, 2]]
    """
    rounded = columns.round(9)
    by_figures: dict[object, list[int]] = {}
    for place in range(len(rounded)):
        by_figures.setdefault((rounded[place].tobytes(), kinds[place]), []).append(place)
    twins = []
    for places in by_figures.values():
        rest = list(places)
        while rest:
            first = rest[0]
            alike = [first, *(each for each in rest[1:] if _interchange(pairs, first, each))]
            rest = [each for each in rest if each not in alike]
            twins += [alike] if len(alike) > 1 else []
    return twins


def _interchange(pairs: Floats, one: int, other: int) -> bool:
    """Whether two share the same with everybody else."""
    rest = np.ones(pairs.shape[1], dtype=bool)
    rest[[one, other]] = False
    return bool(np.allclose(pairs[:, one][:, rest], pairs[:, other][:, rest], atol=1e-9))
