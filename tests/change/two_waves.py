"""One region asked twice: nothing changed but the noise, or one planted change of a named size.

The regions are the example's: blocs, leaders, rivals, silence of the influential, respondents who
forget ties and keep rivalries to themselves, lists that end at fifteen names. Answers go straight
to the evidence; the files, logs and notebooks of a scan are left out, so that a hundred seeds are
to be had.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd

from stakeholder_map.change import Findings, compare_findings
from stakeholder_map.change.blocs import name_blocs
from stakeholder_map.change.findings import TABLES
from stakeholder_map.change.gather import pairs_of
from stakeholder_map.evidence import evidence_from_answers
from stakeholder_map.example import Noise
from stakeholder_map.example.latent import areas_of_type, set_level
from stakeholder_map.example.people import build_people
from stakeholder_map.example.ratings import true_ratings
from stakeholder_map.example.survey import answering, build_respondents, survey_rows
from stakeholder_map.example.world import WAVES, World, build_world
from stakeholder_map.influence.measures import MEASURES
from stakeholder_map.influence.readings import read_draws
from stakeholder_map.influence.standing import share_below
from stakeholder_map.posterior import Posterior
from stakeholder_map.posterior.fit import fit_evidence

LATEST = WAVES[-1]
QUESTIONS = {"work_together": "cooperation", "compete": "competition"}
CLEAR = Noise(response=1.0, hit_rates=(0.9, 1.0), false_alarms=(0.0, 0.02))
"""Everybody answers, and reports at least nine of ten ties."""

SIZE, DRAWS = 40, 40


def ask(world: World, *, seed: int) -> Findings:
    """Findings of a survey of the region as it stands in `world`, with noise from `seed`."""
    asked = replace(world, noise=replace(world.noise, seed=seed))
    respondents = build_respondents(asked, build_people(asked))
    spoke = answering(asked, respondents)
    home = {one.respondent_id: asked.organisations[one.place].stakeholder_id for one in respondents}
    rows = [row for row in survey_rows(asked, respondents, answered=spoke) if row["wave"] == LATEST]
    answers = [
        (home[row["respondent_id"]], row["target_id"], layer, int(row[question]), row["area_id"])
        for row in rows
        for question, layer in QUESTIONS.items()
        if row[question] != ""
    ]
    answers = list({row[:3] + row[4:]: row for row in answers}.values())  # one voice each
    ids = [one.stakeholder_id for one in asked.organisations]
    silent = sorted(set(home.values()) - {row[0] for row in answers})
    evidence = evidence_from_answers(answers, silent=silent, others=ids)
    draws = fit_evidence(evidence, draws=DRAWS, seed=seed)
    scan = SimpleNamespace(posterior=Posterior.of(draws.candidates), draws=draws)
    scan.graph = scan.posterior.expected()
    return _findings(scan, answered={row[0] for row in answers})


def _findings(scan, *, answered) -> Findings:
    ids = list(scan.graph.ids)
    readings = read_draws(scan.draws, scan.graph, layers=("cooperation",))
    shares = [share_below(MEASURES[name].over(readings)) for name in ("strength", "pagerank")]
    areas = sorted({*scan.graph.areas} - {""})
    given = {
        "who": {"stakeholder_id": ids, "name": ids, "answered": [i in answered for i in ids],
                "executives": 0},
        "settings": {"key": ["high"], "value": ["0.5"]},
        "ranking": {"stakeholder_id": ids, "score": 0.0, "tier": 1},
        "areas": {"area_id": areas, "name": areas, "field": "", "metric": "", "baseline": np.nan,
                  "target": np.nan},
        "pairs": pairs_of(scan),
        "blocs": name_blocs(scan),
    }  # fmt: skip
    tables = {
        name: pd.DataFrame(given.get(name, {}), columns=list(types)).astype(dict(types))
        for name, types in TABLES.items()
    }
    scores = np.mean(shares, axis=0).round(9)
    return Findings("Vale", "2026-09-30", "", "sampled", "", tables, scores)


def a_world(seed: int, *, noise: Noise) -> World:
    """A region of the example's kind."""
    return build_world(seed=seed, stakeholders=SIZE, noise=noise)


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
    """Whether any difference, or one of some kinds that concerns some ids, is more than noise."""
    found = compare_findings(before, after).changes
    if not kinds:
        return len(found) > 0
    named = found.loc[found["kind"].isin(kinds), "stakeholders"]
    return any(set(ids) & set(each) for each in named)


def ids_of(world: World, places) -> set[str]:
    return {world.latest.organisations[place].stakeholder_id for place in places}


def trial(seed: int) -> dict[str, bool]:
    """Whether each kind of trial shows a change: two of noise only, three planted ones."""
    usual, clear = a_world(seed, noise=Noise()), a_world(seed, noise=CLEAR)
    pair, halves = rivals_of(clear), halves_of(clear)
    leader = clear.latest.influential[0]
    rivals = changed(clear, lambda truth: as_rivals(truth, pair))
    before = ask(rivals, seed=10_000 + seed)

    def after(change, offset):
        return ask(changed(rivals, change), seed=offset + seed)

    return {
        "noise, usual answers": told(
            ask(usual, seed=20_000 + seed), ask(usual, seed=30_000 + seed)
        ),
        "noise, clear answers": told(before, ask(rivals, seed=40_000 + seed)),
        "rival turned partner": told(
            before,
            after(lambda truth: as_partners(truth, pair), 50_000),
            kinds=("pairs",),
            ids=ids_of(clear, pair),
        ),
        "bloc split": told(
            before,
            after(lambda truth: split(truth, halves), 60_000),
            kinds=("blocs",),
            ids=ids_of(clear, [*halves[0], *halves[1]]),
        ),
        "key person gone": told(
            before,
            after(lambda truth: withdraw(truth, leader), 70_000),
            kinds=("ties", "influence"),
            ids=ids_of(clear, [leader]),
        ),
    }
