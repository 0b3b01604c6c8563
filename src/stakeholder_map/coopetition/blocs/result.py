"""What is known of the blocs of a scan."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from stakeholder_map.coopetition.blocs.chance import ChanceTest
from stakeholder_map.coopetition.blocs.search.least import LeastFrustration
from stakeholder_map.phrases import Missing


@dataclass(frozen=True, eq=False)
class Blocs:
    """Organisations that report similar partners and rivals, and how firm that is.

    Parameters
    ----------
    where : str
        Name of the area or areas; empty for the relation as a whole.
    state : str
        "blocs"; "no blocs", where the answers fall into groups no better than chance would; "cannot
        tell", where they do better, but who stands with whom differs between the readings; "only
        cooperation" or "only competition", where the other was not reported; "too few", where
        fewer than six organisations have ties; "no ties".
    members : DataFrame
        Indexed by stakeholder id, internal departments left out: ``name``; ``bloc``, a letter, the
        largest bloc first, empty where there is none; ``steady``, share of the readings in which it
        stands there when blocs are found anew; ``next_bloc``, where else it stands most often;
        ``cooperation_inside``, ``cooperation_between``, ``competition_inside``,
        ``competition_between``, expected strengths with its own bloc and with all others;
        ``between``, whether it stands between blocs: it is not steady, or cooperates more with the
        others than with its own.
    blocs : DataFrame
        Indexed by letter: ``size``; ``firm``, members that are steady in nine of ten readings;
        ``most_inside``, who cooperates most with the others of it; the four strengths.
    high_ties : DataFrame
        For analysts, since a row is a pair: high ties that are there in at least half of the
        readings. ``layer``, ``source``, ``target``, their names and blocs, ``strength``, ``share``
        of the readings, ``against``, whether it runs against the blocs; the surest first.
    triads : DataFrame
        As of `triads_beside_chance`, on high ties that are there in at least half of the readings.
    numbers : DataFrame
        Indexed by number of blocs: ``behind``, by how much the logarithm of the evidence for it
        lies behind the best; ``chosen``.
    runner_up : int
        The next best number of blocs; 0 where none was tried.
    chance : ChanceTest
        Whether there are blocs at all.
    least : LeastFrustration or None
        The fewest high ties that any grouping into as many blocs leaves, with its proof or gap.
    readings : int
        Readings on which blocs were found anew.
    sentences : tuple of str
        What it says, in words: counts only, no organisation.
    named : tuple of str
        Sentences that name organisations, for analysts.
    missing : tuple of Missing
        Tables that would show more.
    """

    where: str
    state: str
    members: pd.DataFrame
    blocs: pd.DataFrame
    high_ties: pd.DataFrame
    triads: pd.DataFrame
    numbers: pd.DataFrame
    runner_up: int
    chance: ChanceTest
    least: LeastFrustration | None
    readings: int
    sentences: tuple[str, ...]
    named: tuple[str, ...]
    missing: tuple[Missing, ...]

    @property
    def count(self) -> int:
        """How many blocs there are; 0 where none are told."""
        return len(self.blocs)

    @property
    def breaking(self) -> pd.DataFrame:
        """High ties that run against the blocs, the surest first."""
        return self.high_ties[self.high_ties["against"]].reset_index(drop=True)
