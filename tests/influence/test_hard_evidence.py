"""Evidence that is hard to read: each kind gives a sensible answer, however it is weighed."""

import pandas as pd
import pytest
from influence.conftest import QUESTIONS, say, who
from influence.ranking.test_treated import WORKS, works

from stakeholder_map.influence import compare_treatments, rank_influence, rate_partners, ratings
from stakeholder_map.posterior import TREATMENTS, Posterior, weigh_evidence
from stakeholder_map.posterior.fit import fit_evidence
from stakeholder_map.scan import Scan

WAYS = ("model", *TREATMENTS)
IDS = ["us", "hub", *"abcdefgh"]
DRAWS = 100


@pytest.fixture(params=WAYS)
def weigh(request, scan_of):
    """Opens a scan whose evidence is weighed in one of the ways there are."""

    def make(*args, **options):
        scan = scan_of(*args, **options, draws=1)
        if request.param == "model":
            draws = fit_evidence(scan.evidence, draws=DRAWS, seed=1)
            return Scan(scan.region, scan.evidence, Posterior.of(draws.candidates), draws, 1)
        posterior = weigh_evidence(scan.evidence, treatment=request.param)
        drawn = posterior.draw(draws=DRAWS, seed=1)
        return Scan(scan.region, scan.evidence, posterior, drawn, 1)

    return make


def test_one_respondent_alone_makes_nobody_but_whom_it_names_lead_and_nothing_firm(weigh):
    scan = weigh(who(*IDS), [say("a", "hub", moves=4), say("a", "b", moves=1)])
    table = rank_influence(scan).table
    assert table.index[0] == "hub"
    assert (table["tier"] == 1).sum() > 1
    assert table.loc["hub", "raters"] == 1
    assert table["rank_high"].max() == len(IDS)


def test_a_layer_that_nobody_answered_changes_nothing_and_is_not_read(weigh):
    said = [say(each, "hub", moves=4) for each in "abcd"]
    ranking = rank_influence(weigh(who(*IDS), said))
    assert ranking.layers == ("value_influence",)
    assert ranking.table.index[0] == "hub"
    assert ranking.table["reputation"].notna().all()


def test_a_respondent_who_names_everybody_lifts_nobody_above_the_others(weigh):
    said = [say(each, "hub", moves=4) for each in "abcde"]
    everybody = [say("h", each, moves=4) for each in IDS if each != "h"]
    table = rank_influence(weigh(who(*IDS), said + everybody)).table
    assert table.index[0] == "hub"
    assert table.loc["h", "rank"] > 1
    others = table.loc[[*"bcde"]]
    assert others["rank_low"].max() <= others["rank_high"].min()


def test_whom_all_name_leads_though_it_answered_nothing(weigh):
    invited = pd.DataFrame(
        {"respondent_id": IDS, "stakeholder_id": IDS, "invited_at": "2026-04-01"}
    )
    said = [say(each, "hub", moves=4, keeps_word=4) for each in "abcdefgh"]
    scan = weigh(who(*IDS), said, invitations=invited)
    first = rank_influence(scan).table.iloc[0]
    assert first.name == "hub"
    assert first["first"] >= 0.9
    assert rate_partners(scan.evidence).table.loc["hub", "value"] == 4.0


def test_two_sides_that_all_disagree_leave_the_order_open(weigh):
    """Each of six claims the one half of its ties, and denies the other half."""
    ring = "abcdef"
    said = []
    for at, one in enumerate(ring):
        for step in (1, 2):
            said.append(works(one, ring[(at + step) % 6], 4))
            said.append(works(ring[(at + step) % 6], one, 0))
    scan = weigh(who("us", *ring), said, questions=WORKS)
    ranking = rank_influence(scan)
    assert (ranking.table.loc[list(ring), "tier"] == 1).all()
    assert ranking.sentences[0].startswith("Cannot tell who comes first of ")
    told = compare_treatments(scan, ranking)
    assert set(told.ranks.loc[list(ring), "as_stated"]) == {1}


def test_ratings_never_depend_on_the_way_ties_are_weighed(weigh):
    said = [say(each, "hub", moves=level) for each, level in zip("abcd", (1, 2, 3, 4), strict=True)]
    scan = weigh(who(*IDS), said, questions=QUESTIONS)
    assert ratings(scan.evidence).loc["hub", ["value", "value_raters"]].tolist() == [2.5, 4]
