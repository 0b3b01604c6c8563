"""What is true in the example region: blocs, influence, who works with whom, who competes.

Nobody reads this truth; the survey, the log and the meetings are its witnesses. Everything is held
as whole-number levels from 0 (nothing) to 4, one square array per area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.ground import AREA_TYPES, FIRST_AREA
from stakeholder_map.example.roster import CONVENER, Organisation

Levels = NDArray[np.int64]

_FEWEST_MATES = 6
_STRONG = (0.05, 0.2, 0.4, 0.35)
_MIDDLING = (0.0, 0.5, 0.4, 0.1)
_WEAK = (0.55, 0.35, 0.1, 0.0)
"""Shares of the levels 1 to 4: inside a bloc and between rivals, of rivals that also work together,
and across blocs."""

FOUNDING_GROUPS = (
    "hospital",
    "government",
    "health_plan",
    "community_service",
    "patient_rights",
    "physician_group",
)
"""Key groups of the best founding group; one member each."""


@dataclass(frozen=True)
class Truth:
    """The region as it is, at one time.

    Parameters
    ----------
    organisations : tuple of Organisation
        All of them; the place in this tuple is the place in every array.
    popularity, standing : array
        How influential, and how much trusted, each organisation is.
    founding, influential : tuple of int
        The best founding group; the most influential, in falling order.
    cooperation, competition : mapping of str to array
        Levels by area; symmetric.
    """

    organisations: tuple[Organisation, ...]
    popularity: NDArray[np.float64]
    standing: NDArray[np.float64]
    founding: tuple[int, ...]
    influential: tuple[int, ...]
    cooperation: Mapping[str, Levels]
    competition: Mapping[str, Levels]

    @property
    def n(self) -> int:
        """How many organisations."""
        return len(self.organisations)

    def whole(self, layer: str) -> Levels:
        """Levels of `cooperation` or `competition` as a whole: the maximum over the areas."""
        by_area = self.cooperation if layer == "cooperation" else self.competition
        whole: Levels = np.stack(list(by_area.values())).max(axis=0)
        return whole

    def strongest(self, layer: str, *, place: int) -> Levels:
        """Row of `whole` that belongs to one organisation."""
        by_area = self.cooperation if layer == "cooperation" else self.competition
        row: Levels = np.max([levels[place] for levels in by_area.values()], axis=0)
        return row


def build_truth(organisations: tuple[Organisation, ...], *, seed: int) -> Truth:
    """The truth of a region.

    Parameters
    ----------
    organisations : tuple of Organisation
        From `build_roster`.
    seed : int
        Seed of the region.

    Returns
    -------
    Truth
        Most organisations have as many ties in a large region as in a small one; leaders have more.
    """
    founding = _founding(organisations)
    influential = _influential(organisations, founding=founding)
    popularity, standing = _powers(
        organisations, founding=founding, influential=influential, dice=Dice(seed, "powers")
    )
    empty = {area: np.zeros((len(organisations),) * 2, dtype=np.int64) for area in AREA_TYPES}
    truth = Truth(
        organisations,
        popularity,
        standing,
        founding,
        influential,
        {area: levels.copy() for area, levels in empty.items()},
        empty,
    )
    _draw_ties(truth, Dice(seed, "ties"))
    return truth


def _founding(organisations: tuple[Organisation, ...]) -> tuple[int, ...]:
    """One organisation of each founding key group, all but the health plan of the third bloc."""
    members = []
    for group in FOUNDING_GROUPS:
        bloc = 0 if group == "health_plan" else 2
        members.append(
            next(
                place
                for place, organisation in enumerate(organisations)
                if (organisation.key_group, organisation.bloc) == (group, bloc)
                and organisation.part in ("independent", "system")
            )
        )
    return tuple(members)


def _influential(
    organisations: tuple[Organisation, ...], *, founding: tuple[int, ...]
) -> tuple[int, ...]:
    """The rival systems, most of the founding group, and others until a sixth of the region."""
    systems = [place for place, one in enumerate(organisations) if one.part == "system"]
    purchaser = [
        place for place, one in enumerate(organisations) if one.key_group == "purchaser_coalition"
    ]
    first = [systems[0], systems[1], founding[0], founding[1], founding[2]]
    first += [purchaser[0], founding[3], founding[4]]
    others = [
        place
        for place, one in enumerate(organisations)
        if one.part == "system" or one.key_group in ("health_plan", "government")
    ]
    ordered = list(dict.fromkeys([*first, *others]))
    return tuple(ordered[: max(6, (len(organisations) - 1) // 6)])


def _powers(
    organisations: tuple[Organisation, ...],
    *,
    founding: tuple[int, ...],
    influential: tuple[int, ...],
    dice: Dice,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    popularity = np.array([dice.uniform(0.7, 0.95) for _ in organisations])
    standing = np.array([dice.uniform(-0.6, 0.4) for _ in organisations])
    popularity[list(founding)] = 1.15
    standing[list(influential)] = 0.3
    standing[list(founding)] = 0.9
    popularity[CONVENER] = 1.0
    for rank, place in enumerate(influential):
        popularity[place] = 2.5 - 0.4 * rank / len(influential)
    return popularity, standing


def _draw_ties(truth: Truth, dice: Dice) -> None:
    """Fill the levels: who is tied at all first, then in which areas and how strongly."""
    spread = min(1.0, 45 / (truth.n - 4))
    for one, other in combinations(range(truth.n), 2):
        works, competes = _tied(truth, one, other, dice=dice, spread=spread)
        if works or competes:
            _place(truth, (one, other), works=works, competes=competes, dice=dice)
    for pair in combinations(truth.founding, 2):
        for area in AREA_TYPES:
            set_level(truth.competition[area], pair, 0)
        set_level(truth.cooperation[FIRST_AREA], pair, dice.whole(3, 4))
    for place in range(truth.n):
        _anchor(truth, place, dice=dice)


def _anchor(truth: Truth, place: int, *, dice: Dice) -> None:
    """Nobody stands in a bloc by name only: give it the fewest partners that this takes."""
    bloc = truth.organisations[place].bloc
    mates = [
        other
        for other, one in enumerate(truth.organisations)
        if one.bloc == bloc >= 0 and other != place
    ]
    whole = truth.strongest("cooperation", place=place)
    strangers = [other for other in mates if not whole[other]]
    lacking = _FEWEST_MATES - sum(bool(whole[other]) for other in mates)
    weights = [float(truth.popularity[other]) ** 2 for other in strangers]
    for other in dice.sample(strangers, max(0, lacking), weights=weights):
        _place(truth, (place, other), works=True, competes=False, dice=dice)


def _tied(truth: Truth, one: int, other: int, *, dice: Dice, spread: float) -> tuple[bool, bool]:
    """Whether two organisations work together, and whether they compete."""
    left, right = truth.organisations[one], truth.organisations[other]
    chances = dice.uniform(), dice.uniform(), dice.uniform()
    if "department" in (left.part, right.part):
        return False, False
    pull = truth.popularity[one] * truth.popularity[other] * spread
    if left.ours:
        return chances[0] < 0.32 * pull, False
    related = left.parent_id == right.stakeholder_id or right.parent_id == left.stakeholder_id
    siblings = bool(left.parent_id) and left.parent_id == right.parent_id
    if related or siblings:
        return True, False
    if left.bloc == right.bloc:
        return chances[0] < min(0.92, 0.45 * pull * pull / spread), chances[1] < 0.015 * spread
    push = spread * (0.21 if 2 in (left.bloc, right.bloc) else 0.22)
    for place in (one, other):
        push *= 0.6 if place in truth.founding else 1.4 if place in truth.influential else 1.0
    competes = chances[1] < push
    works = chances[0] < min(0.5, 0.036 * pull * pull / spread) or (competes and chances[2] < 0.25)
    return works, competes


def _place(truth: Truth, pair: tuple[int, int], *, works: bool, competes: bool, dice: Dice) -> None:
    """Put a tie into areas by their type, with a level in each."""
    left, right = (truth.organisations[place] for place in pair)
    inside = left.ours or left.bloc == right.bloc
    if works and competes:
        for area in dice.sample(
            areas_of_type("coopetition"), dice.pick((1, 2), weights=(3.0, 1.0))
        ):
            set_level(truth.cooperation[area], pair, _level(dice, of=_MIDDLING))
            set_level(truth.competition[area], pair, _level(dice, of=_STRONG))
    elif works:
        shares = {"common": 0.24, "coopetition": 0.1, "contested": 0.04 if inside else 0.0}
        weights = [shares.get(kind, 0.0) for kind in AREA_TYPES.values()]
        count = dice.pick((1, 2, 3), weights=(0.45, 0.4, 0.15))
        for area in dice.sample(tuple(AREA_TYPES), count, weights=weights):
            set_level(truth.cooperation[area], pair, _level(dice, of=_STRONG if inside else _WEAK))
    if competes and (not works or dice.chance(0.5)):
        for area in dice.sample(areas_of_type("contested"), dice.whole(1, 2)):
            set_level(truth.competition[area], pair, _level(dice, of=_STRONG))


def areas_of_type(kind: str) -> tuple[str, ...]:
    """Areas of one type: common, coopetition, contested or unclaimed."""
    return tuple(area for area, found in AREA_TYPES.items() if found == kind)


def _level(dice: Dice, *, of: tuple[float, ...]) -> int:
    return dice.pick((1, 2, 3, 4), weights=of)


def set_level(levels: Levels, pair: tuple[int, int], level: int) -> None:
    """Write the level of a pair, in both directions."""
    levels[pair] = levels[pair[::-1]] = level
