"""Each form of the graph is read back by another reader, isolates and parallel ties included."""

import csv
import io
import json

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.report.exports import (
    Linked,
    gephi_csv,
    gexf,
    graph_files,
    graphml,
    kumu_csv,
    link_graph,
    node_link_json,
    ucinet_dl,
)
from stakeholder_map.report.exports.ucinet import LONGEST_LABEL, labels_of

TIES = [
    ("a", "b", "cooperation", 0.5),
    ("a", "b", "competition", 1.0),
    ("b", "a", "trust_mission", 0.25),
    ("a", "b", "trust_mission", 0.75),
    ("b", "c", "cooperation", 1 / 3),
]


@pytest.fixture(scope="module")
def graph():
    ties = StakeholderGraph.from_ties(TIES).ties
    inside = ties.iloc[[0]].assign(area="asthma", strength=0.75)
    names = {"a": "=1+1", "b": "<script>", "c": "Zoë & Söhne, “Ltd”", "isolate": "Alone"}
    stakeholders = pd.DataFrame(
        {"name": names.values(), "key_group": ["hospital", "hospital", None, "payer_committee"]},
        index=pd.Index(list(names), name="stakeholder_id"),
    )
    return StakeholderGraph(stakeholders, pd.concat([ties, inside], ignore_index=True))


@pytest.fixture(scope="module")
def linked(graph):
    measures = pd.DataFrame({"pagerank": [0.5, None]}, index=["a", "b"])
    return link_graph(graph, measures=measures)


def arcs(linked):
    """What a directed reader should find: symmetric ties both ways."""
    found = set()
    for tie in linked.ties:
        about = (tie["layer"], tie["area"], tie["sign"], tie["strength"])
        found.add((tie["source"], tie["target"], *about))
        if not tie["directed"]:
            found.add((tie["target"], tie["source"], *about))
    return found


def test_records_keep_isolates_parallel_ties_and_both_signs(linked):
    assert [node["id"] for node in linked.nodes] == ["a", "b", "c", "isolate"]
    assert len(linked.ties) == len({tie["id"] for tie in linked.ties}) == 6
    assert linked.nodes[0]["pagerank"] == 0.5
    assert "pagerank" not in linked.nodes[1]
    assert "key_group" not in linked.nodes[2]
    signs = {tie["sign"] for tie in linked.ties if {tie["source"], tie["target"]} == {"a", "b"}}
    assert signs == {"positive", "negative"}


@pytest.mark.parametrize(("write", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)])
def test_networkx_reads_back_what_was_written(linked, write, read):
    extra = {"force_multigraph": True} if read is nx.read_graphml else {}
    back = read(io.BytesIO(write(linked)), **extra)
    assert set(back) == {node["id"] for node in linked.nodes}
    assert back.nodes["a"]["label"] == "=1+1"
    assert back.nodes["c"]["label"] == "Zoë & Söhne, “Ltd”"
    assert back.is_multigraph()
    found = {
        (source, target, tie["layer"], tie["area"], tie["sign"], tie["strength"])
        for source, target, tie in back.edges(data=True)
    }
    assert found == arcs(linked)
    assert back.number_of_edges() == len(found)


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_gephi_gets_every_node_and_tie_with_its_type(linked):
    files = {name: table(content) for name, content in gephi_csv(linked).items()}
    assert [row["Id"] for row in files["nodes"]] == ["a", "b", "c", "isolate"]
    assert files["nodes"][0]["Label"] == "'=1+1"
    assert len(files["edges"]) == len(linked.ties)
    for row, tie in zip(files["edges"], linked.ties, strict=True):
        assert (row["Source"], row["Target"]) == (tie["source"], tie["target"])
        assert (row["Type"] == "Directed") == tie["directed"]
        assert float(row["Weight"]) == tie["strength"]


def test_kumu_gets_the_same_ids_from_a_later_scan(graph):
    before = kumu_csv(link_graph(graph))
    weaker = graph.ties.assign(strength=graph.ties["strength"] / 2)
    after = kumu_csv(link_graph(StakeholderGraph(graph.stakeholders, weaker)))
    for name in ("elements", "connections"):
        ids = [row["ID"] for row in table(before[name])]
        assert ids == [row["ID"] for row in table(after[name])]
        assert len(set(ids)) == len(ids)
    ends = table(before["connections"])
    known = {row["ID"] for row in table(before["elements"])}
    assert {row["From"] for row in ends} | {row["To"] for row in ends} <= known


def read_dl(content):
    """A DL file of format fullmatrix, read by the published rules."""
    words = content.decode("ascii")
    head, rest = words.split("labels:", 1)
    labels, rest = rest.split("matrix labels:", 1)
    layers, data = rest.split("data:", 1)
    size = dict(part.split("=") for part in head.removeprefix("dl").replace(" ", "").split(","))
    assert size["format"].strip() == "fullmatrix"
    n, many = int(size["n"]), int(size["nm"])
    numbers = [float(word) for word in data.split()]
    assert len(numbers) == n * n * many
    names = [label.strip() for label in labels.split(",")]
    matrices = [label.strip() for label in layers.split(",")]
    assert len(names) == n
    assert len(matrices) == many
    return {
        (matrices[at // (n * n)], names[at // n % n], names[at % n]): value
        for at, value in enumerate(numbers)
        if value
    }


def test_a_matrix_for_each_layer_and_area_can_be_read_from_dl(linked):
    found = read_dl(ucinet_dl(linked))
    expected = {}
    for source, target, layer, area, _, strength in arcs(linked):
        name = (layer + (f"@{area}" if area else "")).upper()
        key = (labels_of([name])[0], source.upper(), target.upper())
        expected[key] = pytest.approx(strength, rel=1e-5)
    assert found == expected


@given(st.lists(st.text(min_size=1, max_size=40), unique=True, max_size=30))
@settings(max_examples=100, deadline=None)
def test_labels_for_ucinet_are_short_plain_and_all_different(names):
    labels = labels_of(names)
    assert len(labels) == len(names) == len({label.upper() for label in labels})
    assert all(0 < len(label) <= LONGEST_LABEL and label.isascii() for label in labels)
    assert not any(sign in label for label in labels for sign in ' ,="\n')


def test_json_holds_every_record(linked):
    back = json.loads(node_link_json(linked))
    assert back["nodes"] == [dict(node) for node in linked.nodes]
    assert back["links"] == [dict(tie) for tie in linked.ties]


def test_an_empty_graph_and_one_stakeholder_can_be_written():
    for linked in (Linked((), ()), Linked(({"id": "a", "label": "A"},), ())):
        files = graph_files(linked)
        assert set(nx.read_graphml(io.BytesIO(files["graph.graphml"]))) == {
            node["id"] for node in linked.nodes
        }
        assert read_dl(files["graph.dl"]) == {} if linked.nodes else not files["graph.dl"]


def test_the_same_graph_gives_the_same_bytes_whatever_the_order_of_its_rows(graph):
    shuffled = StakeholderGraph(
        graph.stakeholders.sample(frac=1, random_state=1), graph.ties.sample(frac=1, random_state=2)
    )
    first, second = graph_files(link_graph(graph)), graph_files(link_graph(shuffled))
    assert first == second
    changed = StakeholderGraph(graph.stakeholders, graph.ties.iloc[1:])
    assert all(
        content != first[name]
        for name, content in graph_files(link_graph(changed)).items()
        if name not in {"gephi-nodes.csv", "kumu-elements.csv"}
    )
