"""The published pages in a real browser: they call nobody, log nothing, and can be read by all."""

import base64
import io
import json
import os
from pathlib import Path

import axe_core_python
import pypdf
import pytest
from selenium.webdriver.common.keys import Keys

AXE = Path(axe_core_python.__file__).with_name("axe.min.js")
STOCK_PHRASE = "No description has been provided for this image"
MAPPED = ("analyst", "leadership")
STAND_IN = ("noscript p", "#nodes circle", "#rows tr", "form[hidden]", "#ties line")
SIZES = {"phone": (390, 844), "laptop": (1366, 768), "print": (794, 1123)}


@pytest.fixture(scope="module")
def editions(published):
    return {
        tier: sorted((published.scan / tier).glob("*.html"))
        for tier in ("restricted", "analyst", "leadership")
    }


def requested(browser):
    """Addresses that were asked for since the last time."""
    messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]


def violations(browser):
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run(document).then(done)"
    )
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]]


def visit(browser, page):
    browser.get(page.resolve().as_uri())


def test_every_page_calls_nobody_and_logs_nothing(browser, editions):
    for tier, pages in editions.items():
        assert pages, tier
        for page in pages:
            browser.get_log("browser")
            requested(browser)
            visit(browser, page)
            called = [url for url in requested(browser) if not url.startswith(("file:", "data:"))]
            assert called == [], page.name
            assert browser.get_log("browser") == [], page.name
            assert STOCK_PHRASE not in browser.page_source


def test_a_call_would_be_seen(browser, tmp_path):
    page = tmp_path / "calls.html"
    page.write_text('<img src="http://127.0.0.1:9/x.png" alt="x">', encoding="utf-8")
    requested(browser)
    visit(browser, page)
    assert [url for url in requested(browser) if url.startswith("http:")]
    assert browser.get_log("browser")


@pytest.mark.parametrize("tier", ["analyst", "leadership"])
def test_every_page_passes_axe(browser, editions, tier):
    for page in editions[tier]:
        visit(browser, page)
        assert violations(browser) == [], page.name


def test_axe_finds_what_is_wrong(browser, tmp_path):
    page = tmp_path / "wrong.html"
    page.write_text("<html><body><img src='data:,'><p>x</p></body></html>", encoding="utf-8")
    visit(browser, page)
    assert {name for name, _ in violations(browser)} >= {"image-alt", "html-has-lang"}


@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_its_screen(browser, editions, size, tmp_path):
    browser.set_window_size(*SIZES[size])
    kept = Path(os.environ.get("PAGES_KEPT", tmp_path))
    kept.mkdir(parents=True, exist_ok=True)
    for tier in ("analyst", "leadership"):
        for page in editions[tier]:
            visit(browser, page)
            width = browser.execute_script("return document.documentElement.scrollWidth")
            shown = browser.execute_script("return document.documentElement.clientWidth")
            assert width <= shown + 1, page.name
            browser.save_screenshot(str(kept / f"{tier}-{page.stem}-{size}.png"))


def focused(browser):
    return browser.switch_to.active_element


def tab_to(browser, name, *, most=60):
    """Press the tab key until what has the focus has this id."""
    for _ in range(most):
        if focused(browser).get_attribute("id") == name:
            return focused(browser)
        browser.switch_to.active_element.send_keys(Keys.TAB)
    raise AssertionError(f"{name} cannot be reached by the tab key")


@pytest.mark.parametrize("tier", MAPPED)
def test_the_map_can_be_used_by_keyboard_alone(browser, published, tier):
    visit(browser, published.scan / tier / "map.html")
    names = browser.execute_script(
        "return JSON.parse(document.getElementById('data').textContent).nodes.map(n => n.label)"
    )
    search = tab_to(browser, "find")
    search.send_keys(names[7], Keys.ENTER)
    card = browser.find_element("id", "card")
    assert card.is_displayed()
    assert focused(browser).get_attribute("id") == "card"
    assert browser.find_element("id", "card-name").text == names[7]
    before = browser.find_element("id", "status").text
    browser.execute_script("document.getElementById('find').focus()")
    area = tab_to(browser, "area")
    area.send_keys(Keys.ARROW_DOWN)
    assert browser.find_element("id", "status").text != before
    area.send_keys(Keys.ESCAPE)
    assert not card.is_displayed()
    assert focused(browser).get_attribute("id") == "find"


@pytest.mark.parametrize("tier", MAPPED)
def test_the_views_of_the_map_pass_axe(browser, published, tier):
    visit(browser, published.scan / tier / "map.html")
    browser.execute_script("document.querySelector('input[value=grid]').click()")
    assert violations(browser) == []
    browser.execute_script("document.querySelector('#rows button').click()")
    assert violations(browser) == []


@pytest.mark.parametrize("tier", MAPPED)
def test_where_scripts_are_off_a_picture_and_the_table_stand_in(browser, published, tier):
    page = published.scan / tier / "map.html"
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        visit(browser, page)
        stand_in = counted(browser, *STAND_IN)
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    visit(browser, page)
    alive = counted(browser, *STAND_IN)
    note, points, rows, shut, lines = stand_in
    assert (note, shut) == (1, 1)
    assert points == rows > 30
    assert lines > 30
    assert (alive[0], alive[3]) == (0, 0), "the control: with scripts the map is at work"


def counted(browser, *selectors):
    """How many elements of the page each selector finds, without a script of the page."""
    root = browser.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    return [
        len(
            browser.execute_cdp_cmd("DOM.querySelectorAll", {"nodeId": root, "selector": selector})[
                "nodeIds"
            ]
        )
        for selector in selectors
    ]


def test_organisations_stand_in_one_place_on_both_maps(browser, published):
    found = {}
    for tier in MAPPED:
        visit(browser, published.scan / tier / "map.html")
        found[tier] = browser.execute_script(
            "return Object.fromEntries(JSON.parse(document.getElementById('data').textContent)"
            ".nodes.map(n => [n.label, [n.x, n.y]]))"
        )
    leaders, analysts = found["leadership"], found["analyst"]
    assert len(leaders) > 30
    assert {name: analysts[name] for name in leaders} == leaders


def test_every_page_for_leaders_leads_to_their_map(browser, editions):
    for page in editions["leadership"]:
        visit(browser, page)
        assert browser.find_elements("css selector", "nav a[href='map.html']"), page.name


def test_the_brief_for_leaders_takes_two_pages_where_a_browser_prints_it(browser, published):
    visit(browser, published.scan / "leadership" / "06_brief.html")
    paper = pypdf.PdfReader(io.BytesIO(base64.b64decode(browser.print_page())))
    assert len(paper.pages) <= 2
