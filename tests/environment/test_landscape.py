"""Who is here, and which key groups nobody speaks for."""

from stakeholder_map.environment import key_groups_of, who_is_here
from stakeholder_map.tables import KEY_GROUPS


def test_organisations_are_counted_by_key_group_and_departments_of_our_own_apart(region_of):
    here = who_is_here(region_of())
    assert here.by_group.loc["hospital"].tolist() == [3, 1, 0]
    assert here.by_group.loc["purchaser_coalition"].tolist() == [1, 1, 1]
    assert (here.organisations, here.systems, here.departments) == (9, 7, 1)
    assert here.by_group["organisations"].sum() == 9


def test_every_key_group_has_a_row_in_the_declared_order(region_of):
    here = who_is_here(region_of())
    assert tuple(here.by_group.index) == KEY_GROUPS
    assert here.by_group.index.name == "key_group"


def test_missing_key_groups_are_named(region_of):
    here = who_is_here(region_of())
    assert "patient_rights" in here.missing_groups
    assert "hospital" not in here.missing_groups
    assert " | ".join(here.findings) == (
        "9 organisations are on the list, 7 when a system and its members count once, and 1 "
        "department of our own; 5 of 12 key groups are here. | "
        "7 key groups have no organisation on the list: physician group, quality improvement "
        "organization, medical association, non health, payer committee, administrator "
        "association and patient rights."
    )


def test_one_organisation_is_told_in_the_singular(region_of):
    only = "stakeholder_id,name,key_group\nus,Our Coalition,hospital\n"
    log = "member_id,body\nus,Board\n"
    here = who_is_here(region_of(stakeholders=only, survey=None, questions=None, memberships=log))
    assert here.findings[0] == "1 organisation is on the list; 1 of 12 key groups is here."


def test_a_region_may_have_key_groups_of_its_own(region_of):
    region = region_of(more_settings='own_key_groups = ["tribe", "hospital"]')
    assert key_groups_of(region) == (*KEY_GROUPS, "tribe")
    assert who_is_here(region).missing_groups[-1] == "tribe"


def test_no_group_is_missing_where_every_group_is_here(region_of):
    rows = "".join(f"s{n},Name {n},{group}\n" for n, group in enumerate(KEY_GROUPS))
    everybody = "stakeholder_id,name,key_group\nus,Us,hospital\n" + rows
    here = who_is_here(
        region_of(
            stakeholders=everybody,
            survey=None,
            questions=None,
            memberships="member_id,body\nus,Board\n",
        )
    )
    assert here.missing_groups == ()
    assert here.findings[-1] == "No key group is missing."
