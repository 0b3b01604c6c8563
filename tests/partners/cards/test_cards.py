"""Ask cards: every line has a source, persons stay in the restricted part, gaps are named."""

import pandas as pd
import pytest
from partners.asking.conftest import AREAS, ASSETS, PROJECTS, WHO, asked

from stakeholder_map.influence import rank_influence
from stakeholder_map.partners import choose
from stakeholder_map.partners.asking import plan_asks
from stakeholder_map.partners.cards import PARTS, ask_cards
from stakeholder_map.relationships.introductions import introductions
from stakeholder_map.scan import open_scan

THREE = {"coalition_size": 4, "budget": 9000}.items()

AREA = AREAS.assign(
    community_benefit="Children breathe",
    shared_goal="No child in the emergency room",
    metric="Visits per 1,000",
    metric_kind="other",
    baseline=14,
    target=10,
    due="2027-12-31",
)
POSITIONS = pd.DataFrame(
    {
        "stakeholder_id": ["acme", "beta"],
        "area_id": "asthma",
        "position": [4, -2],
        "priority": [4, 3],
        "gain_alone": [1, 3],
        "gain_together": [4, 3],
        "gain_kind": ["care|community", "financial"],
        "gives_up": ["a program of its own", ""],
        "at_stake": ["its good name", ""],
        "source": ["stated", "our_guess"],
        "stated_on": ["2026-05-01", ""],
    }
)
NEEDS = pd.DataFrame(
    {
        "need_id": ["er", "rides"],
        "name": ["Attacks that end in the ER", "Rides to appointments"],
        "area_id": ["asthma", "asthma"],
        "people_affected": [900, 300],
        "urgency": [4, 2],
        "stakeholder_id": ["", "acme"],
    }
)
OFFERS = pd.DataFrame(
    {
        "offer": ["Home visits save", "A quality coach", "Ride sharing", "Credits"],
        "evidence": ["roi", "measured", "strength", "strength"],
        "key_group": ["health_plan", "hospital", "hospital", "medical_association"],
        "need_id": ["er", "", "rides", ""],
        "avoid": ["It took eighteen months", "", "", ""],
    }
)
PEOPLE = pd.DataFrame(
    {
        "person_id": ["u1", "a1", "a2", "b1"],
        "stakeholder_id": ["us", "acme", "acme", "beta"],
        "name": ["Una Verity", "Ada Quill", "Art Bellow", "Bea Sorrow"],
        "role": ["director", "president", "quality lead", "medical director"],
        "seniority": ["executive", "executive", "quality", "clinical"],
        "champion": ["", "", "yes", ""],
        "known_by": ["", "u1", "u1", ""],
    }
)
OWED = pd.DataFrame(
    {
        "stakeholder_id": ["acme", "acme"],
        "direction": ["we_owe", "they_owe"],
        "kind": ["introduction", "data"],
        "what": ["a word with Ada Quill", "the extract"],
        "due": ["2026-05-01", "2026-06-01"],
        "done": ["", "2026-06-02"],
    }
)
ASKS = pd.DataFrame(
    [
        {**asked("acme", "2026-01-05", "later", ask="board", answered="2026-02-01"), "reason": "x"},
        asked("beta", "2026-05-05", "waiting", ask="data_sharing"),
    ]
)
RICH = {
    "areas": AREA,
    "positions": POSITIONS,
    "needs": NEEDS,
    "offers": OFFERS,
    "people": PEOPLE,
    "commitments": OWED,
    "asks": ASKS,
    "projects": PROJECTS.assign(paid_hours=40, cost=5000),
    "assets": pd.concat(
        [
            ASSETS.assign(in_use="no", strength=4, cost_to_give=2),
            pd.DataFrame(
                {
                    "stakeholder_id": ["us"],
                    "asset": ["a meeting room"],
                    "kind": ["convening"],
                    "cost_to_give": [1],
                }
            ),
        ]
    ),
}


def cards_of(scan):
    choice = choose(scan)
    return ask_cards(
        scan,
        choice,
        ranking=rank_influence(scan),
        plan=plan_asks(scan, choice),
        introductions=introductions(scan.region, to=choice.members),
    )


def card_of(cards, stakeholder):
    (card,) = (each for each in cards.cards if each.stakeholder_id == stakeholder)
    return {heading: " ".join(text for text, _ in lines) for heading, lines in card.parts}


@pytest.fixture
def rich(scan_with):
    who = [
        {**row, **({"paid_time_needed": "yes"} if row["stakeholder_id"] == "acme" else {})}
        for row in WHO
    ]
    return cards_of(scan_with(who=who, settings=THREE, **RICH))


def test_every_member_has_a_card_with_every_part_and_every_line_a_source(rich):
    assert len(rich.cards) == 4
    for place, card in enumerate(rich.cards, start=1):
        assert card.place == place
        assert [heading for heading, _ in card.parts] == list(PARTS)
        assert all(text and source for _, lines in card.parts for text, source in lines)


def test_a_card_says_what_the_tables_say(rich):
    card = card_of(rich, "acme")
    assert "key group hospital" in card["Why them"]
    assert "Willingness 3 of 4" in card["Why them"]
    assert "Asthma is a priority for them (4 of 4)" in card["In it for them"]
    assert "Gain together 4 of 4 against 1 alone, in care and community" in card["In it for them"]
    assert "A need of theirs: Rides to appointments (300 people)" in card["In it for them"]
    assert "Would give up in Asthma: a program of its own" in card["At stake for them"]
    assert "At stake in Asthma: its good name" in card["At stake for them"]
    assert "Children breathe" in card["Community benefit"]
    assert "from 14 to 10 by 2027-12-31" in card["Measures of success"]
    assert "What we owe them: introduction, due 2026-05-01" in card["An easy give"]
    assert "A meeting room, which costs us little" in card["An easy give"]
    assert "meets their need “Rides to appointments”" in card["An easy give"]
    assert (
        "40 paid hours, within its cost of 5,000 of a budget of 9,000" in card["Clinicians' time"]
    )
    assert "Its quality lead" in card["Champion"]
    assert "2026-01-05, board: later, answered 2026-02-01 (forecast" in card["Asked before"]
    assert "our director → president, Acme Hospital" in card["Introduction"]
    assert "We owe them 1 thing past its day" in card["Be candid about"]
    assert "They said later to us (board) before" in card["Be candid about"]


def test_a_guess_is_never_printed_as_their_word(rich):
    (card,) = (each for each in rich.cards if each.stakeholder_id == "beta")
    sources = {s for _, lines in card.parts for _, s in lines if s.startswith("positions, ")}
    assert sources == {"positions, our guess: ask"}
    told = card_of(rich, "beta")
    assert "What they want is our guess" in told["Be candid about"]
    assert "Only financial gain stated so far; ask what else" in told["Be candid about"]
    assert "They gain as much alone" in told["Be candid about"]
    assert "They stand against it (-2 of 4)" in told["Be candid about"]


def test_offers_fit_the_key_group_and_carry_their_evidence_and_what_to_avoid(rich):
    assert card_of(rich, "beta")["Offers that fit"] == (
        "Home visits save (return shown in money, for “Attacks that end in the ER”)."
    )
    assert "It took eighteen months" in card_of(rich, "beta")["Be candid about"]
    offers = card_of(rich, "acme")["Offers that fit"]
    assert offers.startswith("Ride sharing"), "a need of theirs comes first"
    assert "Credits" not in offers


def test_the_state_of_the_agreements_is_told(rich):
    told = card_of(rich, "beta")["Agreements"]
    assert "asked, no answer yet (2026-05-05); the project takes its data" in told
    assert "To begin the data-sharing agreement: 1 to 2 months" in told
    assert "not asked yet; the project takes no data" in card_of(rich, "acme")["Agreements"]


def test_persons_and_free_words_stand_in_the_restricted_part_only(rich):
    open_part = " ".join(
        text + source for card in rich.cards for _, lines in card.parts for text, source in lines
    )
    closed = " ".join(text for card in rich.cards for _, lines in card.by_name for text, _ in lines)
    for name in PEOPLE["name"]:
        assert name not in open_part
    assert "Una Verity → Ada Quill" in closed
    assert "board: x." in closed
    assert "We owe: a word with Ada Quill" in closed


def test_what_nobody_knows_says_so_and_least_known_comes_with_questions(scan_with):
    cards = cards_of(scan_with(settings=THREE))
    card = card_of(cards, "dale")
    assert card["In it for them"] == "Not known: ask."
    assert card["Champion"].startswith("None known")
    assert card["Clinicians' time"].startswith("Not known whether")
    assert card["Asked before"].startswith("Never")
    assert "Begin that meeting with questions" in cards.sentences[-1]
    assert {"positions", "offers", "people"} <= {gap.table for gap in cards.missing}


def test_competition_is_named_where_it_was_reported(scan_with):
    from partners.asking.conftest import say

    said = [
        {**say("acme", "us", rely=3), "against": 4},
        {**say("acme", "us", rely=3), "against": 4, "area_id": "asthma"},
        {**say("acme", "beta", rely=3), "against": 4, "area_id": "asthma"},
    ]
    cards = cards_of(scan_with(said=said, settings=THREE))
    told = card_of(cards, "acme")["Competing"]
    assert "With us in Asthma: name it, and keep it outside" in told
    assert "With other members: Beta Plan in Asthma" in told


def test_without_a_project_the_ask_is_to_choose_one_together(scan_with):
    cards = cards_of(scan_with(settings=THREE, projects=None))
    assert "choose the first project together" in card_of(cards, "acme")["The ask"]


def test_cards_of_the_example_fit_on_a_page_and_name_nobody(example_folder):
    scan = open_scan(example_folder, draws=20, seed=1)
    cards = cards_of(scan)
    people = scan.region.table("people")["name"]
    for card in cards.cards:
        told = " ".join(text + source for _, lines in card.parts for text, source in lines)
        assert len(told) < 5_200, "about what an A4 page holds in small print"
        assert not [name for name in people if name in told]
