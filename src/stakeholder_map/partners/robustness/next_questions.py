"""Which conversations would most improve the choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.partners.choice.result import Choice
from stakeholder_map.partners.choice.search.best import Group
from stakeholder_map.partners.robustness.information import perfect_value
from stakeholder_map.partners.robustness.questions import QUESTIONS, find_sources, value_sources
from stakeholder_map.partners.robustness.scenarios import Solved, scenario_problems, solve
from stakeholder_map.phrases import listed, percent

MOST_CHOICES = 40
"""Choices between which an answer may decide: those that are the best most often."""

NEGLIGIBLE = 0.005
"""Expected loss, in percent of the benefit, below which no conversation would pay."""


@dataclass(frozen=True, eq=False)
class NextQuestions:
    """What hearing from each silent or stale source would be worth to the choice.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, the most valuable first: ``name``, ``key_group``, ``why`` (what
        is not known of it, in words), ``value``: expected gain in benefit from hearing it, in
        percent of the benefit of the proposed choice; ``regret``, the share of the expected loss
        that this would take away; ``ask``, what to ask.
    expected_loss : float
        What is lost on average by choosing on today's evidence, in percent of the benefit.
    sentences : tuple of str
        What it says, in words.
    """

    table: pd.DataFrame
    expected_loss: float
    sentences: tuple[str, ...]


def next_questions(choice: Choice) -> NextQuestions:
    """The value of hearing from each silent or stale source.

    Parameters
    ----------
    choice : Choice
        The proposed choice.

    Returns
    -------
    NextQuestions
        Under the weights as set, over the draws of the evidence. Hearing from a candidate is taken
        to tell its willingness, its competition with us and with those that may be members, whom
        of them it trusts, and how highly it ranks the projects' areas.

    Notes
    -----
    See `partial_value` for the method. A value below what chance alone gives is 0.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.partners import choose
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> found = next_questions(choose(open_scan(folder, draws=20, seed=1)))
    >>> found.expected_loss >= 0, bool(found.table["value"].is_monotonic_decreasing)
    (True, True)
    """
    basis = choice.basis
    short = basis.short
    sources = find_sources(basis.scan, table=basis.table.iloc[basis.places])
    if not choice.members or not len(basis.readings):
        return NextQuestions(sources.assign(value=0.0, regret=0.0), 0.0, ())
    known = [_group(choice, members, project) for members, project in _listed(choice)]
    problems = scenario_problems(short, basis.readings, weights=[basis.weights] * _count(choice))
    solved = solve(problems, known=known)
    values, choices = _frequent(solved)
    loss = perfect_value(values)
    ids = [str(each) for each in short.ground.ids]
    found = value_sources(
        values,
        readings=basis.readings,
        places=[ids.index(str(each)) for each in sources.index],
        choices=choices,
        seed=basis.scan.seed,
    )
    benefit = choice.proof.benefit
    table = sources.assign(
        value=(100 * found / benefit).round(9),
        regret=(found / loss if loss > 0 else np.zeros(len(found))).round(9),
    )
    table = table.sort_values(["value", "stakeholder_id"], ascending=[False, True])
    lost = round(100 * loss / benefit, 9)
    return NextQuestions(table, lost, tuple(_told(table, loss=lost)))


def _count(choice: Choice) -> int:
    return len(choice.basis.readings)


def _listed(choice: Choice) -> list[tuple[tuple[str, ...], str]]:
    """Members and project of the choice and of the next best, as far as on the short list."""
    on_list = {str(each) for each in choice.basis.short.ground.ids}
    rows = zip(choice.alternatives["members"], choice.alternatives["project"], strict=True)
    return [(members, project) for members, project in rows if on_list >= set(members)]


def _group(choice: Choice, members: tuple[str, ...], project: str) -> Group:
    ground = choice.basis.short.ground
    ids, projects = list(ground.ids), list(ground.projects.index)
    places = sorted(ids.index(each) for each in members)
    return Group(tuple(places), projects.index(project), np.nan)


def _frequent(solved: Solved) -> tuple[np.ndarray, tuple[Group, ...]]:
    """Values of the choices that are the best most often, the known ones first."""
    order = {(each.members, each.project): at for at, each in enumerate(solved.choices)}
    times = np.zeros(len(order))
    for each in solved.best:
        times[order[each.members, each.project]] += 1
    kept = np.sort(np.argsort(-times, kind="stable")[:MOST_CHOICES])
    return solved.values[:, kept], tuple(solved.choices[at] for at in kept)


def _told(table: pd.DataFrame, *, loss: float) -> Iterator[str]:
    if table.empty:
        yield "Every candidate was heard, and lately: nobody is left to ask first."
        return
    if loss < NEGLIGIBLE or not (table["value"] > 0).any():
        yield (
            "No conversation would change the choice by more than chance: whatever those who have "
            "not been heard would say, it stays the best or nearly so."
        )
        return
    first = table[table["value"] > 0].head(QUESTIONS)
    names = listed(
        f"{row['name']} ({row['why']}; takes away {percent(row['regret'])})"
        for row in first.to_dict("records")
    )
    yield (
        f"Choosing on today's evidence loses {loss:.1f} % of the benefit on average. The "
        f"conversations that would most reduce it: {names}."
    )
