"""What leaders get, made again from a published scan: in seconds, and byte for byte the same."""

import re
import time

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from stakeholder_map.history import read_scan
from stakeholder_map.privacy.received import AS_A_WHOLE
from stakeholder_map.privacy.rules import SAFE
from stakeholder_map.privacy.safe import HIDDEN
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


def test_every_band_on_the_map_stands_in_an_audited_table(published):
    folder = published.scan / "leadership"
    page = BeautifulSoup((folder / "map.html").read_text(encoding="utf-8"), "html.parser")
    rated, areas = (
        pd.read_csv(folder / f"tables/how_rated-received-{what}-table.csv", index_col=0)
        for what in ("organisations", "areas")
    )
    told = {row.th.get_text(strip=True): row.get_text(" ") for row in page.select("#rows tr")}
    shown = {name: re.search(r"Rated (\S+ to \S+) of 4", text) for name, text in told.items()}
    assert {name: found[1] for name, found in shown.items() if found} == {
        name: band for name, band in rated["value"].items() if band != HIDDEN
    }
    notes = dict(zip(page.select("main dt"), page.select("main dd"), strict=True))
    assert len(notes) > 3
    for area, note in notes.items():
        row = areas.loc[area.text.replace("The relation as a whole", AS_A_WHOLE)]
        assert set(re.findall(r"\d\.\d to \d\.\d", note.text)) <= set(row)
