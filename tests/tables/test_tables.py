"""The contract of the tables holds together: names, references, keys and ranges."""

import re

import pytest

from stakeholder_map.tables import (
    ANY_ONE_OF,
    CONSTRUCTS,
    DERIVED,
    KEY_GROUPS,
    LAYERS,
    LOAD_WORDS,
    POSITION_WORDS,
    TABLES,
    TRUST,
    VALUE,
    Column,
    Table,
)

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
EACH = pytest.mark.parametrize(
    ("table", "column"), COLUMNS, ids=[f"{table.name}.{column.name}" for table, column in COLUMNS]
)


@EACH
def test_a_column_is_declared_soundly(table, column):
    assert re.fullmatch(r"[a-z][a-z_]*", column.name)
    assert column.meaning
    assert not re.search(r"\w\.$", column.meaning)
    assert set(column.refers) <= set(TABLES)
    if column.kind == "choice":
        assert column.allowed
    if column.allowed:
        assert column.kind in {"choice", "list"}
    if column.high is not None:
        assert column.low is not None
        assert column.low < column.high
    if column.low is not None:
        assert column.kind in {"whole", "number", "load"}
    if column.planned:
        assert column.kind == "date"
    if column.refers:
        assert column.kind in {"id", "list"}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_is_declared_soundly(table):
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert set(table.key) <= set(names)
    assert table.adds
    assert table.row


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_is_referred_to_has_its_id_in_the_first_column(table):
    referred = {name for _, column in COLUMNS for name in column.refers}
    if table.name in referred:
        first = table.columns[0]
        assert first.kind == "id"
        assert first.required
        assert not first.refers


def test_the_tables_of_the_design_are_all_there():
    assert len(TABLES) == 22
    assert set(ANY_ONE_OF) <= set(TABLES)
    assert [table.name for table in TABLES.values()] == list(TABLES)


def test_questions_are_read_before_the_survey_and_areas_before_positions():
    order = list(TABLES)
    assert order.index("questions") < order.index("survey")
    assert order.index("areas") < order.index("positions")


def test_cooperation_and_competition_stand_on_different_sides():
    assert CONSTRUCTS["cooperation"].sign == "positive"
    assert CONSTRUCTS["competition"].sign == "negative"
    assert {name for name, each in LAYERS.items() if each.sign == "negative"} == {
        "competition",
        "divergence",
    }


def test_constructs_have_the_scales_and_directions_of_the_design():
    directed = {name for name, each in CONSTRUCTS.items() if each.directed}
    assert directed == {*TRUST, *VALUE, "would_partner", "direct_influence"}
    assert all(
        (CONSTRUCTS[name].lowest, CONSTRUCTS[name].highest) == (1, 4) for name in (*TRUST, *VALUE)
    )
    others = set(CONSTRUCTS) - {*TRUST, *VALUE}
    assert all((CONSTRUCTS[name].lowest, CONSTRUCTS[name].highest) == (0, 4) for name in others)
    assert not set(CONSTRUCTS) & set(DERIVED)


def test_words_of_positions_are_as_far_apart_on_both_sides():
    assert sorted(POSITION_WORDS.values()) == [-4, -2, 0, 2, 4]


def test_words_of_load_grow_in_order():
    assert list(LOAD_WORDS) == ["light", "medium", "heavy"]
    assert sorted(LOAD_WORDS.values()) == list(LOAD_WORDS.values())


def test_there_are_twelve_key_groups():
    assert len(set(KEY_GROUPS)) == 12


def test_an_unknown_column_is_asked_for_by_name():
    with pytest.raises(KeyError, match="table waves declares no column 'open'"):
        TABLES["waves"].column("open")


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (Column("x", "whole", "", low=1, high=4), "a whole number from 1 to 4"),
        (Column("x", "number", "", low=0), "a number of at least 0"),
        (
            Column("x", "id", "", refers=("people", "stakeholders")),
            "an id, name or alias from people or stakeholders",
        ),
        (Column("x", "id", "", refers=("areas",)), "an id or name from areas"),
        (Column("x", "list", "", allowed=("a", "b")), "a list of a / b separated by |"),
        (Column("x", "list", ""), "a list of entries separated by |"),
        (Column("x", "yes_no", ""), "yes or no"),
        (Column("x", "load", ""), "a number of hours a month, or light, medium or heavy"),
    ],
)
def test_the_expectation_is_said_in_words(column, words):
    assert column.expectation == words


def test_required_columns_are_listed():
    table = Table("x", "an x", (Column("a", "id", "a", required=True), Column("b", "text", "b")))
    assert table.required == ("a",)
