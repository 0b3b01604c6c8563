"""Find the blocs of a scan: as a whole, in an area, in a cluster of areas."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from stakeholder_map.coopetition.blocs.chance import ChanceTest, chance_of
from stakeholder_map.coopetition.blocs.estimate.number import BlocChoice, chosen
from stakeholder_map.coopetition.blocs.reading import SignedReading, read_signed
from stakeholder_map.coopetition.blocs.result import Blocs
from stakeholder_map.coopetition.blocs.search.least import LeastFrustration, least_frustrated
from stakeholder_map.coopetition.blocs.signed import signed_ties
from stakeholder_map.coopetition.blocs.steady import READINGS, membership_shares
from stakeholder_map.coopetition.blocs.tables import OFTEN, bloc_table, high_ties, member_table
from stakeholder_map.coopetition.blocs.told import name_blocs, tell_balance, tell_blocs, tell_chance
from stakeholder_map.coopetition.blocs.triads import triads_beside_chance
from stakeholder_map.influence.engine.types import Floats, Whole
from stakeholder_map.phrases import lacking, listed
from stakeholder_map.scan import Scan

FEWEST = 6
"""Organisations with ties below which nothing is said of blocs."""

STEADY = 2 / 3
"""Share of the readings in which at least half of the members must stand in their bloc."""

MOST_BLOCS = 8
"""Most blocs that are tried."""


def find_blocs(scan: Scan, *, area: str | tuple[str, ...] = "") -> Blocs:
    """Groups of organisations that work together inside and compete between.

    First it is asked whether there are blocs at all: see `chance_of_blocs`. If so, their number and
    members come from where ties are dense and how their signs fall on the expected graph: see
    `choose_blocs`. They are found anew on the readings of the evidence, which says how steady each
    membership is. Cooperation and competition stay two matrices throughout.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    area : str or tuple of str
        An area; several, of which each pair's strongest tie counts (a cluster of areas); or ``""``,
        the relation as a whole.

    Returns
    -------
    Blocs
        With empty blocs and a written answer where there are none.

    Raises
    ------
    UsageError
        An area that the region does not declare.

    Notes
    -----
    No bloc found does not mean that there is none: few answers hide them.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> blocs = find_blocs(open_scan(folder, draws=20, seed=1))
    >>> blocs.count, blocs.state
    (3, 'blocs')
    """
    reading = read_signed(scan, area=area)
    chance, state = _state(reading)
    choice = chosen(reading.ties, seed=scan.seed, most=MOST_BLOCS) if state == "blocs" else None
    if choice is not None and choice.groups == 1:
        state, choice = "no blocs", None
    group, shares = _memberships(reading, choice)
    if choice is not None and _unsteady(group, shares):
        state, choice = "cannot tell", None
        group, shares = _memberships(reading, None)
    members = member_table(reading, group=group, shares=shares)
    blocs = bloc_table(members)
    likely = _likely(reading)
    least = _least(likely, count=len(blocs), seed=scan.seed)
    triads = triads_beside_chance(likely, seed=scan.seed)
    ties = high_ties(reading, group=group)
    where = _where(reading)
    runner_up = choice.runner_up if choice is not None else 0
    told = [
        *tell_blocs(state=state, where=where, blocs=blocs, members=members, runner_up=runner_up),
        *tell_balance(high_ties=ties, least=least, triads=triads),
        *tell_chance(chance),
    ]
    return Blocs(
        where=where,
        state=state,
        members=members,
        blocs=blocs,
        high_ties=ties,
        triads=triads,
        numbers=_numbers(choice),
        runner_up=runner_up,
        chance=chance,
        least=least,
        readings=min(READINGS, len(scan.draws)) if choice is not None else 0,
        sentences=tuple(told),
        named=tuple(name_blocs(blocs=blocs, members=members, high_ties=ties)),
        missing=lacking(scan.region.has, "survey"),
    )


def _state(reading: SignedReading) -> tuple[ChanceTest, str]:
    """Whether there is anything to tell, and what chance would show."""
    works, competes = reading.reported
    nothing = ChanceTest(1.0, float("nan"), 0)
    if not works.any() and not competes.any():
        return nothing, "no ties"
    if not competes.any():
        return nothing, "only cooperation"
    if not works.any():
        return nothing, "only competition"
    if (works | competes).sum() < FEWEST:
        return nothing, "too few"
    chance = chance_of(reading.ties, seed=reading.scan.seed)
    return chance, "blocs" if chance.beyond_chance else "no blocs"


def _memberships(reading: SignedReading, choice: BlocChoice | None) -> tuple[Whole, Floats]:
    """Bloc of each, -1 where nobody said a thing, and its share of the readings in each."""
    n = len(reading.ids)
    if choice is None:
        return np.full(n, -1, dtype=np.int64), np.zeros((n, 1))
    group = choice.memberships.assignment
    shares = membership_shares(
        reading.drawn(READINGS), group=group, groups=choice.groups, seed=reading.scan.seed
    )
    return np.where(reading.reported[0] | reading.reported[1], group, -1), shares


def _unsteady(group: Whole, shares: Floats) -> bool:
    """Whether half of those in blocs stand elsewhere in more than a third of the readings."""
    held = np.flatnonzero(group >= 0)
    return bool(np.median(shares[held, group[held]]) < STEADY)


def _likely(reading: SignedReading) -> tuple[sparse.csr_array, sparse.csr_array]:
    """High ties that are there in at least half of the readings, as ones."""
    works, competes = (sparse.csr_array((often >= OFTEN) * 1.0) for often in reading.often)
    return works, competes


def _least(
    likely: tuple[sparse.csr_array, sparse.csr_array], *, count: int, seed: int
) -> LeastFrustration | None:
    """The fewest high ties that any grouping into so many leaves violated."""
    if count < 2:
        return None
    return least_frustrated(signed_ties(*likely), groups=count, seed=seed, prove=True)


def _numbers(choice: BlocChoice | None) -> pd.DataFrame:
    scores = choice.scores if choice is not None else np.zeros(0)
    tried = choice.tried if choice is not None else np.zeros(0, dtype=np.int64)
    return pd.DataFrame(
        {
            "behind": np.round(scores.max() - scores, 4) if len(scores) else scores,
            "chosen": tried == (choice.groups if choice is not None else 0),
        },
        index=pd.Index(tried, name="blocs"),
    )


def _where(reading: SignedReading) -> str:
    names = reading.scan.region.table("areas").set_index("area_id")["name"]
    return listed(str(names[area]) for area in reading.areas)
