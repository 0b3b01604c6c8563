"""How closely organisations work together and compete, by area, as means that may be told.

What an organisation says of its relation with another is as candid as a rating, so the climate is
told by the same rules: in bands, of at least five systems, judged together with everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stakeholder_map.environment.voices import open_layers
from stakeholder_map.privacy.ratings import Scale, Voice, voices_of
from stakeholder_map.privacy.safe import HIDDEN
from stakeholder_map.privacy.statements import Cell

if TYPE_CHECKING:
    from stakeholder_map.read import Region

SIDES = ("cooperation", "competition")
WHOLE = ""
_HIGH = 2.0
_KINDS = {
    (True, False): "common ground",
    (True, True): "partners and rivals at once",
    (False, True): "contested",
    (False, False): "little of either",
}


def climate_cells(region: Region) -> list[Cell]:
    """A mean for each area and for the relation as a whole, of what was answered there.

    Parameters
    ----------
    region : Region
        The survey's answers, its questions, who answered for whom.

    Returns
    -------
    list of Cell
        Of kind "area", by side, then by id of the area, the whole first; `topic` is
        :func:`area_topic`. Sides whose questions were answered for analysts only, or were asked on
        different scales, are not among them.
    """
    asked = region.table("questions")
    allowed = set(open_layers(region))
    found = []
    for side in SIDES:
        questions = asked[asked["construct"].isin(allowed & {side})]
        ends = questions[["lowest", "highest"]].drop_duplicates()
        if len(ends) != 1 or not region.has("survey"):
            continue
        scale = Scale(int(ends["lowest"].iloc[0]), int(ends["highest"].iloc[0]))
        survey = region.table("survey")
        for area, answers in survey.groupby(survey["area_id"].fillna(WHOLE), sort=True):
            topic = area_topic(side, str(area))
            voices = voices_of(region, answers, questions=questions, topic=topic)
            found += [Cell("area", str(area), topic, scale, _sorted(voices))] if voices else []
    return found


def area_kind(cooperation: str, competition: str) -> str:
    """What leaders read an area called: it follows from two bands that both were told.

    Parameters
    ----------
    cooperation, competition : str
        As the table of areas has them: a band, a mean, or `HIDDEN`.

    Returns
    -------
    str
        High is a mean in the upper half of the scale. `HIDDEN` where one of the two is not told;
        no answer is looked at beyond them.

    Examples
    --------
    >>> area_kind("3.5 to 4.0", "1.0 to 1.5"), area_kind("2.0 to 2.5", HIDDEN)
    ('common ground', 'not shown')
    """
    if HIDDEN in (cooperation, competition):
        return HIDDEN
    bands = (cooperation, competition)
    together, apart = (float(each.partition(" ")[0]) >= _HIGH for each in bands)
    return _KINDS[together, apart]


def _sorted(voices: list[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(voices))


def area_topic(side: str, area: str) -> str:
    """What answers about one area are about; those about another area are other answers.

    Examples
    --------
    >>> area_topic("cooperation", "kids"), area_topic("competition", "")
    ('cooperation in kids', 'competition')
    """
    return f"{side} in {area}" if area else side
