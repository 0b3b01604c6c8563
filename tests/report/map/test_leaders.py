"""The leaders' map shows what stands on record, and of ratings what passed the audit."""

import json
import re

import numpy as np
import pytest
from privacy.regions import all_rate, write_region
from report.made import a_context

from stakeholder_map.privacy.audience import AUDIENCES
from stakeholder_map.privacy.cells import pooled_groups
from stakeholder_map.privacy.received import received_ratings
from stakeholder_map.privacy.rules import BANNER, OFF, SAFE
from stakeholder_map.read import read_region
from stakeholder_map.report.map import leaders_map, map_page
from stakeholder_map.report.map.content import MapContent
from stakeholder_map.report.map.leaders import ties_of
from stakeholder_map.report.map.page import MOST_BYTES
from stakeholder_map.report.map.places import place_amid
from stakeholder_map.report.map.record import places_on_record

RATED = {each: [2, 3, 1, 2, 3, 2, 3, 1, 2] for each in "xyz"} | {"w": [2, 3, 2, 0, 0, 0, 0, 0, 0]}
TABLES = {
    "people": "person_id,stakeholder_id,name,role,seniority\n"
    "pa,a,Ann Doe,chief,executive\npb,b,Bo Roe,nurse,clinical\nux,us,Una Lee,lead,liaison\n",
    "memberships": "member_id,body,since,until\n"
    "a,County Board,2020-01-01,\npb,county  board,2020-01-01,\nw,County Board,,2026-01-01\n"
    "pa,Choir,,\npb,Choir,,\n",
    "areas": "area_id,name,kind\nkids,Children's health,goal\nbeds,Beds,market\n",
    "services": "stakeholder_id,population,people,area_id\n"
    "x,children,10,kids\ny,Children,20,kids\nz,elders,30,\n",
    "events": "event_id,date,attendees,name,area_id,kind,open\n"
    "e1,2026-05-01,pa|x,Town hall,beds,hearing,yes\ne2,2026-05-02,pb|z,Closed door,,board,no\n",
    "contacts": "date,from_id,to_id,channel\n2026-05-05,ux,pa,call\n",
    "positions": "stakeholder_id,area_id,position,priority,source\n"
    "x,kids,4,3,document\ny,kids,3,2,document\nz,kids,2,4,document\na,kids,1,4,stated\n",
}
ANSWERS = all_rate("abcdefghi", RATED)


def region_in(folder, answers=ANSWERS, *, parents=None, **tables):
    write_region(folder, answers, parents=parents or {"c": "b"})
    for name, text in {**TABLES, **tables}.items():
        (folder / f"{name}.csv").write_text(text)
    return read_region(folder)


def map_of(region, audience="convener", *, received=None, rules=SAFE):
    return leaders_map(
        region,
        received=received or received_ratings(region, audience=audience, rules=rules),
        audience=audience,
        places=places_on_record(region, before={}, seed=1),
        rules=rules,
    )


def page_of(content):
    return map_page(content, tier="leadership", context=a_context())


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    return region_in(tmp_path_factory.mktemp("vale") / "region")


def named(content, row):
    return content.nodes[row]["label"].removeprefix("Organisation ")


def items_of(content):
    return {
        (
            content.layers[item["layer"]]["id"],
            item["label"],
            *(named(content, r) for r in item["who"]),
        )
        for item in content.items
    }


def test_a_seat_of_a_person_counts_where_an_organisation_holds_one_too(region):
    shown = items_of(map_of(region))
    assert ("bodies", "County Board", "a", "b") in shown, "w's seat has ended"
    assert not [item for item in shown if item[1] == "Choir"], "persons alone sit there"


def test_meetings_are_on_the_map_where_they_were_open_to_all(region):
    meetings = {item for item in items_of(map_of(region)) if item[0] == "meetings"}
    assert meetings == {("meetings", "Town hall, 2026-05-01", "a", "x")}


def test_services_and_systems_are_on_record(region):
    shown = items_of(map_of(region))
    assert ("services", "Children", "x", "y") in shown
    assert ("systems", "Organisation b", "b", "c") in shown


@pytest.fixture(scope="module")
def another(tmp_path_factory):
    """The same record; all that was told, noted or judged is another."""
    folder = tmp_path_factory.mktemp("another") / "region"
    answers = {pair: 5 - answer for pair, answer in ANSWERS.items()}
    more = {
        "contacts": "date,from_id,to_id,channel,notes\n2026-05-06,pb,ux,mail,a secret\n",
        "acquaintances": "person_id,other_person_id,strength\npa,pb,4\n",
        "observations": "date,source,theme,text,consent\n2026-05-06,interview,need,hm,leadership\n",
        "asks": "stakeholder_id,asked_on,asked_by,ask,answer\nx,2026-05-06,ux,join,no\n",
    }
    stated = TABLES["positions"].replace("a,kids,1,4,stated", "b,kids,4,1,our_guess")
    return region_in(folder, answers, positions=stated, **more)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_answer_contact_or_judgement_moves_a_byte_of_the_map(region, audience, another):
    """Only the audited tables may; members and the public are shown none by organisation."""
    received = received_ratings(region, audience=audience)
    assert page_of(map_of(another, audience, received=received)) == page_of(
        map_of(region, audience, received=received)
    )


@pytest.mark.parametrize("audience", ["members", "public"])
def test_members_and_the_public_see_no_rating_and_no_rank(region, audience):
    content = map_of(region, audience)
    page = page_of(content)
    assert content.axes == ()
    assert "Power and interest" not in page
    assert "Rated" not in page
    assert "Organisation d" not in page, "nothing is on record of it"
    assert {node["power"] for node in content.nodes} == {None}


def test_whatever_the_convener_reads_of_ratings_stands_in_the_audited_table(region):
    received = received_ratings(region, audience="convener")
    audited = {row["name"]: row for row in received.organisations.records()}
    content = map_of(region, received=received)
    told = [(n["label"], f) for n in content.nodes for f in n["facts"] if f.startswith("Rated")]
    assert {label for label, _ in told} == {f"Organisation {each}" for each in "xyz"}
    for label, fact in told:
        band, raters = re.fullmatch(
            r"Rated (\S+ to \S+) of 4 on .*, by (.*) systems\.", fact
        ).groups()
        assert (band, raters) == (audited[label]["value"], audited[label]["value_raters"])
    for node in content.nodes:
        if node["power"] is not None:
            low, high = map(float, audited[node["label"]]["value"].split(" to "))
            assert low / 4 < node["power"] < high / 4
    assert content.axes == ("value to the region, in bands", "interest, by what documents say")


def test_key_groups_are_those_of_the_audited_tables(region):
    pooled = set(pooled_groups(region, fewest=SAFE.group).values())
    assert {node["group"] for node in map_of(region).nodes} == pooled | {"convener"}


def test_too_few_answers_and_an_empty_record_give_no_map(tmp_path):
    few = {pair: answer for pair, answer in ANSWERS.items() if pair[0] in "abcd"}
    alone = write_region(tmp_path / "alone", ANSWERS)
    assert map_of(region_in(tmp_path / "few", few)) is None
    assert map_of(read_region(alone), "public") is None
    assert map_of(read_region(write_region(tmp_path / "b", ANSWERS, parents={"c": "b"}))), "control"


def test_where_safety_is_off_the_map_says_so(region):
    page = page_of(map_of(region, rules=OFF))
    assert BANNER in page
    assert re.search(r"Rated \d\.\d\d of 4", page)
    assert BANNER not in page_of(map_of(region))


def test_the_content_reads_back_from_json(region):
    content = map_of(region)
    assert MapContent.of(json.loads(json.dumps(content.to_json()))) == content


def test_a_map_of_200_organisations_stays_below_300_kb():
    rng = np.random.default_rng(1)
    nodes = tuple(
        {
            "id": "", "label": f"Organisation of the county number {n}", "group": f"group {n % 12}",
            "x": float(rng.random()), "y": float(rng.random()), "power": 0.5, "interest": 0.5,
            "facts": [f"Rated 3.5 to 4.0 of 4 on value {t}, by 10 or more systems." for t in "ab"],
        }
        for n in range(200)
    )  # fmt: skip
    items = tuple(
        {
            "layer": n % 4, "area": -1, "label": f"A body of many called number {n}", "x": 0.5,
            "y": 0.5, "who": sorted(rng.choice(200, size=60, replace=False).tolist()),
        }
        for n in range(40)
    )  # fmt: skip
    layers = tuple({"id": f"l{n}", "label": f"l{n}", "sign": "positive"} for n in range(4))
    content = MapContent(nodes, layers, (), ties_of(items), kind="record", items=items)
    assert len(content.ties) > 11_000
    assert len(page_of(content).encode()) < MOST_BYTES


def test_names_of_bodies_stand_apart():
    rng = np.random.default_rng(3)
    points = rng.random((40, 2))
    amid = np.array(place_amid([points[row : row + 9] for row in range(8)], others=points))
    gaps = np.abs(amid[:, None] - amid[None]) + np.eye(8)[:, :, None]
    assert ((gaps[..., 0] > 0.12) | (gaps[..., 1] > 0.035)).all()
