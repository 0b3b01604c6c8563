"""The climate by area is told by the rules of ratings: bands, five systems, one audit."""

import pytest
from privacy.regions import write_region

from stakeholder_map.privacy.audit import pinned
from stakeholder_map.privacy.climate import area_kind
from stakeholder_map.privacy.known import Known
from stakeholder_map.privacy.ledger import read_ledger, write_ledger
from stakeholder_map.privacy.received import AS_A_WHOLE, received_ratings
from stakeholder_map.privacy.rules import OFF
from stakeholder_map.privacy.safe import HIDDEN
from stakeholder_map.read import read_region

QUESTIONS = (
    "question,construct,lowest,highest,wording,consent\n"
    "work,cooperation,0,4,How closely?,leadership\n"
    "rival,competition,0,4,How strongly?,{rival}\n"
)


def region(folder, answers, *, rival="analyst"):
    """Each of some answers on cooperation in an area, as (rater, target, area): level."""
    ids = sorted({each for rater, target, _ in answers for each in (rater, target)})
    write_region(folder, {(ids[0], ids[1]): 1, (ids[1], ids[0]): 1})
    rows = [f"{each},Organisation {each},hospital," for each in ids]
    heading = "stakeholder_id,name,key_group,parent_id\nus,Our Coalition,hospital,\n"
    (folder / "stakeholders.csv").write_text(heading + "\n".join(rows) + "\n")
    (folder / "areas.csv").write_text("area_id,name,kind\nkids,Children,goal\nrides,Rides,issue\n")
    (folder / "questions.csv").write_text(QUESTIONS.format(rival=rival))
    said = ["respondent_id,target_id,area_id,submitted_at,work,rival"]
    said += [f"{r},{t},{area},2026-09-01,{level},1" for (r, t, area), level in answers.items()]
    (folder / "survey.csv").write_text("\n".join(said) + "\n")
    return read_region(folder)


def around(raters, levels, *, area="kids"):
    """Each rater on the next one."""
    others = raters[1:] + raters[:1]
    return {(r, t, area): level for r, t, level in zip(raters, others, levels, strict=True)}


def areas(received):
    return {row["name"]: row for row in received.areas.records()}


def test_an_area_of_five_systems_has_a_band_and_one_of_four_has_none(tmp_path):
    answers = {**around("abcdef", [2, 3, 2, 3, 2, 2]), **around("abcd", [2, 3, 2, 3], area="rides")}
    told = areas(received_ratings(region(tmp_path, answers), audience="convener"))
    assert told["Children"] == {
        "name": "Children",
        "cooperation": "2.0 to 2.5",
        "cooperation_raters": "5 to 9",
        "cooperation_change": "",
    }
    assert told["Rides"]["cooperation"] == HIDDEN


def test_where_all_others_answered_alike_at_the_end_nothing_is_told(tmp_path):
    answers = around("abcde", [4, 4, 4, 4, 2])
    found = region(tmp_path, answers)
    assert areas(received_ratings(found, audience="convener"))["Children"]["cooperation"] == HIDDEN
    bare = received_ratings(found, audience="convener", rules=OFF)
    assert areas(bare)["Children"]["cooperation"] == "3.60", "the control"


def test_a_side_answered_for_analysts_alone_is_not_read(tmp_path):
    answers = around("abcdef", [2, 3, 2, 3, 2, 2])
    closed = received_ratings(region(tmp_path / "a", answers), audience="convener")
    opened = received_ratings(
        region(tmp_path / "b", answers, rival="leadership"), audience="convener"
    )
    assert not any("competition" in column for column in closed.areas.columns)
    assert "competition" in opened.areas.columns


def test_the_kind_of_an_area_follows_from_two_bands_that_are_told(tmp_path):
    answers = {**around("abcdef", [2, 3, 2, 3, 2, 2]), **around("abcd", [2, 3, 2, 3], area="rides")}
    told = areas(
        received_ratings(region(tmp_path, answers, rival="leadership"), audience="members")
    )
    for row in told.values():
        assert row["kind"] == area_kind(row["cooperation"], row["competition"])
    assert told["Children"]["kind"] == "common ground"
    assert told["Rides"]["kind"] == HIDDEN
    assert area_kind("1.5 to 2.0", "2.0 to 2.5") == "contested"
    assert area_kind("3.60", "2.00") == "partners and rivals at once"
    assert area_kind("1.5 to 2.0", "0.0 to 0.5") == "little of either"


@pytest.mark.parametrize("audience", ["convener", "members", "public"])
def test_every_audience_reads_areas_and_the_ledger_keeps_them(tmp_path, audience):
    whole = around("abcdef", [1, 3, 2, 3, 2, 2], area="")
    received = received_ratings(region(tmp_path, whole), audience=audience)
    assert areas(received)[AS_A_WHOLE]["cooperation"] == "2.0 to 2.5"
    assert read_ledger(write_ledger(received.told)) == received.told
    assert pinned(Known(received.told)) == ()


def test_a_joiner_moves_no_band_that_would_tell_its_answer(tmp_path):
    first = received_ratings(
        region(tmp_path / "1", around("abcdef", [2, 3, 2, 3, 2, 2])), audience="convener"
    )
    then = received_ratings(
        region(tmp_path / "2", around("abcdefg", [2, 3, 2, 3, 2, 2, 0])),
        audience="convener",
        earlier=[first.told],
    )
    assert areas(then)["Children"]["cooperation_change"] == ""
    assert pinned(Known([*first.told, *then.told])) == ()
