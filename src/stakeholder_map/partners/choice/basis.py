"""Everything that a choice is made on: constraints, readings, weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from stakeholder_map.influence import Ranking
from stakeholder_map.influence.engine.types import Whole
from stakeholder_map.partners.candidates.gates import screen
from stakeholder_map.partners.choice.aims import AIMS, aim_weights
from stakeholder_map.partners.choice.build import Frame, build_frame
from stakeholder_map.partners.choice.reading import Reading, Sources, mean_reading
from stakeholder_map.partners.choice.search.best import Group
from stakeholder_map.partners.choice.search.problem import Problem
from stakeholder_map.partners.figures import UNKNOWN, willingness
from stakeholder_map.scan import Scan

SHORT = 100
"""Up to so many candidates all are looked at in every scenario; of more, the most promising."""


@dataclass(frozen=True, eq=False, repr=False)
class Basis:
    """Everything that a choice is made on.

    Parameters
    ----------
    scan : Scan
        The scan.
    table : DataFrame
        As `screen` gives it, with ``willingness_source``.
    frame : Frame
        Constraints, and what is fixed in the aims, for all candidates.
    reading : Reading
        The mean of the readings: what a choice is worth on it is its expected benefit.
    weights : mapping of str to float
        Weight of each aim.
    silent : tuple of str
        Aims that no table speaks for.
    places : ndarray
        Candidates that are looked at in the scenarios, among all of them.
    short : Frame
        The frame of these alone.
    expected : Reading
        The expected reading of these alone, where what is unknown stands half way.
    readings : tuple of Reading
        Of these alone, one a draw.
    """

    scan: Scan
    table: pd.DataFrame
    frame: Frame
    reading: Reading
    weights: Mapping[str, float]
    silent: tuple[str, ...]
    places: Whole
    short: Frame
    expected: Reading
    readings: tuple[Reading, ...]

    @property
    def problem(self) -> Problem:
        """The problem of the mean reading under the weights as set."""
        return self.frame.problem(self.reading, weights=self.weights)

    def inside(self, group: Group) -> Group:
        """A group by the places of its members on the short list.

        Raises
        ------
        ValueError
            A member is not on it.
        """
        where = {int(place): at for at, place in enumerate(self.places)}
        outside = [place for place in group.members if place not in where]
        if outside:
            raise ValueError(f"not on the short list of {len(where)} candidates: {outside}")
        return replace(group, members=tuple(sorted(where[place] for place in group.members)))

    @property
    def names(self) -> Mapping[str, str]:
        """Names of the candidates, by id, in their order."""
        return {str(each): str(name) for each, name in self.table["name"].items()}

    @property
    def project_names(self) -> Mapping[str, str]:
        """Names of the projects, by id, in their order."""
        projects = self.frame.ground.projects
        return {str(each): str(name) for each, name in projects["name"].items()}


def read_basis(scan: Scan, *, ranking: Ranking) -> Basis:
    """Read everything that a choice is made on.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        Its ranking by influence.

    Returns
    -------
    Basis
    """
    table = screen(scan.region)
    willing = willingness(scan, ids=table.index)
    table = table.assign(willingness_source=willing["willingness_source"])
    frame = build_frame(scan.region, table)
    sources = Sources(scan, ranking, table.index, frame.ground.fields)
    expected = sources.expected()
    silent = _silent(scan, table=table, sources=sources)
    weights = aim_weights(scan, silent=silent)
    places = _promising(frame.problem(expected, weights=weights))
    narrow = Sources(scan, ranking, table.index[places], frame.ground.fields)
    readings = tuple(narrow.drawn())
    whole = len(places) == len(table)
    return Basis(
        scan=scan,
        table=table,
        frame=frame,
        reading=mean_reading(readings) if whole and readings else expected,
        weights=weights,
        silent=silent,
        places=places,
        short=frame if whole else frame.narrowed(places),
        expected=expected if whole else narrow.expected(),
        readings=readings,
    )


def _silent(scan: Scan, *, table: pd.DataFrame, sources: Sources) -> tuple[str, ...]:
    """Aims that no table of the region speaks for."""
    region = scan.region
    speaks = {
        "willingness": bool((table["willingness_source"] != UNKNOWN).any()),
        "influence": bool(sources.ranking.layers),
        "reach": region.has("services"),
        "assets": region.has("assets"),
        "trust": bool(sources.trust_layers),
        "conflict": "competition" in scan.graph.layers or "competition" in scan.evidence.asked,
        "project": region.has("projects"),
    }
    return tuple(aim for aim in AIMS if not speaks.get(aim, True))


def _promising(problem: Problem) -> Whole:
    """All candidates if they are few; else those with the best outlook, and the must-haves.

    Outlook: own gain, all that it covers by itself, and half of its best pairs, for the project
    that suits it best.
    """
    if problem.n <= SHORT:
        return np.arange(problem.n)
    outlook = np.full(problem.n, -np.inf)
    pairs = np.sort(np.maximum(problem.pairs, 0.0), axis=2)[:, :, 1 - problem.seats :].sum(axis=2)
    for project in np.flatnonzero(problem.possible):
        covers = np.maximum(problem.cover[project] - problem.base[project], 0.0).sum(axis=1)
        own = problem.own[project] + covers + pairs[problem.field[project]] / 2
        outlook = np.maximum(outlook, own)
    outlook[~problem.allowed] = -np.inf
    outlook[list(problem.must)] = np.inf
    first = np.argsort(-outlook, kind="stable")[:SHORT]
    places: Whole = np.sort(first)
    return places
