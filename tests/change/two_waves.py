"""One region scanned twice: nothing changed but the noise, or one planted change of a named size.

The regions are the example's: blocs, leaders, rivals, silence of the influential, respondents who
forget ties and keep rivalries to themselves, lists that end at fifteen names. Each survey is
written as a folder, read, weighed by the model, ranked, typed by area and searched for a founding
group; what is compared are the findings that a published scan keeps. The logs of contacts and
events, and the question about contact, are left out: nothing that is compared rests on them, and
they would take a third of the computing.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from stakeholder_map.change import Findings, compare_findings
from stakeholder_map.change.gather import gather_findings
from stakeholder_map.example import Noise
from stakeholder_map.example.latent import areas_of_type, set_level
from stakeholder_map.example.ratings import true_ratings
from stakeholder_map.example.region import region_of
from stakeholder_map.example.world import WAVES, World, build_world
from stakeholder_map.example.write import example_files
from stakeholder_map.scan import open_scan

LATEST = WAVES[-1]
CLEAR = Noise(response=1.0, hit_rates=(0.9, 1.0), false_alarms=(0.0, 0.02))
"""Everybody answers, and reports at least nine of ten ties."""

SIZE, DRAWS = 36, 40
LEFT_OUT = ("contacts", "events")
NOT_ASKED = ("in_touch",)


def scan(world: World, *, seed: int) -> Findings:
    """Findings of a whole scan of the region as it stands in `world`, with noise from `seed`."""
    asked = replace(world, noise=replace(world.noise, seed=seed))
    region = region_of(asked, wave=LATEST)
    tables = {name: table for name, table in region.tables.items() if name not in LEFT_OUT}
    tables["survey"] = tables["survey"].drop(columns=list(NOT_ASKED))
    questions = tables["questions"]
    tables["questions"] = questions[~questions["question"].isin(NOT_ASKED)]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in example_files(replace(region, tables=tables)).items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        return gather_findings(open_scan(folder, draws=DRAWS, seed=seed))


def changed(world: World, change) -> World:
    """The same region after a change of its latest truth."""
    truth = world.latest
    latest = replace(
        truth,
        cooperation={area: levels.copy() for area, levels in truth.cooperation.items()},
        competition={area: levels.copy() for area, levels in truth.competition.items()},
    )
    change(latest)
    ratings = {**world.ratings, LATEST: true_ratings(latest, seed=world.seed)}
    return replace(world, truths={**world.truths, LATEST: latest}, ratings=ratings)


def cut(truth, pair) -> None:
    for levels in (*truth.cooperation.values(), *truth.competition.values()):
        set_level(levels, pair, 0)


def rivals_of(world: World) -> tuple[int, int]:
    """Two organisations of different blocs that do not lead."""
    truth, change = world.latest, world.change
    leading = {*truth.founding, *truth.influential, change.gone, *change.newcomers}
    places = [
        place
        for place, one in enumerate(truth.organisations)
        if one.part == "independent" and place not in leading
    ]
    first = next(place for place in places if truth.organisations[place].bloc == 0)
    second = next(place for place in places if truth.organisations[place].bloc == 1)
    return first, second


def as_rivals(truth, pair) -> None:
    """Rivals at the highest level in both contested areas, and nothing else."""
    cut(truth, pair)
    for area in areas_of_type("contested"):
        set_level(truth.competition[area], pair, 4)


def as_partners(truth, pair) -> None:
    """Partners at the highest level in two areas, and nothing else."""
    cut(truth, pair)
    for area in areas_of_type("common")[:2]:
        set_level(truth.cooperation[area], pair, 4)


def halves_of(world: World, *, bloc: int = 0) -> tuple[list[int], list[int]]:
    """A bloc in two halves, without the one that left."""
    members = [
        place
        for place, one in enumerate(world.latest.organisations)
        if one.bloc == bloc and place != world.change.gone
    ]
    return members[::2], members[1::2]


def split(truth, halves) -> None:
    """The halves no longer work together, and compete at the highest level in one area."""
    area = areas_of_type("contested")[0]
    for one in halves[0]:
        for other in halves[1]:
            cut(truth, (one, other))
            set_level(truth.competition[area], (one, other), 4)


def withdraw(truth, place) -> None:
    """Whoever held its partnerships has left: it works with nobody; its rivalries stay."""
    for levels in truth.cooperation.values():
        levels[place, :] = levels[:, place] = 0


def told(before: Findings, after: Findings, *, kinds=(), ids=()) -> bool:
    """Whether any difference, or one of some kinds (that concerns some ids), is more than noise."""
    found = compare_findings(before, after).changes
    named = found.loc[found["kind"].isin(kinds), "stakeholders"] if kinds else found["stakeholders"]
    return any(not ids or set(ids) & set(each) for each in named)


def ids_of(world: World, places) -> set[str]:
    return {world.latest.organisations[place].stakeholder_id for place in places}


def turn(truth) -> None:
    """In one area whoever worked together competes now, at the same level, and nobody else."""
    area = areas_of_type("common")[0]
    truth.competition[area][:] = truth.cooperation[area]
    truth.cooperation[area][:] = 0


def trial(seed: int) -> dict[str, bool]:
    """Whether each kind of trial shows a change: two of noise only, four planted ones."""
    usual, clear = (
        build_world(seed=seed, stakeholders=SIZE, noise=noise) for noise in (Noise(), CLEAR)
    )
    pair, halves = rivals_of(clear), halves_of(clear)
    leader = clear.latest.influential[0]
    rivals = changed(clear, lambda truth: as_rivals(truth, pair))
    before = scan(rivals, seed=10_000 + seed)

    def shows(change, offset, *, kinds, places=()):
        after = scan(changed(rivals, change), seed=offset + seed)
        return told(before, after, kinds=kinds, ids=ids_of(clear, places))

    return {
        "noise, usual answers": told(
            scan(usual, seed=20_000 + seed), scan(usual, seed=30_000 + seed)
        ),
        "noise, clear answers": told(before, scan(rivals, seed=40_000 + seed)),
        "rival turned partner": shows(
            lambda truth: as_partners(truth, pair), 50_000, kinds=("pairs",), places=pair
        ),
        "bloc split": shows(
            lambda truth: split(truth, halves),
            60_000,
            kinds=("blocs",),
            places=[*halves[0], *halves[1]],
        ),
        "key person gone": shows(
            lambda truth: withdraw(truth, leader),
            70_000,
            kinds=("ties", "influence"),
            places=[leader],
        ),
        "area turned": shows(turn, 80_000, kinds=("areas",)),
    }
