"""One region asked twice: nothing changed but the noise, or one planted change of a named size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from stakeholder_map.change import Findings, gather_findings
from stakeholder_map.example import Noise
from stakeholder_map.example import region as example_region
from stakeholder_map.example.latent import areas_of_type, set_level
from stakeholder_map.example.ratings import true_ratings
from stakeholder_map.example.world import WAVES, World, build_world
from stakeholder_map.example.write import example_files
from stakeholder_map.scan import open_scan

LATEST = WAVES[-1]
CLEAR = Noise(response=1.0, hit_rates=(0.9, 1.0), false_alarms=(0.0, 0.02))
"""Everybody answers, and reports at least nine of ten ties."""


def scan_again(world: World, folder: Path, *, seed: int, draws: int = 60) -> Findings:
    """Findings of a scan of the region as it stands in `world`, with noise from `seed`."""
    asked = replace(world, noise=replace(world.noise, seed=seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(example_region, "build_world", lambda **_: asked)
        made = example_region.generate_region(seed=world.seed, stakeholders=world.latest.n - 1)
    folder.mkdir(parents=True)
    for name, text in example_files(made).items():
        (folder / name).write_text(text, encoding="utf-8")
    return gather_findings(open_scan(folder, draws=draws, seed=seed))


def a_world(seed: int, *, noise: Noise, stakeholders: int = 40) -> World:
    """A region of the example's kind."""
    return build_world(seed=seed, stakeholders=stakeholders, noise=noise)


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


def outsiders(world: World) -> list[int]:
    """Places of independent organisations that do not lead, ours and the one that left apart."""
    truth, change = world.latest, world.change
    leading = {*truth.founding, *truth.influential, change.gone, *change.newcomers}
    return [
        place
        for place, one in enumerate(truth.organisations)
        if one.part == "independent" and place not in leading
    ]


def rivals_of(world: World) -> tuple[int, int]:
    """Two organisations of different blocs."""
    truth = world.latest
    places = outsiders(world)
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
    """A bloc in two halves; ours and the one that left apart."""
    change = world.change
    members = [
        place
        for place, one in enumerate(world.latest.organisations)
        if one.bloc == bloc and place != change.gone
    ]
    return members[::2], members[1::2]


def split(truth, halves) -> None:
    """The halves no longer work together and compete at the highest level in one area."""
    area = areas_of_type("contested")[0]
    for one in halves[0]:
        for other in halves[1]:
            cut(truth, (one, other))
            set_level(truth.competition[area], (one, other), 4)


def leader_of(world: World) -> int:
    """The most influential organisation."""
    return world.latest.influential[0]


def withdraw(truth, place) -> None:
    """An organisation works with nobody any more; its rivalries stay."""
    for levels in truth.cooperation.values():
        levels[place, :] = levels[:, place] = 0


def told(differences: pd.DataFrame, *, kind: tuple[str, ...], ids: set[str]) -> bool:
    """Whether a difference of a kind that concerns any of some ids is more than noise."""
    found = differences[differences["more_than_noise"] & differences["kind"].isin(kind)]
    return any(ids & set(each) for each in found["stakeholders"])
