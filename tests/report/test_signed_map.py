"""The signed map, and what a page says of blocs."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from stakeholder_map.coopetition.blocs.by_area import AreaBlocs
from stakeholder_map.coopetition.blocs.chance import ChanceTest
from stakeholder_map.coopetition.blocs.result import Blocs
from stakeholder_map.coopetition.blocs.search.least import LeastFrustration
from stakeholder_map.coopetition.blocs.told import NO_BLOCS, name_blocs, tell_balance, tell_blocs
from stakeholder_map.report.figures import plot_signed_map
from stakeholder_map.report.figures.bloc_panels import plot_bloc_panels
from stakeholder_map.report.figures.signed_map import LOOKS, _circles
from stakeholder_map.report.kinds import Chart, Finding, Table
from stakeholder_map.report.show import answer, doubt, evidence, limits, method

COMMON = {"name": "map", "title": "Blocs", "tier": "analyst"}


def members(sizes=(4, 3), *, alone=0):
    letters = [letter for letter, size in zip("ABC", sizes, strict=False) for _ in range(size)]
    letters += [""] * alone
    ids = [f"o{number}" for number in range(len(letters))]
    table = pd.DataFrame({"name": [f"Org {i}" for i in ids], "bloc": letters}, index=ids)
    return table.assign(
        between=[number == 1 for number in range(len(ids))],
        steady=0.95,
        next_bloc="",
        cooperation_inside=1.0,
        cooperation_between=0.5,
        competition_inside=0.0,
        competition_between=0.5,
    ).rename_axis("stakeholder_id")


def ties(*rows):
    columns = ["source", "target", "layer", "strength"]
    table = pd.DataFrame(rows, columns=columns)
    against = [False] * len(rows)
    return table.assign(
        source_name=table["source"],
        target_name=table["target"],
        source_bloc="A",
        target_bloc="B",
        share=0.9,
        against=against,
    )


BRIDGE = ("o0", "o5", "cooperation", 0.8)
RIFT = ("o0", "o2", "competition", 0.6)
PARTNERS = ("o1", "o2", "cooperation", 0.7)


def test_the_map_says_in_words_what_it_shows():
    chart = plot_signed_map(members(), ties=ties(BRIDGE, RIFT, PARTNERS), **COMMON)
    assert "7 organisations in 2 blocs" in chart.alt
    assert "Between blocs: Org o1." in chart.alt
    assert "1 of cooperation between blocs (heavy, solid)" in chart.alt
    assert "1 of competition inside a bloc (heavy, dashed)" in chart.alt


def test_no_two_looks_differ_by_colour_alone():
    looks = [(str(dashes), width) for _, _, _, _, dashes, width, _ in LOOKS]
    assert len(set(looks)) == len(LOOKS)
    for layer, _, _, _, dashes, _, _ in LOOKS:
        assert (dashes == "solid") == (layer == "cooperation")


@pytest.mark.parametrize("sizes", [[3], [4, 3], [9, 4, 1], [7, 7, 6, 5, 2]])
def test_the_circles_of_blocs_do_not_overlap(sizes):
    centres, radii = _circles(sizes)
    for one in range(len(sizes)):
        for other in range(one):
            apart = np.hypot(*(centres[one] - centres[other]))
            assert apart > radii[one] + radii[other]


def test_the_map_is_the_same_every_time_and_whatever_the_order_of_ties():
    first = plot_signed_map(members(), ties=ties(BRIDGE, RIFT), **COMMON)
    second = plot_signed_map(members(), ties=ties(RIFT, BRIDGE), **COMMON)
    assert first.picture.png == second.picture.png


@pytest.mark.parametrize(("sizes", "alone"), [((1,), 0), ((), 3), ((2, 1), 2)])
def test_one_bloc_none_and_those_in_none_are_drawn(sizes, alone):
    chart = plot_signed_map(members(sizes, alone=alone), ties=ties(), **COMMON)
    assert f"in {len(sizes)} blocs" in chart.alt


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="0"):
        plot_signed_map(members(()), ties=ties(), **COMMON)
    with pytest.raises(ValueError, match="'z'"):
        plot_signed_map(members(), ties=ties(("o0", "z", "cooperation", 1.0)), **COMMON)
    with pytest.raises(ValueError, match="'friend'"):
        plot_signed_map(members(), ties=ties(("o0", "o1", "friend", 1.0)), **COMMON)


def triads(count=4):
    return pd.DataFrame(
        {"balanced": [True], "count": [count], "expected": [2.0], "low": [1.0], "high": [3.0]},
        index=pd.Index(["three partners"], name="triad"),
    )


def a_result(state="blocs", *, where="", proven=True):
    told = state == "blocs"
    who = members() if told else members((), alone=7)
    high = ties(BRIDGE, PARTNERS)
    high["against"] = [told, False]
    blocs = pd.DataFrame(
        {"size": [4, 3], "firm": [4, 3], "most_inside": ["Org o0", "Org o4"]},
        index=pd.Index(["A", "B"], name="bloc"),
    ).iloc[: 2 if told else 0]
    least = LeastFrustration(np.zeros(7, int), 2, 1.0, 1.0, 0.0, 1.0 if proven else 0.0)
    facts = {"high_ties": high, "least": least if told else None, "triads": triads()}
    sentences = (
        *tell_blocs(state=state, where=where, blocs=blocs, members=who, runner_up=3),
        *tell_balance(**facts),
    )
    return Blocs(
        where=where,
        state=state,
        members=who,
        blocs=blocs,
        numbers=pd.DataFrame(
            {"behind": [0.0], "chosen": [True]}, index=pd.Index([2], name="blocs")
        ).iloc[: 1 if told else 0],
        runner_up=3 if told else 0,
        chance=ChanceTest(0.01 if told else 0.5, 4.0, 99),
        readings=50,
        sentences=sentences,
        named=tuple(name_blocs(blocs=blocs, members=who, high_ties=high)),
        missing=(),
        **facts,
    )


def blocks(verb, result):
    return {block.name: block for block in verb(result).blocks}


def test_leadership_reads_counts_and_analysts_the_names():
    result = a_result()
    shown = {**blocks(answer, result), **blocks(evidence, result)}
    for block in shown.values():
        if isinstance(block, Finding) and block.tier == "leadership":
            assert "Org" not in block.text
        if isinstance(block, Chart | Table):
            assert block.tier == "analyst"
    assert "similar partners and rivals" in shown["blocs-1"].text
    assert any("o0 with o5" in b.text for b in shown.values() if isinstance(b, Finding))
    assert isinstance(shown["blocs-map"], Chart)


def test_the_proof_or_the_gap_is_told():
    assert "that is proven" in " ".join(a_result().sentences)
    gap = " ".join(a_result(proven=False).sentences)
    assert "proven" not in gap
    assert "none leaves fewer than 0" in gap


@pytest.mark.parametrize("state", sorted(NO_BLOCS))
def test_where_there_are_no_blocs_a_sentence_says_so_and_no_map_is_drawn(state):
    result = a_result(state, where="Asthma")
    assert result.sentences[0] == f"In Asthma: {NO_BLOCS[state]}"
    shown = {**blocks(answer, result), **blocks(evidence, result)}
    assert not [block for block in shown.values() if isinstance(block, Chart)]
    assert blocks(doubt, result)
    assert blocks(limits, result)
    assert blocks(method, result)


def test_results_of_several_areas_can_stand_on_one_page():
    both = answer(a_result(), a_result(where="Asthma & care"))
    names = [block.name for block in both.blocks]
    assert len(names) == len(set(names))
    assert "blocs-asthma-care-1" in names


def test_areas_of_blocs_are_told_to_analysts():
    areas = pd.DataFrame(
        {
            "name": ["Asthma"],
            "cooperation": [3.0],
            "competition": [1.0],
            "against": [0.1],
            "against_by_chance": [0.3],
            "holds": [True],
            "own": [1],
        },
        index=pd.Index(["asthma"], name="area_id"),
    )
    result = AreaBlocs(areas, ("The blocs of the whole hold in Asthma.", "More."))
    shown = {**blocks(answer, result), **blocks(evidence, result)}
    assert shown["blocs-by-area-1"].tier == "analyst"
    assert shown["blocs-by-area-table"].tier == "analyst"
    assert "blocs-by-area-squares" not in shown, "without blocs there is nothing to order by"


def test_blocs_are_drawn_as_a_square_for_the_whole_and_for_each_area():
    works = np.kron(np.eye(2), np.ones((2, 2))) - np.eye(4)
    pair = (sparse.csr_array(works), sparse.csr_array(1 - np.eye(4) - works))
    areas = pd.DataFrame(
        {"name": ["Asthma", "Dental"], "against": [0.1, np.nan], "against_by_chance": [0.3, np.nan]}
    ).assign(holds=pd.array([True, None], dtype="boolean"), cooperation=1.0, competition=1.0, own=1)
    result = AreaBlocs(
        areas.set_index(pd.Index(["asthma", "dental"], name="area_id")),
        ("The blocs of the whole hold in Asthma.",),
        order=("a", "b", "c", "d"),
        letters=("A", "A", "B", "B"),
        strengths={"": pair, "asthma": pair, "dental": pair},
    )
    chart = blocks(evidence, result)["blocs-by-area-squares"]
    assert isinstance(chart, Chart)
    assert chart.tier == "analyst"
    assert "(2 in A, 2 in B)" in chart.alt
    assert "The relation as a whole: 2 blocs; Asthma: 10% against; by chance 30%" in chart.alt
    assert "Dental: too little reported to say" in chart.alt
    with pytest.raises(ValueError, match="found 0 of 4"):
        plot_bloc_panels([], blocs=["A"] * 4, **COMMON)
