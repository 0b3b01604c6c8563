"""A whole example region: its tables as text, its settings, and the planted answer beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from stakeholder_map.example.dealings import (
    alias_rows,
    ask_rows,
    commitment_rows,
    correction_rows,
    observation_rows,
)
from stakeholder_map.example.ground import Row, agenda
from stakeholder_map.example.holdings import asset_rows, service_rows
from stakeholder_map.example.log import contact_rows
from stakeholder_map.example.meetings import event_rows
from stakeholder_map.example.names import REGION
from stakeholder_map.example.people import (
    Person,
    acquaintance_rows,
    build_people,
    membership_rows,
    people_rows,
)
from stakeholder_map.example.planted import Planted, planted_in
from stakeholder_map.example.profiles import stakeholder_rows
from stakeholder_map.example.questionnaire import QUESTIONS
from stakeholder_map.example.roster import CONVENER
from stakeholder_map.example.stances import position_rows
from stakeholder_map.example.survey import (
    answering,
    build_respondents,
    invitation_rows,
    survey_rows,
)
from stakeholder_map.example.untidy import LEFT_OUT, respell, untidy_contacts
from stakeholder_map.example.wave import as_it_stood
from stakeholder_map.example.world import (
    AS_OF,
    CLOSED,
    KICK_OFF,
    LOG_START,
    OPENED,
    WAVES,
    Noise,
    World,
    build_world,
)
from stakeholder_map.tables import TABLES


@dataclass(frozen=True)
class ExampleRegion:
    """A region as it would be handed in, and what is true of it.

    Parameters
    ----------
    name : str
        Name of the region.
    wave : str
        The wave after which the tables stand.
    tables : mapping of str to DataFrame
        By name, every cell text; a table without rows is left out.
    settings : str
        Text of region.toml.
    planted : Planted
        What a scan ought to find.
    """

    name: str
    wave: str
    tables: Mapping[str, pd.DataFrame]
    settings: str
    planted: Planted


def generate_region(
    *, seed: int, stakeholders: int = 48, wave: str = WAVES[-1], noise: Noise | None = None
) -> ExampleRegion:
    """A synthetic region with a planted answer.

    Parameters
    ----------
    seed : int
        Any whole number of at least 0: the same number gives the same region.
    stakeholders : int
        How many at the latest wave, from 36 to 160, our two departments and the convener included.
    wave : {"2025", "2026"}
        After which wave: the folder of the earlier one knows nothing of what came later.
    noise : Noise, optional
        How people answer the survey; by default 70 % do, the influential more seldom.

    Returns
    -------
    ExampleRegion
        Its tables, its settings and the planted answer.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> region = generate_region(seed=1)
    >>> len(region.tables["stakeholders"]), region.wave
    (48, '2026')
    """
    if wave not in WAVES:
        raise ValueError(f"expected a wave of {' or '.join(WAVES)}, found {wave!r}")
    return region_of(
        build_world(seed=seed, stakeholders=stakeholders, noise=noise or Noise()), wave=wave
    )


def region_of(world: World, *, wave: str) -> ExampleRegion:
    """The region folder of a world, as it stood after a wave.

    Parameters
    ----------
    world : World
        The truth at both waves, and how people answer.
    wave : {"2025", "2026"}
        After which wave.

    Returns
    -------
    ExampleRegion
        Its tables, its settings and the planted answer.

    Examples
    --------
    >>> world = build_world(seed=1, stakeholders=40, noise=Noise(response=1.0))
    >>> len(region_of(world, wave="2026").tables["stakeholders"])
    40
    """
    people = build_people(world)
    rows = as_it_stood(_everything(world, people, wave=wave), wave=wave)
    rows["contacts"] = untidy_contacts(world, rows["contacts"], wave=wave)
    rows = {name: _sorted(name, found) for name, found in rows.items()}
    respell(world, rows)
    frames = {name: _frame(name, found) for name, found in rows.items()}
    return ExampleRegion(REGION, wave, frames, _settings(world, wave=wave), planted_in(world))


def _everything(world: World, people: tuple[Person, ...], *, wave: str) -> dict[str, list[Row]]:
    """Every table with all that happened in both years."""
    size = world.latest.n - 1
    respondents = build_respondents(world, people)
    answered = answering(world, respondents)
    stated = {one.place for one in respondents if one.respondent_id in answered[wave]}
    ids = [one.stakeholder_id for one in world.organisations]
    medicaid = next(
        (one.stakeholder_id for one in world.organisations if "Medicaid Office" in one.name),
        ids[world.latest.influential[3]],
    )
    used = 25 * size - sum(LEFT_OUT[WAVES[-1]].values())
    return {
        "stakeholders": stakeholder_rows(world, wave=wave),
        "aliases": alias_rows(world, people),
        "people": people_rows(world, people),
        "acquaintances": acquaintance_rows(world, people),
        "memberships": membership_rows(world, people),
        **agenda(lead=medicaid, own_need=ids[world.latest.founding[3]]),
        "services": service_rows(world),
        "assets": asset_rows(world),
        "questions": list(QUESTIONS),
        "waves": [
            {"wave": one, "opened": OPENED[one].isoformat(), "closed": CLOSED[one].isoformat()}
            for one in WAVES
        ],
        "invitations": invitation_rows(world, respondents, answered=answered),
        "survey": survey_rows(world, respondents, answered=answered),
        "positions": position_rows(world, stated=stated, wave=wave),
        "observations": observation_rows(world),
        "contacts": contact_rows(world, people, count=used),
        "events": event_rows(world, people, count=round(size * 5 / 6)),
        "asks": ask_rows(world, people),
        "commitments": commitment_rows(world, count=round(size * 5 / 8)),
        "corrections": correction_rows(),
    }


def _sorted(name: str, rows: list[Row]) -> list[Row]:
    """Rows in the order of what identifies them, before names stand in the place of ids."""
    order = ("due",) if name == "commitments" else TABLES[name].key
    columns = list(dict.fromkeys([*order, *_columns(name)]))
    return sorted(rows, key=lambda row: [row.get(column, "") for column in columns])


def _columns(name: str) -> list[str]:
    columns = [column.name for column in TABLES[name].columns]
    if name == "survey":
        # The questions stand before the comment.
        columns[-1:-1] = [question["question"] for question in QUESTIONS]
    return columns


def _frame(name: str, rows: list[Row]) -> pd.DataFrame:
    columns = _columns(name)
    cells = [[row.get(column, "") for column in columns] for row in rows]
    return pd.DataFrame(cells, columns=pd.Index(columns), dtype="str")


def _settings(world: World, *, wave: str) -> str:
    convener = world.organisations[CONVENER].stakeholder_id
    return f"""\
# A synthetic region: no organisation, place or person in it is real. See ../README.md.
name = "{REGION}"
convener = "{convener}"
as_of = {AS_OF[wave].isoformat()}
unlisted = "zero"  # the survey showed a roster
survey_closes = {CLOSED[wave].isoformat()}
log_start = {LOG_START.isoformat()}
dates = "iso"
half_life_days = 180
coalition_size = 6
kick_off = {KICK_OFF[wave].isoformat()}
staff_hours_month = 60
budget = 120000
audience = "convener"
retain_notes_months = 24
weights_by = "steering committee of the Alliance"
weights_on = {AS_OF[wave].year}-06-12

[aim_weights]
willingness = 0.15
influence = 0.15
reach = 0.10
coverage = 0.10
assets = 0.15
trust = 0.10
conflict = 0.10
project = 0.15
"""
