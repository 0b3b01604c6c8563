"""The command `report`: files of a published scan, made again."""

import io
import json
import shutil

import networkx as nx
import pytest
from click.testing import CliRunner
from scanning import small

from stakeholder_map.cli.commands import cli
from stakeholder_map.history import verify_scan
from stakeholder_map.scanning import ScanRequest, run_scan

SAID = """
from stakeholder_map.report.blocks import Finding
Finding("said", "Something.", tier="leadership")
"""


@pytest.fixture(scope="module")
def small_scan(tmp_path_factory):
    """A published scan of a small region; its notebooks say next to nothing."""
    base = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(small, "BLOCKS", SAID)
        notebooks = small.write_notebooks(base / "notebooks", code=SAID)
    region = small.write_region(base / "region")
    request = ScanRequest(region, reports=base / "reports", notebooks=notebooks, draws=5, seed=1)
    return run_scan(request)


def call(*arguments):
    return CliRunner().invoke(cli, ["report", *map(str, arguments)])


def test_the_graph_of_a_scan_travels_and_the_scan_stays_as_it_is(small_scan, tmp_path):
    done = call(small_scan.folder, "--only", "graph", "--into", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    files = {path.name: path for path in (tmp_path / "out").iterdir()}
    assert len(json.loads(done.output)["files"]) == len(files) - 1 == 8
    assert json.loads(files["made-from.json"].read_text())["edition"] == "analyst"
    back = nx.read_graphml(io.BytesIO(files["graph.graphml"].read_bytes()), force_multigraph=True)
    assert set(back) == {"us", "st-anne", "zoe"}
    assert {tie["layer"] for *_, tie in back.edges(data=True)} == {"convergence", "divergence"}
    assert verify_scan(small_scan.folder) == ()


def test_the_brief_and_the_tables_can_be_had_alone(small_scan, tmp_path):
    done = call(small_scan.folder, "--edition", "leadership", "--only", "brief", "--into", tmp_path)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "brief.pdf").read_bytes()[:5] == b"%PDF-"
    none = call(small_scan.folder, "--only", "map", "--into", tmp_path / "map")
    assert none.exit_code == 64
    assert "has no map" in none.output


def test_the_map_for_leaders_comes_beside_that_for_analysts(small_scan, tmp_path):
    scan = shutil.copytree(small_scan.folder, tmp_path / small_scan.folder.name)
    for tier in ("analyst", "leadership"):
        (scan / tier / "map.html").write_text(f"<p>{tier}</p>")
    assert call(scan, "--only", "map", "--into", tmp_path / "out").exit_code == 0
    written = {path.name: path.read_text() for path in (tmp_path / "out").glob("*.html")}
    assert written == {"map.html": "<p>analyst</p>", "map-for-leaders.html": "<p>leadership</p>"}
    call(scan, "--edition", "leadership", "--only", "map", "--into", tmp_path / "theirs")
    assert [path.name for path in (tmp_path / "theirs").glob("*.html")] == ["map.html"]


def test_leaders_get_no_graph(small_scan, tmp_path):
    done = call(
        small_scan.folder, "--edition", "leadership", "--only", "graph", "--into", tmp_path / "o"
    )
    assert done.exit_code == 64
    assert "has no graph" in done.output
    assert not (tmp_path / "o").exists()


def test_an_unknown_scan_is_named(tmp_path):
    done = call("nowhere", "--reports", tmp_path)
    assert done.exit_code == 64
    assert "nowhere" in done.output
