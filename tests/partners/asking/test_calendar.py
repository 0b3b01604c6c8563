from datetime import date

import pandas as pd
import pytest
from partners.asking.conftest import ASSETS, PROJECTS, asked

from stakeholder_map.partners.asking.calendar import lay_out
from stakeholder_map.partners.asking.lead_times import papers_needed


def laid(scan, order, *, project="plan"):
    return lay_out(scan.region, order, project=project)


def step(calendar, member, kind):
    steps = calendar.steps
    return steps[(steps["stakeholder_id"] == member) & (steps["step"] == kind)].iloc[0]


def test_where_nothing_is_given_a_contract_takes_three_to_six_months(scan_with):
    (paper,) = papers_needed(scan_with().region, stakeholder="acme", project="plan")
    assert (paper.kind, paper.shortest, paper.longest, paper.assumed) == ("contract", 3, 6, True)


def test_given_months_are_taken_and_data_needs_an_agreement_of_its_own(scan_with):
    papers = list(papers_needed(scan_with().region, stakeholder="beta", project="plan"))
    assert [paper.kind for paper in papers] == ["contract", "data_sharing"]
    assert {(paper.shortest, paper.longest) for paper in papers} == {(1, 2)}


def test_one_given_end_does_not_cross_the_other(scan_with):
    from partners.asking.conftest import WHO

    for given, expected in (
        ({"lead_months_max": 2}, (2, 2)),
        ({"lead_months_min": 8}, (8, 8)),
        ({"lead_months_min": 4}, (4, 6)),
    ):
        who = [{**row, **(given if row["stakeholder_id"] == "acme" else {})} for row in WHO]
        (paper,) = papers_needed(scan_with(who=who).region, stakeholder="acme", project="plan")
        assert (paper.shortest, paper.longest) == expected


def test_what_was_agreed_is_not_needed_again(scan_with):
    asks = pd.DataFrame(
        [
            asked("beta", "2026-01-05", "yes", ask="data_sharing", answered="2026-02-01"),
            asked("acme", "2026-01-05", "later", ask="contract", answered="2026-02-01"),
        ]
    )
    region = scan_with(asks=asks).region
    assert [p.kind for p in papers_needed(region, stakeholder="beta", project="plan")] == [
        "contract"
    ]
    assert [p.kind for p in papers_needed(region, stakeholder="acme", project="plan")] == [
        "contract"
    ]


def test_no_data_no_agreement(scan_with):
    region = scan_with(projects=PROJECTS.assign(asset_kinds_required="staff")).region
    assert "data_sharing" not in [
        p.kind for p in papers_needed(region, stakeholder="beta", project="plan")
    ]
    region = scan_with(assets=ASSETS.assign(kind="staff")).region
    assert "data_sharing" not in [
        p.kind for p in papers_needed(region, stakeholder="beta", project="plan")
    ]


def test_the_latest_day_is_counted_back_from_the_kick_off(scan_with):
    contract = step(laid(scan_with(), ["acme"]), "acme", "contract")
    six_months, three_months = (
        date(2027, 3, 1) - day.date() for day in contract[["latest", "last_chance"]]
    )
    assert abs(six_months.days - 183) <= 3
    assert abs(three_months.days - 91) <= 3
    assert contract["note"] == "3 to 6 months, our convention"


def test_an_ask_leaves_time_for_the_answer_and_the_paper(scan_with):
    calendar = laid(scan_with(), ["acme"])
    ask, contract = step(calendar, "acme", "ask"), step(calendar, "acme", "contract")
    assert 27 <= (contract["latest"] - ask["latest"]).days <= 32
    assert ask["day"].date() == date(2026, 7, 1)
    assert not ask["late"]


def test_no_planned_or_latest_day_falls_on_a_weekend(scan_with):
    for as_of in ("2026-06-26", "2026-06-27", "2026-06-28"):
        calendar = laid(scan_with(settings={"as_of": as_of}.items()), ["acme", "beta", "cove"])
        steps = calendar.steps[calendar.steps["step"] != "kick_off"]
        for column in ("day", "latest", "last_chance"):
            assert (steps[column].dt.day_of_week < 5).all(), (as_of, column)


def test_asks_move_together_where_a_latest_day_presses(scan_with):
    loose = laid(scan_with(), ["beta", "acme", "cove"])
    assert loose.gap_days == loose.answer_days == 30
    tight = laid(scan_with(settings={"kick_off": "2027-02-10"}.items()), ["beta", "cove", "acme"])
    assert tight.gap_days < 30
    assert not tight.steps["late"].any()
    assert (tight.steps["day"] <= tight.steps["latest"]).all()


def test_a_latest_day_that_has_passed_is_said(scan_with):
    calendar = laid(
        scan_with(settings={"kick_off": "2026-12-01"}.items()), ["beta", "cove", "acme"]
    )
    ask = step(calendar, "acme", "ask")
    assert ask["late"]
    assert ask["day"] <= ask["last_chance"]
    assert calendar.gap_days == 7


def test_without_a_kick_off_the_earliest_is_told(scan_with):
    scan = scan_with(settings={"kick_off": None}.items())
    calendar = laid(scan, ["cove"])
    assert not calendar.kick_off_set
    assert calendar.kick_off == date(2026, 7, 31)
    assert not calendar.steps["late"].any()


def test_the_time_of_an_answer_is_the_median_of_earlier_ones(scan_with):
    rows = [
        asked("dale", f"2026-0{month}-01", "later", ask="board", answered=f"2026-0{month}-{day}")
        for month, day in ((1, "11"), (2, "21"), (3, "31"))
    ]
    assert laid(scan_with(asks=pd.DataFrame(rows)), ["cove"]).answer_days == 20
    assert laid(scan_with(asks=pd.DataFrame(rows[:2])), ["cove"]).answer_days == 30


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("waiting", "remind Cove Parents of our ask of 2026-06-01"),
        ("later", "ask Cove Parents again to join"),
    ],
)
def test_an_earlier_ask_to_join_changes_the_words(scan_with, answer, what):
    asks = pd.DataFrame([asked("cove", "2026-06-01", answer)])
    assert step(laid(scan_with(asks=asks), ["cove"]), "cove", "ask")["what"] == what


def test_who_has_said_yes_is_not_asked_again(scan_with):
    asks = pd.DataFrame([asked("acme", "2026-05-01", "yes", answered="2026-05-20")])
    steps = laid(scan_with(asks=asks), ["acme"]).steps
    assert list(steps["step"]) == ["contract", "kick_off"]
