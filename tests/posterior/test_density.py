"""The compiled steps as plain Python, against sums and chances pair by pair."""

import numpy as np
import pytest

from stakeholder_map.evidence import evidence_from_answers
from stakeholder_map.posterior import density, ties
from stakeholder_map.posterior.chain import start_chain
from stakeholder_map.posterior.gather import gather

DRAWS = 1500


@pytest.fixture
def plain(monkeypatch):
    for module in (density, ties):
        for name, each in vars(module).items():
            if hasattr(each, "py_func"):
                monkeypatch.setattr(module, name, each.py_func)


@pytest.fixture
def problem():
    said = [("a", "b", "cooperation", 4), ("c", "d", "cooperation", 2)]
    evidence = evidence_from_answers(said, silent=["e", "f"], others=["g"], highest=4)
    found = gather(evidence, layer="cooperation", area="").problem
    shown = found.shown.copy()
    shown[0] = False
    return found._replace(shown=shown)


def pairs(problem):
    listed = set(zip(problem.source.tolist(), problem.target.tolist(), strict=True))
    every = [(u, v) for u in range(problem.n) for v in range(u + 1, problem.n)]
    return [pair for pair in every if pair not in listed]


def ratio(problem, denial, u, v):
    one = denial[u] if problem.shown[v] else 1.0
    return one * (denial[v] if problem.shown[u] else 1.0)


@pytest.mark.parametrize("total", [1.0, 6.0, 40.0])
def test_silence_summed_over_stakeholders_is_that_summed_over_pairs(plain, problem, total):
    chain = start_chain(problem, np.random.default_rng(1))
    scale = np.array([total, chain.share[0]])
    rates = density.Rates(scale, chain.source, chain.hits, chain.alarms, chain.outlook)
    denial = np.where(problem.heard, np.linspace(0.2, 0.6, problem.n), 1.0)
    expected = 0.0
    for u, v in pairs(problem):
        mean = 2 * total * chain.source[u] * chain.source[v]
        chance = 1 - np.exp(-mean)
        expected += np.log(1 - chance + chance * ratio(problem, denial, u, v))
    found = density._log_silence(problem, rates, denial)
    assert found == pytest.approx(expected, abs=1e-3)
    blind = density._log_silence(problem, rates, np.ones(problem.n))
    assert abs(blind - expected) > 0.05


def test_unlisted_pairs_have_a_tie_as_often_as_popularity_and_silence_say(plain, problem):
    rng = np.random.default_rng(3)
    chain = start_chain(problem, rng)
    chain.total[0] = 8.0
    denial = np.ones(problem.n)
    ties.deny(denial, problem.speaks_for, problem.implies, chain.hits, chain.alarms)
    times, number = np.zeros((problem.n, problem.n)), np.zeros((problem.n, problem.n))
    for _ in range(DRAWS):
        source, target, many = ties._scatter(problem, chain, rng)
        times[source, target] += 1
        number[source, target] += many
    for u, v in pairs(problem):
        mean = 2 * chain.total[0] * chain.source[u] * chain.source[v]
        odds = np.expm1(mean) * ratio(problem, denial, u, v)
        chance = odds / (1 + odds)
        error = np.sqrt(chance * (1 - chance) / DRAWS)
        assert times[u, v] / DRAWS == pytest.approx(chance, abs=4 * error + 1e-3)
        several = mean / -np.expm1(-mean)
        if times[u, v] > 300:
            assert number[u, v] / times[u, v] == pytest.approx(several, rel=0.15)
    assert not times[problem.source, problem.target].any()
