import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from relationships.conftest import PEOPLE, WHO, contact

from stakeholder_map.relationships import contact_state, next_dates

CONTACTS = pd.DataFrame(
    [
        contact("2026-06-20", "u1", "a1"),
        contact("2026-03-22", "acme", "desk"),
        contact("2025-06-30", "a2", "u2"),
        contact("2026-01-01", "beta", "us"),
        contact("2026-06-01", "acme", "beta"),  # between two others: not our tie
        contact("2026-06-02", "u1", "desk"),  # among ourselves
    ]
)


def test_last_contact_days_and_counts_are_by_organisation(region_of):
    table = contact_state(region_of(contacts=CONTACTS)).organisations
    assert table.index.tolist() == ["acme", "beta", "cove"]
    assert table["days_since"].tolist() == [10, 180, pd.NA]
    assert table["contacts_year"].tolist() == [2, 1, 0]  # 30 June 2025 lies 365 days back
    assert table["overdue"].tolist() == [False, True, pd.NA]
    assert table["overdue_days"].tolist() == [0, 90, pd.NA]


def test_strength_halves_with_every_half_life(region_of):
    table = contact_state(region_of(contacts=CONTACTS)).organisations
    assert table["strength"]["acme"] == pytest.approx(2**-0.1 + 2**-1.0 + 2**-3.65)
    assert table["strength"]["cove"] == 0


def test_people_are_counted_on_both_sides_while_in_office(region_of):
    state = contact_state(region_of(contacts=CONTACTS))
    table = state.organisations
    assert table["our_people"].tolist() == [2, 0, 0]
    assert table["their_people"].tolist() == [2, 0, 0]  # Gil of Beta has left
    assert table["single_contact"].tolist() == [False, False, False]
    assert set(state.persons["stakeholder_id"]) == {"acme"}
    assert state.RESTRICTED == ("log", "persons", "promised")


def test_one_pair_who_know_each_other_is_a_single_contact(region_of):
    only = contact_state(
        region_of(people=PEOPLE[PEOPLE["person_id"] != "a2"], contacts=CONTACTS[:1])
    )
    assert only.organisations["single_contact"]["acme"]


def test_acquaintances_count_either_way_round(region_of):
    known = pd.DataFrame({"person_id": ["b1"], "other_person_id": ["u2"]})
    state = contact_state(region_of(people=PEOPLE, contacts=CONTACTS[:1], acquaintances=known))
    assert state.organisations["our_people"]["beta"] == 1


def test_without_people_the_counts_are_unknown_and_said_to_be(region_of):
    log = CONTACTS.assign(from_id="us", to_id="acme")
    state = contact_state(region_of(contacts=log, people=None))
    assert state.organisations["our_people"].isna().all()
    assert state.organisations["single_contact"].isna().all()
    assert "people" in [gap.table for gap in state.missing]


def test_without_contacts_a_sentence_says_what_they_would_show(region_of):
    seats = pd.DataFrame({"member_id": ["acme"], "body": ["Board"]})
    state = contact_state(region_of(memberships=seats))
    assert "contacts" in [gap.table for gap in state.missing]
    assert not any("overdue" in sentence for sentence in state.sentences)
    unknown = ["overdue", "contacts_year", "strength", "promises_kept", "promises_missed"]
    owed = ["they_owe", "we_owe", "they_owe_late", "we_owe_late"]
    assert state.organisations[[*unknown, *owed]].isna().all(axis=None)


def test_overdue_is_as_many_as_the_sentence_says(region_of):
    state = contact_state(region_of(contacts=CONTACTS))
    assert state.sentences[0].startswith(f"{int(state.organisations['overdue'].sum())} of 3 ")


def test_no_sentence_and_no_table_by_organisation_names_a_person(region_of):
    state = contact_state(region_of(contacts=CONTACTS))
    text = " ".join(state.sentences) + state.organisations.to_csv()
    for person in (*PEOPLE["name"], *PEOPLE["person_id"]):
        assert person not in text.replace(",", " ").split()


def test_commitments_are_counted_with_the_days_they_are_late(region_of):
    promised = pd.DataFrame(
        {
            "stakeholder_id": ["acme", "acme", "beta", "beta"],
            "direction": ["they_owe", "we_owe", "they_owe", "they_owe"],
            "kind": "data",
            "what": ["rates", "memo", "list", "plan"],
            "due": ["2026-06-01", "2026-07-15", "2026-05-01", "2026-05-01"],
            "done": ["", "", "2026-05-02", ""],
        }
    )
    state = contact_state(region_of(contacts=CONTACTS, commitments=promised))
    assert state.commitments["days_late"].tolist() == [60, 29, 0]
    assert "what" not in state.commitments
    assert state.promised["what"].tolist() == ["plan", "rates", "memo"]
    assert state.organisations["they_owe"].tolist() == [1, 1, 0]
    assert state.organisations["we_owe_late"].tolist() == [0, 0, 0]


def test_another_day_gives_the_state_of_that_day(region_of):
    table = contact_state(region_of(contacts=CONTACTS, as_of="2026-04-01")).organisations
    assert table["days_since"].tolist() == [10, 90, pd.NA]
    assert table["overdue"].tolist() == [False, False, pd.NA]


def test_leap_days_count_as_days(region_of):
    log = pd.DataFrame([contact("2028-02-28", "us", "acme")])
    table = contact_state(region_of(contacts=log, as_of="2028-03-01")).organisations
    assert table["days_since"]["acme"] == 2


def days(*offsets):
    return [pd.Timestamp("2026-01-01") + pd.Timedelta(days=each) for each in offsets]


@pytest.mark.parametrize(
    ("next_contact", "as_of", "state"),
    [(10, 40, "kept"), (5, 40, "kept"), (17, 40, "kept"), (18, 40, "missed"), (None, 40, "missed"),
     (None, 17, "open"), (None, 18, "missed"), (18, 17, "open")],
)  # fmt: skip
def test_a_promise_for_the_tenth_day_is(next_contact, as_of, state):
    made = days(0)[0]
    rows = [{"date": made, "stakeholder_id": "acme", "next_date": days(10)[0]}]
    if next_contact is not None and next_contact <= as_of:
        rows.append({"date": days(next_contact)[0], "stakeholder_id": "acme", "next_date": pd.NaT})
    log = pd.DataFrame(rows)
    assert next_dates(log, as_of=days(as_of)[0])["state"].tolist() == [state]


@given(ages=st.lists(st.integers(0, 900), max_size=6), more=st.integers(0, 900))
@hypothesis_settings(max_examples=3)
def test_one_more_contact_never_weakens_a_relation(tmp_path_factory, ages, more):
    from real.regions import write_region

    from stakeholder_map.read import read_region

    def strength(all_ages):
        day = pd.Timestamp("2026-06-30")
        log = pd.DataFrame(
            [contact((day - pd.Timedelta(days=age)).date(), "us", "acme") for age in set(all_ages)]
        )
        folder = write_region(
            tmp_path_factory.mktemp("region"),
            settings={"name": "R", "convener": "us", "as_of": "2026-06-30"},
            tables={"stakeholders": WHO, "contacts": log},
        )
        return contact_state(read_region(folder)).organisations["strength"]["acme"]

    assert strength([*ages, more, 0]) >= strength([*ages, 0])
