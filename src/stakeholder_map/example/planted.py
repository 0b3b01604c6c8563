"""The planted answer: what a scan of the example ought to find. It is never written to a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.example.ground import AREA_TYPES, FIRST_PROJECT
from stakeholder_map.example.latent import Levels
from stakeholder_map.example.log import quiet_organisations
from stakeholder_map.example.people import LEAVING_ROLE, build_people
from stakeholder_map.example.profiles import stakeholder_rows
from stakeholder_map.example.world import WAVES, Noise, World, build_world
from stakeholder_map.graph import StakeholderGraph


@dataclass(frozen=True)
class Planted:
    """What is true of an example region.

    Parameters
    ----------
    influential : tuple of str
        The most influential organisations (a sixth of the region), in falling order. The convener
        is not among them, whatever its place.
    blocs : mapping of str to int
        0, 1 or 2 for each organisation but the convener and its departments.
    areas : mapping of str to str
        Type of each area: common, coopetition, contested or unclaimed.
    founding : tuple of str
        The best founding group, sorted.
    project : str
        The best first project.
    graph, earlier : StakeholderGraph
        The true ties at the latest and at the earlier wave; levels from 0 to 4.
    newcomers : tuple of str
        Not there at the earlier wave.
    gone, renamed : str
        No longer there; there under another name before.
    turned : tuple of str
        Rivals at the earlier wave, partners now.
    departed, leaving : str
        Person who led one of the most influential organisations and has left; person of ours who
        is about to leave.
    quiet : tuple of str
        Organisations whose contacts with us ended in January 2026.

    Examples
    --------
    >>> planted_answer(1).project
    'asthma-plan'
    """

    influential: tuple[str, ...]
    blocs: Mapping[str, int]
    areas: Mapping[str, str]
    founding: tuple[str, ...]
    project: str
    graph: StakeholderGraph
    earlier: StakeholderGraph
    newcomers: tuple[str, ...]
    gone: str
    renamed: str
    turned: tuple[str, ...]
    departed: str
    leaving: str
    quiet: tuple[str, ...]


def planted_answer(seed: int, *, stakeholders: int = 48) -> Planted:
    """What a scan of the example region with this seed and size ought to find.

    Parameters
    ----------
    seed : int
        Seed of the region.
    stakeholders : int
        As given to `generate_region`.

    Returns
    -------
    Planted
        The same whatever the noise of the answers.

    Examples
    --------
    >>> len(planted_answer(1, stakeholders=60).influential)
    10
    """
    return planted_in(build_world(seed=seed, stakeholders=stakeholders, noise=Noise()))


def planted_in(world: World) -> Planted:
    """The planted answer of a region that is at hand."""
    ids = [one.stakeholder_id for one in world.organisations]
    truth, change = world.latest, world.change
    people = build_people(world)
    departed = next(one for one in people if one.until is not None and one.role != LEAVING_ROLE)
    leaving = next(one for one in people if one.role == LEAVING_ROLE)
    absent = world.absent(WAVES[-1])
    return Planted(
        influential=tuple(ids[place] for place in truth.influential),
        blocs={
            one.stakeholder_id: one.bloc
            for one in world.organisations
            if not one.ours and one.stakeholder_id not in absent
        },
        areas=dict(AREA_TYPES),
        founding=tuple(sorted(ids[place] for place in truth.founding)),
        project=FIRST_PROJECT,
        graph=true_graph(world, wave=WAVES[-1]),
        earlier=true_graph(world, wave=WAVES[0]),
        newcomers=tuple(sorted(ids[place] for place in change.newcomers)),
        gone=ids[change.gone],
        renamed=ids[change.renamed],
        turned=tuple(sorted(ids[place] for place in change.turned)),
        departed=departed.person_id,
        leaving=leaving.person_id,
        quiet=quiet_organisations(world),
    )


def true_graph(world: World, *, wave: str) -> StakeholderGraph:
    """The true ties at a wave, as a whole and by area."""
    truth = world.truths[wave]
    ids = np.array([one.stakeholder_id for one in truth.organisations])
    parts = [
        _ties(ids, levels, layer=layer, area=area)
        for layer, by_area in (
            ("cooperation", {**truth.cooperation, "": truth.whole("cooperation")}),
            ("competition", {**truth.competition, "": truth.whole("competition")}),
        )
        for area, levels in by_area.items()
    ]
    parts += [
        _ties(ids, levels, layer=layer, area="") for layer, levels in world.ratings[wave].items()
    ]
    stakeholders = pd.DataFrame(stakeholder_rows(world, wave=wave)).fillna("").astype("str")
    ties = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return StakeholderGraph(stakeholders, ties)


def _ties(ids: np.ndarray, levels: Levels, *, layer: str, area: str) -> pd.DataFrame:
    symmetric = bool((levels == levels.T).all())
    rows, columns = np.nonzero(np.triu(levels) if symmetric else levels)
    return pd.DataFrame(
        {
            "source": ids[rows],
            "target": ids[columns],
            "layer": layer,
            "area": area,
            "strength": levels[rows, columns] / 4.0,
            "level": levels[rows, columns],
            "highest": 4,
        }
    )
