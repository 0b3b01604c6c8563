import pandas as pd
import pytest
from coopetition.conftest import AREAS, QUESTIONS, agreed

from stakeholder_map.coopetition import cluster_areas, keep_ledger, pair_types

SAID = [
    ("east", "west", "asthma", 4, 0),
    ("east", "west", "joints", 0, 4),
    ("clinic", "east", "asthma", 3, 0),
    ("clinic", "plan", "rural", 3, 0),
]
GOALS = AREAS.assign(shared_goal=["No child in the ward", "", "A dentist near", ""])
COLUMNS = [
    "stakeholder_id",
    "area_id",
    "position",
    "priority",
    "gain_alone",
    "gain_together",
    "gain_kind",
    "gives_up",
    "at_stake",
    "source",
]
STANDS = [
    ("east", "asthma", 4, 4, 1, 4, "care", "staff time", "our name", "stated"),
    ("west", "asthma", 3, 3, 1, 3, "care|financial", "", "a grant", "stated"),
    ("clinic", "asthma", 2, 3, 1, 3, "care", "", "", "our_guess"),
    ("east", "joints", 3, 4, 4, 1, "financial", "", "market share", "stated"),
    ("west", "joints", -3, 4, 4, 1, "financial", "", "", "stated"),
    ("plan", "rural", 2, 1, 3, 3, "financial", "", "", "stated"),
    ("clinic", "rural", 2, 1, 1, 3, "financial", "", "", "document"),
]


def stands(rows):
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.fixture
def ledger_of(scan_of):
    def make(*, rows=STANDS, **tables):
        given = {"survey": agreed(SAID), "questions": QUESTIONS, "areas": GOALS}
        if rows:
            given["positions"] = stands(rows)
        scan = scan_of(**{**given, **tables})
        return kept(scan)

    return make


def kept(scan):
    types = pair_types(scan)
    return keep_ledger(scan, types, cluster_areas(scan, types))


def row_of(ledger, one, other):
    rows = ledger.rows.set_index(["source", "target"])
    return rows.loc[(one, other)]


def test_both_lists_stand_in_one_row(ledger_of):
    rivals = row_of(ledger_of(), "east", "west")
    assert rivals["together"] == "Asthma"
    assert rivals["compete"] == "Joints"


def test_both_said_yes_only_where_both_stated_it(ledger_of):
    ledger = ledger_of()
    assert row_of(ledger, "east", "west")["litmus"] == "both said yes"
    assert row_of(ledger, "east", "west")["both_yes"] == "Asthma"
    guessed = row_of(ledger, "clinic", "east")
    assert guessed["litmus"] == "we believe so; ask"
    assert guessed["both_yes"] == ""
    assert (guessed["source_answer"], guessed["target_answer"]) == ("we believe: yes", "yes")


@pytest.mark.parametrize("source", ["our_guess", "document", ""])
def test_what_was_not_stated_is_never_printed_as_their_word(ledger_of, source):
    rows = [(*row[:-1], source) for row in STANDS]
    ledger = ledger_of(rows=rows)
    assert "both said yes" not in set(ledger.rows["litmus"])
    answers = pd.concat([ledger.rows["source_answer"], ledger.rows["target_answer"]])
    assert answers[answers != ""].str.startswith("we believe: ").all()


def test_the_area_that_fits_best_comes_with_goal_gifts_and_stakes(ledger_of):
    rivals = row_of(ledger_of(), "east", "west")
    assert (rivals["area"], rivals["shared_goal"]) == ("Asthma", "No child in the ward")
    assert (rivals["source_gives_up"], rivals["target_gives_up"]) == ("staff time", "")
    assert (rivals["source_at_stake"], rivals["target_at_stake"]) == ("our name", "a grant")


def test_as_much_alone_is_no_yes(ledger_of):
    assert row_of(ledger_of(), "clinic", "plan")["litmus"] == "not both"


def test_where_only_money_is_stated_it_asks_what_else(ledger_of):
    ledger = ledger_of()
    asked = row_of(ledger, "clinic", "plan")["ask"]
    assert asked == "Only financial gain stated so far; ask what else."
    assert row_of(ledger, "east", "west")["ask"] == ""
    assert any(sentence.endswith("ask what else.") for sentence in ledger.sentences)


def test_no_goal_is_shared_where_one_stands_against(ledger_of):
    rows = [STANDS[0], (*STANDS[1][:2], -3, *STANDS[1][3:])]
    assert row_of(ledger_of(rows=rows), "east", "west")["shared_goal"] == ""


def test_without_positions_both_lists_remain(ledger_of):
    ledger = ledger_of(rows=())
    rivals = row_of(ledger, "east", "west")
    assert (rivals["together"], rivals["compete"]) == ("Asthma", "Joints")
    assert set(ledger.rows["litmus"]) == {"not known; ask"}
    assert "Nobody stated what they gain" in ledger.sentences[0]
    assert [gap.table for gap in ledger.missing] == ["positions", "contacts"]


def test_markets_carry_the_line_on_counsel(ledger_of):
    assert ledger_of().sentences[-1] == "Counsel review before sharing among competitors."
    goals = GOALS.assign(kind="goal")
    assert not any("Counsel" in one for one in ledger_of(areas=goals).sentences)


def test_sentences_name_no_organisation(ledger_of):
    text = " ".join(ledger_of().sentences)
    assert not any(name in text for name in ("East", "West", "Clinic", "Plan"))


def test_open_tensions_are_counted_until_a_calm_contact_follows(ledger_of):
    log = [
        ("2026-05-01", "us", "east", "asthma", "yes"),
        ("2026-05-03", "us", "east", "", "no"),
        ("2026-05-02", "us", "west", "asthma", "yes"),
        ("2026-05-04", "west", "us", "", "yes"),
    ]
    columns = ["date", "from_id", "to_id", "area_id", "tension"]
    contacts = pd.DataFrame(log, columns=columns).assign(channel="call")
    ledger = ledger_of(contacts=contacts)
    assert row_of(ledger, "east", "us")["tensions"] == 0
    assert row_of(ledger, "us", "west")["tensions"] == 2


def test_nothing_known_gives_an_empty_ledger(scan_of):
    contacts = pd.DataFrame(
        [("2026-06-01", "us", "east", "call")], columns=["date", "from_id", "to_id", "channel"]
    )
    scan = scan_of(areas=AREAS, contacts=contacts)
    ledger = kept(scan)
    assert ledger.rows.empty
    assert ledger.sentences == ()


def test_one_stakeholder_has_no_pair(scan_of):
    alone = pd.DataFrame({"stakeholder_id": ["us"], "name": ["Us"], "key_group": ["hospital"]})
    positions = stands([("us", *STANDS[0][1:])])
    scan = scan_of(stakeholders=alone, areas=GOALS, positions=positions)
    assert kept(scan).rows.empty


def test_order_of_rows_changes_nothing(ledger_of):
    one, other = ledger_of(), ledger_of(rows=STANDS[::-1])
    pd.testing.assert_frame_equal(one.rows, other.rows)
