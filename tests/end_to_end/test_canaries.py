"""What was told in confidence stays in its tier, and what was typed as a name stays text."""

import csv
import gzip
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pypdf
from end_to_end.planting import CANARIES, INJECTIONS, PERSONAL, PERSONS, active_nodes

from stakeholder_map.history.readable import views
from stakeholder_map.privacy.spellings import forms

FORMULA = re.compile(r"^[=+\-@\t\r]")


def read_through(content):
    """A file's bytes and whatever is packed into them, as text."""
    for view in views(content):
        yield view.decode("utf-8", errors="ignore")
        if b"\0" in view:
            yield view.decode("utf-16-le", errors="ignore")
            yield view.decode("utf-32-le", errors="ignore")
        if view.startswith(b"\x1f\x8b"):
            yield gzip.decompress(view).decode("utf-8", errors="ignore")
    if content.startswith(b"%PDF"):
        paper = pypdf.PdfReader(io.BytesIO(content))
        yield "\n".join([*(page.extract_text() for page in paper.pages), str(paper.metadata)])


def found_in(folder, words):
    """(file, word) for each word that a file holds, in whatever way it is written."""
    sought = {word: forms(word) for word in words}
    hits = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = "\n".join([path.name, *read_through(path.read_bytes())])
            hits += [(path.name, w) for w, ways in sought.items() if any(x in text for x in ways)]
    return hits


def test_there_are_forty_canaries_and_all_are_in_the_restricted_tier(planted):
    assert len(set(CANARIES)) == 40
    found = {word for _, word in found_in(planted.scan / "restricted" / "inputs", CANARIES)}
    assert found == set(CANARIES)


def test_no_canary_is_in_the_leadership_tier(planted):
    assert found_in(planted.scan / "leadership", CANARIES) == []


def test_no_personal_canary_is_in_the_analyst_tier(planted):
    assert found_in(planted.scan / "analyst", PERSONAL) == []


def test_control_what_analysts_may_read_is_found_in_their_tier_by_the_same_search(planted):
    quoted = [word for word in CANARIES if word not in PERSONAL]
    assert {word for _, word in found_in(planted.scan / "analyst", quoted)} == set(quoted)


def test_no_canary_is_in_what_the_program_prints_or_in_the_manifest(planted):
    top = (planted.scan / "manifest.json").read_text(encoding="utf-8")
    assert [word for word in CANARIES if word in planted.text or word in top] == []


def test_the_leadership_build_was_never_handed_a_canary(planted):
    """Its ledger, which the restricted tier keeps, holds ids and answers and no words."""
    ledger = (planted.scan / "restricted" / "told.json").read_text(encoding="utf-8")
    assert [word for word in CANARIES if word in ledger] == []


def test_no_page_and_no_picture_of_any_tier_has_an_active_node(planted):
    # the map has switches and a script of its own: tests of the map look at what the input adds
    pages = [
        path
        for path in planted.scan.rglob("*")
        if path.suffix in {".html", ".svg"} and path.name != "map.html"
    ]
    assert len(pages) > 30
    active = {path.name: active_nodes(path.read_text(encoding="utf-8")) for path in pages}
    assert {name: nodes for name, nodes in active.items() if nodes} == {}


def test_control_the_search_for_active_nodes_finds_what_was_planted():
    live = [text for text in INJECTIONS if active_nodes(text)]
    assert len(live) >= 9, live


def test_injected_names_are_printed_as_they_were_typed(planted):
    page = (planted.scan / "analyst" / "02_influence.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "1337" not in page.replace("1,337", "")


def test_no_cell_of_any_table_is_a_formula(planted):
    tables = list((planted.scan / "analyst").rglob("*.csv"))
    tables += list((planted.scan / "leadership").rglob("*.csv"))
    assert tables
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                bad = [cell for cell in row if FORMULA.match(cell) and not _is_number(cell)]
                assert not bad, (path.name, bad)


def test_no_workbook_has_a_formula_a_link_or_a_macro(planted):
    for path in planted.scan.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                assert "vba" not in name.lower()
                text = book.read(name).decode("utf-8", errors="ignore")
                assert "<f>" not in text, (path.name, name)
                assert 'TargetMode="External"' not in text


def test_no_paper_has_a_script_or_leads_elsewhere(planted):
    papers = list(planted.scan.rglob("*.pdf"))
    assert papers
    for path in papers:
        inside = b"".join(views(path.read_bytes()))
        assert "Ashwater" in "".join(read_through(path.read_bytes())), "the control: it is read"
        assert not any(sign in inside for sign in (b"/JavaScript", b"/JS", b"/URI", b"/Launch"))


def test_a_forgotten_person_is_in_no_byte_of_any_scan(planted, tmp_path):
    # in a copy: others read the scan as it was
    reports = shutil.copytree(planted.reports, tmp_path / "reports", symlinks=True)
    person, name = "p121", PERSONS[-1]
    before = {path.name for path in reports.rglob("*") if path.is_file()}
    (latest,) = reports.glob("*/latest")
    assert found_in(latest / "restricted", [name]), "the control: the name is there to be found"
    command = [sys.executable, "-m", "stakeholder_map", "forget", "--person", person]
    done = subprocess.run(
        [*command, "--reports", str(reports)],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert name not in done.stdout + done.stderr
    assert found_in(reports, [name]) == []
    for path in reports.rglob("*"):
        text = path.read_bytes() if path.is_file() else b""
        assert not re.search(rb"(?<![\w-])" + person.encode() + rb"(?![\w-])", text), path
    assert before >= {path.name for path in reports.rglob("*") if path.is_file()}
    verdict = subprocess.run(
        [sys.executable, "-m", "stakeholder_map", "verify", "--all", "--reports", str(reports)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verdict.returncode == 0, verdict.stderr


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True
