"""The map is one file of data, style and one script, and shows what its tables hold."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from report.made import INJECTIONS, a_context, naughty_strings

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.report.map import MapNode, map_content, map_page
from stakeholder_map.report.map import content as module
from stakeholder_map.report.map.page import MOST_BYTES

TIES = [
    ("a", "b", "cooperation", 0.5),
    ("a", "b", "competition", 1.0),
    ("b", "a", "trust_mission", 0.25),
    ("b", "c", "joint_events", 1 / 3),
]


def content_of(graph, **given):
    places = dict.fromkeys(graph.ids, (0.1, 0.2))
    return map_content(graph, **{"about": {}, "groups": {}, "areas": {}, "places": places, **given})


def page_of(content, *, tier="analyst", **around):
    return map_page(content, tier=tier, context=a_context(**around))


def data_of(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture(scope="module")
def graph():
    return StakeholderGraph.from_ties(TIES)


def test_cooperation_and_competition_of_a_pair_stand_side_by_side(graph):
    content = content_of(graph)
    assert [layer["sign"] for layer in content.layers] == ["positive", "negative", "positive"]
    assert [(tie[:3], tie[4]) for tie in content.ties] == [
        ((0, 1, 0), 0.5),
        ((0, 1, 1), 1.0),
        ((1, 2, 2), 0.33),
    ]


def test_what_one_said_of_another_is_on_no_map(graph):
    page = page_of(content_of(graph))
    assert "trust" not in page
    assert all(layer in module.WORDS for layer in module.WORDS if "trust" not in layer)


def told(content):
    """What the data of the page hold; ids stay behind, and the table has what there is to say."""
    return [{k: v for k, v in n.items() if k not in ("id", "facts")} for n in content.nodes]


def test_data_read_back_are_the_content(graph):
    content = content_of(graph, about={"a": MapNode(0.25, 0.75, ("One fact.",))})
    data = data_of(page_of(content))
    assert data["nodes"] == told(content)
    found = [
        (numbers[at], numbers[at + 1], layer, area, numbers[at + 2] / 100, numbers[at + 3] / 100)
        for layer, area, *numbers in data["ties"]
        for at in range(0, len(numbers), 4)
    ]
    assert sorted(found) == sorted(content.ties)


def test_only_the_maps_own_script_may_run_and_nobody_is_called(graph):
    page = page_of(content_of(graph))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(script) == 1
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


class Tags(HTMLParser):
    """Elements of a page and their attributes, whatever their values."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, tuple(name for name, _ in attrs)))


def map_with(text):
    ids = pd.Index(["a", "b"], name="stakeholder_id")
    stakeholders = pd.DataFrame({"name": [text, "~"], "key_group": ["g", "h"]}, index=ids)
    ties = StakeholderGraph.from_ties([("a", "b", "cooperation", 1.0)]).ties.assign(area="x")
    about = dict.fromkeys("ab", MapNode(facts=(text,)))
    return content_of(
        StakeholderGraph(stakeholders, ties), about=about, groups={"g": text}, areas={"x": text}
    )


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_of_the_input_stays_data(text):
    content = map_with(text)
    page = page_of(content, region=text)
    assert Tags(page).found == Tags(page_of(map_with("plain"), region="plain")).found
    assert data_of(page)["nodes"] == told(content)


def test_an_element_of_an_injection_would_be_found():
    page = page_of(map_with("plain"))
    broken = page.replace("<span>plain<", "<span><img src=x onerror=alert(1)><", 1)
    assert Tags(page).found != Tags(broken).found


def test_every_naughty_string_can_be_the_name_of_an_organisation():
    texts = naughty_strings()
    ids = pd.Index([f"s{row:04d}" for row in range(len(texts))], name="stakeholder_id")
    none = StakeholderGraph.from_ties([("s0000", "s0001", "cooperation", 1.0)]).ties.iloc[:0]
    graph = StakeholderGraph(pd.DataFrame({"name": texts}, index=ids), none)
    page = page_of(content_of(graph))
    assert page.count("<script") == page.count("</script>") == 2
    assert len(data_of(page)["nodes"]) == len(texts)


def many_ties(n, *, share, seed=1):
    rng = np.random.default_rng(seed)
    rows, columns = np.triu_indices(n, 1)
    ties = []
    for layer in ("cooperation", "competition", "contact", "shared_bodies"):
        for row, column in zip(rows, columns, strict=True):
            if rng.random() < share:
                ties.append(
                    (f"s{row:03d}", f"s{column:03d}", layer, int(rng.integers(1, 101)) / 100)
                )
    return StakeholderGraph.from_ties(ties)


def test_a_map_of_200_organisations_stays_below_300_kb():
    graph = many_ties(200, share=0.5)
    said = "By influence place 31 to 67 of 200." * 3
    about = dict.fromkeys(graph.ids, MapNode(0.5, 0.5, (said,)))
    content = content_of(graph, about=about)
    page = page_of(content)
    assert content.left_out > 0
    assert "found no room on this map" in page
    assert len(page.encode()) < MOST_BYTES


def test_the_weakest_ties_are_those_that_find_no_room(monkeypatch):
    graph = many_ties(12, share=0.8)
    monkeypatch.setattr(module, "MOST_TIES", 20)
    content = content_of(graph)
    strengths = sorted(graph.ties["strength"], reverse=True)
    assert sorted((tie[4] for tie in content.ties), reverse=True) == strengths[:20]
    assert content.left_out == sum(each >= module.LEAST_STRENGTH for each in strengths) - 20


def test_maps_without_ties_or_organisations_can_be_made(graph):
    alone = graph.select(stakeholders=["a"])
    assert "No ties are on record." in page_of(content_of(alone))
    assert "0 organisations" in page_of(content_of(graph.select(stakeholders=[])))


def test_the_same_content_gives_the_same_bytes(graph):
    shuffled = StakeholderGraph(
        graph.stakeholders.sample(frac=1, random_state=3), graph.ties.sample(frac=1, random_state=1)
    )
    assert page_of(content_of(graph)) == page_of(content_of(shuffled))
