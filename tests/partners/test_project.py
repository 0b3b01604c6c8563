import pandas as pd
import pytest

from stakeholder_map.partners import CRITERIA, first_project

AREAS = pd.DataFrame(
    {"area_id": ["asthma", "joints"], "name": ["Asthma", "Joints"], "kind": ["goal", "market"]}
)
PROJECTS = pd.DataFrame(
    {
        "project_id": ["plan", "registry", "tower"],
        "name": ["One plan", "A registry", "A tower"],
        "area_id": ["asthma", "joints", "joints"],
        "months": [8, 12, 13],
        "effort_hours": [200, 400, 100],
        "visibility": [4, 2, 4],
        "feasibility": [4, 2, 4],
        "needs": ["visits", "", ""],
        "asset_kinds_required": ["data|staff", "", ""],
        "key_groups_required": ["hospital|government", "", ""],
    }
)
NEEDS = pd.DataFrame(
    {
        "need_id": ["visits", "hips", "knees"],
        "name": ["Visits", "Hips", "Knees"],
        "area_id": ["asthma", "joints", "joints"],
        "people_affected": [1000, 300, 200],
        "urgency": [4, 1, 3],
    }
)
POSITIONS = pd.DataFrame(
    {
        "stakeholder_id": ["east", "voices", "east"],
        "area_id": ["asthma", "asthma", "joints"],
        "position": [4, 2, -3],
        "priority": [4, 2, 4],
    }
)


@pytest.fixture
def projects_of(scan_of):
    def make(**tables):
        projects = PROJECTS if "needs" in tables else PROJECTS.drop(columns="needs")
        scan = scan_of(projects=projects, areas=AREAS, **tables)
        return first_project(scan, ["east", "voices"])

    return make


def test_marks_are_those_of_the_formulas(projects_of):
    table = projects_of(needs=NEEDS, positions=POSITIONS).projects
    marks = table.loc["plan", list(CRITERIA)].tolist()
    assert marks == [0.5, 1.0, 0.75, 1.0, 1.0, 1.0]
    # The registry meets the needs of its area; East, a member, stands against it.
    assert table.loc["registry", list(CRITERIA)].tolist() == [0.25, 0.5, 0.0, 0.5, 0.75, 0.5]
    assert table["rank"].tolist() == [1, 2, pd.NA]


def test_a_project_of_more_than_a_year_is_ruled_out_with_its_reason(projects_of):
    table = projects_of(needs=NEEDS, positions=POSITIONS).projects
    assert table.loc["tower", "ruled_out"] == "takes 13 months, more than 12"
    assert table.index[-1] == "tower"


def test_what_the_group_does_not_bring_is_named(projects_of):
    assets = pd.DataFrame({"stakeholder_id": ["east"], "asset": ["feed"], "kind": ["data"]})
    result = projects_of(assets=assets)
    assert result.projects.loc["plan", "lacks"] == "staff, government"
    assert any("does not yet bring what it takes: staff" in each for each in result.sentences)


def test_what_nobody_knows_widens_the_range_and_is_told(projects_of):
    result = projects_of()
    row = result.projects.loc["plan"]
    assert row[["rallying", "urgent", "people"]].isna().all()
    assert row["score_low"] < row["score"] < row["score_high"]
    assert any("could still be A registry" in sentence for sentence in result.sentences)
    assert [gap.table for gap in result.missing] == ["positions", "needs"]


def test_without_projects_a_sentence_says_what_they_would_show(scan_of):
    result = first_project(scan_of(), ["east"])
    assert result.projects.empty
    assert str(result.missing[0]) == (
        "This scan has no table “projects”; it would show which first project to start with."
    )


def test_the_score_is_the_mean_of_the_marks(projects_of):
    table = projects_of(needs=NEEDS, positions=POSITIONS).projects
    assert table["score"].tolist() == pytest.approx(table[list(CRITERIA)].mean(axis=1).tolist())
