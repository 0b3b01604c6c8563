"""The tiny graphs are the published ones."""

import networkx as nx
import numpy as np
import pytest

from stakeholder_map.example import (
    airport_study,
    brokerage_graph,
    burt_graph,
    key_player_graph,
    rivals,
)


def _plain(graph: object, layer: str = "cooperation") -> nx.Graph:
    matrix = graph.matrix(layer).toarray()
    plain = nx.from_numpy_array(matrix)
    return nx.relabel_nodes(plain, dict(enumerate(graph.ids)))


def test_the_constraint_in_burts_graph_is_the_published_one() -> None:
    constraint = nx.constraint(_plain(burt_graph()))
    assert constraint["G"] == pytest.approx(0.400, abs=5e-4)
    assert constraint["A"] == pytest.approx(0.595, abs=5e-4)
    assert constraint["C"] == pytest.approx(1.0)


def test_the_fragmentation_of_the_key_player_graph_is_the_published_one() -> None:
    plain = _plain(key_player_graph())
    reach = sum(
        1 / distance
        for _, found in nx.all_pairs_shortest_path_length(plain)
        for distance in found.values()
        if distance
    )
    assert 1 - reach / (8 * 7) == pytest.approx(0.3929, abs=5e-5)


def test_the_brokerage_graph_is_the_published_matrix() -> None:
    expected = [[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [1, 0, 0, 0]]
    assert brokerage_graph().matrix("value_influence").toarray().tolist() == expected


def test_rivals_cooperate_where_they_do_not_compete() -> None:
    graph = rivals()
    east, west = graph.ids.index("east"), graph.ids.index("west")
    assert graph.matrix("cooperation", area="asthma")[east, west] == 0.75
    assert graph.matrix("competition", area="market")[east, west] == 1.0
    assert graph.matrix("cooperation")[east, west] == 0.75
    assert set(graph.layers) == {"cooperation", "competition"}


def test_the_airport_study_gives_the_stability_that_its_figures_imply() -> None:
    influence, positions = airport_study()
    indirect = np.minimum(influence[:, :, None], influence[None, :, :]).sum(axis=1)
    total = influence + indirect
    given = total.sum(axis=1) - total.diagonal()
    taken = total.sum(axis=0) - total.diagonal()
    assert given.tolist() == [31, 31, 21, 39, 27, 31]
    assert taken.tolist() == [22, 33, 39, 31, 29, 26]
    assert 100 * abs(given - taken).sum() / (2 * given.sum()) == pytest.approx(12.2222, abs=5e-5)
    assert positions.shape == (6, 5)
