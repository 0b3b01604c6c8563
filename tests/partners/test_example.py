"""The example region has a planted answer; nothing but the tables may lead to it."""

from __future__ import annotations

import pytest

from stakeholder_map.coopetition import pair_types
from stakeholder_map.example import EXAMPLE_SEED, planted_answer
from stakeholder_map.influence import rank_influence
from stakeholder_map.partners import choose, next_questions
from stakeholder_map.relationships import call_list, contact_state
from stakeholder_map.scan import open_scan


@pytest.fixture(scope="module")
def planted():
    return planted_answer(EXAMPLE_SEED)


@pytest.fixture(scope="module")
def scan(request):
    folder = request.config.rootpath / "data" / "example"
    return open_scan(folder, draws=200, seed=2026)


@pytest.fixture(scope="module")
def ranking(scan):
    return rank_influence(scan)


def test_most_of_the_influential_stand_on_the_first_places(scan, planted, ranking):
    others = ranking.table.index.drop(scan.region.settings.convener)
    found = set(others[: len(planted.influential)]) & set(planted.influential)
    assert len(found) >= len(planted.influential) - 2


def test_nearly_all_intervals_of_the_influential_reach_the_first_places(planted, ranking):
    reach = ranking.table.loc[list(planted.influential), "rank_low"] <= len(planted.influential) + 1
    assert reach.mean() >= 0.85


def test_each_area_is_found_to_be_what_it_is(scan, planted):
    kinds = pair_types(scan).areas["field"].replace("common ground", "common").to_dict()
    wrong = [area for area, kind in planted.areas.items() if kinds[area] != kind]
    assert len(wrong) <= 1, wrong


@pytest.fixture(scope="module")
def choice(scan, ranking):
    return choose(scan, ranking=ranking)


def test_the_founding_group_and_the_first_project_are_found_and_proven(choice, planted):
    assert choice.members == tuple(sorted(planted.founding))
    assert choice.project == planted.project
    assert choice.proof.proven


def test_they_are_core_and_little_is_lost_where_they_are_not_the_best(choice, planted):
    assert set(choice.robustness.core) == set(planted.founding)
    assert choice.robustness.expected_regret < 0.05
    assert choice.robustness.stands_out


def test_every_project_but_one_costs_something(choice):
    assert choice.robustness.projects.loc[choice.project, "stance"] == "core"
    assert (choice.alternatives["cost"].iloc[1:] > 0).all()


def test_no_conversation_is_proposed_that_would_change_nothing(choice):
    assert "No conversation would change the choice" in next_questions(choice).sentences[0]


def test_those_whose_contacts_ended_are_on_the_call_list(scan, planted):
    state = contact_state(scan.region)
    assert state.organisations.loc[list(planted.quiet), "overdue"].all()
    assert set(planted.quiet) <= set(call_list(state, region=scan.region).organisations.index)


def test_who_has_left_counts_as_nobody_s_contact(scan, planted):
    persons = contact_state(scan.region).persons
    assert planted.departed not in set(persons["theirs"])
