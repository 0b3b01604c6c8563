"""What notebook 04 shows of asks, introductions, cards and the agenda, and to whom."""

import pandas as pd
import pytest

from stakeholder_map.influence import rank_influence
from stakeholder_map.partners import ask_cards, choose, plan_asks, set_agenda
from stakeholder_map.read import read_region
from stakeholder_map.relationships.introductions import introductions
from stakeholder_map.report.blocks import Attachment, Card, Table
from stakeholder_map.report.figures.calendar import plot_calendar
from stakeholder_map.report.figures.chains import plot_chains
from stakeholder_map.report.show import answer, doubt, evidence, limits, method
from stakeholder_map.scan import open_scan


@pytest.fixture(scope="module")
def scan(example_folder):
    return open_scan(example_folder, draws=20, seed=1)


@pytest.fixture(scope="module")
def results(scan):
    ranking = rank_influence(scan)
    choice = choose(scan, ranking=ranking)
    plan = plan_asks(scan, choice)
    ways = introductions(scan.region, to=list(plan.order.index))
    cards = ask_cards(scan, choice, ranking=ranking, plan=plan, introductions=ways)
    return plan, ways, cards, set_agenda(scan.region)


def said(block):
    return str(block.to_json())


def test_only_blocks_for_the_restricted_tier_name_persons(scan, results):
    people = scan.region.table("people")["name"]
    named = 0
    for part in (answer, evidence, doubt, limits, method):
        for block in part(*results).blocks:
            names = [name for name in people if name in said(block)]
            assert block.tier == "restricted" or not names, (block.name, names)
            named += bool(names)
    assert named > 2, "control: the restricted blocks do name them"


def test_leaders_get_the_agenda_and_nothing_else_by_name(results):
    shown = [
        block
        for part in (answer, evidence, doubt, method)
        for block in part(*results).blocks
        if block.tier == "leadership"
    ]
    assert {block.name.split("-")[0] for block in shown} == {"agenda"}


def test_an_agenda_that_rests_on_what_stakeholders_said_is_for_analysts(tmp_path, example_folder):
    import shutil

    folder = shutil.copytree(example_folder, tmp_path / "region")
    areas = pd.read_csv(folder / "areas.csv", dtype=str)
    areas["relevance_to_members"] = ""
    areas.to_csv(folder / "areas.csv", index=False)
    agenda = set_agenda(read_region(folder))
    assert agenda.stated
    assert {block.tier for block in evidence(agenda).blocks} == {"analyst"}


def test_the_page_has_a_card_for_each_member_and_a_calendar_to_save(results):
    plan, ways, cards, _ = results
    blocks = evidence(plan, ways, cards).blocks
    assert [b.title for b in blocks if isinstance(b, Card) and b.tier == "analyst"] == [
        f"{place}. {name}" for place, name in enumerate(plan.order["name"], start=1)
    ]
    (file,) = (block for block in blocks if isinstance(block, Attachment))
    assert (file.suffix, file.tier, file.text) == ("ics", "analyst", plan.icalendar)


def test_tables_hold_what_the_results_hold(results):
    plan, ways, _, agenda = results
    tables = {b.name: b for b in evidence(plan, ways, agenda).blocks if isinstance(b, Table)}
    assert len(tables["asking-order"].grid.rows) == len(plan.order)
    assert len(tables["asking-steps"].grid.rows) == len(plan.calendar.steps)
    assert len(tables["introductions-steps"].grid.rows) == len(ways.steps)
    assert tables["introductions-by-name"].tier == "restricted"
    assert len(tables["agenda"].grid.rows) == len(agenda.areas)


def test_figures_say_in_words_what_they_show(results):
    plan, ways, _, _ = results
    charts = [b for b in evidence(plan, ways).blocks if hasattr(b, "alt")]
    assert len(charts) == 2
    for chart in charts:
        assert plan.order["name"].iloc[0] in chart.alt


def test_a_chain_of_many_steps_is_shortened():
    chain = ([f"party {n}" for n in range(8)], [0.5] * 7)
    chart = plot_chains([chain], name="c", title="Ways", tier="analyst")
    assert "party 7" in chart.alt


@pytest.mark.parametrize("chains", [[], [(["us"], [0.5])]])
def test_chains_without_steps_are_refused(chains):
    with pytest.raises(ValueError, match="expected chains"):
        plot_chains(chains, name="c", title="Ways", tier="analyst")


def test_a_calendar_needs_rows_and_days():
    with pytest.raises(ValueError, match="found"):
        plot_calendar(
            pd.DataFrame({"ask": []}),
            end=pd.Timestamp("2027-01-01"),
            name="c",
            title="Asks",
            tier="analyst",
        )


def test_a_calendar_without_papers_can_be_drawn():
    none = pd.NaT
    frame = pd.DataFrame(
        {
            "ask": [pd.Timestamp("2026-07-01")],
            "latest": [pd.Timestamp("2026-08-03")],
            "begin": [none],
            "shortest": [none],
            "longest": [none],
        },
        index=["Elm Clinic"],
    )
    end = pd.Timestamp("2026-09-01")
    chart = plot_calendar(frame, end=end, name="c", title="Asks", tier="analyst")
    assert chart.alt.endswith("Elm Clinic: ask on 2026-07-01 (latest 2026-08-03).")


def test_without_people_or_areas_the_gaps_are_named(scan):
    import dataclasses

    region = scan.region
    bare = dataclasses.replace(
        region, tables={k: t for k, t in region.tables.items() if k not in ("people", "areas")}
    )
    blocks = limits(introductions(bare, to=[]), set_agenda(bare)).blocks
    told = " ".join(block.text for block in blocks)
    assert "no table “people”" in told
    assert "no table “areas”" in told
