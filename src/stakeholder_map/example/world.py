"""The example region behind its tables: what every table builder is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stakeholder_map.example.change import Change, draw_change, split_waves
from stakeholder_map.example.dice import Dice
from stakeholder_map.example.latent import Levels, Truth, build_truth
from stakeholder_map.example.ratings import true_ratings
from stakeholder_map.example.roster import Organisation, build_roster

FEWEST, MOST = 36, 160
"""Stakeholders that a region may have: fewer cannot hold three systems and all key groups."""

WAVES = ("2025", "2026")
AS_OF: Mapping[str, date] = {"2025": date(2025, 9, 30), "2026": date(2026, 9, 30)}
OPENED: Mapping[str, date] = {"2025": date(2025, 8, 18), "2026": date(2026, 8, 17)}
CLOSED: Mapping[str, date] = {"2025": date(2025, 9, 19), "2026": date(2026, 9, 18)}
LOG_START = date(2024, 10, 1)
KICK_OFF: Mapping[str, date] = {"2025": date(2026, 2, 2), "2026": date(2027, 2, 1)}


@dataclass(frozen=True)
class Noise:
    """How people answer the survey.

    Parameters
    ----------
    response : float
        Share of those invited who answer, above 0 and up to 1.
    silence : {"influential", "random"}
        Who stays silent: the influential and the unwilling more often, or anybody.
    hit_rates, false_alarms : tuple of float
        Range, over respondents, of the chance to report a true tie, and one that is not there.
    most_listed : int
        How many partners a respondent may tick.
    seed : int, optional
        Seed of the answers alone: the same region, asked again. The region's seed if not given.
    """

    response: float = 0.7
    silence: Literal["influential", "random"] = "influential"
    hit_rates: tuple[float, float] = (0.75, 0.97)
    false_alarms: tuple[float, float] = (0.0, 0.03)
    most_listed: int = 15
    seed: int | None = None

    def __post_init__(self) -> None:
        if not 0.0 < self.response <= 1.0:
            raise ValueError(f"expected a response above 0 and up to 1, found {self.response}")


@dataclass(frozen=True)
class World:
    """A region with its truth at both waves.

    Parameters
    ----------
    seed : int
        Seed of the region.
    truths : mapping of str to Truth
        By wave.
    ratings : mapping of str to mapping of str to array
        By wave and construct.
    change : Change
        What happened in between.
    noise : Noise
        How people answer.
    """

    seed: int
    truths: Mapping[str, Truth]
    ratings: Mapping[str, Mapping[str, Levels]]
    change: Change
    noise: Noise

    @property
    def latest(self) -> Truth:
        """The truth at the latest wave."""
        return self.truths[WAVES[-1]]

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """Everybody who was there at either wave."""
        return self.latest.organisations

    def dice(self, purpose: str) -> Dice:
        """A stream of chance for one purpose."""
        return Dice(self.seed, purpose)

    def answer_dice(self, purpose: str) -> Dice:
        """A stream of chance for the answers, which may have a seed of their own."""
        seed = self.seed if self.noise.seed is None else self.noise.seed
        return Dice(seed, purpose)

    def absent(self, wave: str) -> set[str]:
        """Ids of the organisations that are not there at a wave."""
        places = (self.change.gone,) if wave == WAVES[-1] else self.change.newcomers
        return {self.organisations[place].stakeholder_id for place in places}


def build_world(*, seed: int, stakeholders: int, noise: Noise) -> World:
    """The region for a seed; `stakeholders` of them are there at the latest wave.

    Raises
    ------
    ValueError
        If `stakeholders` or `seed` is outside the range that the structure bears.
    """
    if not FEWEST <= stakeholders <= MOST:
        raise ValueError(
            f"expected from {FEWEST} to {MOST} stakeholders in a region, found {stakeholders}"
        )
    if seed < 0:
        raise ValueError(f"expected a seed of at least 0, found {seed}")
    truth = build_truth(build_roster(seed=seed, stakeholders=stakeholders + 1), seed=seed)
    change = draw_change(truth, seed=seed)
    truths = dict(zip(WAVES, split_waves(truth, change, seed=seed), strict=True))
    ratings = {wave: true_ratings(found, seed=seed) for wave, found in truths.items()}
    return World(seed, truths, ratings, change, noise)
