"""Graphs for networkx and back."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

from stakeholder_map.graph import StakeholderGraph

from .test_model import graph_of, tie_lists


@given(tie_lists())
@settings(max_examples=25, deadline=None)
def test_a_graph_comes_back_from_networkx_as_it_went(ties):
    graph = graph_of(ties)
    again = StakeholderGraph.from_networkx(graph.to_networkx())
    pd.testing.assert_frame_equal(again.ties, graph.ties)
    pd.testing.assert_frame_equal(again.stakeholders, graph.stakeholders)
    assert (again.layers, again.areas) == (graph.layers, graph.areas)


def test_attributes_of_stakeholders_come_back_with_their_types():
    nodes = pd.DataFrame(
        {
            "name": pd.array(["A & Sons", "B"], dtype="str"),
            "internal": pd.array([True, pd.NA], dtype="boolean"),
            "willingness": pd.array([pd.NA, 3], dtype="Int64"),
            "urgency": pd.array([pd.NA, pd.NA], dtype="Int64"),
        },
        index=pd.Index(["a", "b"], name="stakeholder_id", dtype="str"),
    )
    tie = {"source": ["a"], "target": ["b"], "layer": ["contact"], "strength": [0.2]}
    graph = StakeholderGraph(nodes, pd.DataFrame(tie), layers=["competition"], areas=["north"])
    arcs = graph.to_networkx()
    assert "willingness" not in arcs.nodes["a"]
    assert arcs["b"]["a"]["contact", ""] == {
        "layer": "contact",
        "area": "",
        "sign": "positive",
        "symmetric": True,
        "strength": 0.2,
        "probability": 1.0,
    }
    again = StakeholderGraph.from_networkx(arcs)
    pd.testing.assert_frame_equal(again.stakeholders, graph.stakeholders)
    assert (again.layers, again.areas) == (("competition", "contact"), ("north",))


def test_networkx_writers_accept_the_node_attributes(tmp_path):
    graph = StakeholderGraph.from_ties([("a", "b", "contact", 0.5)], key_groups={"a": "hospital"})
    nx.write_graphml(nx.MultiDiGraph(graph.to_networkx().edges), tmp_path / "graph.graphml")
    assert graph.to_networkx().nodes["a"] == {"key_group": "hospital"}


def test_arcs_that_are_no_ties_are_refused():
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", layer="cooperation")
    with pytest.raises(ValueError, match="needs 'strength'; 'a' to 'b'"):
        StakeholderGraph.from_networkx(graph)
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", layer="cooperation", strength=0.5)
    graph.add_edge("b", "a", layer="cooperation", strength=0.25)
    with pytest.raises(ValueError, match=r"two arcs of one tie differ: .*0\.5.*0\.25"):
        StakeholderGraph.from_networkx(graph)
