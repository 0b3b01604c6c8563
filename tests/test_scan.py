"""Opening a scan: the draws are made once, and belong to one input."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from stakeholder_map.errors import InputError, ScanError, UsageError
from stakeholder_map.evidence import collect_evidence
from stakeholder_map.read import read_region
from stakeholder_map.scan import (
    DRAWS_FILE,
    make_ready,
    open_scan,
    prepare_scan,
)

REGION = """name = "Tiny"
convener = "us"
as_of = 2026-09-30
unlisted = "zero"
"""
TABLES = {
    "stakeholders": """stakeholder_id,name,key_group
us,Us,non_health
a,Able Hospital,hospital
b,Baker Plan,health_plan
c,Clinic,physician_group
""",
    "questions": """question,construct,lowest,highest,wording,consent
coop,cooperation,0,4,Do you work together?,leadership
infl,value_influence,1,4,Has it influence?,analyst
""",
    "survey": """respondent_id,target_id,submitted_at,coop,infl
a,b,2026-09-01,3,4
a,c,2026-09-01,,1
b,a,2026-09-02,0,2
""",
    "contacts": """date,from_id,to_id,channel
2026-09-03,us,a,call
2026-08-03,us,c,call
""",
}


@pytest.fixture
def folder(tmp_path):
    return write_region(tmp_path / "region")


def write_region(folder: Path, *, backwards: bool = False) -> Path:
    folder.mkdir()
    (folder / "region.toml").write_text(REGION)
    for name, text in TABLES.items():
        header, *rows = text.splitlines()
        rows = rows[::-1] if backwards else rows
        (folder / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n")
    return folder


def test_a_scan_holds_region_evidence_posterior_graph_and_draws(folder):
    scan = open_scan(folder, draws=10, seed=3)
    assert scan.graph.ids == ("a", "b", "c", "us")
    assert scan.graph.layers == ("value_influence", "cooperation", "contact")
    assert (len(scan.draws), scan.seed) == (10, 3)
    assert repr(scan) == "Scan of 'Tiny' as of 2026-09-30: 4 stakeholders, 10 draws, seed 3"


def test_prepared_draws_are_those_that_would_be_made(folder, tmp_path):
    made = prepare_scan(folder, tmp_path / "prepared", draws=10, seed=3)
    opened = open_scan(folder, draws=10, seed=3, prepared=str(tmp_path / "prepared"))
    pd.testing.assert_frame_equal(made.graph.ties, opened.graph.ties)
    pd.testing.assert_frame_equal(made.posterior.account, opened.posterior.account)
    for k in range(10):
        pd.testing.assert_frame_equal(made.draws.graph(k).ties, opened.draws.graph(k).ties)


def test_the_order_of_input_rows_changes_no_byte_of_the_prepared_draws(folder, tmp_path):
    turned = write_region(tmp_path / "turned", backwards=True)
    for name, each in (("one", folder), ("two", turned)):
        prepare_scan(each, tmp_path / name, draws=10, seed=3)
    one, two = ((tmp_path / name / DRAWS_FILE).read_bytes() for name in ("one", "two"))
    assert one == two


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"draws": 11}, "draws: expected 11, found 10"),
        ({"seed": 4}, "seed: expected 4, found 3"),
    ],
)
def test_draws_of_another_number_or_seed_are_refused(folder, tmp_path, other, message):
    prepare_scan(folder, tmp_path / "prepared", draws=10, seed=3)
    call = {"draws": 10, "seed": 3, "prepared": str(tmp_path / "prepared")} | other
    with pytest.raises(UsageError, match=message):
        open_scan(folder, **call)


def test_draws_of_another_treatment_are_refused(folder, tmp_path, monkeypatch):
    prepare_scan(folder, tmp_path / "prepared", draws=2, seed=3)
    monkeypatch.setattr("stakeholder_map.scan.TREATMENT", "both_sides")
    with pytest.raises(UsageError, match="treatment: expected 'both_sides', found 'model'"):
        open_scan(folder, draws=2, seed=3, prepared=str(tmp_path / "prepared"))


def test_draws_of_another_input_or_day_are_refused(folder, tmp_path):
    prepared = str(tmp_path / "prepared")
    prepare_scan(folder, prepared, draws=2, seed=3)
    with pytest.raises(ScanError, match=r"another input or day: expected 2026-09-29 .*found 2026"):
        open_scan(folder, draws=2, seed=3, as_of="2026-09-29", prepared=prepared)
    changed = shutil.copytree(folder, tmp_path / "changed")
    text = (changed / "survey.csv").read_text().replace("a,b,2026-09-01,3,4", "a,b,2026-09-01,2,4")
    (changed / "survey.csv").write_text(text)
    with pytest.raises(ScanError, match="another input or day"):
        open_scan(changed, draws=2, seed=3, prepared=prepared)


def test_prepared_draws_that_are_not_there_are_refused(folder, tmp_path):
    with pytest.raises(ScanError, match="found no file"):
        open_scan(folder, draws=2, seed=3, prepared=str(tmp_path))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"draws": 0, "seed": 1}, "draws: .* found 0"),
        ({"draws": 1, "seed": -1}, "seed: .* found -1"),
        ({"draws": 1, "seed": 1, "as_of": "soon"}, "as_of: .* found 'soon'"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(folder, call, message):
    with pytest.raises(UsageError, match=message):
        open_scan(folder, **call)


def test_a_region_with_faults_stops_with_all_of_them(folder):
    (folder / "survey.csv").write_text(TABLES["survey"].replace("a,b,", "a,nobody,"))
    with pytest.raises(InputError, match="nobody"):
        open_scan(folder, draws=1, seed=1)


def test_the_day_of_the_scan_can_be_given(folder):
    later = open_scan(folder, draws=1, seed=1, as_of="2027-09-30")
    now = open_scan(folder, draws=1, seed=1)
    assert later.graph.matrix("contact").sum() < now.graph.matrix("contact").sum()


def collected_of(folder):
    region = read_region(folder)
    return region, collect_evidence(region)


def test_a_scan_that_is_ready_is_given_again_while_every_file_is_the_same(folder, tmp_path):
    prepared = tmp_path / "prepared"
    made = make_ready(folder, prepared, draws=2, seed=3, collected=collected_of(folder))
    asked = {"draws": 2, "seed": 3, "as_of": "2026-09-30", "prepared": str(prepared)}
    assert open_scan(folder, **asked) is made
    plain = open_scan(folder, **{**asked, "as_of": ""})
    assert plain is not made
    assert plain.results is None
    pd.testing.assert_frame_equal(made.graph.ties, plain.graph.ties)
    pd.testing.assert_frame_equal(made.evidence.reports, plain.evidence.reports)
    pd.testing.assert_frame_equal(made.draws.graph(1).ties, plain.draws.graph(1).ties)
    with (folder / "contacts.csv").open("a") as file:
        file.write("2026-08-04,us,b,call\n")
    with pytest.raises(ScanError, match="another input"):
        open_scan(folder, **asked)
