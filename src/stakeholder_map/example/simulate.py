"""Neutral regions with a known truth, to see how often an interval holds it.

They are not drawn from the model that reads them: ties come from a logistic link with lognormal
popularity and a preference for the own key group, silence and errors of respondents follow rules
of their own, levels slip to the next one, and who comes to a meeting follows from the ties of its
host. Where meetings are of two each, their record is a third witness of every pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LAYER = "cooperation"
"""What respondents are asked for."""

HIGHEST = 4
"""End of the scale."""

DAY = date(2026, 7, 1)
"""Day of all meetings."""

_CONTACTS = 12.0
_MEETINGS = 40
_MET_TIED, _MET_APART = 0.6, 0.03
"""How many of the pairs with a tie, and without, met by themselves."""

_LEVELS = (0.25, 0.35, 0.25, 0.15)
_GROUPS = 4
_OWN_GROUP = 1.5
"""How much likelier a tie within a key group is than across."""


@dataclass(frozen=True)
class Design:
    """What kind of region.

    Parameters
    ----------
    n : int
        Stakeholders.
    silent : float
        Share of them that does not answer.
    who : {"anyone", "influential"}
        Whether anyone is as likely to stay silent, or those with many ties are likelier.
    events : bool
        Whether attendance of meetings is on record.
    of_two : bool
        Whether those are meetings of two, most of which have a tie, and not of whom a host invites.
    quiet_about : float
        Share of the ties that both sides keep quiet about together; 0: each errs by itself.
    spread : float
        Standard deviation of the logarithm of popularity: the higher, the clearer who is first.
    lean : float
        Where the influential are likelier to stay silent, by which power of their ties.

    Examples
    --------
    >>> Design(60, silent=0.2).who
    'anyone'
    """

    n: int
    silent: float = field(default=0.0, kw_only=True)
    who: Literal["anyone", "influential"] = field(default="anyone", kw_only=True)
    events: bool = field(default=False, kw_only=True)
    of_two: bool = field(default=False, kw_only=True)
    quiet_about: float = field(default=0.0, kw_only=True)
    spread: float = field(default=0.8, kw_only=True)
    lean: float = field(default=1.0, kw_only=True)


@dataclass(frozen=True, eq=False)
class SimulatedRegion:
    """A region whose truth is known.

    Parameters
    ----------
    truth : (n, n) int array
        Level of each tie from 0 to `HIGHEST`; symmetric.
    heard : (n,) bool array
        Who answers.
    said : (n, n) int array
        What row says of column; rows of the silent mean nothing.
    attended : (meetings, n) bool array
        Who was where; no rows without events.
    """

    truth: Levels
    heard: Bools
    said: Levels
    attended: Bools

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of the stakeholders, sorted."""
        return tuple(f"s{place:04d}" for place in range(len(self.heard)))

    def answers(self) -> list[tuple[str, str, str, int]]:
        """Ties that respondents name; everyone was shown the whole roster.

        A respondent who names nobody says so of one other.
        """
        ids = self.ids
        named = [
            (ids[i], ids[j], LAYER, int(self.said[i, j]))
            for i, j in np.argwhere((self.said > 0) & self.heard[:, None])
        ]
        spoke = {row[0] for row in named}
        mute = [ids[i] for i in np.flatnonzero(self.heard) if ids[i] not in spoke]
        return named + [(each, next(i for i in ids if i != each), LAYER, 0) for each in mute]

    def silent(self) -> list[str]:
        """Those who were asked and did not answer."""
        return [self.ids[place] for place in np.flatnonzero(~self.heard)]

    def events(self) -> pd.DataFrame:
        """The table `events`."""
        who = [tuple(self.ids[i] for i in np.flatnonzero(row)) for row in self.attended]
        table: Mapping[str, object] = {
            "event_id": [f"e{number:03d}" for number in range(len(who))],
            "date": pd.Series([pd.Timestamp(DAY)] * len(who), dtype="datetime64[s]"),
            "attendees": pd.Series(who, dtype=object),
            "area_id": pd.Series([None] * len(who), dtype="str"),
        }
        return pd.DataFrame(table)


def simulate_region(design: Design, *, seed: int) -> SimulatedRegion:
    """One region of a kind.

    Respondents report a tie with a rate of their own between .6 and .9, and see one that is not
    there with a rate of up to .04 times 12 / (n / 5). A fifth of the reported levels are one off.

    Parameters
    ----------
    design : Design
        The kind.
    seed : int
        At least 0.

    Returns
    -------
    SimulatedRegion

    Examples
    --------
    >>> region = simulate_region(Design(60, silent=0.2, events=True), seed=1)
    >>> int(region.heard.sum()), region.attended.shape
    (48, (40, 60))
    >>> bool(9 < (region.truth > 0).sum() / 60 < 15)
    True
    """
    rng = np.random.default_rng(seed)
    tied = _tied(design, rng)
    level = _mirrored(rng.choice(np.arange(1, HIGHEST + 1), size=tied.shape, p=_LEVELS))
    truth = np.where(tied, level, 0).astype(np.int64)
    attended = np.zeros((0, design.n), dtype=np.bool_)
    if design.events:
        attended = _met_alone(tied, rng) if design.of_two else _attended(tied, rng)
    return SimulatedRegion(truth, _heard(tied, design, rng), _said(truth, design, rng), attended)


def _tied(design: Design, rng: np.random.Generator) -> Bools:
    """Odds of a tie are a product of two popularities, higher within a key group."""
    n = design.n
    popularity = np.exp(design.spread * rng.standard_normal(n))
    group = rng.integers(0, _GROUPS, n)
    odds = np.outer(popularity, popularity) * np.where(group[:, None] == group, _OWN_GROUP, 1.0)
    np.fill_diagonal(odds, 0.0)
    low, high = 1e-9, 1e3
    for _ in range(80):
        middle = np.sqrt(low * high)
        mean = (middle * odds / (1.0 + middle * odds)).sum() / n
        low, high = (low, middle) if mean > min(_CONTACTS, n / 4) else (middle, high)
    return _mirrored(rng.random((n, n)) < low * odds / (1.0 + low * odds)).astype(np.bool_)


def _mirrored(values: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
    """The values above the diagonal, on both sides of it; 0 on it."""
    upper = np.triu(values.astype(np.int64), k=1)
    return upper + upper.T


def _heard(tied: Bools, design: Design, rng: np.random.Generator) -> Bools:
    ties = tied.sum(axis=1)
    weight = (ties + 0.5) ** design.lean if design.who == "influential" else np.ones(design.n)
    quiet = rng.choice(
        design.n, round(design.silent * design.n), replace=False, p=weight / weight.sum()
    )
    heard = np.ones(design.n, dtype=np.bool_)
    heard[quiet] = False
    return heard


def _said(truth: Levels, design: Design, rng: np.random.Generator) -> Levels:
    n = design.n
    hits = rng.uniform(0.6, 0.9, n)
    alarms = rng.uniform(0.0, 0.04, n) * _CONTACTS / (n / 5)
    kept_quiet = _mirrored(rng.random((n, n)) < design.quiet_about) > 0
    chance = np.where((truth > 0) & ~kept_quiet, hits[:, None], alarms[:, None])
    sees = rng.random((n, n)) < chance
    slip = np.where(rng.random((n, n)) < 0.2, rng.choice([-1, 1], (n, n)), 0)
    guess = rng.choice(np.arange(1, HIGHEST + 1), size=(n, n), p=_LEVELS)
    level = np.where(truth > 0, np.clip(truth + slip, 1, HIGHEST), guess)
    said = np.where(sees, level, 0).astype(np.int64)
    np.fill_diagonal(said, 0)
    return said


def _attended(tied: Bools, rng: np.random.Generator) -> Bools:
    """A host invites; its partners come more often than others, some come to everything."""
    n, ties = len(tied), tied.sum(axis=1) + 1.0
    keen = rng.uniform(0.5, 1.5, n)
    attended = np.zeros((_MEETINGS, n), dtype=np.bool_)
    for row in attended:
        host = rng.choice(n, p=ties / ties.sum())
        row[:] = rng.random(n) < np.where(tied[host], 0.35, 0.05) * keen
        row[host] = True
    return attended


def _met_alone(tied: Bools, rng: np.random.Generator) -> Bools:
    """A meeting for each pair that met by itself."""
    met = np.triu(rng.random(tied.shape) < np.where(tied, _MET_TIED, _MET_APART), k=1)
    one, other = np.nonzero(met)
    attended = np.zeros((len(one), len(tied)), dtype=np.bool_)
    attended[np.arange(len(one)), one] = True
    attended[np.arange(len(one)), other] = True
    return attended
