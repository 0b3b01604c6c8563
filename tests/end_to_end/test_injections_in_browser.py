"""Strings that would act stand on pages and maps of a real browser, and nothing acts."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from privacy.test_injections import context_of, notebook_with
from selenium.common.exceptions import UnexpectedAlertPresentException

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.report.map import MapNode, map_content, map_page
from stakeholder_map.report.map.leaders import ties_of
from stakeholder_map.report.pages import render_page
from stakeholder_map.report.selection import reduce_notebook

LIVE = """
const acts = new RegExp("^(iframe|object|embed|base|applet|frame|foreignobject|animate|set|video"
  + "|audio|template|portal)$");
const runs = /^\\s*(javascript|vbscript|data:text)/i, leads = /^\\s*(https?:)?\\/\\//i;
const found = [];
for (const each of document.querySelectorAll("*")) {
  const name = each.tagName.toLowerCase();
  if (acts.test(name)) found.push(name);
  if (name === "meta" && (each.httpEquiv || "").toLowerCase() === "refresh") found.push(name);
  for (const {name: key, value} of each.attributes) {
    if (key.startsWith("on")) found.push(`${name} ${key}`);
    const address = /^(href|src|action|xlink:href|srcset)$/.test(key);
    if (address && (runs.test(value) || leads.test(value))) found.push(`${name} ${key}=${value}`);
  }
}
return [found, document.scripts.length];
"""


OPEN_SOME = """
document.querySelectorAll('#rows button').forEach((b, n) => n % arguments[0] || b.click())
"""


def acting(browser, page):
    """What acts or leads elsewhere in the page as the browser has built it, and its scripts."""
    browser.get_log("browser")
    browser.get(page.resolve().as_uri())
    found, scripts = browser.execute_script(LIVE)
    return found + [entry["message"] for entry in browser.get_log("browser")], scripts


def test_no_page_and_no_map_of_the_planted_scan_opens_a_dialog_or_acts(browser, planted):
    pages = sorted(planted.scan.glob("*/*.html"))
    maps = [page for page in pages if page.name.startswith("map")]
    assert len(pages) >= 18
    assert maps
    for page in pages:
        found, scripts = acting(browser, page)
        assert found == [], page
        assert scripts == (2 if page in maps else 0), page  # the data and the map's own script
    for page in maps:
        browser.get(page.resolve().as_uri())
        browser.execute_script(OPEN_SOME, 4)
        assert browser.execute_script(LIVE)[0] == []


def test_every_string_as_a_name_a_comment_and_an_area_acts_nowhere(browser, naughty, tmp_path):
    notebook = reduce_notebook(notebook_with(naughty), tier="leadership")
    context = context_of(notebook, naughty[0])
    written = tmp_path / "strings.html"
    page = render_page(notebook, tier="leadership", context=context, page="01_names")
    written.write_text(page, encoding="utf-8")
    assert acting(browser, written) == ([], 0)
    ids = [f"s{number:03d}" for number in range(len(naughty))]
    stakeholders = pd.DataFrame(
        {"name": naughty, "key_group": ids}, index=pd.Index(ids, name="stakeholder_id")
    )
    graph = StakeholderGraph.from_ties(
        [(ids[n - 1], ids[n], "cooperation", 1.0) for n in range(1, len(ids))]
    )
    ties = graph.ties.assign(area=np.array(ids)[: len(graph.ties)])
    content = map_content(
        StakeholderGraph(stakeholders, ties),
        about={each: MapNode(0.5, 0.5, (text,)) for each, text in zip(ids, naughty, strict=True)},
        groups=dict(zip(ids, naughty, strict=True)),
        areas=dict(zip(ids, naughty, strict=True)),
        places={each: (n / len(ids), 0.5) for n, each in enumerate(ids)},
    )
    for tier, shown in (("analyst", content), ("leadership", on_record(content, naughty))):
        drawn = tmp_path / f"{tier}.html"
        drawn.write_text(map_page(shown, tier=tier, context=context), encoding="utf-8")
        assert acting(browser, drawn) == ([], 2)
        assert len(browser.find_elements("css selector", "#rows button")) == len(naughty)
        browser.execute_script(OPEN_SOME, 25)
        assert browser.execute_script(LIVE)[0] == []


def on_record(content, texts):
    """The same organisations on a map for leaders, each string a body and a note."""
    spot = {"layer": 0, "area": -1, "x": 0.5, "y": 0.5}
    items = tuple({**spot, "label": text, "who": [n, n + 1]} for n, text in enumerate(texts[:-1]))
    areas = tuple({**area, "note": area["label"]} for area in content.areas)
    told = {"note": texts[0], "warning": texts[0], "axes": (texts[0], texts[1])}
    return replace(content, kind="record", items=items, areas=areas, ties=ties_of(items), **told)


def test_control_a_dialog_and_what_acts_would_be_seen(browser, tmp_path):
    page = tmp_path / "acts.html"
    page.write_text("<p onclick='x()'>a</p><a href='javascript:x()'>b</a>", encoding="utf-8")
    assert acting(browser, page)[0] == ["p onclick", "a href=javascript:x()"]
    page.write_text("<script>alert(1)</script>", encoding="utf-8")
    with pytest.raises(UnexpectedAlertPresentException):
        acting(browser, page)
    browser.switch_to.alert.accept()
