"""Lead, collaborate, defer or opt out, against every possible agenda."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from partners.asking.conftest import WHO
from real.regions import write_region

from stakeholder_map.partners.agenda import best_stances, set_agenda
from stakeholder_map.read import read_region

NOTHING = ("", 0.0, 0.0)


def area(each, relevance=4, difference=4, could_lead=""):
    return {
        "area_id": each,
        "name": each.title(),
        "kind": "issue",
        "relevance_to_members": relevance,
        "our_difference": difference,
        "could_lead": could_lead,
    }


def project(each, hours=120, months=12):
    return {
        "project_id": f"do-{each}",
        "name": f"Do {each}",
        "area_id": each,
        "months": months,
        "effort_hours": hours,
        "visibility": 3,
        "feasibility": 3,
    }


@pytest.fixture
def agenda_of(tmp_path):
    def make(*areas, projects=(), budget=60, **tables):
        settings = {"name": "R", "convener": "us", "as_of": "2026-06-30", "coalition_size": 4}
        if budget is not None:
            settings["staff_hours_month"] = budget
        given = {
            "stakeholders": pd.DataFrame(WHO),
            "memberships": pd.DataFrame({"member_id": ["acme"], "body": ["A body"]}),
            "areas": pd.DataFrame(areas),
            "projects": pd.DataFrame(projects),
            **tables,
        }
        folder = write_region(
            tmp_path / f"region-{len(list(tmp_path.iterdir()))}",
            settings=settings,
            tables={name: table for name, table in given.items() if len(table)},
        )
        return set_agenda(read_region(folder))

    return make


def stances(agenda):
    return agenda.areas["stance"].to_dict()


def test_stances_equal_an_exhaustive_search_on_200_random_agendas():
    dice = np.random.default_rng(5)
    for _ in range(200):
        options = [
            [
                ("lead", float(dice.integers(0, 12)), float(dice.integers(0, 9)) / 8),
                ("collaborate", float(dice.integers(0, 5)), float(dice.integers(0, 5)) / 8),
            ]
            for _ in range(int(dice.integers(0, 6)))
        ]
        budget = float(dice.integers(0, 25))
        found = best_stances(options, budget=budget)
        every = [
            (sum(o[2] for o in pick), -sum(o[1] for o in pick))
            for pick in product(*([*each, NOTHING] for each in options))
            if sum(o[1] for o in pick) <= budget
        ]
        total = (sum(o[2] for o in found), -sum(o[1] for o in found))
        assert total == pytest.approx(max(every))


def test_we_lead_what_matters_and_nobody_else_could_lead(agenda_of):
    agenda = agenda_of(area("asthma"), projects=[project("asthma")])
    assert stances(agenda) == {"asthma": "lead"}
    assert agenda.hours == 5, "half of 120 hours over 12 months"
    assert "nobody else is named" in agenda.areas.loc["asthma", "why"]


def test_where_another_could_lead_we_collaborate(agenda_of):
    agenda = agenda_of(area("asthma", could_lead="acme"), projects=[project("asthma")])
    assert stances(agenda) == {"asthma": "collaborate"}
    assert agenda.hours == 2, "an even share among four partners and us"


def test_where_we_make_little_difference_we_defer_or_opt_out(agenda_of):
    agenda = agenda_of(
        area("records", difference=1, could_lead="dale"), area("dental", difference=1)
    )
    assert stances(agenda) == {"records": "defer", "dental": "opt out"}
    assert "Dale County could lead" in agenda.areas.loc["records", "why"]


def test_what_matters_little_to_members_is_left(agenda_of):
    agenda = agenda_of(area("joints", relevance=1, could_lead="acme"))
    assert stances(agenda) == {"joints": "opt out"}


def test_the_hours_decide_what_we_lead(agenda_of):
    two = (area("asthma"), area("food", relevance=3))
    work = [project("asthma", hours=1200), project("food", hours=1200)]
    assert stances(agenda_of(*two, projects=work, budget=100)) == dict.fromkeys(
        ("asthma", "food"), "lead"
    )
    assert stances(agenda_of(*two, projects=work, budget=70)) == {
        "asthma": "lead",
        "food": "collaborate",
    }
    none = agenda_of(*two, projects=work, budget=10)
    assert set(none.areas["stance"]) == {"opt out"}
    assert "our hours do not reach" in none.areas["why"].iloc[0]


def test_what_is_not_entered_cannot_be_told(agenda_of):
    agenda = agenda_of(area("asthma", difference=""), projects=[project("asthma")])
    assert stances(agenda) == {"asthma": "cannot tell"}
    assert "Cannot tell" in agenda.sentences[-1]


def test_stated_priority_stands_in_for_relevance(agenda_of):
    positions = pd.DataFrame(
        {
            "stakeholder_id": ["acme", "beta"],
            "area_id": "asthma",
            "position": 2,
            "priority": [4, 3],
        }
    )
    agenda = agenda_of(area("asthma", relevance=""), positions=positions)
    assert agenda.areas.loc["asthma", "relevance"] == pytest.approx(3.5 / 4)
    assert agenda.stated == ("Asthma",)
    assert agenda_of(area("asthma"), positions=positions).stated == ()


def test_without_a_budget_nothing_limits_and_it_is_said(agenda_of):
    agenda = agenda_of(area("asthma"), projects=[project("asthma", hours=9e5)], budget=None)
    assert stances(agenda) == {"asthma": "lead"}
    assert "No hours of our staff are set" in " ".join(agenda.sentences)


def test_without_areas_there_is_no_agenda_and_the_gap_is_named(agenda_of):
    agenda = agenda_of()
    assert agenda.areas.empty
    assert agenda.sentences == ()
    assert [gap.table for gap in agenda.missing] == ["areas", "projects"]


def test_the_order_of_rows_changes_nothing(agenda_of):
    rows = [area("a"), area("b"), area("c", could_lead="acme")]
    work = [project(each, hours=900) for each in "abc"]
    one, other = agenda_of(*rows, projects=work), agenda_of(*rows[::-1], projects=work[::-1])
    pd.testing.assert_frame_equal(one.areas, other.areas)


def test_the_example_leads_childhood_asthma(example_folder):
    agenda = set_agenda(read_region(example_folder))
    assert agenda.areas.loc["child-asthma", "stance"] == "lead"
    assert agenda.hours <= agenda.budget
