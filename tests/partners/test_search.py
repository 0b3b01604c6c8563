"""The exact search against all groups there are."""

import importlib.util
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.partners.choice.search import best as search
from stakeholder_map.partners.choice.search.best import find_best
from stakeholder_map.partners.choice.search.ceiling import ceiling
from stakeholder_map.partners.choice.search.start import good_groups
from stakeholder_map.partners.choice.search.worths import benefits

ROOT = Path(__file__).resolve().parents[2]
INSTANCES = 200
KEPT = 6


def load(name):
    """A benchmark as a module."""
    spec = importlib.util.spec_from_file_location(
        f"{name}_benchmark", ROOT / "benchmarks" / f"{name}.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


benchmark = load("partners")
random_problem = benchmark.random_problem


def small(seed):
    """An instance that can be searched through, with all constraints."""
    rng = np.random.default_rng([seed, 9])
    return random_problem(
        seed,
        n=int(rng.integers(6, 15)),
        projects=3,
        groups=int(rng.integers(3, 6)),
        seats=int(rng.integers(2, 6)),
    )


def every_choice(problem):
    """Benefit, members and project of every group that meets the constraints, falling."""
    inside = (np.arange(1, 2**problem.n)[:, None] >> np.arange(problem.n)) & 1 == 1
    inside = inside[inside.sum(axis=1) <= problem.seats]
    kept = inside[:, list(problem.must)].all(axis=1)
    barred = ~problem.allowed
    barred[list(problem.must)] = False
    kept &= ~inside[:, barred].any(axis=1)
    for family in set(problem.family.tolist()):
        kept &= inside[:, problem.family == family].sum(axis=1) <= 1
    inside = inside[kept]
    brought = np.array(
        [np.bitwise_or.reduce(problem.brings[row]) for row in inside], dtype=np.uint64
    )
    found = []
    for project in np.flatnonzero(problem.possible):
        fits = (problem.required[project] & ~brought) == 0
        fits &= inside @ problem.hours >= problem.needed[project] - 1e-9
        rows = inside[fits]
        pairs = problem.pairs[problem.field[project]]
        total = problem.worth[project] + rows @ problem.own[project]
        total += ((rows @ pairs) * rows).sum(axis=1) / 2
        for column, base in zip(problem.cover[project].T, problem.base[project], strict=True):
            most = (rows * column).max(axis=1, initial=0.0)
            total += np.maximum(most - base, 0.0)
        found += [
            (float(value), tuple(np.flatnonzero(row).tolist()), int(project))
            for value, row in zip(total, rows, strict=True)
        ]
    return sorted(found, key=lambda each: -each[0])


def test_the_best_choices_are_those_of_an_exhaustive_search():
    clashes = 0
    for seed in range(INSTANCES):
        problem = small(seed)
        every, found = every_choice(problem), find_best(problem, count=KEPT)
        clashes += not every
        assert [each.benefit for each in found.best] == pytest.approx(
            [value for value, _, _ in every[:KEPT]], abs=1e-8
        ), seed
        if every:
            assert found.bound == pytest.approx(every[0][0], abs=1e-8)
            top = {
                (members, project)
                for value, members, project in every
                if value > every[0][0] - 1e-9
            }
            assert (found.best[0].members, found.best[0].project) in top
    assert 5 < clashes < INSTANCES / 2  # both kinds of instances are among them


@pytest.mark.parametrize("form", ["pairs", "compact"])
def test_the_best_benefit_is_that_of_a_mixed_integer_program(form):
    for seed in (1, 4):
        problem = random_problem(seed, n=14, projects=2, groups=4, seats=4)
        found = find_best(problem)
        value, bound = benchmark.by_milp(problem, form=form, limit=60.0)
        assert value == pytest.approx(found.best[0].benefit, abs=1e-6)
        assert bound == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(("n", "seconds"), [(60, 1.0), (200, 5.0)])
def test_among_sixty_and_two_hundred_the_best_is_proven_in_time(n, seconds):
    problem = random_problem(2, n=n)
    begun = time.process_time()
    found = find_best(problem)
    assert time.process_time() - begun < seconds
    assert found.bound == pytest.approx(found.best[0].benefit)


def test_every_constraint_is_at_work_in_the_instances():
    """Without it the best would be another one in some instance: the comparison is no easy one."""
    looser = {
        "hours": lambda each: each.changed(needed=np.full_like(each.needed, -np.inf)),
        "required": lambda each: each.changed(required=np.zeros_like(each.required)),
        "family": lambda each: each.changed(family=np.arange(each.n)),
        "allowed": lambda each: each.changed(allowed=np.ones(each.n, dtype=bool)),
        "must": lambda each: each.changed(must=()),
        "seats": lambda each: each.changed(seats=each.seats + 1),
        "possible": lambda each: each.changed(possible=np.ones(3, dtype=bool)),
    }
    binds = dict.fromkeys(looser, 0)
    for seed in range(60):
        problem = small(seed)
        best = find_best(problem).best
        for name, loosen in looser.items():
            other = find_best(loosen(problem)).best
            binds[name] += bool(best) and other[0].benefit > best[0].benefit + 1e-9
    assert min(binds.values()) >= 3, binds


def test_a_group_that_is_found_meets_the_constraints_and_has_the_benefit_that_is_told():
    for seed in range(20):
        problem = random_problem(seed, n=40)
        for each in find_best(problem, count=KEPT).best:
            assert problem.meets(each.members, each.project)
            assert problem.benefit(each.members, each.project) == pytest.approx(each.benefit)
            assert benefits(problem, [each])[0] == pytest.approx(each.benefit)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(seed, chance):
    problem = random_problem(seed, n=25, projects=3)
    order = list(range(problem.n))
    chance.shuffle(order)
    order = np.array(order)
    shuffled = (
        problem.changed(must=())
        .narrowed(order)
        .changed(must=tuple(sorted(int(np.flatnonzero(order == each)[0]) for each in problem.must)))
    )
    one, other = find_best(problem).best, find_best(shuffled).best
    assert len(one) == len(other)
    if one:
        assert set(one[0].members) == {int(order[each]) for each in other[0].members}
        assert one[0].project == other[0].project
        assert one[0].benefit == pytest.approx(other[0].benefit)


def test_a_search_that_gives_up_tells_what_could_still_be():
    problem = random_problem(3, n=60)
    best = find_best(problem)
    short = find_best(problem, most_steps=50.0)
    assert best.bound == pytest.approx(best.best[0].benefit)
    assert short.bound >= best.bound - 1e-9
    assert not short.best or short.best[0].benefit <= best.bound + 1e-9


def test_of_candidates_with_the_same_figures_the_earlier_one_is_taken():
    problem = random_problem(5, n=12, projects=2, groups=3, seats=3)
    twice = np.repeat(np.arange(12), 2)
    doubled = problem.changed(must=()).narrowed(twice)
    best = find_best(doubled.changed(must=tuple(2 * each for each in problem.must))).best[0]
    assert all(member % 2 == 0 for member in best.members if member // 2 not in problem.must)


def test_a_search_that_begins_with_good_groups_finds_the_same(monkeypatch):
    monkeypatch.setattr(search, "MANY", 0)
    for seed in range(40):
        problem = small(seed)
        every = [value for value, _, _ in every_choice(problem)[:KEPT]]
        found = find_best(problem, count=KEPT)
        assert [each.benefit for each in found.best] == pytest.approx(every, abs=1e-8), seed
        kept = {(each.members, each.project) for each in found.best}
        assert len(kept) == len(found.best)
        if every:
            assert find_best(problem, floor=every[0] + 1e-6).best == ()


def test_nothing_exceeds_the_ceiling_and_thresholds_bring_it_down():
    for seed in range(40):
        problem = small(seed)
        every = every_choice(problem)
        for project in np.flatnonzero(problem.possible):
            top = max((value for value, _, at in every if at == project), default=-np.inf)
            assert ceiling(problem, int(project), known=top) >= top - 1e-9
    problem = random_problem(1, n=200, projects=2)
    best = find_best(problem).best[0]
    cover = np.maximum(problem.cover[best.project] - problem.base[best.project], 0.0).sum(axis=1)
    scores = np.sort((problem.own[best.project] + cover)[problem.allowed])[-problem.seats :]
    simple = problem.worth[best.project] + scores.sum()  # without even a share of pairs
    assert best.benefit <= ceiling(problem, best.project, known=best.benefit) < simple


def test_good_groups_meet_the_constraints_and_are_near_the_best():
    gaps = []
    for seed in range(12):
        problem = random_problem(seed, n=60)
        best = find_best(problem).best[0]
        met = list(good_groups(problem, best.project))
        assert all(problem.meets(members, best.project) for _, members in met)
        gaps.append(best.benefit - max((worth for worth, _ in met), default=0.0))
    assert np.mean(gaps) < 0.02
    assert min(gaps) == pytest.approx(0.0, abs=1e-9)


def test_among_very_many_the_gap_is_told_and_nothing_is_worse_than_by_greed():
    problem = random_problem(1, n=700, projects=3)
    by_greed = max(
        worth
        for project in np.flatnonzero(problem.possible)
        for worth, _ in good_groups(problem, int(project))
    )
    found = find_best(problem, most_steps=1000.0)
    assert found.best[0].benefit >= by_greed - 1e-12
    assert found.bound > found.best[0].benefit
    longer = find_best(problem, most_steps=1e6)
    assert found.best[0].benefit <= longer.best[0].benefit <= found.bound
    assert longer.bound <= found.bound + 1e-12
