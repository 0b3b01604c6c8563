"""Who may see what."""

from __future__ import annotations

import pytest

from stakeholder_map.privacy import (
    BY_PERSON,
    TIERS,
    as_tier,
    consent_tier,
    may_see,
    open_columns,
)
from stakeholder_map.tables import TABLES


def test_each_audience_sees_its_own_tier_and_those_open_to_more() -> None:
    seen = {a: [t for t in TIERS if may_see(t, audience=a)] for a in TIERS}
    assert seen == {
        "restricted": ["restricted", "analyst", "leadership"],
        "analyst": ["analyst", "leadership"],
        "leadership": ["leadership"],
    }


@pytest.mark.parametrize("value", ["", "public", "Analyst"])
def test_an_unknown_tier_is_refused_with_its_value(value: str) -> None:
    with pytest.raises(ValueError, match=repr(value)):
        as_tier(value)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_personal_column_leaves_the_restricted_tier(name: str) -> None:
    table = TABLES[name]
    assert open_columns(table, audience="restricted") == tuple(c.name for c in table.columns)
    for audience in ("analyst", "leadership"):
        opened = open_columns(table, audience=audience)
        assert not [column for column in opened if table.column(column).personal]


def test_organisations_are_not_hidden_with_the_persons() -> None:
    assert "name" in open_columns(TABLES["stakeholders"], audience="analyst")
    assert "name" not in open_columns(TABLES["people"], audience="analyst")


def test_every_table_whose_key_may_be_a_person_or_a_respondent_is_by_person() -> None:
    by_key = {
        table.name
        for table in TABLES.values()
        for column in map(table.column, table.key)
        if {"people", "invitations"} & set(column.refers)
        or column.personal
        or column.name == "respondent_id"
    }
    assert by_key <= set(BY_PERSON)
    assert "survey" in by_key
    assert set(BY_PERSON) <= set(TABLES)


@pytest.mark.parametrize("consent", [None, "", "public", float("nan"), 3, "restricted"])
def test_without_a_stated_consent_words_stay_restricted(consent: object) -> None:
    assert consent_tier(consent) == "restricted"
    assert consent_tier("analyst") == "analyst"
