"""What leaders get of a small region: by audience, by number of answers, with safety off."""

import json

import pytest
from privacy.regions import all_rate, write_region
from scanning.small import stand_in, write_notebooks

from stakeholder_map.errors import ScanError, UsageError
from stakeholder_map.history import verify_history
from stakeholder_map.privacy.rules import BANNER, OFF, SAFE
from stakeholder_map.read import read_region
from stakeholder_map.scanning import ScanRequest, run_scan
from stakeholder_map.scanning.returns import write_returns
from stakeholder_map.scanning.told import tell_leaders

NINE = "abcdefghi"
GIVEN = {each: [2, 3, 2, 3, 2, 2, 3, 2, 3] for each in "stuvwx"} | {
    "y": [2, 4, 4, 4, 4, 0, 0, 0, 0]
}
CARELESS = """
import pandas as pd
from stakeholder_map.report.blocks import Blocks, Finding, Table
asked = pd.DataFrame({"respondent": ["r-1", "r-2", "r-1"], "answer": [1, 2, 3]})
Blocks([
    Finding("careless", "Ask Ann Doe (p-01) first.", tier="analyst"),
    Finding("careless-too", "Ask Ann Doe first.", tier="leadership"),
    Finding("proposal-1", "Begin with organisation x.", tier="leadership"),
    Finding("here-1", "Nine organisations are here.", tier="leadership"),
    Table("by-respondent", asked, title="Answers of r-1 and r-2", tier="analyst"),
])
"""


class Vale:
    """A region in which nine organisations rate seven, scanned once in each way asked for."""

    def __init__(self, folder):
        self.folder = folder
        self.scans = {}
        write_notebooks(folder / "notebooks", code=CARELESS)

    def scan(self, raters=NINE, audience="convener", *, rules=SAFE):
        key = (raters, audience, rules.safe)
        if key not in self.scans:
            self.scans[key] = self.publish(*key[:2], rules=rules, reports="-".join(map(str, key)))
        return self.scans[key]

    def publish(self, raters=NINE, audience="convener", *, rules=SAFE, reports="reports"):
        answers = all_rate(raters, {t: row[: len(raters)] for t, row in GIVEN.items()})
        region = write_region(self.folder / "region", answers, audience=audience)
        (region / "people.csv").write_text(
            "person_id,stakeholder_id,name,role,seniority\np-01,a,Ann Doe,chief,executive\n"
        )
        (region / "invitations.csv").write_text(
            "respondent_id,stakeholder_id\n"
            + "".join(f"{each},{each}\n" for each in raters)
            + "r-1,a\nr-2,b\n"
        )
        request = ScanRequest(
            region,
            reports=self.folder / reports,
            notebooks=self.folder / "notebooks",
            draws=5,
            seed=1,
            rules=rules,
        )
        return run_scan(request)


@pytest.fixture(scope="module")
def vale(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        stand_in(monkeypatch)
        yield Vale(tmp_path_factory.mktemp("vale"))


def pages(scan, tier):
    return {path.stem: path.read_text() for path in (scan.folder / tier).glob("*.html")}


def test_the_convener_reads_bands_by_organisation_and_the_proposal(vale):
    told = pages(vale.scan(), "leadership")
    assert "2.0 to 2.5" in told["how_rated"]
    assert "Organisation x" in told["how_rated"]
    assert "Begin with organisation x." in told["01_files"]


@pytest.mark.parametrize("audience", ["public"])
def test_members_and_the_public_read_counts_and_groups_alone(vale, audience):
    scan = vale.scan(NINE, audience)
    told = pages(scan, "leadership")
    assert "Nine organisations are here." in told["01_files"]
    assert "all organisations" in told["how_rated"]
    everything = "".join(told.values()) + "".join(
        path.read_text() for path in (scan.folder / "leadership" / "tables").glob("*.csv")
    )
    assert "Organisation x" not in everything
    assert "Begin with" not in everything


def test_four_answering_organisations_get_no_report(vale):
    scan = vale.scan("abcd")
    assert sorted(pages(scan, "leadership")) == ["index", "no_report"]
    assert "Fewer than 5 organisations answered" in pages(scan, "leadership")["no_report"]
    assert "01_files" in pages(scan, "analyst")


def test_safety_off_prints_a_banner_on_every_page_and_is_on_record(vale):
    scan = vale.scan(rules=OFF)
    assert scan.manifest["parameters"]["suppression"] == "off"
    told = pages(scan, "leadership")
    assert all(BANNER in page for page in told.values())
    assert "3.60" in told["how_rated"]


def test_control_with_safety_on_there_is_no_banner_and_no_exact_mean(vale):
    scan = vale.scan()
    told = pages(scan, "leadership")
    assert "suppression" not in scan.manifest["parameters"]
    assert not any(BANNER in page for page in told.values())
    assert "3.60" not in told["how_rated"]


def test_persons_and_respondents_have_no_name_below_the_restricted_tier(vale):
    scan = vale.scan()
    assert "Ann Doe (p-01)" in pages(scan, "restricted")["01_files"]
    for tier in ("analyst", "leadership"):
        for path in sorted((scan.folder / tier).rglob("*")):
            text = path.read_bytes() if path.is_file() else b""
            assert not any(word in text for word in (b"Ann Doe", b"p-01", b"r-1", b"r-2")), path
    table = (scan.folder / "analyst/tables/01_files-by-respondent.csv").read_text().splitlines()
    first, second, again = (row.split(",")[0] for row in table[1:])
    assert first == again != second
    assert first.startswith('"respondent ')


def test_the_next_scan_has_other_pseudonyms_is_judged_with_the_last_and_needs_its_ledger(vale):
    def names(scan):
        return (scan.folder / "analyst/tables/01_files-by-respondent.csv").read_text()

    first, second = vale.publish(), vale.publish()
    ledger = second.folder / "restricted" / "told.json"
    assert json.loads(ledger.read_text())["told"]
    assert names(first) != names(second)
    assert "same band" in pages(second, "leadership")["how_rated"]
    ledger.unlink()
    with pytest.raises(ScanError, match=rf"{second.name} told leaders of ratings"):
        tell_leaders(
            read_region(vale.folder / "region"), earlier=[first, second], rules=SAFE, places={}
        )


def test_each_participant_gets_its_own_results_and_no_name_of_another(vale, tmp_path):
    scan = vale.scan(NINE, "public")
    assert verify_history(scan.folder.parents[1]) == ()
    written, without = write_returns(scan.folder, into=tmp_path / "returns")
    names = {path.stem for path in written}
    assert "x" in names
    assert "y" not in names, "a mean that is held back from leaders is held back here too"
    assert without > 0
    page = (tmp_path / "returns" / "x.html").read_text()
    assert "For Organisation x." in page
    assert not any(f"Organisation {other}" in page for other in names - {"x"})
    assert 'href="index.html"' not in page


def test_returns_need_a_scan_that_told_something(vale, tmp_path):
    scan = vale.scan("abcd")
    with pytest.raises(UsageError, match=scan.name):
        write_returns(scan.folder, into=tmp_path / "returns")
