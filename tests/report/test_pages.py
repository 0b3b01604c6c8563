"""Pages hold what their tier may see, and nothing that acts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from report.made import (
    INJECTIONS,
    Page,
    a_chart,
    a_context,
    a_notebook,
    a_table,
    assert_inert,
    markdown,
    naughty_strings,
    notebook,
    output,
    printed,
)

from stakeholder_map.errors import ScanError
from stakeholder_map.privacy import TIERS
from stakeholder_map.report.blocks import Chart, Finding, Note, Table
from stakeholder_map.report.exporter import TEMPLATES
from stakeholder_map.report.figures import plot_network
from stakeholder_map.report.pages import (
    EarlierScan,
    PageContext,
    render_index,
    render_page,
    speaks_to,
)


def page_of(book, *, tier="analyst", **around) -> Page:
    html = render_page(book, tier=tier, context=a_context(**around), page="02_influence")
    return Page(html)


def index_of(book, *, tier="analyst", earlier=(), **around) -> Page:
    books = {"02_influence": book}
    return Page(render_index(books, tier=tier, context=a_context(**around), earlier=earlier))


@pytest.mark.parametrize("tier", TIERS)
def test_a_page_names_its_language_and_title_and_keeps_its_headings_in_order(tier):
    for page in (page_of(a_notebook(), tier=tier), index_of(a_notebook(), tier=tier)):
        assert page.all("html")[0]["lang"] == "en"
        assert re.search(r"<title>[^<]+ – Three Rivers, 22 November 2026</title>", page.html)
        assert page.headings.count(1) == 1
        assert page.headings[0] == 1
        for before, after in zip(page.headings, page.headings[1:], strict=False):
            assert after <= before + 1


def test_headings_that_skip_or_repeat_are_put_in_order():
    book = notebook(
        markdown("### First\n\n# Second\n\n##### Deep\n\nSetext\n=====\n"), markdown("# Third")
    )
    page = page_of(book)
    assert page.headings == [1, 2, 3, 2, 2]


def test_every_picture_has_its_own_words_and_every_table_its_scopes():
    page = page_of(a_notebook())
    assert [image["alt"] for image in page.all("img")] == ["Two bars, 3 and 4."]
    assert len(page.all("caption")) == len(page.all("table")) == 1
    assert {head.get("scope") for head in page.all("th")} == {"col", "row"}
    assert "No description has been provided for this image" not in page.html


def test_a_page_has_no_code_no_script_and_calls_nobody():
    for page in (page_of(a_notebook(), tier="restricted"), index_of(a_notebook())):
        assert_inert(page)
        assert "secret_code" not in page.html
        policy = page.all("meta")[1]
        assert policy["http-equiv"] == "Content-Security-Policy"
        assert policy["content"].startswith(
            "default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'"
        )
    css = (TEMPLATES / "style.css").read_text("utf-8")
    assert "url(" not in css
    assert "@import" not in css
    assert "http" not in css


def test_an_active_node_would_be_found():
    with pytest.raises(AssertionError):
        assert_inert(Page("<p><script>alert(1)</script></p>"))
    with pytest.raises(AssertionError):
        assert_inert(Page('<p onclick="x">a</p>'))
    with pytest.raises(AssertionError):
        assert_inert(Page('<a href="javascript:alert(1)">a</a>'))


def test_each_tier_sees_its_own_blocks_and_those_open_to_more():
    texts = {tier: page_of(a_notebook(), tier=tier).text for tier in TIERS}
    assert all("31 of 44 answered." in text for text in texts.values())
    assert [tier for tier in TIERS if "Four are central." in texts[tier]] == list(TIERS[:2])
    assert [tier for tier in TIERS if "Org 1" in texts[tier]] == list(TIERS[:2])
    assert [tier for tier in TIERS if "Respondent r7" in texts[tier]] == ["restricted"]
    assert [tier for tier in TIERS if "p1 <b>called</b>" in texts[tier]] == ["restricted"]
    bytes_of = {tier: page_of(a_notebook(), tier=tier).html for tier in TIERS}
    assert "Four are central" not in bytes_of["leadership"]


def test_a_section_whose_outputs_are_all_hidden_vanishes_with_its_prose():
    analyst = page_of(a_notebook()).text
    assert "By respondent" not in analyst
    assert "Raw answers stand here" not in analyst
    assert "By respondent" in page_of(a_notebook(), tier="restricted").text
    assert "A blank is no no" in analyst.replace("no  no", "no no")


def test_a_heading_stays_for_the_sake_of_a_visible_subsection_without_its_own_prose():
    book = notebook(
        markdown("# Title"),
        markdown("## Outer\n\nOuter prose."),
        output(Note("a", "Hidden.", tier="restricted")),
        markdown("### Inner\n\nInner prose."),
        output(Note("b", "Seen.", tier="leadership")),
        markdown("### Sibling\n\nSibling prose."),
        output(Note("c", "Hidden too.", tier="analyst")),
        markdown("## Gone"),
        markdown("### Below\n\nProse below."),
        output(Note("d", "Hidden as well.", tier="analyst")),
        markdown("## Last\n\nOnly prose."),
    )
    text = page_of(book, tier="leadership").text
    for seen in ("Outer", "Inner prose.", "Seen.", "Only prose."):
        assert seen in text
    for hidden in ("Outer prose", "Sibling", "Gone", "Prose below", "Hidden"):
        assert hidden not in text


def test_what_a_tier_may_not_see_leaves_no_trace_in_its_page_or_index():
    secret = "canary-5f1c"
    book = notebook(
        markdown("# Title"),
        markdown("## The answer"),
        output(Finding("f", "Open.", tier="leadership")),
        markdown(f"## About {secret}\n\nProse of {secret}."),
        output(Finding("g", secret, tier="analyst")),
        output(a_table("t", title=secret)),
        output(a_chart("c", title=secret, alt=secret, tier="restricted")),
        printed(secret),
    )
    assert secret not in page_of(book, tier="leadership").html
    assert secret not in index_of(book, tier="leadership").html
    assert secret in page_of(book, tier="analyst").html
    assert secret in index_of(book, tier="analyst").html


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_of_the_input_never_becomes_markup(text):
    frame = pd.DataFrame({text: [text, text], "n": [1, 2]})
    book = notebook(
        markdown("# Title"),
        markdown("## The answer"),
        output(Finding("f", text, tone="caution")),
        output(Note("n", text, tier="analyst")),
        output(Table("t", frame, title=text, tier="analyst", notes={"n": text})),
        output(a_chart("c", title=text, alt=text, tier="analyst")),
        printed(text),
    )
    for tier in ("analyst", "restricted"):
        page = page_of(book, tier=tier, region=text)
        assert_inert(page)
        assert page.headings == [1, 2]
        assert_inert(index_of(book, tier=tier, region=text, earlier=[EarlierScan(text, "../")]))
    assert "49" not in page.text.replace("22 November", "")


def test_every_naughty_string_is_text_and_nothing_else():
    texts = naughty_strings()
    frame = pd.DataFrame({"name": texts, "n": range(len(texts))})
    findings = [Finding(f"f{n}", text) for n, text in enumerate(texts)]
    book = notebook(
        markdown("# Title"),
        output(Table("t", frame, title="All", tier="analyst")),
        *(output(finding) for finding in findings),
    )
    page = page_of(book)
    assert_inert(page)
    assert len(page.html.encode()) < 400_000


def test_html_in_markdown_is_text_and_pictures_from_elsewhere_are_words():
    source = """# Title

<script>alert(1)</script>

See <b>here</b> ![a map](http://elsewhere.example/map.png), [next](02_influence.ipynb),
[bad](javascript:alert(1))

```
<b>code</b>
```
"""
    page = page_of(notebook(markdown(source)))
    assert_inert(page)
    assert "elsewhere" not in page.html
    assert "a map" in page.text
    assert {"href": "02_influence.html"} in page.all("a")


def test_long_tables_are_cut_on_the_page_and_say_so():
    book = notebook(markdown("# Title"), output(a_table(rows=6000)))
    page = page_of(book)
    assert len(page.html.encode()) < 400_000
    assert "The first 500 of 6,000 rows; 5,500 more are in the CSV file." in page.text
    assert "first" not in page_of(notebook(markdown("# T"), output(a_table(rows=400)))).text


def test_a_heavy_page_stays_below_400_kb():
    wide = pd.DataFrame({f"column {n}": ["some words " * 3] * 1200 for n in range(10)})
    ids = [f"s{n:02}" for n in range(40)]
    ties = pd.DataFrame(
        [
            (ids[a], ids[b], "cooperation" if (a * b) % 3 else "competition", 0.5)
            for a in range(40)
            for b in range(a + 1, 40)
            if (a * 7 + b * 11) % 9 == 0
        ],
        columns=["source", "target", "layer", "strength"],
    )
    names = pd.Series({key: f"Organisation number {key}" for key in ids})
    drawn = plot_network(ties, stakeholders=names, name="c", title="T", seed=1, tier="analyst")
    book = notebook(
        markdown("# Title"),
        *(output(Table(f"t{n}", wide, title="T", tier="analyst")) for n in range(2)),
        *(
            output(Chart(f"c{n}", drawn.picture, title="T", alt="Lines.", tier="analyst"))
            for n in range(6)
        ),
    )
    html = page_of(book).html
    assert 100_000 < len(html.encode()) < 400_000


def test_two_blocks_of_one_name_stop_the_page():
    book = notebook(markdown("# T"), output(Note("a", "1", tier="analyst")))
    book.cells.append(output(Note("a", "2", tier="analyst")))
    with pytest.raises(ScanError, match="'a'"):
        page_of(book)


def test_a_tier_that_sees_nothing_is_told_so():
    book = notebook(markdown("# T"), markdown("## A"), output(Finding("f", "Seen.")))
    assert "shows no results" in page_of(book, tier="leadership").text
    assert "shows no results" not in page_of(book, tier="analyst").text


def test_the_index_leads_to_pages_tables_and_earlier_scans():
    earlier = [EarlierScan("as of 2025-11-22", "../../2025-11-22-001/analyst/index.html")]
    page = index_of(a_notebook(), earlier=earlier)
    links = {link["href"] for link in page.all("a")}
    assert {
        "01_environment.html",
        "02_influence.html",
        "tables/02_influence-rows.csv",
        earlier[0].href,
    } <= links
    for words in ("31 of 44 answered.", "Four are central.", "as of 2025-11-22", "200"):
        assert words in page.text
    assert "first scan of this region" in index_of(a_notebook()).text


def test_rendering_leaves_the_notebook_as_it_was():
    book = a_notebook()
    before = nbformat.writes(book)
    page_of(book)
    index_of(book)
    assert nbformat.writes(book) == before


def test_two_renders_give_the_same_bytes():
    assert page_of(a_notebook()).html == page_of(a_notebook()).html
    assert index_of(a_notebook()).html == index_of(a_notebook()).html


SCRIPT = """
import hashlib, sys
from report.made import a_notebook, a_context
from stakeholder_map.report.pages import render_page, render_index
from stakeholder_map.report.downloads import collect_downloads
from stakeholder_map.report.figures import plot_network, plot_ranking
import pandas as pd
book, context = a_notebook(), a_context()
digest = hashlib.sha256()
digest.update(render_page(book, tier="analyst", context=context, page="02_influence").encode())
digest.update(render_index({"02_influence": book}, tier="analyst", context=context).encode())
for path, data in collect_downloads(book, tier="analyst", page="x").items():
    digest.update(path.encode() + data)
ties = pd.DataFrame({"source": list("abcd"), "target": list("bcda"), "strength": 0.5,
                     "layer": ["cooperation"] * 3 + ["competition"]})
names = pd.Series({key: f"Name of {key}" for key in "abcdefg"})
chart = plot_network(ties, stakeholders=names, name="n", title="N", seed=3, tier="analyst")
digest.update(chart.picture.png + chart.picture.svg.encode())
assert "matplotlib.pyplot" not in sys.modules
print(digest.hexdigest())
"""


def test_bytes_do_not_depend_on_hash_seed_time_zone_locale_or_working_directory(tmp_path):
    def run(**changed):
        tests = str(Path(__file__).resolve().parents[1])
        source = str(Path(__file__).resolve().parents[2] / "src")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, tests]), **changed}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    first = run(PYTHONHASHSEED="0", TZ="UTC")
    (tmp_path / "matplotlibrc").write_text("font.size: 30\naxes.facecolor: red\n")
    second = run(PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C", SOURCE_DATE_EPOCH="1")
    assert first == second


def test_a_page_for_another_language_says_so():
    context = PageContext("R", "2026-11-22", 1, 2, (("a", "A"),), language="de")
    html = render_page(notebook(markdown("# T")), tier="analyst", context=context, page="a")
    assert Page(html).all("html")[0]["lang"] == "de"


def test_only_results_speak_to_a_tier():
    lacking = Finding("none", "There is no survey.", tier="leadership", tone="missing")
    said = Finding("one", "Ten organisations.", tier="leadership")
    method = Note("how", "Counted.", tier="leadership")
    silent = notebook(markdown("# Here"), output(lacking), output(method))
    assert not speaks_to(silent, tier="leadership")
    for result in (said, a_table(tier="leadership"), a_chart(tier="leadership")):
        assert speaks_to(notebook(output(lacking), output(result)), tier="leadership")
