"""The brief says what the pages behind it say, whom we heard first, on at most two pages."""

import io

import nbformat
import pypdf
import pytest

from stakeholder_map.privacy.audience import is_for
from stakeholder_map.report.blocks import read_blocks
from stakeholder_map.report.show import doubt, gather_brief
from stakeholder_map.scan import open_scan

MUST_STAND = (
    "heard-1",
    "choice-1",
    "choice-2",
    "choice-reasons",
    "choice-firm-1",
    "choice-costs-1",
    "choice-decide",
    "asking-brief",
    "areas-open-1",
    "blocs-1",
    "change-1",
    "agenda-1",
    "choice-method-1",
)


@pytest.fixture(scope="module")
def brief(published):
    path = published.scan / "restricted" / "notebooks" / "06_brief.ipynb"
    return {placed.block.name: placed.block for placed in read_blocks(nbformat.read(path, 4))}


def test_every_sentence_that_leaders_need_stands_in_the_brief(brief):
    assert [name for name in MUST_STAND if name not in brief] == []


def test_whom_we_heard_stands_above_the_proposal(brief):
    names = list(brief)
    assert names.index("heard-1") < names.index("choice-1") < names.index("choice-reasons")


@pytest.mark.parametrize("tier", ["analyst", "leadership"])
def test_the_brief_has_at_most_two_pages_on_paper(published, tier, brief):
    content = (published.scan / tier / "brief.pdf").read_bytes()
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert len(pages) <= 2
    words = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "".join(brief["heard-1"].text.split()) in "".join(words.split())
    assert "No group scores higher under these weights" in words


def test_only_the_convener_reads_the_proposal(brief):
    told = {block.name for block in brief.values() if block.tier == "leadership"}
    proposal = {name for name in told if name.startswith(("choice", "asking"))}
    assert "choice-1" in proposal
    for audience in ("members", "public"):
        assert not [name for name in proposal if is_for(name, audience=audience)]
    assert all(is_for(name, audience="convener") for name in proposal)


def test_a_brief_run_by_itself_says_the_same(published):
    restricted = published.scan / "restricted"
    prepared = str(restricted / "prepared")
    scan = open_scan(restricted / "inputs", draws=200, seed=2026, prepared=prepared)
    repeated, alone = gather_brief(scan, prepared=prepared), gather_brief(scan)
    for part in ("heard", "proposal", "asks"):
        assert getattr(repeated, part) == getattr(alone, part), part
    assert doubt(repeated) == doubt(alone)
