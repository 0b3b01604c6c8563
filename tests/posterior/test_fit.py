"""One model for all evidence: what it makes of reports, silence, logs, meetings and odd surveys."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from evidence.made import made_region, question

from stakeholder_map.errors import UsageError
from stakeholder_map.evidence import collect_evidence, evidence_from_answers
from stakeholder_map.example.simulate import Design, simulate_region
from stakeholder_map.posterior import Posterior, load_draws
from stakeholder_map.posterior.convergence import HIGHEST_R_HAT, convergence_words
from stakeholder_map.posterior.fit import fit_evidence, plan_of
from stakeholder_map.posterior.gather import gather


def fitted(answers, *, draws=100, seed=1, **options):
    return fit_evidence(evidence_from_answers(answers, **options), draws=draws, seed=seed)


def chance(draws, source, target, layer="cooperation"):
    ties = draws.candidates.ties
    where = (ties["source"] == source) & (ties["target"] == target) & (ties["layer"] == layer)
    return float(ties.loc[where, "probability"].sum())


def simulated(seed=1, **design):
    region = simulate_region(Design(40, **design), seed=seed)
    return region, evidence_from_answers(
        region.answers(), silent=region.silent(), others=region.ids
    )


@pytest.fixture(scope="module")
def region():
    return simulated(silent=0.2)


@pytest.fixture(scope="module")
def draws(region):
    return fit_evidence(region[1], draws=100, seed=1)


def test_ties_are_more_probable_where_they_are(region, draws):
    truth = region[0].truth
    probability = sum((each > 0).toarray() for each in draws.matrices("cooperation")) / len(draws)
    for who in (region[0].heard, ~region[0].heard):
        there = probability[who][truth[who] > 0].mean()
        not_there = probability[who][truth[who] == 0].mean()
        assert there > 2 * not_there
    assert abs(probability.sum() - (truth > 0).sum()) < 0.25 * (truth > 0).sum()


def test_probabilities_are_the_shares_of_the_draws(draws):
    mean = sum((each > 0).toarray() for each in draws.matrices("cooperation")) / len(draws)
    ties = draws.candidates.ties
    index = draws.candidates.stakeholders.index
    rows, columns = (index.get_indexer(pd.Index(ties[end])) for end in ("source", "target"))
    assert np.abs(mean[rows, columns] - ties["probability"]).max() < 1e-12
    strength = sum(each.toarray() for each in draws.matrices("cooperation")) / len(draws)
    expected = Posterior.of(draws.candidates).expected().matrix("cooperation").toarray()
    assert np.abs(strength - expected).max() < 1e-12


def test_the_same_seed_gives_the_same_bytes_in_any_order_of_rows(region, draws, tmp_path):
    answers = region[0].answers()
    turned = evidence_from_answers(
        reversed(answers), silent=region[0].silent(), others=region[0].ids
    )
    draws.save(tmp_path / "one.npz", origin="x")
    fit_evidence(turned, draws=100, seed=1).save(tmp_path / "two.npz", origin="x")
    fit_evidence(turned, draws=100, seed=2).save(tmp_path / "three.npz", origin="x")
    one, two, three = ((tmp_path / f"{k}.npz").read_bytes() for k in ("one", "two", "three"))
    assert one == two != three


def test_the_same_seed_gives_the_same_draws_on_however_many_cores(region, draws, monkeypatch):
    monkeypatch.setattr("stakeholder_map.posterior.fit._threads", lambda: 1)
    alone = fit_evidence(region[1], draws=100, seed=1)
    for one, two in zip(draws.levels("cooperation"), alone.levels("cooperation"), strict=True):
        assert (one - two).nnz == 0


def test_the_first_draws_are_the_same_however_many_are_made(region, draws):
    many = fit_evidence(region[1], draws=240, seed=1)
    few = list(draws.matrices("cooperation"))
    more = list(many.matrices("cooperation"))[: len(few)]
    assert all((one - two).nnz == 0 for one, two in zip(few, more, strict=True))


def test_stored_draws_come_back_with_how_well_the_chains_agreed(draws, tmp_path):
    draws.save(tmp_path / "draws.npz", origin="x")
    nodes = draws.candidates.stakeholders
    stored = load_draws(tmp_path / "draws.npz", stakeholders=nodes).draws
    for name in ("ties", "pools", "account", "convergence"):
        pd.testing.assert_frame_equal(
            getattr(stored.candidates, name), getattr(draws.candidates, name)
        )
    for one, two in zip(stored.levels("cooperation"), draws.levels("cooperation"), strict=True):
        assert (one - two).nnz == 0


def test_the_chains_agree(draws):
    table = draws.candidates.convergence
    assert table["r_hat"].max() < HIGHEST_R_HAT
    assert table["ess"].min() > 30
    assert convergence_words(table) == ""


def test_chains_that_do_not_agree_are_named(draws):
    late = draws.candidates.convergence.assign(r_hat=1.5)
    assert "cooperation" in convergence_words(late)
    assert "1.50" in convergence_words(late)


def test_two_sides_weigh_more_than_one_and_one_more_than_none(region, draws):
    ties = draws.candidates.ties
    ties = ties[ties["reports"] == 2]
    means = ties.groupby("positives")["probability"].mean()
    assert means[2] > 0.97
    assert means[2] > means[1] > 4 * means[0]


def test_silence_is_no_report(region):
    """A silent side leaves a claim more probable than a side that says no."""
    simulation = region[0]
    said = simulation.answers()
    answered = [row for row in said if row[0] != "s0000"]
    silent = fitted(answered, silent=[*simulation.silent(), "s0000"], others=simulation.ids)
    spoke = {row[1] for row in said if row[0] == "s0000"}
    claims = [row[0] for row in answered if row[1] == "s0000" and row[0] not in spoke]
    denied = fitted(said, silent=simulation.silent(), others=simulation.ids)
    assert claims
    for other in claims:
        assert chance(silent, "s0000", other) >= chance(denied, "s0000", other) - 0.05


def test_a_directed_tie_is_what_its_source_says():
    answers = [("a", "b", "value_influence", 4), ("a", "c", "value_influence", 2)]
    answers += [("b", "c", "value_influence", 3)]
    draws = fitted(answers, silent=["c", "d"])
    layer = "value_influence"
    assert chance(draws, "a", "b", layer) == chance(draws, "b", "c", layer) == 1.0
    assert chance(draws, "b", "a", layer) == chance(draws, "a", "d", layer) == 0.0
    assert 0 < chance(draws, "c", "b", layer) < 1
    levels = {matrix[0, 1] for matrix in draws.levels(layer)}
    assert levels == {4}


def test_a_list_from_memory_says_less_of_those_left_out_than_a_roster():
    ids = [f"s{k}" for k in range(12)]
    answers = [(a, b, "value_influence", 4) for a in ids[:8] for b in ids[8:11]]
    roster, free = (
        fitted(answers, others=ids, unlisted=rule).candidates.ties for rule in ("zero", "unknown")
    )
    first = {"s0", "s1", "s2"}
    assert not ((roster["source"].isin(first)) & (roster["positives"] == 0)).any()
    added = free[free["source"].isin(first) & (free["positives"] == 0)]
    assert 0 < added["probability"].sum() < 0.5 * 9


def test_our_log_speaks_of_our_own_ties_only():
    ids = [f"s{k}" for k in range(12)]
    questions = [question("q", "cooperation", highest=4)]
    survey = [
        {"respondent_id": a, "target_id": b, "q": 3}
        for a, b in zip(ids, [*ids[1:], ids[0]], strict=True)
    ]
    contacts = [
        {"date": pd.Timestamp("2026-09-01"), "from_id": "us", "to_id": each, "channel": "call"}
        for each in ids[:6]
    ]
    region = made_region("us", *ids, questions=questions, survey=survey, contacts=contacts)
    gathered = gather(collect_evidence(region), layer="cooperation", area="")
    problem = gathered.problem
    log = np.flatnonzero(~problem.usual)
    us = list(collect_evidence(region).stakeholders.index).index("us")
    assert gathered.members[problem.speaks_for[log]].tolist() == [us]
    pair = np.repeat(np.arange(len(problem.source)), np.diff(problem.begins))[
        problem.witness == log[0]
    ]
    ends = gathered.members[np.stack([problem.source[pair], problem.target[pair]])]
    assert (ends == us).any(axis=0).all()
    assert sorted(problem.level[problem.witness == log[0]].tolist()) == [-1] * 6


def test_meetings_count_the_less_the_more_came():
    ids = [f"s{k}" for k in range(8)]
    questions = [question("q", "cooperation", highest=4)]
    survey = [{"respondent_id": a, "target_id": b, "q": 3} for a, b in pairwise(ids)]
    events = [{"event_id": "e", "date": pd.Timestamp("2026-09-01"), "attendees": tuple(ids[:5])}]
    region = made_region("us", *ids, questions=questions, survey=survey, events=events)
    problem = gather(collect_evidence(region), layer="cooperation", area="").problem
    assert problem.meetings.sum() == pytest.approx(5 / 2)
    assert problem.attended.sum() == 5


# Odd surveys.


def test_one_respondent_only():
    draws = fitted([("a", "b", "cooperation", 4), ("a", "c", "cooperation", 2)], silent="bcdef")
    assert chance(draws, "a", "b") > 0.6 > 0.2 > chance(draws, "a", "d")
    assert 0 < chance(draws, "d", "e") < 0.9


def test_a_layer_that_nobody_answered_has_no_ties_but_stays_a_layer():
    draws = fitted([("a", "b", "cooperation", 4), ("a", "b", "competition", None)])
    assert draws.candidates.layers == ("cooperation", "competition")
    assert set(draws.candidates.ties["layer"]) == {"cooperation"}
    assert next(draws.matrices("competition")).nnz == 0


def test_a_respondent_who_names_everybody_is_believed_less():
    ids = [f"s{k:02d}" for k in range(20)]
    ring = [(a, b, "cooperation", 3) for a, b in zip(ids[1:], [*ids[2:], ids[1]], strict=True)]
    ring += [(b, a, "cooperation", 3) for a, b, *_ in ring]
    everybody = [("s00", each, "cooperation", 4) for each in ids[1:]]
    draws = fitted([*everybody, *ring])
    named = np.mean([chance(draws, "s00", each) for each in ids[1:]])
    confirmed = np.mean([chance(draws, *sorted(row[:2])) for row in ring])
    assert confirmed > 0.95
    assert named < confirmed


def test_a_stakeholder_named_by_all_who_answered_nothing_is_tied_to_most():
    ids = [f"s{k:02d}" for k in range(16)]
    answers = [(each, "s00", "cooperation", 4) for each in ids[1:]]
    answers += [(a, b, "cooperation", 3) for a, b in zip(ids[1:], [*ids[2:], ids[1]], strict=True)]
    draws = fitted(answers, silent=["s00"])
    degree = np.mean([(matrix > 0).sum(axis=1)[0] for matrix in draws.matrices("cooperation")])
    assert degree > 12


def test_sides_that_all_disagree_leave_doubt():
    ids = [f"s{k:02d}" for k in range(12)]
    answers = [(a, b, "cooperation", 4) for k, a in enumerate(ids) for b in ids[k + 1 : k + 3]]
    ties = fitted([*answers, ("s11", "s00", "cooperation", 4)]).candidates.ties
    claimed = ties[ties["positives"] == 1]["probability"]
    assert len(claimed)
    assert claimed.between(0.02, 0.98).all()


@pytest.mark.parametrize("n", [0, 1, 2])
def test_hardly_anybody(n):
    answers = [("a", "b", "cooperation", 3)] if n == 2 else []
    draws = fitted(answers, others="ab"[:n], draws=8)
    assert len(draws) == 8
    assert draws.graph(7).n == n
    assert np.isfinite(draws.candidates.ties["probability"]).all()


def test_all_say_zero():
    answers = [(a, b, "cooperation", 0) for a in "abcdef" for b in "abcdef" if a != b]
    ties = fitted(answers).candidates.ties
    assert ties["probability"].sum() < 1.5


@pytest.mark.parametrize("call", [{"draws": 0, "seed": 1}, {"draws": 1, "seed": -1}])
def test_numbers_that_make_no_sense_are_refused(call):
    with pytest.raises(UsageError, match="found"):
        fit_evidence(evidence_from_answers([("a", "b", "cooperation", 1)]), **call)


def test_chains_of_a_whole_layer_are_longer_where_very_many_hold_its_rates_together():
    whole, area, directed = ("cooperation", ""), ("cooperation", "asthma"), ("value_influence", "")
    assert plan_of(whole, stakeholders=1001).least > plan_of(whole, stakeholders=1000).least
    assert plan_of(area, stakeholders=2000) == plan_of(area, stakeholders=50)
    assert plan_of(directed, stakeholders=2000) == plan_of(directed)
