"""A region folder in, a published scan out: what a reader finds."""

import csv
import json
import re
import stat
import sys
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from stakeholder_map.history import verify_scan

PAGES = (
    "index",
    "01_environment",
    "02_influence",
    "03_coopetition",
    "04_first_partners",
    "05_relationships",
    "06_brief",
)
TIERS = ("restricted", "analyst", "leadership")


EXPLORED = ["form", "script", "script"]
"""What acts in the map: its switches, its data (no script that runs) and its own script."""


class Outline(HTMLParser):
    """Headings, pictures, links and active parts of a page."""

    def __init__(self):
        super().__init__()
        self.levels, self.alts, self.links, self.active, self.language = [], [], [], [], None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "img":
            self.alts.append(attributes.get("alt", ""))
        if tag == "html":
            self.language = attributes.get("lang")
        if tag in {"script", "iframe", "object", "embed", "form"} or any(
            name.startswith("on") for name in attributes
        ):
            self.active.append(tag)
        self.links += [attributes[name] for name in ("href", "src") if attributes.get(name)]


def outline(path):
    parsed = Outline()
    parsed.feed(path.read_text(encoding="utf-8"))
    return parsed


def pages_of(scan):
    return [path for tier in TIERS for path in sorted((scan / tier).glob("*.html"))]


def test_the_message_says_where_the_pages_are(published):
    assert "Published Ashwater Valley, 2026-09-30, scan 001" in published.text


def test_all_six_pages_and_an_index_are_published_for_analysts(published):
    names = {path.stem for path in (published.scan / "analyst").glob("*.html")}
    assert names == {*PAGES, "map"}


def test_a_published_scan_verifies(published):
    assert list(verify_scan(published.scan)) == []


def test_a_page_is_short_says_its_language_and_calls_nobody(published):
    for path in pages_of(published.scan):
        text = path.read_text(encoding="utf-8")
        parsed = outline(path)
        assert path.stat().st_size < 400_000, path
        assert parsed.language == "en"
        assert re.search(r"<title>[^<]+</title>", text)
        assert parsed.active == (EXPLORED if path.stem == "map" else []), path
        outside = [link for link in parsed.links if re.match(r"(?i)(https?:)?//", link)]
        assert not outside, path


def test_headings_are_in_order_and_every_picture_is_told_in_words(published):
    for path in pages_of(published.scan):
        parsed = outline(path)
        assert parsed.levels[0] == 1
        assert parsed.levels.count(1) == 1
        assert all(below - above <= 1 for above, below in pairwise(parsed.levels)), path
        assert all(len(alt) > 20 for alt in parsed.alts), path
        assert "No description has been provided" not in path.read_text(encoding="utf-8")


def test_every_local_link_leads_somewhere(published):
    for path in pages_of(published.scan):
        for link in outline(path).links:
            if link.startswith(("#", "data:")):
                continue
            assert (path.parent / link.split("#")[0]).exists(), f"{path.name}: {link}"


def test_no_page_shows_code(published):
    for path in pages_of(published.scan):
        assert "open_scan(" not in path.read_text(encoding="utf-8")


def test_no_value_is_printed_as_nan_or_inf(published):
    for path in pages_of(published.scan):
        words = re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))
        assert not re.search(r"\b(nan|NaN|inf|NaT|None)\b", words), path


def test_the_restricted_tier_is_closed_to_other_users(published):
    if sys.platform != "win32":
        assert stat.S_IMODE((published.scan / "restricted").stat().st_mode) == 0o700


def test_persons_are_named_in_the_restricted_tier_only(published, example_folder):
    with (example_folder / "people.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    texts = {tier: [] for tier in TIERS}
    for tier in TIERS:
        for path in (published.scan / tier).rglob("*"):
            if path.suffix in {".html", ".csv", ".svg", ".json", ".ipynb"}:
                texts[tier].append(path.read_text(encoding="utf-8"))
    found = {t: [n for n in names if any(n in x for x in texts[t])] for t in TIERS}
    assert found["restricted"], "the control: the names are there to be found"
    assert found["analyst"] == []
    assert found["leadership"] == []


def test_leadership_sees_no_table_of_ranks_of_pairs_or_of_calls(published):
    tables = {path.name for path in (published.scan / "leadership" / "tables").glob("*.csv")}
    closed = re.compile("pair|rank|influence|willing|founding|call|card|respondent|trust|compet")
    assert "how_rated-received-organisations-table.csv" in tables
    assert [name for name in sorted(tables) if closed.search(name)] == []


def test_manifests_tell_versions_and_parameters_and_no_path_user_or_host(published):
    import getpass
    import socket

    top = json.loads((published.scan / "manifest.json").read_text(encoding="utf-8"))
    assert top["seed"] == 2026
    text = "".join(p.read_text(encoding="utf-8") for p in published.scan.rglob("manifest.json"))
    assert "papermill" in text
    for secret in (str(published.reports), str(published.reports.parent), socket.gethostname()):
        assert secret not in text
    assert f'"{getpass.getuser()}"' not in text


def test_hashes_of_raw_input_stand_in_the_restricted_manifest_alone(published):
    def text(tier):
        return (published.scan / tier / "manifest.json").read_text(encoding="utf-8")

    assert "survey.csv" in text("restricted")
    assert "survey.csv" not in text("analyst")
    assert "survey.csv" not in text("leadership")


def test_executed_notebooks_hold_no_path_of_this_machine(published, example_folder):
    for path in (published.scan / "restricted" / "notebooks").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert str(published.reports) not in text
        assert str(example_folder) not in text


def test_the_same_input_gives_the_same_bytes(published, published_elsewhere):
    def files(outcome):
        return {
            path.relative_to(outcome.scan).as_posix(): path.read_bytes()
            for path in outcome.scan.rglob("*")
            if path.is_file() and path.name != "manifest.json" and "inputs" not in path.parts
        }

    here, there = files(published), files(published_elsewhere)
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []
    assert len(here) > 40


@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_to_the_index(published, page):
    links = outline(published.scan / "analyst" / f"{page}.html").links
    assert "index.html" in links or page == "index"
