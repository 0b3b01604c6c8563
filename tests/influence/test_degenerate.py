"""Written expected values for graphs that leave little to measure."""

import numpy as np
import pytest
from influence.exact import with_ties

from stakeholder_map.influence import (
    MEASURES,
    brokerage_roles,
    find_key_players,
    fragmentation,
    indirect_influence,
    reputation,
)

NONE = float("nan")


def alike(value, n):
    return [value] * n


def symmetric(pairs):
    return [(one, two, "cooperation", 1.0) for one, two in pairs]


def directed(pairs):
    return [(one, two, "value_influence", 1.0) for one, two in pairs]


GRAPHS = {
    "empty": ("", []),
    "one": ("a", []),
    "two apart": ("ab", []),
    "two tied": ("ab", symmetric(["ab"])),
    "two, one named": ("ab", directed(["ab"])),
    "two pairs": ("abcd", symmetric(["ab", "cd"])),
    "complete": ("abcd", symmetric(["ab", "ac", "ad", "bc", "bd", "cd"])),
    "star": ("abcd", symmetric(["ab", "ac", "ad"])),
    "named by all": ("abcd", directed(["ba", "ca", "da"])),
}

leaf = (1 - 0.85) / 4 / (1 - 0.85**2) * (1 + 0.85 / 3)  # of a star of four
hub = 1 - 3 * leaf

EXPECTED = {
    "empty": {measure: [] for measure in MEASURES},
    "one": {
        **{measure: [0.0] for measure in MEASURES},
        "pagerank": [1.0],
        "constraint": [NONE],
        "effective_size": [NONE],
    },
    "two apart": {
        **{measure: [0.0, 0.0] for measure in MEASURES},
        "pagerank": [0.5, 0.5],
        "constraint": [NONE, NONE],
        "effective_size": [NONE, NONE],
    },
    "two tied": {
        "strength": [1, 1],
        "pagerank": [0.5, 0.5],
        "harmonic_closeness": [1, 1],
        "betweenness": [0, 0],
        "core_number": [1, 1],
        "constraint": [1, 1],
        "effective_size": [1, 1],
        "brokerage": [0, 0],
    },
    "two, one named": {
        "strength": [0, 1],
        "pagerank": [1 / 2.85, 1.85 / 2.85],
        "harmonic_closeness": [0, 1],
        "betweenness": [0, 0],
        "core_number": [1, 1],
        "constraint": [1, 1],
        "effective_size": [1, 1],
        "brokerage": [0, 0],
    },
    "two pairs": {
        "strength": alike(1, 4),
        "pagerank": alike(0.25, 4),
        "harmonic_closeness": alike(1 / 3, 4),
        "betweenness": alike(0, 4),
        "core_number": alike(1, 4),
        "constraint": alike(1, 4),
        "effective_size": alike(1, 4),
        "brokerage": alike(0, 4),
    },
    "complete": {
        "strength": alike(3, 4),
        "pagerank": alike(0.25, 4),
        "harmonic_closeness": alike(1, 4),
        "betweenness": alike(0, 4),
        "core_number": alike(3, 4),
        "constraint": alike(3 * (1 / 3 + 2 / 9) ** 2, 4),
        "effective_size": alike(1, 4),
        "brokerage": alike(0, 4),
    },
    "star": {
        "strength": [3, 1, 1, 1],
        "pagerank": [hub, leaf, leaf, leaf],
        "harmonic_closeness": [1, 2 / 3, 2 / 3, 2 / 3],
        "betweenness": [1, 0, 0, 0],
        "core_number": alike(1, 4),
        "constraint": [1 / 3, 1, 1, 1],
        "effective_size": [3, 1, 1, 1],
        "brokerage": alike(0, 4),
    },
    "named by all": {
        "strength": [3, 0, 0, 0],
        "pagerank": [3.55 / 6.55, 1 / 6.55, 1 / 6.55, 1 / 6.55],
        "harmonic_closeness": [1, 0, 0, 0],
        "betweenness": alike(0, 4),
        "core_number": alike(1, 4),
        "constraint": [1 / 3, 1, 1, 1],
        "effective_size": [3, 1, 1, 1],
        "brokerage": alike(0, 4),
    },
}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", GRAPHS)
def test_a_degenerate_graph_has_the_values_that_stand_here(name, measure):
    ids, ties = GRAPHS[name]
    column = MEASURES[measure].of(with_ties(ties, ids=ids))
    expected = pytest.approx(EXPECTED[name][measure], abs=1e-12, nan_ok=True)
    assert column.tolist() == expected


@pytest.mark.parametrize("name", GRAPHS)
def test_nothing_is_infinite_and_only_what_is_not_defined_is_missing(name):
    ids, ties = GRAPHS[name]
    graph = with_ties(ties, ids=ids)
    for measure in MEASURES.values():
        column = measure.of(graph)
        assert not np.isinf(column).any()
        if column.isna().any():
            assert measure.name in ("constraint", "effective_size")
            assert set(column.index[column.isna()]) <= set(graph.isolates)


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("aim", ["fragment", "reach"])
def test_key_players_and_roles_are_found_in_every_one_of_them(name, aim):
    ids, ties = GRAPHS[name]
    graph = with_ties(ties, ids=ids)
    found = find_key_players(graph, size=2, aim=aim)
    assert len(found.members) == min(2, len(ids))
    assert 0 <= found.value <= found.bound <= 1
    assert found.proven
    roles = brokerage_roles(graph)
    assert tuple(roles.index) == graph.ids
    assert np.isfinite(roles.to_numpy()).all()


def test_with_fewer_than_two_left_everything_is_apart():
    graph = with_ties(symmetric(["ab"]), ids="ab")
    assert fragmentation(graph, without=["a"]) == fragmentation(graph, without=["a", "b"])
    assert fragmentation(graph, without=["a"]).apart == 1


SETS = {  # F and dF of all; dF without the best one; dR of the best one
    "empty": (1, 1, 1, 0),
    "one": (1, 1, 1, 0),
    "two apart": (1, 1, 1, 0),
    "two tied": (0, 0, 1, 1 / 2),
    "two, one named": (1 / 2, 1 / 2, 1, 1 / 2),
    "two pairs": (2 / 3, 2 / 3, 2 / 3, 1 / 4),
    "complete": (0, 0, 0, 3 / 4),
    "star": (0, 1 / 4, 1, 3 / 4),
    "named by all": (3 / 4, 3 / 4, 1, 3 / 4),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_sets_in_a_degenerate_graph_have_the_values_that_stand_here(name):
    ids, ties = GRAPHS[name]
    graph = with_ties(ties, ids=ids)
    whole = fragmentation(graph)
    best = [find_key_players(graph, size=1, aim=aim).value for aim in ("fragment", "reach")]
    assert (whole.unjoined, whole.apart, *best) == pytest.approx(SETS[name])


@pytest.mark.parametrize("name", GRAPHS)
def test_what_was_not_asked_is_missing_and_not_nothing(name):
    ids, ties = GRAPHS[name]
    graph = with_ties(ties, ids=ids)
    asked = any(layer == "value_influence" for _, _, layer, _ in ties)
    assert reputation(graph).notna().all() == (asked or not ids)
    assert indirect_influence(graph).table.empty
    told = indirect_influence(graph, actors=ids).table
    assert told[["influence", "dependence"]].to_numpy().tolist() == [[0, 0] for _ in ids]
    assert told["competitiveness"].isna().all()
