import pandas as pd
import pytest
from partners.conftest import WHO, organisation, say

from stakeholder_map.partners import candidates, screen
from stakeholder_map.partners.candidates import SOURCES
from stakeholder_map.partners.candidates.find import _told


def changed(stakeholder, **change):
    return [dict(each, **change) if each["stakeholder_id"] == stakeholder else each for each in WHO]


@pytest.fixture
def found(scan_of):
    """Candidates of a region."""

    def make(**given):
        return candidates(scan_of(**given))

    return make


def test_our_own_are_no_candidates(found):
    assert set(found().table.index) == {"east", "east-north", "west", "plan", "voices", "county"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"willingness": 0}, "its willingness is entered as 0 of 4"),
        ({"legal_relation": "owned"}, "it is owned by us"),
        ({"contract_required": "yes"}, "takes at least 3 months"),
        ({"contract_required": "yes", "lead_months_min": 2.5}, "takes at least 2.5 months"),
    ],
)
def test_what_rules_out_is_a_gate_with_its_reason(found, change, reason):
    result = found(who=changed("plan", **change), settings={"kick_off": "2026-08-31"})
    assert reason in result.table.loc["plan", "ruled_out"]
    assert "plan" not in result.eligible.index
    assert "1 more is ruled out" in result.sentences[0]


def test_a_contract_that_fits_before_the_kick_off_rules_nobody_out(found):
    who = changed("plan", contract_required="yes")
    assert (found(who=who, settings={"kick_off": "2026-12-31"}).table["ruled_out"] == "").all()
    assert (found(who=who).table["ruled_out"] == "").all()


def test_only_the_last_answer_to_an_invitation_counts(scan_of):
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
    table = screen(scan_of(asks=asks).region)
    out = table.loc[table["ruled_out"] != "", "ruled_out"].to_dict()
    assert out == {"plan": "asked to join, its last answer was no (2026-01-02)"}


def test_missing_willingness_is_no_no_but_a_wide_interval(found):
    table = found().table
    county = table.loc["county"]
    assert county["willingness_source"] == "unknown"
    assert (county["willingness_low"], county["willingness_high"]) == (0, 1)
    assert county["ruled_out"] == ""
    assert table.loc["plan", ["willingness_low", "willingness_high"]].tolist() == [0.75, 0.75]
    assert table.loc["west", "willingness_source"] == "their own answer"


def test_competition_that_nobody_was_heard_on_is_missing_and_not_none(found):
    county = found().table.loc["county"]
    assert pd.isna(county["competition_with_us"])
    assert (county["competition_low"], county["competition_high"]) == (0, 1)
    assert found().table.loc["east", "competition_with_us"] >= 0


def test_every_figure_names_its_source(found):
    described = {"name", "key_group", "family", "must_have", "ruled_out"}
    assert set(found().table.columns) == described | set(SOURCES)


def test_the_same_figures_get_the_same_row_whatever_the_name(found):
    twins = [organisation(each, "non_health", willingness=2) for each in ("aaa", "zzz")]
    table = found(who=[*WHO, *twins]).table.drop(columns=["name", "family"])
    sampled = ["influence", "influence_low", "influence_high", "influence_rank"]
    sampled += ["competition_low", "competition_high", "competition_with_others"]
    one, other = table.loc["aaa"], table.loc["zzz"]
    pd.testing.assert_series_equal(one.drop(sampled), other.drop(sampled), check_names=False)
    assert one["influence"] == pytest.approx(other["influence"], abs=0.1)


def test_what_a_table_would_tell_is_missing_without_it_and_counted_with_it(found):
    bare = found()
    assert bare.table["people_served"].isna().all()
    assert "services" in [gap.table for gap in bare.missing]
    services = pd.DataFrame(
        {
            "stakeholder_id": ["east", "east", "plan"],
            "population": ["children", "elders", "children"],
            "people": [100, 50, 70],
        }
    )
    table = found(services=services).table
    assert table["people_served"].to_dict()["east"] == 150
    assert table["populations"].to_dict()["east"] == 2
    assert table["people_served"].to_dict()["west"] == 0


def test_those_who_can_stop_it_are_influential_and_against_or_with_a_stake(found):
    tables = {
        "areas": pd.DataFrame({"area_id": ["care"], "name": ["Care"], "kind": ["goal"]}),
        "projects": pd.DataFrame(
            {
                "project_id": ["p"],
                "name": ["P"],
                "area_id": ["care"],
                "months": [6],
                "effort_hours": [60],
                "visibility": [3],
                "feasibility": [3],
            }
        ),
        "positions": pd.DataFrame(
            {
                "stakeholder_id": ["east", "plan", "county"],
                "area_id": "care",
                "position": [-3, 2, -4],
                "priority": [4, 4, 4],
                "at_stake": ["", "a grant", ""],
                "source": ["our_guess", "stated", "stated"],
            }
        ),
    }
    stoppers = found(**tables).stoppers
    assert stoppers["why"].to_dict() == {
        "east": "Care: stands against (-3) (our guess)",
        "plan": "Care: has at stake: a grant",
    }  # the county is against as well, but moves nobody


def test_a_long_list_of_stoppers_has_one_and():
    table = pd.DataFrame({"ruled_out": [], "willingness_source": []})
    told = list(_told(table, stoppers=pd.DataFrame({"name": list("ABCDE")}), absent=()))
    assert told[-1].endswith(": A, B, C and 2 more.")


def test_key_groups_without_a_candidate_are_named(found):
    result = found(who=changed("voices", willingness=0))
    assert "patient_rights" in result.not_represented
    assert "patient rights" in result.sentences[-1]


def test_those_who_trust_a_candidate_would_come_along(found):
    result = found(said=[say("east", "plan", moves=4), say("plan", "voices", moves=4)])
    assert result.table["would_move"].isna().all()  # neither trust nor influence was asked about
