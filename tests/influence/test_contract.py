"""What holds for every measure, whatever it measures."""

import numpy as np
import pandas as pd
import pytest
from influence.exact import graph_of, random_levels, readings_of, with_ties

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence import MEASURES, influence_layers
from stakeholder_map.influence.engine import fan

LAYERS = ("trust_mission", "value_influence", "intensity")

every_measure = pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))


def some_ties(rng, ids):
    return [
        (one, two, layer, int(rng.integers(1, 5)) / 4)
        for layer in LAYERS
        for one in ids
        for two in ids
        if one < two and rng.random() < 0.4
    ]


@pytest.fixture
def graph():
    ids = [*"abcdefghij"]
    return with_ties(some_ties(np.random.default_rng(3), ids[:-1]), ids=ids)


@every_measure
def test_the_column_follows_the_ids_and_bears_the_measure_s_name(measure, graph):
    column = measure.of(graph)
    assert tuple(column.index) == graph.ids
    assert column.index.name == "stakeholder_id"
    assert (column.name, column.dtype) == (measure.name, np.float64)


@every_measure
def test_the_order_of_rows_does_not_matter(measure, graph):
    shuffled = StakeholderGraph(
        graph.stakeholders.sample(frac=1, random_state=1),
        graph.ties.sample(frac=1, random_state=2),
    )
    pd.testing.assert_series_equal(measure.of(shuffled), measure.of(graph), check_exact=True)


@every_measure
def test_the_graph_is_left_as_it_was(measure, graph):
    ties, matrix = graph.ties.copy(deep=True), graph.matrix(LAYERS[0]).toarray()
    measure.of(graph)
    pd.testing.assert_frame_equal(graph.ties, ties)
    assert (graph.matrix(LAYERS[0]).toarray() == matrix).all()


@every_measure
def test_negative_layers_change_nothing(measure, graph):
    ties = list(graph.ties[["source", "target", "layer", "strength"]].itertuples(index=False))
    with_rivals = with_ties([*ties, ("a", "b", "competition", 1.0)], ids=graph.ids)
    pd.testing.assert_series_equal(measure.of(with_rivals), measure.of(graph), check_exact=True)


@every_measure
def test_a_graph_without_any_layer_is_measured_as_one_without_ties(measure):
    column = measure.of(with_ties([("a", "b", "competition", 1.0)], ids="abc"))
    assert len(set(column.round(12).astype(str))) == 1


@every_measure
def test_readings_side_by_side_give_what_each_gives_alone(measure):
    rng = np.random.default_rng(5)
    levels = [random_levels(rng, n=12, highest=4) for _ in range(3)]
    alone = [measure.of(graph_of(each, highest=4)).to_numpy() for each in levels]
    together = measure.over(readings_of(levels, highest=4, key_groups=["non_health"] * 12))
    np.testing.assert_allclose(together, alone, atol=1e-13)


@every_measure
def test_the_number_of_threads_changes_nothing(measure, monkeypatch):
    rng = np.random.default_rng(6)
    levels = [random_levels(rng, n=12, highest=4) for _ in range(9)]
    alone = measure.over(readings_of(levels, highest=4))
    monkeypatch.setattr(fan, "count_cores", lambda: 3)
    monkeypatch.setattr(fan, "WORTH_A_THREAD", 0)
    np.testing.assert_array_equal(measure.over(readings_of(levels, highest=4)), alone)


@every_measure
def test_every_layer_is_measured_by_itself_and_in_a_stated_combination(measure, graph):
    alone = measure.of(graph, layers=["trust_mission"])
    only = measure.of(graph.select(layers=["trust_mission"]))
    pd.testing.assert_series_equal(alone, only, check_exact=True)
    even = measure.of(graph, layers=dict.fromkeys(LAYERS, 2.0))
    pd.testing.assert_series_equal(measure.of(graph, layers=LAYERS), even, check_exact=True)
    uneven = measure.of(graph, layers={"trust_mission": 3, "value_influence": 1})
    assert len(uneven) == graph.n


def test_default_layers_are_what_organisations_say_and_never_how_they_stand():
    assert influence_layers(["convergence", "direct_influence"]) == ()
    assert influence_layers(["contact", "would_partner"]) == ("would_partner",)
    everything = influence_layers(["contact", "would_partner", "cooperation", "trust_mission"])
    assert everything == ("trust_mission", "cooperation")
