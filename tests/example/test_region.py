"""What stands in an example region, and what must not."""

import re
import tempfile
from datetime import date

import pandas as pd
import pytest

from stakeholder_map.example import WAVES, ExampleRegion, Noise, generate_region, write_example
from stakeholder_map.read import Region, read_region
from stakeholder_map.tables import KEY_GROUPS, TABLES


@pytest.fixture(scope="module")
def made() -> ExampleRegion:
    return generate_region(seed=2026)


@pytest.fixture(scope="module")
def large() -> ExampleRegion:
    return generate_region(seed=7, stakeholders=120)


@pytest.fixture(scope="module")
def region() -> Region:
    with tempfile.TemporaryDirectory() as folder:
        write_example(folder, seed=2026)
        return read_region(folder)


def test_every_declared_table_is_there(made: ExampleRegion) -> None:
    assert list(made.tables) == list(TABLES)
    assert all(len(frame) for frame in made.tables.values())


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("stakeholders", 48),
        ("people", 120),
        ("contacts", 1200),
        ("events", 40),
        ("areas", 8),
        ("needs", 10),
        ("projects", 5),
        ("waves", 2),
        ("corrections", 1),
    ],
)
def test_the_tables_have_the_size_they_should(made: ExampleRegion, table: str, rows: int) -> None:
    assert len(made.tables[table]) == rows


def test_all_key_groups_and_kinds_of_area_occur(made: ExampleRegion) -> None:
    assert set(made.tables["stakeholders"]["key_group"]) == set(KEY_GROUPS)
    assert set(made.tables["areas"]["kind"]) == {"market", "goal", "issue", "scope"}


def test_three_systems_have_hospitals_and_practices_of_their_own(made: ExampleRegion) -> None:
    stakeholders = made.tables["stakeholders"]
    parts = stakeholders[(stakeholders["parent_id"] != "") & (stakeholders["internal"] == "no")]
    groups = parts.groupby("parent_id")["key_group"].agg(set)
    assert len(groups) == 3
    assert all(group == {"hospital", "physician_group"} for group in groups)


def test_two_departments_are_ours_and_six_people(made: ExampleRegion) -> None:
    stakeholders = made.tables["stakeholders"]
    convener = re.search(r'convener = "(.+)"', made.settings)
    assert convener is not None
    departments = stakeholders.loc[stakeholders["internal"] == "yes", "stakeholder_id"]
    assert len(departments) == 2
    ours = {convener[1], *departments}
    people = made.tables["people"]
    own = people.loc[people["stakeholder_id"].isin(ours), "person_id"]
    assert len(own) == 6
    known_by = people["known_by"].str.split("|").explode()
    assert set(known_by[known_by != ""]) <= set(own)


def test_seventy_in_a_hundred_of_those_invited_answer(region: Region) -> None:
    share = region.table("survey")["respondent_id"].nunique() / len(region.table("invitations"))
    assert 0.68 <= share <= 0.72


def test_the_most_influential_stay_silent_more_often_than_others() -> None:
    silent_leaders, silent_others = [], []
    for seed in range(6):
        made = generate_region(seed=seed)
        invited = made.tables["invitations"].query("wave == '2026'")
        survey = made.tables["survey"]
        answered = survey.loc[survey["submitted_at"] > "2026", "respondent_id"]
        silent = ~invited["respondent_id"].isin(answered)
        top = invited["stakeholder_id"].isin(set(made.planted.influential[:3]))
        silent_leaders.append(silent[top].mean())
        silent_others.append(silent[~top].mean())
    assert sum(silent_leaders) > 1.2 * sum(silent_others)


def test_blanks_and_zeros_both_occur_and_both_sides_disagree(region: Region) -> None:
    survey = region.table("survey")
    whole = survey[survey["area_id"].isna()]
    assert 0.02 < whole["in_touch"].isna().mean() < 0.08
    assert (whole["compete"] == 0).mean() > 0.2
    assert (survey["work_together"] == 0).any()
    spoken_for = region.table("invitations").set_index("respondent_id")["stakeholder_id"]
    said = pd.DataFrame(
        {
            "source": whole["respondent_id"].map(spoken_for),
            "target": whole["target_id"],
            "level": whole["work_together"],
        }
    ).dropna()
    both = said.merge(said, left_on=["source", "target"], right_on=["target", "source"])
    assert len(both) > 100
    assert 0.2 < (both["level_x"] != both["level_y"]).mean() < 0.8


def test_nobody_ticks_more_than_fifteen_and_the_survey_takes_at_most_twenty_minutes(
    region: Region,
) -> None:
    survey = region.table("survey")
    questions = list(region.table("questions")["question"])
    whole = survey[survey["area_id"].isna()]
    assert whole.groupby("respondent_id").size().max() <= 15
    asked = survey.groupby("respondent_id")[questions].count().sum(axis=1).median()
    # Introduction, a roster of 45 names, answers, eight areas about oneself.
    assert (60 + 3 * 45 + 7.5 * asked + 30 * 8) / 60 <= 20


def test_the_rows_to_be_left_out_are_left_out_and_counted(region: Region) -> None:
    balance = region.balance.set_index(["table", "reason"])["rows"]
    assert balance["contacts", "used"] == 1193
    assert balance["contacts", "after as_of"] == 3
    assert balance["contacts", "self-contact"] == 1
    assert balance["contacts", "duplicate contact"] == 2
    assert balance["contacts", "before log_start"] == 1
    assert balance["survey", "after survey_closes"] > 5
    assert balance["survey", "other wave"] > 500


def test_promises_are_kept_late_overdue_and_still_open(region: Region) -> None:
    promises = region.table("commitments")
    as_of = pd.Timestamp(region.as_of)
    assert set(promises["direction"]) == {"they_owe", "we_owe"}
    for state in (
        promises["done"] <= promises["due"],
        promises["done"] > promises["due"],
        promises["done"].isna() & (promises["due"] < as_of),
        promises["done"].isna() & (promises["due"] > as_of),
    ):
        assert state.sum() >= 3


def test_words_are_there_for_both_audiences_and_asks_have_every_answer(region: Region) -> None:
    assert set(region.table("observations")["consent"]) == {"analyst", "leadership"}
    assert set(region.table("asks")["answer"]) == {"yes", "no", "later", "waiting"}


def test_some_cells_hold_names_and_aliases_where_ids_are_expected(made: ExampleRegion) -> None:
    ids = {*made.tables["stakeholders"]["stakeholder_id"], *made.tables["people"]["person_id"]}
    contacts = made.tables["contacts"]
    assert (~contacts["to_id"].isin(ids)).sum() >= 5


def test_who_works_together_is_seen_together(region: Region, made: ExampleRegion) -> None:
    levels = made.planted.graph.matrix("cooperation").toarray()
    ids = made.planted.graph.ids
    together = pd.DataFrame(0, index=ids, columns=ids)
    for guests in region.table("events")["attendees"]:
        places = sorted({region.organisation_of(guest) for guest in guests} & set(ids))
        together.loc[places, places] += 1
    outside = [each in made.planted.blocs for each in ids]
    seen, tied = together.to_numpy()[outside][:, outside], levels[outside][:, outside] > 0
    apart = ~tied
    apart[range(len(tied)), range(len(tied))] = False
    assert seen[tied].mean() > 1.8 * seen[apart].mean()


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("stakeholders", [36, 90])
def test_other_seeds_and_sizes_read_without_a_fault(stakeholders: int, wave: str) -> None:
    noise = Noise(response=0.6, silence="random")
    with tempfile.TemporaryDirectory() as folder:
        write_example(folder, seed=7, stakeholders=stakeholders, wave=wave, noise=noise)
        region = read_region(folder)
    expected = stakeholders if wave == WAVES[-1] else stakeholders - 1
    assert len(region.table("stakeholders")) == expected
    assert set(region.table("stakeholders")["key_group"]) == set(KEY_GROUPS)


def test_ids_do_not_repeat_and_names_do_not_either(
    made: ExampleRegion, large: ExampleRegion
) -> None:
    for each in (made, large):
        for table, column in (
            ("stakeholders", "stakeholder_id"),
            ("stakeholders", "name"),
            ("people", "person_id"),
            ("people", "name"),
            ("events", "event_id"),
        ):
            cells = each.tables[table][column].str.casefold()
            assert cells.is_unique, column


def test_no_well_known_organisation_is_named(large: ExampleRegion) -> None:
    known = "kaiser mayo ascension cleveland geisinger upmc aetna cigna humana united anthem blue"
    names = large.tables["stakeholders"]["name"]
    words = set(" ".join(names).lower().split())
    assert not words & set(known.split())


def test_the_answers_alone_can_be_drawn_again() -> None:
    first = generate_region(seed=3, noise=Noise(seed=1))
    second = generate_region(seed=3, noise=Noise(seed=2))
    assert not first.tables["survey"].equals(second.tables["survey"])
    for table in ("stakeholders", "people", "contacts", "events", "services"):
        pd.testing.assert_frame_equal(first.tables[table], second.tables[table])


def test_who_answers_does_not_change_what_the_others_say() -> None:
    few = generate_region(seed=3, noise=Noise(response=0.5, silence="random")).tables["survey"]
    all_of_them = generate_region(seed=3, noise=Noise(response=1.0)).tables["survey"]
    both = set(few["respondent_id"]) & set(all_of_them["respondent_id"])
    keys = ["wave", "respondent_id", "target_id", "area_id"]
    few, everyone = (
        frame[frame["submitted_at"] <= f"{WAVES[-1]}-09-18"].set_index(keys)
        for frame in (few, all_of_them)
    )
    assert len(both) > 20
    pd.testing.assert_frame_equal(few, everyone.loc[few.index])


def test_nothing_in_the_earlier_folder_tells_of_later_days() -> None:
    earlier = generate_region(seed=2026, wave=WAVES[0])
    known = date(2025, 9, 30).isoformat()
    for name, column in (("contacts", "date"), ("asks", "answered_on"), ("commitments", "done")):
        assert earlier.tables[name][column].max() <= known
    names = set(earlier.tables["stakeholders"]["stakeholder_id"])
    assert earlier.planted.gone in names
    assert not set(earlier.planted.newcomers) & names
    assert set(earlier.tables["survey"]["wave"]) == {"2025"}


def test_sizes_seeds_rates_and_waves_out_of_range_are_refused_with_their_value() -> None:
    with pytest.raises(ValueError, match="found 20"):
        generate_region(seed=1, stakeholders=20)
    with pytest.raises(ValueError, match="found -4"):
        generate_region(seed=-4)
    with pytest.raises(ValueError, match="found '2024'"):
        generate_region(seed=1, wave="2024")
    with pytest.raises(ValueError, match=r"found 1\.4"):
        Noise(response=1.4)
