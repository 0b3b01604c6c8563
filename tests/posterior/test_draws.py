"""Draws: seeded, independent between layers, stored byte for byte."""

import io
import time
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from stakeholder_map.errors import ScanError, UsageError
from stakeholder_map.evidence import evidence_from_answers
from stakeholder_map.posterior import load_draws, weigh_evidence

from .test_weigh import ANSWERS, IDS, posterior_of, told

RNG = np.random.default_rng(3)
MANY = [
    (who, whom, layer, int(RNG.integers(0, 5)))
    for layer in ("cooperation", "value_influence", "competition")
    for who in "abcdefgh"
    for whom in "abcdefghij"
    if who != whom and RNG.random() < 0.5
]


@pytest.fixture(scope="module")
def posterior():
    return weigh_evidence(evidence_from_answers(MANY, silent="ij"))


def test_ties_are_drawn_as_often_as_they_are_probable(posterior):
    draws = posterior.draw(draws=4000, seed=7)
    for layer in ("cooperation", "value_influence", "competition"):
        mean = sum(matrix.toarray() for matrix in draws.matrices(layer)) / len(draws)
        expected = posterior.expected().matrix(layer).toarray()
        assert np.abs(mean - expected).max() < 0.05
        # a control: the ties as stated are not what the draws have on average
        assert np.abs(mean - posterior.stated().matrix(layer).toarray()).max() > 0.2


def test_imputed_strengths_are_those_that_sides_reported(posterior):
    draws = posterior.draw(draws=50, seed=7)
    said = set(posterior.pools.loc[posterior.pools["layer"] == "value_influence", "strength"])
    drawn = np.concatenate([matrix.data for matrix in draws.matrices("value_influence")])
    imputed = posterior.ties["imputed"] & (posterior.ties["layer"] == "value_influence")
    assert imputed.any()
    assert set(drawn.tolist()) <= said
    assert len(said) == 4


@given(ANSWERS)
@settings(max_examples=10)
def test_graphs_and_matrices_of_a_draw_are_the_same(answers):
    draws = posterior_of(told(answers)).draw(draws=3, seed=11)
    for layer in draws.candidates.layers:
        for area in ("", "x"):
            matrices = list(draws.matrices(layer, area=area))
            levels = list(draws.levels(layer, area=area))
            for k, (matrix, level) in enumerate(zip(matrices, levels, strict=True)):
                graph = draws.graph(k)
                assert matrix.has_canonical_format
                assert (matrix - graph.matrix(layer, area=area)).nnz == 0
                assert (level - graph.levels(layer, area=area)).nnz == 0
                assert level.dtype == np.int64
                assert np.abs(matrix * 4 - level).max() == 0


def test_the_same_seed_gives_the_same_draws_and_another_seed_others(posterior):
    first, again, other = (posterior.draw(draws=5, seed=seed) for seed in (1, 1, 2))
    for layer in posterior.layers:
        pairs = zip(first.matrices(layer), again.matrices(layer), strict=True)
        assert all((one - two).nnz == 0 for one, two in pairs)
        pairs = zip(first.matrices(layer), other.matrices(layer), strict=True)
        assert any((one - two).nnz for one, two in pairs)


def test_the_first_draws_are_the_same_however_many_are_made(posterior):
    few, many = posterior.draw(draws=3, seed=1), posterior.draw(draws=30, seed=1)
    for k in range(3):
        pd.testing.assert_frame_equal(few.graph(k).ties, many.graph(k).ties)


def test_what_is_said_in_one_layer_changes_no_draw_of_another(posterior):
    alone = weigh_evidence(
        evidence_from_answers([each for each in MANY if each[2] != "competition"], silent="ij")
    )
    pairs = zip(
        alone.draw(draws=4, seed=1).matrices("cooperation"),
        posterior.draw(draws=4, seed=1).matrices("cooperation"),
        strict=True,
    )
    assert all((one - two).nnz == 0 for one, two in pairs)


def test_stored_draws_come_back_as_they_were(posterior, tmp_path):
    draws = posterior.draw(draws=20, seed=1)
    draws.save(tmp_path / "draws.npz", origin="somewhere")
    stored = load_draws(tmp_path / "draws.npz", stakeholders=posterior.stakeholders)
    assert (stored.origin, stored.draws.seed, len(stored.draws)) == ("somewhere", 1, 20)
    for name in ("ties", "pools", "account"):
        pd.testing.assert_frame_equal(
            getattr(stored.draws.candidates, name), getattr(posterior, name)
        )
    for k in (0, 19):
        pd.testing.assert_frame_equal(stored.draws.graph(k).ties, draws.graph(k).ties)


def test_two_files_of_the_same_draws_are_the_same_bytes_whenever_written(
    posterior, tmp_path, monkeypatch
):
    posterior.draw(draws=20, seed=1).save(tmp_path / "one.npz", origin="x")
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    again = weigh_evidence(evidence_from_answers(reversed(MANY), silent="ji"))
    again.draw(draws=20, seed=1).save(tmp_path / "two.npz", origin="x")
    one, two = ((tmp_path / name).read_bytes() for name in ("one.npz", "two.npz"))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    posterior.draw(draws=20, seed=2).save(tmp_path / "other.npz", origin="x")
    assert (tmp_path / "other.npz").read_bytes() != one


def test_empty_draws_can_be_stored(tmp_path):
    posterior = posterior_of([])
    posterior.draw(draws=2, seed=0).save(tmp_path / "draws.npz", origin="x")
    stored = load_draws(tmp_path / "draws.npz", stakeholders=posterior.stakeholders)
    assert stored.draws.graph(1).ids == tuple(IDS)
    pd.testing.assert_frame_equal(stored.draws.candidates.ties, posterior.ties)


def test_files_that_hold_no_draws_are_refused(posterior, tmp_path):
    nodes = posterior.stakeholders
    with pytest.raises(ScanError, match=r"found no file none\.npz"):
        load_draws(tmp_path / "none.npz", stakeholders=nodes)
    (tmp_path / "text.npz").write_text("no draws")
    with pytest.raises(ScanError, match=r"found text\.npz"):
        load_draws(tmp_path / "text.npz", stakeholders=nodes)
    posterior.draw(draws=2, seed=0).save(tmp_path / "draws.npz", origin="x")
    whole = (tmp_path / "draws.npz").read_bytes()
    (tmp_path / "half.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ScanError, match=r"found half\.npz"):
        load_draws(tmp_path / "half.npz", stakeholders=nodes)
    np.savez(tmp_path / "pickle.npz", format=np.array([{}], dtype=object))
    with pytest.raises(ScanError, match=r"pickle\.npz"):
        load_draws(tmp_path / "pickle.npz", stakeholders=nodes)
    np.savez(tmp_path / "later.npz", format=np.array([99]))
    with pytest.raises(ScanError, match=r"format 2, found 99 in later\.npz"):
        load_draws(tmp_path / "later.npz", stakeholders=nodes)
    with pytest.raises(ScanError, match=r"not in both: \['j'\]"):
        load_draws(tmp_path / "draws.npz", stakeholders=nodes.drop(index="j"))


def test_draws_that_are_not_there_are_refused(posterior):
    draws = posterior.draw(draws=2, seed=0)
    for k in (-1, 2):
        with pytest.raises(UsageError, match=f"from 0 to 1, found {k}"):
            draws.graph(k)
    with pytest.raises(UsageError, match="found 'love'"):
        draws.matrices("love")
    with pytest.raises(UsageError, match="at least 1 draw, found 0"):
        posterior.draw(draws=0, seed=0)
    with pytest.raises(UsageError, match="at least 0, found -1"):
        posterior.draw(draws=1, seed=-1)


def test_two_hundred_draws_of_fifty_stakeholders_in_all_layers_take_a_third_of_a_second():
    ids = [f"s{k:02d}" for k in range(50)]
    rng = np.random.default_rng(1)
    layers = ["value_influence", "trust_mission", "trust_openness", "value_resources"]
    layers += ["would_partner", "intensity", "cooperation", "competition"]
    answers = [
        (who, whom, layer, int(rng.integers(1, 5)))
        for layer in layers
        for who in ids[:35]
        for whom in ids
        if who != whom and rng.random() < 0.3
    ]
    posterior = weigh_evidence(evidence_from_answers(answers, silent=ids[35:]))
    taken = []
    for _ in range(3):
        start = time.process_time()
        posterior.draw(draws=200, seed=1)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.3
