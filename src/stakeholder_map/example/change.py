"""What happened in the year between the two waves of the example."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.latent import Truth, areas_of_type, set_level


@dataclass(frozen=True)
class Change:
    """What changed within the year between the two waves.

    Parameters
    ----------
    newcomers : tuple of int
        Organisations that were not there at the earlier wave.
    gone : int
        The one that is no longer there.
    renamed : int
        The one that had another name.
    turned : tuple of int
        Two rivals of the earlier wave that are partners now.
    """

    newcomers: tuple[int, ...]
    gone: int
    renamed: int
    turned: tuple[int, int]


def draw_change(truth: Truth, *, seed: int) -> Change:
    """Who came, went, took another name and turned from rival to partner; none of them leading."""
    dice = Dice(seed, "change")
    leading = {*truth.founding, *truth.influential}
    plain = [
        place
        for place, one in enumerate(truth.organisations)
        if one.part == "independent" and place not in leading
    ]
    gone = plain[-1]
    newcomers = dice.sample(_spare(truth, plain[:-1]), 2)
    renamed = dice.pick([place for place in plain[:-1] if place not in newcomers])
    rest = [place for place in plain[:-1] if place not in (*newcomers, renamed)]
    first = dice.pick([place for place in rest if truth.organisations[place].bloc == 0])
    second = dice.pick([place for place in rest if truth.organisations[place].bloc == 1])
    return Change(tuple(newcomers), gone, renamed, (first, second))


def _spare(truth: Truth, places: list[int]) -> list[int]:
    """One of each key group that has others too: no group may be missing at either wave."""
    groups = [one.key_group for one in truth.organisations]
    last = {groups[place]: place for place in places if groups.count(groups[place]) > 2}
    return sorted(last.values())


def split_waves(truth: Truth, change: Change, *, seed: int) -> tuple[Truth, Truth]:
    """The truth a year ago and now.

    Parameters
    ----------
    truth : Truth
        As drawn, with everybody who was there at either time.
    change : Change
        What changed.
    seed : int
        Seed of the region.

    Returns
    -------
    tuple of Truth
        Earlier and latest. A few ties outside the founding group have come and gone besides.
    """
    dice = Dice(seed, "churn")
    earlier, latest = _copy(truth), _copy(truth)
    for pair in combinations(range(truth.n), 2):
        if dice.chance(0.05) and not set(pair) & set(truth.founding):
            # A tie of half of these pairs is new, that of the others is lost.
            _cut(earlier if dice.chance(0.5) else latest, pair)
    for wave in (earlier, latest):
        _cut(wave, change.turned)
    set_level(earlier.competition[areas_of_type("contested")[0]], change.turned, 4)
    set_level(latest.cooperation[areas_of_type("common")[1]], change.turned, 4)
    for place in change.newcomers:
        _cut_all(earlier, place)
    _cut_all(latest, change.gone)
    return earlier, latest


def _copy(truth: Truth) -> Truth:
    return replace(
        truth,
        cooperation={area: levels.copy() for area, levels in truth.cooperation.items()},
        competition={area: levels.copy() for area, levels in truth.competition.items()},
    )


def _cut(truth: Truth, pair: tuple[int, int]) -> None:
    for levels in (*truth.cooperation.values(), *truth.competition.values()):
        set_level(levels, pair, 0)


def _cut_all(truth: Truth, place: int) -> None:
    for levels in (*truth.cooperation.values(), *truth.competition.values()):
        levels[place, :] = levels[:, place] = 0
