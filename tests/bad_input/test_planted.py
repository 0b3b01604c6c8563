"""One planted fault each: the message names place, value and the nearest mend, and nothing else."""

import pytest
from bad_input.planted import CLEAN, altered, plant, told, warned

GROUPS = (
    "health_plan / hospital / physician_group / purchaser_coalition / "
    "quality_improvement_organization / medical_association / non_health / government / "
    "payer_committee / administrator_association / patient_rights / community_service"
)

PLANTED = {
    "a required column is misspelt": (
        ("areas", "name,kind", "name,knd"),
        "areas.csv: row 1: expected a column kind (closest: 'knd'), found no such header",
    ),
    "a required column is missing": (
        ("areas", "name,kind", "name,about"),
        "areas.csv: row 1: expected a column kind, found no such header",
    ),
    "the column of ids is missing": (
        ("areas", "area_id,name", "area,name"),
        "areas.csv: row 1: expected a column area_id (closest: 'area'), found no such header",
    ),
    "a header stands twice": (
        ("people", "since,until", "since,Since"),
        "people.csv: row 1, column since: expected each header once, found 'since' in columns F, G",
    ),
    "values stand below no header": (
        ("contacts", "next_date", ""),
        (
            "contacts.csv: row 2, column E: expected a header above every value, "
            "found '2026-12-01' below none"
        ),
    ),
    "a row is too short": (
        ("areas", "beds,Beds,market", "beds,Beds"),
        "areas.csv: row 3: expected 3 cells, as in the header, found 2 cells",
    ),
    "a row is too long": (
        ("areas", "beds,Beds,market", "beds,Beds,market,too"),
        (
            "areas.csv: row 3: expected 3 cells, as in the header, "
            "found 4 cells, beyond the header 'too'"
        ),
    ),
    "a row ends in a comma that would shift columns": (
        ("areas", "beds,Beds,market", "beds,Beds,market,"),
        (
            "areas.csv: row 3: expected 3 cells, as in the header, "
            "found 4 cells: a separator too many at the end"
        ),
    ),
    "an id stands twice": (
        ("areas", "beds,Beds,market", "beds,Beds,market\nbeds,More,market"),
        (
            "areas.csv: row 4, column area_id: expected one row for each area_id, "
            "found area_id 'beds' again, as in row 3"
        ),
    ),
    "two ids differ in capitals only": (
        ("areas", "beds,Beds,market", "Asthma,Beds,market"),
        (
            "areas.csv: row 3, column area_id: expected an id that differs by more than capitals, "
            "Unicode form or hidden characters, found 'Asthma' beside 'asthma' in row 2"
        ),
    ),
    "two ids differ in Unicode form only": (
        ("areas", "beds,Beds,market", "caf\u00e9,A,market\ncafe\u0301,B,market"),
        (
            "areas.csv: row 4, column area_id: expected an id that differs by more than capitals, "
            "Unicode form or hidden characters, found 'cafe\\u0301' beside 'caf\\xe9' in row 3"
        ),
    ),
    "a name is misspelt": (
        ("survey", "Acme Hosp,", "Acme Hospitl,"),
        (
            "survey.csv: row 4, column target_id: expected an id, name or alias from stakeholders "
            "(closest: 'acme'), found 'Acme Hospitl'"
        ),
    ),
    "an area is misspelt": (
        ("survey", "Asthma at home,", "Astma,"),
        (
            "survey.csv: row 5, column area_id: expected an id or name from areas "
            "(closest: 'asthma'), found 'Astma'"
        ),
    ),
    "an answer is outside its scale": (
        ("survey", "2026-09-10,3,4,", "2026-09-10,3,7,"),
        "survey.csv: row 2, column trust: expected a whole number from 1 to 4, found '7'",
    ),
    "an answer is NA": (
        ("survey", "2026-09-10,3,4,", "2026-09-10,3,NA,"),
        "survey.csv: row 2, column trust: expected a whole number from 1 to 4, found 'NA'",
    ),
    "an answer is no whole number": (
        ("survey", "2026-09-10,3,4,", "2026-09-10,3.5,4,"),
        "survey.csv: row 2, column works_with: expected a whole number from 0 to 4, found '3.5'",
    ),
    "one respondent answers twice on the same target and area": (
        ("survey", "r1,zoe,asthma,2026-09-10,2,,", "r1,Zoe House,,2026-09-12,2,,"),
        (
            "survey.csv: row 3: expected one row for each respondent_id, target_id, area_id "
            "(a later round: fill in wave and the table waves), "
            "found respondent_id 'r1', target_id 'zoe' again, as in row 2"
        ),
    ),
    "a respondent rates its own organisation": (
        ("survey", "r1,zoe,,", "r1,acme,,"),
        (
            "survey.csv: row 2, column target_id: expected another stakeholder, "
            "found 'acme', for which the respondent answers"
        ),
    ),
    "nobody invited the respondent": (
        ("survey", "r1,zoe,,", "r9,zoe,,"),
        (
            "survey.csv: row 2, column respondent_id: expected an id, name or alias from "
            "invitations "
            "or stakeholders, found 'r9'"
        ),
    ),
    "an answer is older than its invitation": (
        ("survey", "r1,zoe,,2026-09-10", "r1,zoe,,2026-08-31"),
        (
            "survey.csv: row 2, column submitted_at: expected no day before the invitation, "
            "which was on 2026-09-01, found '2026-08-31'"
        ),
    ),
    "a person leaves before coming": (
        ("people", "2024-01-01,,", "2024-01-01,2023-12-31,"),
        (
            "people.csv: row 2, column until: expected no less than since, "
            "which is 2024-01-01, found 2023-12-31"
        ),
    ),
    "an answer comes before the ask": (
        ("asks", "2026-03-15", "2026-02-15"),
        (
            "asks.csv: row 2, column answered_on: expected no less than asked_on, "
            "which is 2026-03-01, found 2026-02-15"
        ),
    ),
    "a longest time is below the shortest": (
        ("stakeholders", ",3,3,6,", ",3,6,3,"),
        (
            "stakeholders.csv: row 3, column lead_months_max: expected no less than "
            "lead_months_min, which is 6, found 3"
        ),
    ),
    "a required cell is blank": (
        ("contacts", "p2,call", "p2, "),
        "contacts.csv: row 2, column channel: expected text, found an empty cell",
    ),
    "a date could be March or April": (
        ("contacts", "2026-08-01", "03/04/2026"),
        (
            "contacts.csv: row 2, column date: expected a date such as 2026-11-22, or dates = "
            '"mdy" or "dmy" in region.toml (day and month could be either), found \'03/04/2026\''
        ),
    ),
    "a date is on no calendar": (
        ("contacts", "2026-08-01", "2026-02-30"),
        (
            "contacts.csv: row 2, column date: expected a date such as 2026-11-22 that the "
            "calendar "
            "has, found '2026-02-30'"
        ),
    ),
    "a date is in another age": (
        ("contacts", "2026-08-01", "0226-08-01"),
        "contacts.csv: row 2, column date: expected a date from 1900 to 2199, found '0226-08-01'",
    ),
    "a word is not among those allowed": (
        ("stakeholders", "Acme Hospital,hospital", "Acme Hospital,hospitals"),
        (
            f"stakeholders.csv: row 3, column key_group: expected one of {GROUPS} "
            "(closest: 'hospital'), found 'hospitals'"
        ),
    ),
    "a word of a list is not among those allowed": (
        ("projects", "hospital|health_plan", "hospital|Health Plan"),
        (
            f"projects.csv: row 2, column key_groups_required: expected a list of {GROUPS} "
            "separated by | (closest: 'health_plan'), found 'hospital|Health Plan'"
        ),
    ),
    "a project needs what nobody declared": (
        ("projects", "4,n1,", "4,n1|n11,"),
        (
            "projects.csv: row 2, column needs: expected an id or name from needs "
            "(closest: 'n1'), found 'n11'"
        ),
    ),
    "a system belongs to itself": (
        ("stakeholders", "acme,Acme Hospital,hospital,,", "acme,Acme Hospital,hospital,acme,"),
        (
            "stakeholders.csv: row 3, column parent_id: expected a system that it is part of, "
            "found 'acme', which belongs to 'acme'"
        ),
    ),
    "a person knows itself": (
        ("acquaintances", "p1,p2,3", "p1,Ada Bell,3"),
        "acquaintances.csv: row 2, column other_person_id: expected somebody else, found 'p1'",
    ),
    "an acquaintance is told from both sides": (
        ("acquaintances", "p1,p2,3", "p3,p1,3"),
        (
            "acquaintances.csv: row 3: expected one row for each person_id, other_person_id, "
            "found person_id 'p1', other_person_id 'p3' again, as in row 2"
        ),
    ),
    "a scale runs downwards": (
        ("questions", "trust_openness,1,4", "trust_openness,4,1"),
        (
            "questions.csv: row 3, column highest: expected more than the lowest answer, "
            "which is 4, found '1'"
        ),
    ),
    "a scale starts below zero": (
        ("questions", "cooperation,0,4", "cooperation,-1,4"),
        "questions.csv: row 2, column lowest: expected a whole number of at least 0, found '-1'",
    ),
    "a question bears the name of another column": (
        ("questions", "trust,trust_openness", "comment,trust_openness"),
        (
            "questions.csv: row 3, column question: expected a name that no other column of survey "
            "has, found 'comment'"
        ),
    ),
    "an alias stands for nobody": (
        ("aliases", "Acme Hosp,acme\n", "Acme Hosp,acme\nZ,zoey\n"),
        (
            "aliases.csv: row 3, column id: expected an id, name or alias from stakeholders or "
            "people "
            "(closest: 'zoe'), found 'zoey'"
        ),
    ),
    "an alias is another's id": (
        ("aliases", "Acme Hosp,acme\n", "Acme Hosp,acme\nzoe,acme\n"),
        (
            "aliases.csv: row 3, column alias: expected a spelling that nobody else has as id or "
            "name, found 'zoe', which is 'zoe' too"
        ),
    ),
    "an alias stands for two": (
        ("aliases", "Acme Hosp,acme\n", "Acme Hosp,acme\nZ,zoe\nZ,us\n"),
        (
            "aliases.csv: row 4, column alias: expected one row for each alias, "
            "found alias 'Z' again, as in row 3"
        ),
    ),
    "a person has a stakeholder's id": (
        ("people", "p3,Zoe", "007,zoe,C,w,liaison,,,\np3,Zoe"),
        "people.csv: row 4, column person_id: expected an id that no stakeholder has, found '007'",
    ),
    "a name is another row's id": (
        ("stakeholders", "acme-east,Acme East,", "acme-east,zoe,"),
        (
            "stakeholders.csv: row 4, column name: expected a name that is no other row's id, "
            "found 'zoe'"
        ),
    ),
    "a name has a line break": (
        ("stakeholders", "acme-east,Acme East,", 'acme-east,"Acme\nEast",'),
        "stakeholders.csv: row 4, column name: expected a name on one line, found 'Acme\\nEast'",
    ),
    "a text has a control character": (
        ("stakeholders", "Acme East", "Acme\x07East"),
        (
            "stakeholders.csv: row 4, column name: expected text, "
            "found the control character '\\x07' in 'Acme\\x07East'"
        ),
    ),
    "a text has a NUL byte": (
        ("stakeholders", "Acme East", "Acme\0East"),
        "stakeholders.csv: row 4, column name: expected text, found a NUL byte in 'Acme\\x00East'",
    ),
    "an id has a list separator": (
        ("areas", "beds,Beds,market", "beds|rooms,Beds,market"),
        (
            "areas.csv: row 3, column area_id: expected an id on one line, of characters that can "
            "be seen, without |, found 'beds|rooms'"
        ),
    ),
    "a position is beyond its scale": (
        ("positions", "asthma,4,", "asthma,5,"),
        "positions.csv: row 2, column position: expected a whole number from -4 to 4, found '5'",
    ),
    "the shown targets name nobody": (
        ("invitations", "acme|Our Coalition", "acme|Our Coalitoin"),
        (
            "invitations.csv: row 3, column shown: expected an id, name or alias from stakeholders "
            "(closest: 'us'), found 'Our Coalitoin'"
        ),
    ),
    "a quotation mark is never closed": (
        ("survey", '"two\nlines"', '"two\nlines'),
        (
            "survey.csv: row 4: expected quotation marks that open and close, "
            "found one that is never closed"
        ),
    ),
    "text follows a quotation": (
        ("survey", '"two\nlines"', '"two\nlines"?'),
        (
            "survey.csv: row 4: expected quotation marks that open and close, "
            "found text after the one that closes a cell"
        ),
    ),
    "the convener is nobody": (
        ("region", '"us"', '"uss"'),
        (
            "region.toml: row 2, key convener: expected an id, name or alias from stakeholders "
            "(closest: 'us'), found 'uss'"
        ),
    ),
    "a stakeholder must be in and out": (
        ("region", 'must_have = ["Acme Hospital"]', 'must_have=["acme"]\nmust_not=["Acme Hosp"]'),
        (
            "region.toml: row 6, key must_not: expected stakeholders that are not in must_have, "
            "found 'acme'"
        ),
    ),
    "nobody says what it means to be left out": (
        ("region", 'unlisted = "zero"\n', ""),
        (
            'region.toml: key unlisted: expected "zero" (the survey showed a roster) or '
            '"unknown" '
            "(respondents named partners freely), since there is a survey, found no such key"
        ),
    ),
    "nobody says which day it is": (
        ("region", "as_of = 2026-11-22\n", ""),
        (
            "region.toml: key as_of: expected the day the scan speaks of, unless it is given "
            "with "
            "the command, found no such key"
        ),
    ),
    "region.toml is no TOML": (
        ("region", '"Three Rivers"', "Three Rivers"),
        (
            'region.toml: row 1: expected lines such as key = "text", each key once, '
            "found text that is not TOML: invalid value"
        ),
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_told_and_nothing_else(name, tmp_path):
    (table, old, new), message = PLANTED[name]
    assert told(plant(tmp_path, **{table: altered(table, old, new)})) == [message]


def test_the_same_folder_without_a_fault_reads_without_a_word(tmp_path):
    folder = plant(tmp_path)
    assert told(folder) == []
    assert warned(folder) == []


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    chosen = [
        PLANTED[name][0]
        for name in (
            "an answer is outside its scale",
            "a date could be March or April",
            "a scale starts below zero",
            "the convener is nobody",
            "a position is beyond its scale",
            "a project needs what nobody declared",
            "a person leaves before coming",
        )
    ]
    changes = {table: altered(table, old, new) for table, old, new in chosen}
    places = [message.split(":")[0] for message in told(plant(tmp_path, **changes))]
    assert places == sorted(
        f"{table}.csv" if table != "region" else "region.toml" for table, _, _ in chosen
    )


def test_several_faults_of_one_row_are_told_at_once(tmp_path):
    survey = altered("survey", "r1,zoe,,2026-09-10,3,4,", "r9,zoee,nowhere,yesterday,x,9,")
    assert [message.split(":")[1] for message in told(plant(tmp_path, survey=survey))] == [
        " row 2, column area_id",
        " row 2, column respondent_id",
        " row 2, column submitted_at",
        " row 2, column target_id",
        " row 2, column trust",
        " row 2, column works_with",
    ]


def test_ids_that_differ_by_a_hidden_character_are_told(tmp_path):
    areas = CLEAN["areas"] + "beds\u200b,Others,market\n"
    messages = told(plant(tmp_path, areas=areas))
    assert messages == [
        (
            "areas.csv: row 4, column area_id: expected an id on one line, of characters that can "
            "be "
            "seen, without |, found 'beds\\u200b'"
        )
    ]


def test_a_name_that_two_stakeholders_bear_stands_for_neither(tmp_path):
    stakeholders = altered("stakeholders", "acme-east,Acme East,", "acme-east,Zoe House,")
    messages = told(plant(tmp_path, stakeholders=stakeholders))
    assert len(messages) == 3
    assert messages[0] == (
        "contacts.csv: row 3, column to_id: expected an id, since several rows have this name, "
        "found 'Zoe House', which could mean 'acme-east' or 'zoe'"
    )


def test_a_name_that_two_stakeholders_bear_is_a_warning_where_nobody_uses_it(tmp_path):
    stakeholders = altered("stakeholders", "acme-east,Acme East,", "acme-east,NA,")
    assert warned(plant(tmp_path, stakeholders=stakeholders)) == [
        (
            "stakeholders.csv: row 6, column name: expected a name of its own, to tell it apart in "
            "reports, found 'NA', as in row 4"
        )
    ]


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path):
    """Line breaks within a cell make no row; an empty line is one."""
    contacts = (
        'date,from_id,to_id,channel\n2026-08-01,p1,p2,"c\na\nl\nl"\n\n2026-08-02,us,zo,mail\n'
    )
    assert told(plant(tmp_path, contacts=contacts)) == [
        (
            "contacts.csv: row 4, column to_id: expected an id, name or alias from people or "
            "stakeholders (closest: 'zoe'), found 'zo'"
        )
    ]


def test_an_unknown_column_is_a_warning_with_the_nearest_name(tmp_path):
    stakeholders = altered("stakeholders", "willingness", "wilingness")
    assert warned(plant(tmp_path, stakeholders=stakeholders)) == [
        (
            "stakeholders.csv: row 1, column wilingness: expected a declared column; this one is "
            "not "
            "read (closest: 'willingness'), found 'wilingness'"
        )
    ]


def test_a_question_and_a_column_that_do_not_meet_are_warnings(tmp_path):
    questions = altered("questions", "trust,trust_openness", "trust_open,trust_openness")
    assert warned(plant(tmp_path, questions=questions)) == [
        (
            "questions.csv: row 3, column question: expected a column of survey of this name "
            "(closest: 'trust'), found none, so that nobody answered 'trust_open'"
        ),
        (
            "survey.csv: row 1, column trust: expected a column that questions declares; this one "
            "is "
            "not read (closest: 'trust_open'), found 'trust'"
        ),
    ]


def test_a_column_may_be_written_with_capitals_and_spaces(tmp_path):
    stakeholders = altered("stakeholders", "stakeholder_id,name", "Stakeholder ID, NAME ")
    assert told(plant(tmp_path, stakeholders=stakeholders)) == []


def test_a_short_row_hides_what_its_cells_would_be_blamed_for(tmp_path):
    survey = altered("survey", "r1,zoe,,2026-09-10,3,4,", "r1,zoe,2026-09-10,3,9")
    assert told(plant(tmp_path, survey=survey)) == [
        "survey.csv: row 2: expected 7 cells, as in the header, found 5 cells"
    ]


def test_a_table_that_cannot_be_read_is_told_once_and_not_by_those_that_refer_to_it(tmp_path):
    messages = told(plant(tmp_path, stakeholders=b"%PDF-1.7"))
    assert messages == ["stakeholders.csv: expected CSV text in UTF-8, found a PDF"]


def test_a_reference_to_a_table_that_is_not_there_asks_for_the_table(tmp_path):
    absent = dict.fromkeys(["areas", "needs", "projects", "positions"])
    assert told(plant(tmp_path, **absent)) == [
        (
            "survey.csv: row 3, column area_id: expected a table areas, which this column refers "
            "to, "
            "found none, and here 'asthma', and 1 more"
        )
    ]


def test_a_long_value_is_cut_in_the_message(tmp_path):
    survey = altered("survey", "Acme Hosp,", "A" * 500 + ",")
    (message,) = told(plant(tmp_path, survey=survey))
    assert message.endswith("found '" + "A" * 56 + "...")


def test_scales_that_meet_on_none_that_a_number_can_hold_are_a_fault(tmp_path):
    rows = [f"q{height},trust_openness,1,{height},x,analyst\n" for height in (97, 89, 83, 79)]
    questions = CLEAN["questions"] + "".join(rows) + "long,cooperation,0,2000000,x,analyst\n"
    assert told(plant(tmp_path, questions=questions)) == [
        (
            "questions.csv: row 6, column highest: expected a highest answer of at most 1,000,000, "
            "as the common multiple of all scales of trust_openness too, found 83 in the question "
            "'q83', beside scales of common height 34532"
        ),
        (
            "questions.csv: row 7, column highest: expected a highest answer of at most 1,000,000, "
            "as the common multiple of all scales of trust_openness too, found 79 in the question "
            "'q79', beside scales of common height 34532"
        ),
        (
            "questions.csv: row 8, column highest: expected a highest answer of at most 1,000,000, "
            "as the common multiple of all scales of cooperation too, found 2000000 in the "
            "question 'long', beside scales of common height 4"
        ),
    ]
