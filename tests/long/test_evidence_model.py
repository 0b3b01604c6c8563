"""The sampler on regions drawn from its own model, and on a region of 2,000 stakeholders."""

import time

import numpy as np
import pytest

from stakeholder_map.evidence import evidence_from_answers
from stakeholder_map.example.simulate import Design, SimulatedRegion, simulate_region
from stakeholder_map.posterior.fit import fit_evidence, plan_of, run_chains
from stakeholder_map.posterior.gather import gather
from stakeholder_map.posterior.popularity import LEAST_HEARD, SILENT_WEIGHT
from stakeholder_map.posterior.rates import ALARM_PRIOR, HIT_PRIOR

PART = ("cooperation", "")
REGIONS = 160


def mirrored(values):
    upper = np.triu(values, k=1)
    return upper + upper.T


def own_region(seed, *, n=40, silent=0.3):
    """A region drawn from the prior of the model, with what it is to find: ties, mean hit, alarm.

    Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari & Gelman 2018): where truth
    and data come from the model itself, the truth lies anywhere among the sweeps alike.
    """
    rng = np.random.default_rng([seed, 99])
    heard = np.ones(n, dtype=bool)
    heard[rng.choice(n, round(silent * n), replace=False)] = False
    quiet = 1.0 - heard.mean()
    weight = max(SILENT_WEIGHT, LEAST_HEARD / (1.0 - quiet))
    share = rng.beta(weight * quiet, weight * (1.0 - quiet))
    popularity = np.empty(n)
    for who, part in ((heard, 1.0 - share), (~heard, share)):
        spread = np.exp(0.4 + rng.standard_normal())
        popularity[who] = part * rng.dirichlet(np.full(who.sum(), spread))
    mean = 2.0 * rng.exponential(4.0 * n) * np.outer(popularity, popularity)
    tied = mirrored((rng.random((n, n)) < -np.expm1(-mean)).astype(int)) > 0
    usual, rare = rng.beta(*HIT_PRIOR[:2]), rng.beta(*ALARM_PRIOR[:2])
    firm = [prior[2] * np.exp(0.7 * rng.standard_normal()) for prior in (HIT_PRIOR, ALARM_PRIOR)]
    hits = rng.beta(usual * firm[0], (1 - usual) * firm[0], n)
    alarms = rng.beta(rare * firm[1], (1 - rare) * firm[1], n)
    sees = rng.random((n, n)) < np.where(tied, hits[:, None], alarms[:, None])
    np.fill_diagonal(sees, val=False)
    shares, slip = rng.dirichlet(np.ones(4)), rng.beta(1, 5)
    level = mirrored(rng.choice(np.arange(1, 5), size=(n, n), p=shares))
    slipped = (level - 1 + rng.integers(1, 4, (n, n))) % 4 + 1
    heard_of = np.where(tied, np.where(rng.random((n, n)) < slip, slipped, level), 1)
    said = np.where(sees, heard_of, 0)
    region = SimulatedRegion(np.where(tied, level, 0), heard, said, np.zeros((0, n), dtype=bool))
    return region, (tied.sum() / 2, usual, np.log(rare + 0.01))


@pytest.fixture(scope="module")
def places():
    """Where the truth lies among the sweeps, for each region: ties, mean hit, mean alarm."""
    found = []
    for seed in range(REGIONS):
        region, truth = own_region(seed)
        evidence = evidence_from_answers(
            region.answers(), silent=region.silent(), others=region.ids, highest=4
        )
        problem = gather(evidence, layer=PART[0], area=PART[1]).problem
        chains = run_chains(problem, plan=plan_of(PART), draws=200, seed=[seed])
        trace = np.concatenate([chain.trace for chain in chains])
        place = (np.sign(np.array(truth) - trace[:, :3]).mean(axis=0) + 1.0) / 2.0
        found.append(place)
    return np.array(found)


@pytest.mark.parametrize("which", [0, 1, 2], ids=["ties", "hits", "alarms"])
def test_the_truth_lies_anywhere_among_the_sweeps_alike(places, which):
    """Within a tenth of one half on average, and about nine in ten in the middle.

    The mean rates are drawn a little high, by less than that; see docs/METHODS.md.
    """
    place = places[:, which]
    assert abs(place.mean() - 0.5) < 0.1
    assert ((place > 0.05) & (place < 0.95)).mean() > 0.8


def test_two_thousand_stakeholders_take_about_a_minute():
    region = simulate_region(Design(2000, silent=0.2), seed=1)
    evidence = evidence_from_answers(region.answers(), silent=region.silent(), others=region.ids)
    begun = time.process_time()
    draws = fit_evidence(evidence, draws=200, seed=1)
    assert time.process_time() - begun < 90
    table = draws.candidates.convergence
    assert table["r_hat"].max() < 1.1
    there = np.mean([matrix.nnz / 2 for matrix in draws.matrices("cooperation")])
    assert there == pytest.approx((region.truth > 0).sum() / 2, rel=0.1)
