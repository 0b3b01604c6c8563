"""Power, legitimacy, urgency: which of the three each organisation has, and which are not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.power.typology import above, joint, sure_class
from stakeholder_map.influence.ranking.rank import Ranking
from stakeholder_map.influence.ranking.standing import SURE
from stakeholder_map.influence.ranking.told import some_of
from stakeholder_map.phrases import count_of, listed
from stakeholder_map.scan import Scan

ATTRIBUTES = ("power", "legitimacy", "urgency")
NONE = "none of the three"
MIDDLE = 2.0


@dataclass(frozen=True, eq=False)
class Salience:
    """Which of power, legitimacy and urgency each organisation has, with how sure that is.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, in the order of the ranking. ``name``, ``key_group``;
        ``attributes``: those it has, in words, and those that are not known or cannot be told;
        ``power``, the share of the readings in which its score is above .5; ``legitimacy`` and
        ``urgency`` as entered, 0 to 4, missing where they are not; ``share``, the share of the
        likeliest class.
    shares : DataFrame
        Share of the readings in each of the eight classes, named by their attributes. What is not
        known, or lies at the middle of its scale, counts half on either side.
    sentences : tuple of str
        What it says, in words.
    """

    table: pd.DataFrame
    shares: pd.DataFrame
    sentences: tuple[str, ...]


def salience(scan: Scan, ranking: Ranking) -> Salience:
    """Classes of salience (Mitchell, Agle & Wood), named by their attributes.

    Power: an influence score above .5, in each reading. Legitimacy and urgency: more than 2 of 4 in
    `stakeholders`; exactly 2 is the middle, of which it cannot be told.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it.

    Returns
    -------
    Salience
        With a row for each organisation of the ranking.

    Notes
    -----
    The literature has a label for each class; some of them would hurt, and none says more than the
    attributes do.

    References
    ----------
    Mitchell, R. K., Agle, B. R. & Wood, D. J. (1997). Toward a theory of stakeholder identification
    and salience. Academy of Management Review 22(4), 853-886.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> list(salience(scan, rank_influence(scan)).shares.columns)[:2]
    ['power, legitimacy and urgency', 'power and legitimacy']
    """
    index = ranking.table.index
    who = scan.evidence.stakeholders.reindex(index)
    entered = {each: who[each].astype("float64") for each in ("legitimacy", "urgency")}
    levels = {each: np.asarray(column, dtype=np.float64) for each, column in entered.items()}
    strong = above(ranking.scores.to_numpy(dtype=np.float64), 0.5)
    yes: dict[str, Floats] = {"power": strong}
    yes |= {each: above(level[None, :], MIDDLE) for each, level in levels.items()}
    shares = _shares(yes, index=index)
    table = ranking.table[["name", "key_group"]].copy()
    power = pd.Series(strong.mean(axis=0), index=index)
    rows = zip(power, entered["legitimacy"], entered["urgency"], strict=True)
    table["attributes"] = sure_class(shares, otherwise=[_words(*row) for row in rows])
    table["power"] = power
    for each, column in entered.items():
        table[each] = column
    table["share"] = shares.max(axis=1)
    return Salience(table, shares, tuple(_told(table)) if ranking.layers else ())


def _shares(yes: dict[str, Floats], *, index: pd.Index) -> pd.DataFrame:
    columns = {}
    for has in product((True, False), repeat=len(ATTRIBUTES)):
        pairs = list(zip(ATTRIBUTES, has, strict=True))
        names = [name for name, there in pairs if there]
        columns[listed(names) or NONE] = joint(
            *(yes[name] if there else 1 - yes[name] for name, there in pairs)
        )
    return pd.DataFrame(columns, index=index)


def _words(power: float, legitimacy: float, urgency: float) -> str:
    """What is there, and of what it cannot be said."""
    known = {
        "power": power,
        **{
            name: float(above(np.array([value]), MIDDLE)[0])
            for name, value in (("legitimacy", legitimacy), ("urgency", urgency))
        },
    }
    absent = [n for n, v in (("legitimacy", legitimacy), ("urgency", urgency)) if np.isnan(v)]
    unclear = [n for n, v in known.items() if 1 - SURE < v < SURE and n not in absent]
    there = listed(name for name, value in known.items() if value >= SURE)
    clauses = [
        there or ("" if len(absent) + len(unclear) == len(known) else "none for sure"),
        f"{listed(absent)} not known" if absent else "",
        f"{listed(unclear)} cannot be told" if unclear else "",
    ]
    return "; ".join(clause for clause in clauses if clause)


def _told(table: pd.DataFrame) -> Iterable[str]:
    everything = table[table["attributes"] == listed(ATTRIBUTES)]
    if len(everything):
        yield f"Power, legitimacy and urgency together: {some_of(list(everything['name']))}."
    urgent = table[(table["attributes"] == "legitimacy and urgency")]
    if len(urgent):
        yield (
            "Legitimate and urgent claims without power of their own, so easily overheard: "
            f"{some_of(list(urgent['name']))}."
        )
    absent = int(table[["legitimacy", "urgency"]].isna().any(axis=1).sum())
    if absent:
        yield f"Legitimacy or urgency is not entered for {count_of(absent, 'organisation')}."
