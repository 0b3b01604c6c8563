"""The joint choice of group and project from the tables of a region."""

import numpy as np
import pandas as pd
import pytest
from partners.conftest import WHO, organisation

from stakeholder_map.partners import AIMS, choose, next_questions
from stakeholder_map.partners.choice.search.best import find_best

AREAS = pd.DataFrame(
    {"area_id": ["asthma", "joints"], "name": ["Asthma", "Joints"], "kind": ["goal", "market"]}
)
PROJECTS = pd.DataFrame(
    {
        "project_id": ["plan-a", "registry", "tower"],
        "name": ["One plan", "A registry", "A tower"],
        "area_id": ["asthma", "joints", "joints"],
        "months": [8, 12, 13],
        "effort_hours": [160, 360, 100],
        "visibility": [4, 2, 4],
        "feasibility": [4, 2, 4],
        "asset_kinds_required": ["data", "", ""],
        "key_groups_required": ["hospital", "", ""],
        "cost": [40_000, 200_000, 10],
        "paid_hours": [20, 0, 0],
    }
)
ASSETS = pd.DataFrame(
    {
        "stakeholder_id": ["plan", "east"],
        "asset": ["claims", "coaches"],
        "kind": ["data", "quality_improvement"],
        "strength": [4, 3],
        "in_use": ["no", "no"],
    }
)
SERVICES = pd.DataFrame(
    {
        "stakeholder_id": ["east", "east-north", "west", "plan", "voices"],
        "population": ["children", "children", "children", "members", "families"],
        "people": [1000, 900, 300, 500, 200],
    }
)
SETTINGS = {"coalition_size": 3, "budget": 100_000, "staff_hours_month": 30}
TABLES = {"areas": AREAS, "projects": PROJECTS, "assets": ASSETS, "services": SERVICES}


def changed(stakeholder, **change):
    return [dict(each, **change) if each["stakeholder_id"] == stakeholder else each for each in WHO]


@pytest.fixture(scope="session")
def choice_of(scan_of):
    """The choice in such a region."""

    def make(*, settings=(), tables=TABLES, **given):
        return choose(scan_of(settings={**SETTINGS, **dict(settings)}, **tables, **given))

    return make


def test_group_and_project_are_chosen_together_and_proven(choice_of):
    choice = choice_of()
    assert choice.members == ("east", "plan", "voices")
    assert choice.project == "plan-a"
    assert choice.proof.proven
    assert choice.proof.gap == 0
    assert (
        choice.sentences[0] == "Start with East, Plan and Voices, on this first project: One plan."
    )
    assert choice.sentences[1].startswith("No group scores higher under these weights")


def test_the_benefit_is_the_weighted_sum_of_its_parts(choice_of):
    choice = choice_of()
    assert choice.parts["benefit"].sum() == pytest.approx(choice.proof.benefit)
    assert choice.parts["value"].between(0, 1).all()
    reach = choice.parts.loc["reach", "value"]
    assert reach == pytest.approx(1.0)  # the children of both hospitals are counted once
    assert set(choice.weights) == set(AIMS)
    assert sum(choice.weights.values()) == pytest.approx(1)


def test_the_next_best_choices_are_distinct_and_tell_what_they_cost(choice_of):
    table = choice_of().alternatives
    assert len(table) == 3  # hospital, data and patients leave no more groups of three
    assert not table.duplicated(["members", "project"]).any()
    assert table["benefit"].is_monotonic_decreasing
    assert table["cost"].iloc[0] == 0
    expected = 100 * (1 - table["benefit"] / table["benefit"].iloc[0])
    assert table["cost"].tolist() == pytest.approx(expected.tolist(), abs=1e-4)
    assert "instead of" in table["instead"].iloc[1] or table["instead"].iloc[1].startswith("with")


def test_a_must_have_is_in_and_a_must_not_is_out(choice_of):
    choice = choice_of(
        settings={"must_have": ["county"], "must_not": ["east"], "coalition_size": 4}
    )
    assert "county" in choice.members
    assert "east" not in choice.members


def test_an_expected_loss_is_told_for_everyone_left_out_and_matches_the_forced_choice(choice_of):
    choice = choice_of()
    assert set(choice.forced.index) | set(choice.members) == set(choice.basis.table.index)
    west = choice.forced.loc["west"]
    assert west["cost"] > 0
    forced = choice_of(settings={"must_have": ["west"]})
    assert west["cost"] == pytest.approx(
        100 * (1 - forced.proof.benefit / choice.proof.benefit), abs=1e-3
    )


def test_what_binds_costs_what_the_choice_without_it_wins(choice_of):
    choice = choice_of()
    table = choice.constraints
    assert table["binding"].tolist() == (table["cost"] > 0).tolist()
    size = table.loc["at most 3 members"]
    wider = choice.basis.problem.changed(seats=4)
    won = find_best(wider).best[0].benefit / choice.proof.benefit - 1
    assert size["cost"] == pytest.approx(100 * won, abs=1e-4)


def test_constraints_that_clash_are_named_and_no_more_than_needed(choice_of):
    choice = choice_of(settings={"must_cover": ["medical_association"]})
    assert choice.members == ()
    assert choice.clash == ("key group medical association is covered (must_cover)",)
    assert "this cannot hold" in choice.sentences[0]
    both = choice_of(
        settings={
            "coalition_size": 2,
            "must_have": ["county", "west"],
            "must_cover": ["health_plan"],
        }
    )
    assert set(both.clash) == {
        "at most 2 members",
        "must_have in region.toml",
        "at least one patients' or community-service organisation",
    } or set(both.clash) == {
        "at most 2 members",
        "must_have in region.toml",
        "key group health plan is covered (must_cover)",
    }


def test_hours_rule_out_groups_that_cannot_carry_the_project(choice_of):
    hours = choice_of(settings={"staff_hours_month": 1})
    assert hours.clash == ("the project's hours, with 1 a month of our staff",)
    who = [dict(each, capacity=15) for each in WHO]
    assert choice_of(settings={"staff_hours_month": 1}, who=who).members


def test_the_plan_tells_money_and_hours(choice_of):
    plan = choice_of().plan
    assert (plan.money, plan.budget, plan.effort_hours, plan.months) == (40_000, 100_000, 160, 8)
    assert plan.staff_hours_month == 3 * 2 + 20
    assert plan.staff_limit == 30


def test_equal_weights_are_told_as_nobody_s_and_set_ones_as_theirs(choice_of):
    assert choice_of().set_by == "equal, as nobody has set them yet"
    weighed = choice_of(
        settings={
            "aim_weights": {"reach": 3, "trust": 5},
            "weights_by": "the board",
        }
    )
    assert weighed.set_by == "set by the board"
    # nobody was asked about trust, and working together was not either
    assert weighed.weights["reach"] == 1
    assert any("No table speaks for these aims" in each for each in weighed.sentences)


def test_a_weight_at_the_breakpoint_makes_the_other_choice_as_good(choice_of):
    choice = choice_of()
    assert len(choice.breakpoints)
    row = choice.breakpoints.iloc[0]
    others = {aim: weight for aim, weight in choice.weights.items() if aim != row["aim"]}
    rest = sum(others.values())
    for step, same in ((-1e-4, True), (1e-4, False)):
        outwards = np.sign(row["to_weight"] - row["weight"])
        weight = row["to_weight"] + outwards * step
        weights = {aim: each * (1 - weight) / rest for aim, each in others.items()}
        weights[row["aim"]] = weight
        best = find_best(choice.basis.frame.problem(choice.basis.reading, weights=weights)).best[0]
        ids = tuple(str(choice.basis.frame.ground.ids[place]) for place in best.members)
        assert (ids == choice.members) == same


def test_robustness_holds_shares_stances_and_regret(choice_of):
    found = choice_of().robustness
    assert found.scenarios == 50
    assert found.candidates["core_index"].between(0, 1).all()
    assert found.projects["core_index"].sum() == pytest.approx(1)
    assert found.candidates["core_index"].sum() <= 3 + 1e-9
    assert (found.regret >= 0).all()
    assert found.expected_regret <= found.worst_regret <= 1
    assert {*found.core, *found.borderline, *found.exterior} == set(found.candidates.index)
    assert found.candidates.loc["voices", "stance"] == "core"  # the only one for patients


def test_twins_share_their_core_index(choice_of):
    twins = [organisation(each, "non_health", willingness=4) for each in ("aaa", "zzz")]
    found = choice_of(who=[*WHO, *twins], settings={"coalition_size": 5}).robustness.candidates
    assert found.loc["aaa", "core_index"] == pytest.approx(found.loc["zzz", "core_index"], abs=0.25)


def test_the_value_of_asking_is_highest_for_those_who_may_change_the_choice(choice_of):
    choice = choice_of(settings={"coalition_size": 4})
    found = next_questions(choice)
    assert {"county"} <= set(found.table.index)
    assert "willingness unknown" in found.table.loc["county", "why"]
    assert found.table["regret"].between(0, 1).all()
    assert found.expected_loss >= 0
    assert found.table["value"].is_monotonic_decreasing


def test_without_projects_assets_and_services_the_group_is_chosen_by_what_there_is(choice_of):
    choice = choice_of(tables={})
    assert choice.members
    assert choice.project == ""
    assert choice.weights["reach"] == choice.weights["assets"] == choice.weights["project"] == 0
    assert {"projects", "services", "assets"} <= {gap.table for gap in choice.missing}


def test_the_order_of_rows_and_the_names_change_nothing(choice_of):
    one = choice_of()
    renamed = [dict(each, name=f"{9 - at} {each['name']}") for at, each in enumerate(WHO)]
    other = choice_of(
        who=renamed[::-1], tables={name: table[::-1] for name, table in TABLES.items()}
    )
    assert (one.members, one.project) == (other.members, other.project)
    assert one.proof.benefit == pytest.approx(other.proof.benefit, abs=1e-9)
    pd.testing.assert_frame_equal(
        one.forced.drop(columns=["name", "why"]), other.forced.drop(columns=["name", "why"])
    )


def test_where_nobody_is_left_it_says_so(choice_of):
    everyone = ["east", "east-north", "west", "plan", "voices", "county"]
    choice = choice_of(settings={"must_not": everyone})
    assert choice.members == ()
    assert "There is no candidate" in choice.sentences[0]
