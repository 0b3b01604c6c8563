"""What a graph holds, and that nothing can change it."""

import dataclasses
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.tables import LAYERS

IDS = ("ada", "bob", "cleo", "dan", "eve")
POSITIVE = [name for name, layer in LAYERS.items() if layer.sign == "positive"]


@st.composite
def tie_lists(draw, layers=tuple(LAYERS), areas=("", "north", "south")):
    keys = st.tuples(
        st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(layers), st.sampled_from(areas)
    )
    ties = {}
    for source, target, layer, area in draw(st.lists(keys, max_size=25)):
        if source == target:
            continue
        if not LAYERS[layer].directed:
            source, target = sorted((source, target))
        ties[source, target, layer, area] = draw(st.integers(1, 4)) / 4
    return [(s, t, layer, strength, area) for (s, t, layer, area), strength in ties.items()]


def graph_of(ties, **options):
    return StakeholderGraph.from_ties(ties, isolates=IDS, **options)


@given(tie_lists(), st.randoms())
@settings(max_examples=25, deadline=None)
def test_the_order_and_the_end_from_which_ties_are_told_do_not_matter(ties, random):
    told = [
        (t, s, layer, *rest) if not LAYERS[layer].directed and random.random() < 0.5 else tie
        for tie in ties
        for s, t, layer, *rest in [tie]
    ]
    random.shuffle(told)
    first, second = graph_of(ties), graph_of(told)
    pd.testing.assert_frame_equal(first.ties, second.ties)
    assert repr(first) == repr(second)


@given(tie_lists(), st.permutations(IDS))
@settings(max_examples=25, deadline=None)
def test_renaming_stakeholders_only_renames_rows_and_columns(ties, names):
    new = dict(zip(IDS, names, strict=True))
    graph = graph_of(ties)
    renamed = graph_of([(new[s], new[t], *rest) for s, t, *rest in ties])
    place = [renamed.ids.index(new[each]) for each in graph.ids]
    for layer in LAYERS:
        for area in ("", "north"):
            moved = renamed.matrix(layer, area=area).toarray()[np.ix_(place, place)]
            assert (graph.matrix(layer, area=area).toarray() == moved).all()


@given(tie_lists())
@settings(max_examples=25, deadline=None)
def test_matrices_hold_exactly_the_ties(ties):
    graph = graph_of(ties)
    for layer in LAYERS:
        for area in ("", "north", "south"):
            expected = np.zeros((5, 5))
            for s, t, name, strength, where in ties:
                if (name, where) == (layer, area):
                    expected[IDS.index(s), IDS.index(t)] = strength
                    if not LAYERS[layer].directed:
                        expected[IDS.index(t), IDS.index(s)] = strength
            assert (graph.matrix(layer, area=area).toarray() == expected).all()
            assert (graph.levels(layer, area=area).toarray() == expected * 4).all()


@given(tie_lists(), tie_lists(layers=("competition", "divergence")))
@settings(max_examples=25, deadline=None)
def test_negative_ties_change_nothing_on_the_positive_side(ties, against):
    positive = [tie for tie in ties if LAYERS[tie[2]].sign == "positive"]
    without, with_them = graph_of(positive), graph_of(positive + against)
    pd.testing.assert_frame_equal(without.positive.ties, with_them.positive.ties)
    assert set(with_them.negative.layers) <= {"competition", "divergence"}
    layers = without.layers
    if layers:
        weights = dict.fromkeys(layers, 1.0)
        difference = without.combined(weights) - with_them.combined(weights)
        assert difference.nnz == 0


@given(tie_lists(layers=tuple(POSITIVE)), st.data())
@settings(max_examples=20, deadline=None)
def test_combined_is_the_weighted_mean_however_the_weights_are_scaled(ties, data):
    graph = graph_of(ties)
    if not graph.layers:
        return
    weights = {name: data.draw(st.integers(1, 5)) for name in graph.layers}
    mean = sum(w * graph.matrix(name).toarray() for name, w in weights.items())
    expected = mean / sum(weights.values())
    doubled = {name: 2.0 * w for name, w in reversed(weights.items())}
    for given_weights in (weights, doubled):
        assert np.allclose(graph.combined(given_weights).toarray(), expected, atol=1e-12)


def test_isolates_are_kept_and_told():
    graph = StakeholderGraph.from_ties([("b", "a", "contact", 0.3)], isolates=["z", "c"])
    assert graph.ids == ("a", "b", "c", "z")
    assert graph.isolates == ("c", "z")
    assert "4 stakeholders (2 isolates)" in repr(graph)
    assert graph.matrix("contact").shape == (4, 4)


def test_a_graph_may_be_empty_or_hold_one_stakeholder():
    for ids in ([], ["only"]):
        graph = StakeholderGraph.from_ties([], isolates=ids)
        assert graph.n == len(ids)
        assert graph.matrix("cooperation").shape == (len(ids), len(ids))
        assert graph.layers == graph.areas == ()
        assert graph.positive.select(areas=[""]).n == len(ids)


def test_repr_tells_areas_and_both_kinds_of_layer():
    graph = StakeholderGraph.from_ties(
        [
            ("a", "b", "competition", 0.5),
            ("a", "b", "competition", 0.5, "imaging"),
            ("b", "a", "trust_mission", 0.5),
        ]
    )
    assert repr(graph).splitlines() == [
        "StakeholderGraph: 2 stakeholders (0 isolates), 2 layers, 3 ties, 1 area",
        "  trust_mission (positive, directed): 1 tie",
        "  competition (negative, symmetric): 1 tie, 1 in areas",
    ]


def test_neither_the_graph_nor_what_it_was_made_from_changes():
    nodes = pd.DataFrame({"stakeholder_id": ["b", "a"], "name": ["B", "A"]})
    ties = pd.DataFrame(
        {"source": ["b"], "target": ["a"], "layer": ["cooperation"], "strength": [0.5]}
    )
    before = nodes.copy(), ties.copy()
    graph = StakeholderGraph(nodes, ties)
    pd.testing.assert_frame_equal(nodes, before[0])
    pd.testing.assert_frame_equal(ties, before[1])
    ties["strength"] = 1.0
    seen = graph.ties
    seen["strength"] = 1.0
    seen.loc[0, "source"] = "b"
    nodes_seen = graph.stakeholders
    nodes_seen["name"] = "?"
    graph.matrix("cooperation").data[:] = 9
    assert graph.ties.loc[0, ["source", "strength"]].tolist() == ["a", 0.5]
    assert graph.stakeholders["name"].tolist() == ["A", "B"]
    assert graph.matrix("cooperation")[0, 1] == 0.5
    with pytest.raises(dataclasses.FrozenInstanceError, match="'layers'"):
        graph.layers = ()


def test_a_graph_survives_pickling():
    graph = graph_of([("ada", "bob", "contact", 0.5)])
    again = pickle.loads(pickle.dumps(graph))
    pd.testing.assert_frame_equal(again.ties, graph.ties)
    assert again.ids == graph.ids


def test_a_layer_without_ties_reads_as_an_empty_matrix_but_a_misspelt_one_is_refused():
    graph = graph_of([("ada", "bob", "cooperation", 0.5)])
    assert graph.matrix("competition").nnz == 0
    assert graph.highest("would_partner") == 4
    with pytest.raises(UsageError, match=r"closest: 'cooperation'.*found 'coperation'"):
        graph.matrix("coperation")


def test_strengths_off_the_scale_have_no_levels():
    graph = graph_of([("ada", "bob", "contact", 0.3)])
    assert graph.levels("contact").nnz == 0
    stakeholders = graph.stakeholders
    bare = StakeholderGraph(stakeholders, graph.ties.drop(columns=["level", "highest"]))
    with pytest.raises(UsageError, match="'contact' has strengths but no whole-number levels"):
        bare.levels("contact")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({}, "at least one layer"),
        ({"competition": 1.0}, "'competition' is negative"),
        ({"trust_mission": 1.0}, "found 'trust_mission'"),
        ({"cooperation": 0.0}, "must be above 0, found 0.0"),
        ({"cooperation": float("nan")}, "found nan"),
        ({"cooperation": float("inf")}, "found inf"),
    ],
)
def test_combined_refuses_what_makes_no_sense(weights, message):
    graph = graph_of([("ada", "bob", "cooperation", 1.0), ("ada", "bob", "competition", 1.0)])
    with pytest.raises(UsageError, match=message):
        graph.combined(weights)


def test_select_keeps_chosen_stakeholders_without_ties_and_the_layers_asked_for():
    graph = graph_of(
        [("ada", "bob", "cooperation", 1.0), ("bob", "cleo", "competition", 0.5, "north")]
    )
    part = graph.select(stakeholders=["cleo", "ada"], layers=["cooperation"], areas=["north"])
    assert part.ids == ("ada", "cleo")
    assert (part.layers, part.areas, len(part.ties)) == (("cooperation",), ("north",), 0)
    for choice, found in [
        ({"stakeholders": ["ada", "zoe"]}, "stakeholder .*found 'zoe'"),
        ({"layers": ["contact"]}, "layer .*found 'contact'"),
        ({"areas": ["west"]}, "area .*found 'west'"),
    ]:
        with pytest.raises(UsageError, match=found):
            graph.select(**choice)


def test_keep_takes_some_ties_with_other_strengths():
    graph = graph_of([("ada", "bob", "cooperation", 1.0), ("ada", "cleo", "cooperation", 0.5)])
    kept = graph.keep(
        np.array([False, True]), strength=np.array([0.25]), level=np.array([1], dtype=np.int64)
    )
    assert kept.matrix("cooperation")[0, 2] == 0.25
    assert kept.levels("cooperation")[0, 2] == 1
    assert kept.matrix("cooperation")[0, 1] == 0
    assert graph.matrix("cooperation")[0, 2] == 0.5
    same = graph.keep(np.array([1]), level=np.array([0], dtype=np.int64))
    assert same.levels("cooperation").nnz == 0
    with pytest.raises(ValueError, match=r"found .*1\.5"):
        graph.keep(np.array([1]), strength=np.array([1.5]))
