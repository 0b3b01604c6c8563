"""What is said of organisations whose dealings run through one person."""

import pandas as pd

from stakeholder_map.influence.grounds.one_person import tell_one_person


def table_of(**columns):
    return pd.DataFrame(columns, index=["a", "b"])


def test_dealings_that_name_nobody_are_told_beside_those_that_do():
    table = table_of(dealings=[100, 7], named=[5, 7], persons=[1, 1], role=["director", "dean"])
    (told,) = tell_one_person(table, names=pd.Series({"b": "Bee", "a": "Ash", "c": "Cee"}))
    assert told.endswith(
        "that name a person run through one, so influence may leave with the person: "
        "Bee (dean); Ash (director; 5 of 100 dealings name a person)."
    )


def test_where_more_than_one_person_is_named_nothing_is_said():
    table = table_of(dealings=[9, 9], named=[9, 9], persons=[2, 3], role=["director", "dean"])
    assert tell_one_person(table, names=pd.Series({"a": "Ash", "b": "Bee"})) == ()
