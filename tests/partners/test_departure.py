"""If one person leaves: what the proposed coalition loses, told without names."""

import pandas as pd
import pytest

from stakeholder_map.example import generate_region
from stakeholder_map.example.write import example_files
from stakeholder_map.partners.departure import footing, tell_departure
from stakeholder_map.read import read_region
from stakeholder_map.relationships import without_person

BEFORE = {"contacts": 2, "champions": 1, "introduction": 0.9}
ROWS = {
    "a": {"contacts_after": 0, "champions_after": 1, "introduction_after": 0.9},
    "b": {"contacts_after": 1, "champions_after": 0, "introduction_after": 0.4},
    "c": {"contacts_after": 1, "champions_after": 1, "introduction_after": 0.0},
}


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    folder = tmp_path_factory.mktemp("region")
    for name, text in example_files(generate_region(seed=3, stakeholders=36)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_region(folder)


def test_each_loss_is_told_by_organisation():
    members = pd.DataFrame(
        {key: {"name": key.upper(), **BEFORE, **row} for key, row in ROWS.items()}
    ).T.infer_objects()
    said = list(tell_departure(members, uncovered=["hospital"], come=["X"], gone=["A"], project=""))
    assert said == [
        "Nobody of ours would know anybody any more at A.",
        "No introduction would lead any more to C.",
        "The way to B would be longer or less sure.",
        "Nobody on record would speak for it any more at B.",
        "No member could be reached any more of hospital.",
        "Chosen again, the group would stand without A and with X.",
    ]
    same = members.assign(**{f"{each}_after": members[each] for each in BEFORE})
    assert list(tell_departure(same, uncovered=[], come=[], gone=[], project="")) == [
        "Chosen again, the group would be the same."
    ]


def test_a_champion_who_leaves_is_missed_where_it_was_the_only_one(region):
    people = region.table("people")
    open_ends = people["until"].isna() & people["champion"].fillna(value=False).astype(bool)
    speaks = people[open_ends].drop_duplicates("stakeholder_id", keep=False)
    person, home = speaks.iloc[0][["person_id", "stakeholder_id"]]
    members = [home, *speaks["stakeholder_id"].iloc[1:3]]
    before, after = (
        footing(each, members=members) for each in (region, without_person(region, person))
    )
    assert (before.loc[home, "champions"], after.loc[home, "champions"]) == (1, 0)
    assert (after["introduction"] <= before["introduction"]).all()
    assert (after["contacts"] <= before["contacts"]).all()
    pd.testing.assert_frame_equal(before.iloc[1:][["name"]], after.iloc[1:][["name"]])
