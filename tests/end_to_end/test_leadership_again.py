"""What leaders get, made again from a published scan: in seconds, and byte for byte the same."""

import time

import pytest

from stakeholder_map.history import read_scan
from stakeholder_map.privacy.rules import SAFE
from stakeholder_map.privacy.shield import shield_of
from stakeholder_map.read import read_region
from stakeholder_map.report.map.record import places_on_record
from stakeholder_map.scanning.edition import print_papers
from stakeholder_map.scanning.leadership import render_leadership
from stakeholder_map.scanning.pages import read_notebook
from stakeholder_map.scanning.told import tell_leaders

MOST_SECONDS = 10.0


@pytest.fixture(scope="module")
def again(published):
    """The files of the leadership tier, made here, and the CPU seconds that they took."""
    scan = read_scan(published.scan)
    restricted = scan.folder / "restricted"
    region = read_region(restricted / "inputs", as_of=scan.as_of)
    notebooks = {
        path.stem: read_notebook(path) for path in sorted((restricted / "notebooks").glob("*"))
    }
    context = {
        "region": region.name,
        "as_of": scan.as_of.isoformat(),
        "seed": scan.manifest["seed"],
        "draws": scan.manifest["parameters"]["draws"],
    }
    start = time.process_time()
    places = places_on_record(region, before={}, seed=scan.manifest["seed"])
    told = tell_leaders(region, earlier=[], rules=SAFE, places=places)
    shield = shield_of(region, number=1)
    material = {"context": context, "earlier": [], **told.material(notebooks, shield=shield)}
    files = print_papers(render_leadership(material))
    return files, time.process_time() - start


def test_all_that_leaders_get_is_made_within_ten_seconds_of_computing(again):
    files, seconds = again
    made = {"index.html", "06_brief.html", "brief.pdf", "files/tables.xlsx", "map.html"}
    assert made <= set(files)
    assert seconds < MOST_SECONDS


def test_a_second_making_gives_the_same_bytes_as_the_published_tier(again, published):
    folder = published.scan / "leadership"
    stored = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    files, _ = again
    assert sorted(files) == sorted(stored)
    assert [name for name in files if files[name] != stored[name]] == []
