"""What notebook 03 shows, and to whom."""

import pandas as pd
import pytest
from coopetition.conftest import quick_scan

from stakeholder_map.coopetition import cluster_areas, find_alliances, keep_ledger, pair_types
from stakeholder_map.report.kinds import Chart, Finding, Note, Table
from stakeholder_map.report.show import answer, doubt, evidence, limits, method

VERBS = (answer, evidence, doubt, limits, method)


def results_of(scan):
    pairs = pair_types(scan)
    areas = cluster_areas(scan, pairs)
    return areas, keep_ledger(scan, pairs, areas), pairs, find_alliances(scan)


@pytest.fixture(scope="module")
def scan(example_folder):
    return quick_scan(example_folder, draws=20)


@pytest.fixture(scope="module")
def shown(scan):
    results = results_of(scan)
    return {verb.__name__: verb(*results).blocks for verb in VERBS}


def text_of(block):
    if isinstance(block, (Finding, Note)):
        return block.text
    if isinstance(block, Chart):
        return block.alt
    return " ".join(str(cell) for row in block.grid.rows for cell in row)


def test_no_two_blocks_share_a_name(shown):
    names = [block.name for blocks in shown.values() for block in blocks]
    assert len(set(names)) == len(names)


def test_leadership_sees_areas_and_never_an_organisation(shown, scan):
    seen = [b for blocks in shown.values() for b in blocks if b.tier == "leadership"]
    assert {type(block) for block in seen} == {Finding, Note, Table}
    text = " ".join(text_of(block) for block in seen)
    assert not [name for name in scan.graph.stakeholders["name"] if name in text]


def test_rows_of_pairs_stay_with_the_analysts(shown, scan):
    names = set(scan.graph.stakeholders["name"])
    for block in (block for blocks in shown.values() for block in blocks):
        if any(name in text_of(block) for name in names):
            assert block.tier == "analyst"


def test_no_kind_of_an_area_goes_to_leadership_past_the_audit(shown):
    # tests/privacy/test_climate: leaders read it among the audited means
    table = next(b for b in shown["evidence"] if b.name == "areas-for-leadership")
    kinds = {"common ground", "coopetition", "contested", "unclaimed"}
    assert not kinds & {cell for row in table.grid.rows for cell in row}


def test_markets_carry_the_line_on_counsel_for_every_reader(shown):
    lines = [b for b in shown["evidence"] if "Counsel review" in text_of(b)]
    assert {block.tier for block in lines} == {"leadership", "analyst"}


def test_every_figure_of_the_notebook_is_there_with_words(shown):
    charts = {block.name: block for block in shown["evidence"] if isinstance(block, Chart)}
    assert set(charts) == {
        "area-map",
        "pair-by-area",
        "ledger-cards",
        "convergence-map",
        "influence-and-dependence",
    }
    assert "both said yes" in charts["ledger-cards"].alt
    assert "common ground" in charts["area-map"].alt


@pytest.mark.parametrize("absent", ["positions", "areas", "survey"])
def test_what_lacks_is_told_and_the_rest_is_shown(example_folder, tmp_path, absent):
    import shutil

    folder = tmp_path / "region"
    shutil.copytree(example_folder, folder)
    for name in {"areas": ("areas", "positions")}.get(absent, (absent,)):
        (folder / f"{name}.csv").unlink()
    if absent == "areas":
        keep = ["stakeholders", "survey", "questions", "waves", "invitations", "people"]
        for path in folder.glob("*.csv"):
            if path.stem not in keep:
                path.unlink()
        said = pd.read_csv(folder / "survey.csv", dtype=str, keep_default_na=False)
        said[said["area_id"] == ""].to_csv(folder / "survey.csv", index=False)
    if absent == "survey":
        (folder / "questions.csv").unlink()
        (folder / "invitations.csv").unlink()
    results = results_of(quick_scan(folder, draws=10))
    gaps = " ".join(text_of(block) for block in limits(*results).blocks)
    assert f"“{absent}”" in gaps
    kinds = {type(block) for block in evidence(*results).blocks}
    assert Table in kinds
