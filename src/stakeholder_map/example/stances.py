"""Where the organisations of the example stand in each area, and what they would gain."""

from __future__ import annotations

from collections.abc import Mapping

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.ground import AREA_TYPES, FIRST_AREA, Row
from stakeholder_map.example.world import AS_OF, OPENED, WAVES, World

_GIVES_UP = (
    "a share of credit",
    "staff time",
    "control over the calendar",
    "a program of our own",
    "exclusive use of our data",
)
_AT_STAKE = (
    "our good name with families",
    "a state grant",
    "trust of our members",
    "market share",
    "board support",
)
_GAINS: Mapping[str, tuple[str, ...]] = {
    "common": ("care", "community", "care|community", "voice|community"),
    "coopetition": ("care|financial", "referrals", "care"),
    "contested": ("financial", "financial|referrals", "referrals"),
    "unclaimed": ("community",),
}


def position_rows(world: World, *, stated: set[int], wave: str) -> list[Row]:
    """Table `positions`.

    Parameters
    ----------
    world : World
        The region.
    stated : set of int
        Places of the organisations that told us themselves; of the others we guess.
    wave : str
        As known after which wave.

    Returns
    -------
    list of rows
        Those active in an area nearly always have a position there, others sometimes.
    """
    dice = world.dice("positions")
    rows = []
    for place, one in enumerate(world.organisations):
        for area, kind in AREA_TYPES.items():
            member = place in world.latest.founding
            active = (
                world.latest.cooperation[area][place].any()
                or world.latest.competition[area][place].any()
            )
            chance = 0.75 if active else 0.1
            asked = dice.chance(chance) or (member and area == FIRST_AREA)
            if asked and not one.ours:
                rows.append(_position(world, place, area, kind, dice=dice))
                rows[-1] |= _source(said=place in stated, wave=wave, dice=dice)
    return rows


def _position(world: World, place: int, area: str, kind: str, *, dice: Dice) -> Row:
    one = world.organisations[place]
    first = place in world.latest.founding and area == FIRST_AREA
    gains = _gains(kind, dice=dice)
    if first:
        gains = {"priority": 4, "gain_alone": 1, "gain_together": 4}
    row = {
        "stakeholder_id": one.stakeholder_id,
        "area_id": area,
        "position": str(4 if first else _stance(kind, one.bloc, dice=dice)),
        **{name: str(level) for name, level in gains.items()},
        "gain_kind": "care|community" if first else dice.pick(_GAINS[kind]),
        "gives_up": dice.pick(_GIVES_UP) if dice.chance(0.5) else "",
        "at_stake": dice.pick(_AT_STAKE) if dice.chance(0.5) else "",
    }
    for name in ("gain_alone", "gain_together"):
        if not first and dice.chance(0.08):
            row[name] = ""
    return row


def _stance(kind: str, bloc: int, *, dice: Dice) -> int:
    """For where there is common ground; blocs against each other where it is contested."""
    if kind == "common":
        return dice.pick((4, 3, 2, 1), weights=(3.0, 3.0, 2.0, 1.0))
    if kind == "coopetition":
        return dice.pick((3, 2, 1, 0, -1, -2), weights=(1.5, 2.0, 1.0, 1.0, 1.0, 1.0))
    if kind == "contested":
        side = (dice.whole(2, 4), -dice.whole(2, 4), dice.whole(-1, 1))
        return side[bloc]
    return dice.whole(0, 1)


def _gains(kind: str, *, dice: Dice) -> dict[str, int]:
    ranges = {
        "common": ((2, 4), (0, 1), (3, 4)),
        "coopetition": ((2, 3), (2, 3), (2, 3)),
        "contested": ((2, 4), (3, 4), (0, 1)),
        "unclaimed": ((0, 1), (0, 1), (1, 2)),
    }[kind]
    names = ("priority", "gain_alone", "gain_together")
    found = {name: dice.whole(*ends) for name, ends in zip(names, ranges, strict=True)}
    if kind == "common":
        # The first area rallies more than the other common ground does.
        found["priority"] = min(found["priority"], dice.whole(1, 4))
    return found


def _source(*, said: bool, wave: str, dice: Dice) -> Row:
    stated = wave if dice.chance(0.7) else WAVES[0]
    day = dice.day(OPENED[stated], AS_OF[stated])
    guess = "document" if dice.chance(0.25) else "our_guess"
    return {"source": "stated" if said else guess, "stated_on": day.isoformat()}
