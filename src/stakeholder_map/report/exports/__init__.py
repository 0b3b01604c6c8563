"""Numbers that travel: the same graph and tables for other programs.

===========  ==================================================================
module       idea
===========  ==================================================================
linked       stakeholders and ties with ids that stay the same from scan to scan
markup       GraphML and GEXF
lists        CSV for Gephi and for Kumu
ucinet       DL, a matrix for each layer
node_link    JSON
workbook     .xlsx, a sheet for each table
===========  ==================================================================
"""

from stakeholder_map.report.exports.linked import Linked, link_graph
from stakeholder_map.report.exports.lists import gephi_csv, kumu_csv
from stakeholder_map.report.exports.markup import gexf, graphml
from stakeholder_map.report.exports.node_link import node_link_json
from stakeholder_map.report.exports.ucinet import ucinet_dl
from stakeholder_map.report.exports.workbook import workbook

__all__ = [
    "Linked",
    "gephi_csv",
    "gexf",
    "graph_files",
    "graphml",
    "kumu_csv",
    "link_graph",
    "node_link_json",
    "ucinet_dl",
    "workbook",
]


def graph_files(linked: Linked) -> dict[str, bytes]:
    """The graph in every form, by file name.

    Parameters
    ----------
    linked : Linked
        What `link_graph` gives.

    Returns
    -------
    dict of str to bytes
        GraphML, GEXF, two CSV files for Gephi and two for Kumu, UCINET DL, JSON; the same bytes
        for the same graph.

    Examples
    --------
    >>> from stakeholder_map.graph import StakeholderGraph
    >>> graph = StakeholderGraph.from_ties([("a", "b", "cooperation", 1.0)])
    >>> sorted(graph_files(link_graph(graph)))[:3]
    ['gephi-edges.csv', 'gephi-nodes.csv', 'graph.dl']
    """
    files = {
        "graph.graphml": graphml(linked),
        "graph.gexf": gexf(linked),
        "graph.json": node_link_json(linked),
        "graph.dl": ucinet_dl(linked),
    }
    for name, content in gephi_csv(linked).items():
        files[f"gephi-{name}.csv"] = content
    for name, content in kumu_csv(linked).items():
        files[f"kumu-{name}.csv"] = content
    return files
