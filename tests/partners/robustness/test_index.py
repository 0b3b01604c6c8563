"""Core index, twins, regret and the sample of groups that it is measured against."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from stakeholder_map.partners.choice.search.best import Group, find_best
from stakeholder_map.partners.robustness.feasible import regrets, sample_feasible
from stakeholder_map.partners.robustness.index import find_twins, judge_robustness, stance
from stakeholder_map.partners.robustness.scenarios import solve

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def random_problem():
    spec = importlib.util.spec_from_file_location("b", ROOT / "benchmarks" / "partners.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.random_problem


@pytest.fixture(scope="module")
def problems(random_problem):
    base = random_problem(4, n=20, projects=3)
    rng = np.random.default_rng(1)
    return [base.changed(own=base.own * rng.uniform(0, 2, base.own.shape)) for _ in range(30)]


def test_every_scenario_has_its_own_best_whatever_is_known_before(problems):
    first = find_best(problems[0]).best[0]
    solved = solve(problems, known=[first])
    alone = [find_best(each).best[0] for each in problems]
    assert [each.benefit for each in solved.best] == pytest.approx([e.benefit for e in alone])
    assert (solved.values <= solved.optimum[:, None] + 1e-9).all()
    assert solved.choices[0].members == first.members


def test_the_sample_meets_the_constraints_and_is_worth_less_than_the_best(problems):
    sample = sample_feasible(problems[0], seed=1)
    assert all(problems[0].meets(each.members, each.project) for each in sample.groups)
    assert sample.benefit(problems[0]) < find_best(problems[0]).best[0].benefit


def test_regret_is_nothing_for_the_best_and_all_for_an_ordinary_group():
    found = regrets(np.array([1.0, 1.0, 1.0]), np.array([1.0, 0.5, 0.9]), np.array([0.5, 0.5, 1.0]))
    assert found.tolist() == [0.0, 1.0, 0.0]


def test_shares_are_counted_and_twins_have_one_share():
    best = (Group((0, 1), 0, 1.0), Group((0, 2), 0, 1.0), Group((0, 1), 1, 1.0))
    solved_values = np.array([[1.0, 0.9], [0.9, 1.0], [1.0, 0.8]])
    choices = (Group((0, 1), 0, np.nan), Group((0, 2), 0, np.nan))
    from stakeholder_map.partners.robustness.scenarios import Solved

    solved = Solved(best, solved_values, choices)
    found = judge_robustness(
        solved,
        chosen=best[0],
        twins=[[1, 2]],
        mean=np.full(3, 0.5),
        names=({"a": "A", "b": "B", "c": "C"}, {"p": "P", "q": "Q"}),
    )
    assert found.candidates["core_index"].tolist() == [1.0, 0.5, 0.5]
    assert found.candidates["stance"].tolist() == ["core", "borderline", "borderline"]
    assert found.projects["core_index"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert found.regret.tolist() == pytest.approx([0.0, 0.2, 0.0])
    assert not found.stands_out


def test_twins_have_the_same_figures_and_share_the_same_with_all_others():
    columns = np.array([[1.0], [1.0], [1.0], [2.0]])
    pairs = np.zeros((1, 4, 4))
    pairs[0, 2, 3] = pairs[0, 3, 2] = 0.5
    assert find_twins(columns, pairs, kinds=list("aaaa")) == [[0, 1]]
    assert find_twins(columns, pairs, kinds=list("abab")) == []


@pytest.mark.parametrize(
    ("share", "word"), [(0.95, "core"), (0.949, "borderline"), (0.05, "exterior")]
)
def test_the_stance_follows_the_share(share, word):
    assert stance(share) == word
