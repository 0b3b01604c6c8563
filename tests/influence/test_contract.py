"""What holds for every measure, whatever it measures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from influence.exact import graph_of, random_levels, with_ties

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence import MEASURES, influence_layers
from stakeholder_map.influence.readings import read_graph

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
def test_names_carry_no_meaning(measure, graph):
    new = {old: f"x{9 - place}" for place, old in enumerate(graph.ids)}
    ties = graph.ties.assign(
        source=graph.ties["source"].map(new), target=graph.ties["target"].map(new)
    )
    renamed = StakeholderGraph(graph.stakeholders.rename(index=new), ties)
    assert directed_only(measure.of(renamed, layers=LAYERS[:2]), new) == pytest.approx(
        measure.of(graph, layers=LAYERS[:2]).to_dict(), abs=1e-12, nan_ok=True
    )


def directed_only(column, new):
    old = {value: key for key, value in new.items()}
    return column.rename(index=old).sort_index().to_dict()


@every_measure
def test_the_order_of_rows_does_not_matter(measure, graph):
    shuffled = StakeholderGraph(
        graph.stakeholders.sample(frac=1, random_state=1),
        graph.ties.sample(frac=1, random_state=2),
    )
    pd.testing.assert_series_equal(measure.of(shuffled), measure.of(graph), check_exact=True)


@every_measure
def test_an_isolate_changes_no_order_among_the_others(measure, graph):
    more = with_ties(
        list(graph.ties[["source", "target", "layer", "strength"]].itertuples(index=False)),
        ids=[*graph.ids, "zz"],
    )
    before = measure.of(graph).round(9).rank()
    after = measure.of(more).round(9).drop("zz").rank()
    pd.testing.assert_series_equal(before, after)


@every_measure
def test_an_isolate_gets_the_least_or_is_not_defined(measure, graph):
    column = measure.of(graph)
    assert np.isnan(column["j"]) if measure.name == "constraint" else column["j"] == column.min()


@every_measure
def test_an_empty_graph_gives_an_empty_column(measure):
    column = measure.of(with_ties([], ids=[]))
    assert (len(column), column.dtype, column.name) == (0, np.float64, measure.name)


@every_measure
@pytest.mark.parametrize(
    ("ids", "ties"),
    [
        ("a", []),
        ("ab", []),
        ("ab", [("a", "b", "cooperation", 1.0)]),
        ("abcd", [("a", "b", "cooperation", 1.0), ("c", "d", "cooperation", 1.0)]),
        ("abc", [(x, y, "cooperation", 1.0) for x, y in ("ab", "ac", "bc")]),
    ],
    ids=["one", "two apart", "two tied", "two pairs", "complete"],
)
def test_where_all_are_alike_all_get_the_same(measure, ids, ties):
    column = measure.of(with_ties(ties, ids=ids))
    expected = {
        "strength": (len(ties) * 2 / len(ids)),
        "pagerank": 1 / len(ids),
        "betweenness": 0.0,
        "constraint": np.nan if not ties else 1.125 if len(ties) == 3 else 1.0,
    }
    assert column.tolist() == pytest.approx([expected[measure.name]] * len(ids), nan_ok=True)


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
    graphs = [graph_of(random_levels(rng, n=12, highest=4), highest=4) for _ in range(3)]
    alone = [measure.of(graph).to_numpy() for graph in graphs]
    together = measure.over(side_by_side([read_graph(graph) for graph in graphs]))
    np.testing.assert_allclose(together, alone, atol=1e-13)


def side_by_side(readings):
    from scipy import sparse

    from stakeholder_map.influence.readings import Readings

    ties = sparse.csr_array(sparse.block_diag([each.ties for each in readings]))
    return Readings(ties=ties, n=readings[0].n, count=len(readings), steps=readings[0].steps)


@pytest.mark.parametrize("name", ["strength", "pagerank"])
@given(seed=st.integers(0, 10**6), tie=st.tuples(st.integers(0, 7), st.integers(0, 7)))
@hypothesis_settings(max_examples=25)
def test_raising_a_tie_never_lowers_its_target(name, seed, tie):
    source, target = tie
    if source == target:
        return
    levels = random_levels(np.random.default_rng(seed), n=8, highest=4)
    raised = levels.copy()
    raised[source, target] = 4
    before, after = (
        MEASURES[name].of(graph_of(each, highest=4)).iloc[target] for each in (levels, raised)
    )
    assert after >= before - 1e-12


def test_default_layers_are_what_organisations_say_and_never_how_they_stand():
    assert influence_layers(["convergence", "direct_influence"]) == ()
    assert influence_layers(["contact", "would_partner"]) == ("would_partner",)
    everything = influence_layers(["contact", "would_partner", "cooperation", "trust_mission"])
    assert everything == ("trust_mission", "cooperation")
