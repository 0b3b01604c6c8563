from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from partners.asking.conftest import ASSETS, WHO, asked

from stakeholder_map.partners import choose
from stakeholder_map.partners.asking import plan_asks, review_forecasts
from stakeholder_map.partners.asking.refusals import next_best
from stakeholder_map.scan import open_scan

SIZE_3 = {"coalition_size": 3}.items()


def planned(scan):
    return plan_asks(scan, choose(scan))


def test_the_plan_holds_order_days_and_refusals(scan_with):
    scan = scan_with(settings=SIZE_3)
    choice = choose(scan)
    plan = plan_asks(scan, choice)
    assert sorted(plan.order.index) == sorted(choice.members)
    assert list(plan.order["place"]) == [1, 2, 3]
    assert plan.proven
    assert plan.order["name"].iloc[0] in {"Acme Hospital", "Beta Plan"}, "one of the willing"
    assert plan.expected == pytest.approx(plan.order["accepts"].sum())
    assert plan.expected_low < plan.expected < plan.expected_high, "some willingness is unknown"
    assert "END:VCALENDAR" in plan.icalendar


def test_the_seat_goes_to_the_best_choice_without_whoever_declines(scan_with):
    everybody = [
        {"stakeholder_id": who, "asset": kind, "kind": kind}
        for who in ("acme", "beta", "cove", "dale")
        for kind in ("data", "staff")
    ]
    given = {"assets": pd.DataFrame(everybody)}
    scan = scan_with(settings=SIZE_3, **given)
    choice = choose(scan)
    plan = plan_asks(scan, choice)
    (left,) = {"acme", "beta", "cove", "dale"} - {*choice.members}
    for member, row in plan.refusals.iterrows():
        if member == "cove":
            assert row["seat"] == "", "no other speaks for patients"
            continue
        assert row["seat"] == scan.region.name_of(left), "the only one left"
        rules = {**dict(SIZE_3), "must_not": [member]}.items()
        without = choose(scan_with(settings=rules, **given)).proof.benefit
        given_up = 100 * (choice.proof.benefit - without) / choice.proof.benefit
        assert row["cost"] == pytest.approx(given_up, abs=1e-4), "as if the region had ruled it out"


def test_those_who_joined_before_stay(scan_with):
    choice = choose(scan_with(settings=SIZE_3))
    declines, *others = choice.members
    newcomers, _, cost = next_best(choice, without=declines, joined=others)
    assert not {*newcomers} & {*choice.members}
    assert cost >= next_best(choice, without=declines, joined=[])[2] - 1e-9


def test_a_seat_that_nobody_can_take_stays_empty_and_is_named(scan_with):
    plan = planned(scan_with(who=WHO[:4], assets=ASSETS[:2], settings=SIZE_3))
    assert len(plan.order) == 3
    assert plan.refusals["seat"].tolist() == ["", "", ""]
    told = " ".join(plan.sentences)
    assert "Nobody could take the seat of Acme Hospital, Beta Plan and Cove Parents" in told


def test_after_a_no_somebody_else_is_asked_and_after_the_last_nobody(scan_with):
    plan = planned(scan_with(settings=SIZE_3))
    asked_names = list(plan.order["name"])
    for place, row in enumerate(plan.refusals.to_dict("records")):
        assert row["ask_next"] in {*asked_names[place + 1 :], ""}
    assert plan.refusals["ask_next"].iloc[-1] == ""
    assert plan.refusals["expected"].iloc[-1] == 2


def test_whom_a_member_trusts_among_those_asked_before_is_named(scan_with):
    plan = plan_asks(scan_with(), replace(choose(scan_with()), members=("acme", "cove")))
    assert plan.order.loc["cove", "trusts"] == "Acme Hospital"


def test_what_the_order_could_not_be_judged_by_is_said(scan_with):
    who = [{**row, "willingness": 3} for row in WHO[1:]]
    told = " ".join(planned(scan_with(who=[WHO[0], *who], settings=SIZE_3)).sentences)
    assert "Nothing" not in told, "control: trust is known"
    contact = pd.DataFrame({"member_id": ["acme", "beta"], "body": ["A body", "A body"]})
    none = {"said": [], "questions": None, "survey": None, "memberships": contact}
    told = " ".join(planned(scan_with(who=[WHO[0], *who], settings=SIZE_3, **none)).sentences)
    assert "Nothing is known of whom members trust or follow" in told
    assert "Nothing tells the members apart" in told


def test_no_members_no_plan(scan_with):
    scan = scan_with()
    plan = plan_asks(scan, replace(choose(scan), members=()))
    assert plan.order.empty
    assert plan.refusals.empty
    assert plan.sentences == ()


def test_forecasts_are_made_from_what_came_before_and_compared(scan_with):
    rows = [
        asked("beta", "2025-09-01", "yes", ask="board", answered="2025-09-20"),
        asked("beta", "2026-02-01", "yes", ask="sponsor", answered="2026-02-20"),
        asked("acme", "2026-01-01", "no", ask="board", answered="2026-01-20"),
        asked("cove", "2026-06-01", "waiting"),
    ]
    forecasts = review_forecasts(scan_with(asks=pd.DataFrame(rows)))
    table = forecasts.asks.set_index(["stakeholder_id", "asked_on"])["forecast"]
    assert table["beta"].iloc[0] == pytest.approx(0.9), "nothing had been asked before"
    assert table["beta"].iloc[1] > table["beta"].iloc[0], "the first yes counts, the second not yet"
    assert table["acme"].iloc[0] == pytest.approx(0.7)
    assert forecasts.bands["asks"].sum() == 3, "an ask without an answer is no test"
    assert forecasts.bands["yes"].sum() == 2
    squared = np.mean((forecasts.asks["forecast"] - forecasts.asks["yes"]) ** 2)
    assert forecasts.error == pytest.approx(squared)
    assert forecasts.error_of_none == pytest.approx(2 / 9)


def test_without_asks_there_is_nothing_to_compare(scan_with):
    forecasts = review_forecasts(scan_with())
    assert forecasts.asks.empty
    assert np.isnan(forecasts.error)
    plan = planned(scan_with())
    assert "asks" in [gap.table for gap in plan.missing]


def test_on_the_example_the_plan_names_the_pressing_contracts(example_folder):
    scan = open_scan(example_folder, draws=20, seed=1)
    plan = planned(scan)
    told = " ".join(plan.sentences)
    assert "In time only if papers take less than their longest" in told
    assert not [name for name in scan.region.table("people")["name"] if name in told]
    assert not [n for n in scan.region.table("people")["name"] if n in plan.icalendar]
    alone = plan.refusals.loc[plan.refusals["cost"].isna(), "name"]
    assert list(alone) == ["Sorrelfell Patients' Council"], "the only patients' organisation"
