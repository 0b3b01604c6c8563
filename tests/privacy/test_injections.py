"""Every naughty string as a name, a comment and an area: text, and nothing else."""

import csv
import io
import json

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from end_to_end.planting import INJECTIONS, active_nodes

from stakeholder_map.privacy.own import OwnResults
from stakeholder_map.privacy.safe import SafeTable
from stakeholder_map.report.blocks import MIME, Blocks, Chart, Finding, Note, Table
from stakeholder_map.report.downloads import collect_downloads
from stakeholder_map.report.figures import plot_side_by_side
from stakeholder_map.report.pages import page_context, render_index, render_page
from stakeholder_map.report.returns import return_notebook
from stakeholder_map.report.selection import reduce_notebook

ROWS = 400
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def strings(shared):
    naughty = json.loads((shared / "badinput/blns/blns.json").read_text(encoding="utf-8"))
    return [*dict.fromkeys(text for text in [*naughty, *INJECTIONS] if text.strip())]


def notebook_with(strings):
    blocks = []
    for start in range(0, len(strings), ROWS):
        part = strings[start : start + ROWS]
        frame = pd.DataFrame({"name": part, "area": part[::-1], "comment": part})
        title = f"Rated from {start}: {part[0]}"
        blocks.append(Table(f"t{start}", frame, title=title, tier="leadership"))
    blocks += [
        kind(f"{kind.__name__.lower()}{number}", f"said: {text}", tier="leadership")
        for number, text in enumerate(strings)
        for kind in ((Finding, Note) if number % 7 == 0 else (Finding,))
    ]
    output = {"output_type": "display_data", "data": {MIME: Blocks(blocks).to_json()}}
    cells = [
        {"cell_type": "markdown", "source": "# Names\n\n## The answer"},
        {"cell_type": "code", "source": "", "outputs": [{**output, "metadata": {}}]},
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def context_of(notebook, name):
    return page_context({"01_names": notebook}, region=name, as_of="2026-09-30", seed=1, draws=2)


def test_no_string_becomes_an_active_node_of_a_page_or_of_its_index(strings):
    assert len(strings) > 450
    notebook = reduce_notebook(notebook_with(strings), tier="leadership")
    context = context_of(notebook, INJECTIONS[0])
    page = render_page(notebook, tier="leadership", context=context, page="01_names")
    index = render_index({"01_names": notebook}, tier="leadership", context=context)
    assert active_nodes(page) == []
    assert active_nodes(index) == []
    soup = BeautifulSoup(page, "html.parser")
    assert len(soup.find_all("h1")) == 1
    tables = soup.find_all("table")
    assert len(tables) == -(-len(strings) // ROWS)
    widths = {len(row.find_all(["th", "td"])) for row in soup.find_all("tr")}
    assert widths == {3}, "a name broke out of its cell"


def test_control_the_same_strings_unescaped_would_be_active(strings):
    live = [text for text in strings if active_nodes(f"<td>{text}</td>")]
    assert len(live) > 60


def test_no_string_makes_a_formula_in_a_csv(strings):
    files = collect_downloads(notebook_with(strings), tier="leadership", page="01_names")
    cells = [
        cell
        for content in files.values()
        for row in csv.reader(io.StringIO(content.decode(), newline=""))
        for cell in row
    ]
    assert len(cells) >= 3 * len(strings)
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


def test_no_string_becomes_an_active_node_of_a_picture(strings):
    marked = [text for text in strings if set(text) & set("<&$\\{`")][:80]
    for start in range(0, len(marked), 40):
        names = pd.Index(marked[start : start + 40], name="name")
        frame = pd.DataFrame({"people": range(len(names))}, index=names)
        chart = plot_side_by_side(
            frame, name="c", title=marked[start], unit=marked[start], tier="leadership"
        )
        assert isinstance(chart, Chart)
        assert active_nodes(chart.picture.svg) == []
        assert b"alert" not in chart.picture.png


@pytest.mark.parametrize("name", INJECTIONS)
def test_a_participants_name_is_text_in_its_return(name):
    empty = SafeTable(("band", "raters"), ())
    notebook = return_notebook(OwnResults(empty, empty, "all"), name=name)
    page = render_page(notebook, tier="leadership", context=context_of(notebook, name), page="r")
    assert active_nodes(page) == []
    text = " ".join(BeautifulSoup(page, "html.parser").get_text().split())
    assert " ".join(f"For {name}.".split()) in text
