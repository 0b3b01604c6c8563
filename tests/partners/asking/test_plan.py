import numpy as np
import pandas as pd
import pytest
from partners.asking.conftest import a_choice, asked

from stakeholder_map.partners.asking import plan_asks, review_forecasts
from stakeholder_map.scan import open_scan


def test_the_plan_holds_order_days_and_refusals(scan_with):
    choice = a_choice("acme", "beta", "cove", others=[(("acme", "beta", "dale"), 4.0)])
    plan = plan_asks(scan_with(), choice)
    assert list(plan.order["place"]) == [1, 2, 3]
    assert plan.proven
    assert plan.order["name"].iloc[0] in {"Acme Hospital", "Beta Plan"}, "one of the willing"
    assert plan.expected == pytest.approx(plan.order["accepts"].sum())
    assert plan.expected_low < plan.expected < plan.expected_high, "willingness of cove is unknown"
    assert plan.refusals.loc["cove", "seat"] == "Dale County"
    assert plan.refusals.loc["cove", "cost"] == 4.0
    assert plan.order.loc["cove", "trusts"] == "Acme Hospital"
    assert "END:VCALENDAR" in plan.icalendar


def test_where_no_other_choice_is_without_it_the_cheapest_outsider_takes_the_seat(scan_with):
    forced = pd.DataFrame(
        {"name": ["Dale County", "X"], "ruled_out": [False, True], "cost": [2.5, 0.0]},
        index=pd.Index(["dale", "x"], name="stakeholder_id"),
    )
    plan = plan_asks(scan_with(), a_choice("acme", "beta", forced=forced))
    assert plan.refusals["seat"].tolist() == ["Dale County"] * 2
    assert plan.refusals["cost"].tolist() == [2.5] * 2


def test_a_seat_that_nobody_can_take_stays_empty(scan_with):
    plan = plan_asks(scan_with(), a_choice("acme", "beta"))
    assert plan.refusals["seat"].tolist() == ["", ""]
    assert plan.refusals["cost"].isna().all()


def test_after_a_no_somebody_else_is_asked_and_after_the_last_nobody(scan_with):
    plan = plan_asks(scan_with(), a_choice("acme", "beta", "cove"))
    asked_names = list(plan.order["name"])
    for place, row in enumerate(plan.refusals.to_dict("records")):
        assert row["ask_next"] in {*asked_names[place + 1 :], ""}
    assert plan.refusals["ask_next"].iloc[-1] == ""
    assert plan.refusals["expected"].iloc[-1] == 2


def test_no_members_no_plan(scan_with):
    plan = plan_asks(scan_with(), a_choice())
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
    plan = plan_asks(scan_with(), a_choice("acme"))
    assert "asks" in [gap.table for gap in plan.missing]


def test_on_the_example_the_plan_names_the_pressing_contracts(example_folder):
    scan = open_scan(example_folder, draws=20, seed=1)
    members = (
        "mallowcombe-childrens-health-system",
        "mallowgarth-choice-plan",
        "sorrelfell-patients-council",
    )
    plan = plan_asks(scan, a_choice(*members, project="asthma-plan"))
    told = " ".join(plan.sentences)
    assert "In time only if papers take less than their longest" in told
    assert not [name for name in scan.region.table("people")["name"] if name in told]
    assert not [n for n in scan.region.table("people")["name"] if n in plan.icalendar]
