import pandas as pd
import pytest
from partners.conftest import SAID, WHO, organisation, say

from stakeholder_map.partners import AIMS, SOURCES


def test_our_own_are_no_candidates(partners_of):
    everyone = {*partners_of().candidates.index, *partners_of().ruled_out.index}
    assert everyone == {"east", "east-north", "west", "plan", "voices", "county"}


def test_one_family_has_one_seat(partners_of):
    group = partners_of(settings={"coalition_size": 6}).group
    assert len({"east", "east-north"} & set(group.index)) == 1
    assert len(group) == 5


def test_the_last_seat_is_kept_for_those_who_speak_for_patients(partners_of):
    group = partners_of(settings={"coalition_size": 2}).group
    assert group.index.tolist() == ["east", "voices"]
    assert group["place"].tolist() == [1, 2]


def test_without_any_such_organisation_the_group_says_so(partners_of):
    who = [each for each in WHO if each["stakeholder_id"] != "voices"]
    said = [each for each in SAID if "voices" not in (each["respondent_id"], each["target_id"])]
    partners = partners_of(who=who, said=said)
    assert any("No patients' or community-service" in each for each in partners.sentences)


def test_willingness_tells_who_says_so_and_unknown_is_not_a_no(partners_of):
    table = partners_of().candidates
    assert table.loc["plan", ["willingness", "willingness_source"]].tolist() == [
        0.75,
        "entered in stakeholders",
    ]
    assert table.loc["west", ["willingness", "willingness_source"]].tolist() == [
        1.0,
        "their own answer",
    ]
    county = table.loc["county"]
    assert county["willingness_source"] == "unknown"
    assert (county["willingness_low"], county["willingness_high"]) == (0, 1)
    assert county["score_low"] < county["score"] < county["score_high"]
    assert "unknown: ask" in county["grounds"]


def test_unknown_willingness_widens_the_interval(partners_of):
    known = [
        dict(each, willingness=2) if each["stakeholder_id"] == "county" else each for each in WHO
    ]
    wide, narrow = (
        partners_of(who=who).candidates.loc["county", ["score_low", "score_high"]].tolist()
        for who in (WHO, known)
    )
    assert wide[0] < narrow[0] <= narrow[1] < wide[1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"willingness": 0}, "its willingness is entered as 0 of 4"),
        ({"legal_relation": "owned"}, "it is owned by us"),
        ({"contract_required": "yes"}, "takes at least 3 months"),
        ({"contract_required": "yes", "lead_months_min": 2.5}, "takes at least 2.5 months"),
    ],
)
def test_what_rules_out_is_a_gate_with_its_reason(partners_of, change, reason):
    who = [dict(each, **change) if each["stakeholder_id"] == "plan" else each for each in WHO]
    partners = partners_of(who=who, settings={"kick_off": "2026-08-31"})
    assert reason in partners.ruled_out.loc["plan", "reason"]
    assert "plan" not in partners.candidates.index


def test_a_contract_that_fits_before_the_kick_off_rules_nobody_out(partners_of):
    who = [
        dict(each, contract_required="yes") if each["stakeholder_id"] == "plan" else each
        for each in WHO
    ]
    assert partners_of(who=who, settings={"kick_off": "2026-12-31"}).ruled_out.empty
    assert partners_of(who=who).ruled_out.empty


def test_only_the_last_answer_to_an_invitation_counts(partners_of):
    asks = pd.DataFrame(
        {
            "stakeholder_id": ["plan", "plan", "west", "west"],
            "asked_on": ["2025-01-01", "2026-01-01", "2025-01-01", "2026-01-01"],
            "asked_by": "us",
            "ask": "join",
            "answer": ["yes", "no", "no", "yes"],
            "answered_on": ["2025-01-02", "2026-01-02", "2025-01-02", "2026-01-02"],
        }
    )
    out = partners_of(asks=asks).ruled_out
    assert out["reason"].to_dict() == {"plan": "asked to join, its last answer was no (2026-01-02)"}


def test_a_must_have_comes_first_and_a_must_not_is_out(partners_of):
    partners = partners_of(settings={"must_have": ["county"], "must_not": ["east"]})
    assert partners.group.index[0] == "county"
    assert partners.ruled_out["reason"]["east"] == "must_not in region.toml names it"


def test_the_same_figures_get_the_same_treatment_whatever_the_name(partners_of):
    twins = [organisation(each, "non_health", willingness=2) for each in ("aaa", "zzz")]
    table = partners_of(who=[*WHO, *twins]).candidates
    figures = ["score", "score_low", "score_high", "rank", "rank_low", "rank_high"]
    assert table.loc["aaa", figures].tolist() == table.loc["zzz", figures].tolist()


def test_rivals_of_members_gain_less(partners_of):
    keen = [dict(each, willingness=4) if each["stakeholder_id"] == "west" else each for each in WHO]
    with_rivalry = partners_of(who=keen, settings={"coalition_size": 4}).group
    peace = [
        dict(each, against=0) if each["target_id"] in ("east", "west") else each for each in SAID
    ]
    table = partners_of(who=keen, said=peace).candidates
    assert "west" not in with_rivalry.index
    assert table.loc["west", "competition_with_others"] == 0


def test_weights_come_from_the_region(partners_of):
    partners = partners_of(settings={"aim_weights": {"influence": 3, "willingness": 1}})
    assert partners.weights == {
        "willingness": 0.25,
        "influence": 0.75,
        "coverage": 0.0,
        "conflict": 0.0,
    }


def test_every_figure_names_its_source(partners_of):
    assert set(SOURCES) <= set(partners_of().candidates.columns)
    assert sum(partners_of().weights.values()) == pytest.approx(1)
    assert set(partners_of().weights) == set(AIMS)


def test_shares_are_of_draws_and_ranks_lie_in_their_intervals(partners_of):
    table = partners_of().candidates
    assert table["share_in_group"].between(0, 1).all()
    assert (table["rank_low"] <= table["rank_high"]).all()
    assert partners_of().sentences[0].startswith("A first group, taken one by one, not yet proven")


def test_where_nobody_is_left_the_list_says_so(partners_of):
    who = [each for each in WHO if each["stakeholder_id"] in ("us", "plan", "east")]
    said = [say("east", "plan", moves=4), say("plan", "east", moves=4)]
    partners = partners_of(who=who, said=said, settings={"must_not": ["plan", "east"]})
    assert partners.candidates.empty
    assert partners.group.empty
    assert "There is no candidate" in partners.sentences[0]


def test_competition_with_us_that_nobody_was_heard_on_is_unknown_and_not_none(partners_of):
    table = partners_of().candidates
    county = table.loc["county"]
    assert pd.isna(county["competition_with_us"])
    assert "nobody was heard on competition with us: ask" in county["grounds"]
    # East answered on competition and left us out of a roster that it was shown: it says none
    assert table.loc["east", "competition_with_us"] >= 0
    assert "no competition with us reported" in table.loc["east", "grounds"]


def test_competition_that_is_unknown_widens_the_interval_and_earns_no_full_mark(partners_of):
    who = [
        dict(each, willingness=2) if each["stakeholder_id"] == "county" else each for each in WHO
    ]
    weights = {"aim_weights": {"conflict": 1}}
    heard = [*SAID, say("county", "us", against=0)]
    unknown, known = (
        partners_of(who=who, said=said, settings=weights).candidates.loc["county"]
        for said in (SAID, heard)
    )
    assert unknown["score_high"] - unknown["score_low"] > known["score_high"] - known["score_low"]
    assert unknown["score"] < known["score"]


def test_must_haves_without_a_seat_are_named_with_the_reason(partners_of):
    settings = {"must_have": ["us", "county", "plan", "west"], "coalition_size": 2}
    said = " ".join(partners_of(settings=settings).sentences)
    assert "has seats (2); left out: West." in said
    assert "must_have names our own, who take no seat of a partner: Us." in said


def test_seats_by_decision_are_not_told_as_evidence(partners_of):
    settings = {"must_have": ["county", "plan"], "coalition_size": 2}
    sentences = partners_of(settings=settings).sentences
    assert "Seated by must_have in region.toml, not by the evidence: County, Plan." in sentences
    assert not any("plausible readings" in each for each in sentences)
    assert not any("could be found" in each for each in sentences)
    assert any("members by must_have" in each for each in sentences)
