"""Notebook 02: on what grounds they move others, and what would change their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.change.moves import moves_since
from stakeholder_map.influence import (
    DirectInfluence,
    Grounds,
    KeySets,
    PowerInterest,
    Salience,
)
from stakeholder_map.influence.power.typology import CANNOT_TELL
from stakeholder_map.influence.ranking.told import of_100
from stakeholder_map.phrases import spelt
from stakeholder_map.report.figures import plot_power_interest
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    answer_of,
    evidence_of,
    method_of,
    named,
    sentences,
)

OFTEN = 0.1
"""From this share of the readings on, a member of a set stands in its table."""

DRAWN = 30
"""So many are drawn with their names by power and interest: more would be a thicket."""

HANGING = 0.8
"""From this share of the dealings on, one person carries the relation."""


@answer_of.register
def _(result: Grounds) -> Iterable[Block]:
    return sentences("grounds", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: Grounds) -> Iterable[Block]:
    yield from sentences("grounds-more", result.sentences[1:], tier="analyst")
    if len(result.leaders):
        yield Table(
            "grounds",
            named(result.leaders),
            title="On what grounds the first ten stand where they stand",
            tier="analyst",
        )
        yield Table(
            "grounds-by-name",
            named(result.senders),
            title="From whom the strongest ties of the first ten come in, by name",
            tier="restricted",
        )
    if len(result.groups):
        yield Table(
            "leaders-by-group",
            result.groups.rename(index=spelt).rename_axis("key group"),
            title="Who comes first within each key group",
            tier="analyst",
            notes={
                "rank": "its place among all",
                "share": "share of the readings in which it is first of its group",
                "others": "who else is first, in how many of 100 readings",
            },
        )
    hanging = result.one_person[result.one_person["greatest_share"] >= HANGING]
    if len(hanging):
        yield Table(
            "one-person",
            named(hanging).drop(columns="seniority"),
            title="Organisations that deal with others mostly through one person",
            tier="analyst",
            notes={
                "dealings": "contacts with and meetings of others, on record",
                "named": "of these with a person of theirs",
                "persons": "how many different persons",
                "greatest_share": "share of those dealings by the person with the most",
            },
        )


@evidence_of.register
def _(result: KeySets) -> Iterable[Block]:
    yield from sentences("together", result.sentences, tier="analyst")
    often = result.table[result.table[["reach", "fragment"]].max(axis=1) >= OFTEN]
    if len(often):
        proof = "each proven best" if result.proven else "not each proven best"
        yield Table(
            "together",
            named(often),
            title=f"Who is in the best set of {result.size} ({result.readings} readings; {proof})",
            tier="analyst",
            notes={
                "reach": "share of the readings in which it is in the set nearest to the others",
                "fragment": "the same, of the set whose going parts the others most",
            },
        )


@evidence_of.register
def _(result: DirectInfluence) -> Iterable[Block]:
    yield from sentences("direct", result.sentences, tier="analyst")
    if len(result.table) > 1:
        yield Table(
            "direct-influence",
            named(result.table),
            title="Direct influence among the first, with what it does through one other",
            tier="analyst",
            notes={
                "influence": "sum over the others of what it exerts on them, as stated",
                "dependence": "sum of what they exert on it",
                "competitiveness": "1 is the mean of all; more is more",
            },
            decimals={"influence": 0, "dependence": 0},
        )


@dataclass(frozen=True, eq=False)
class Movement:
    """A grid of power and interest, and who moved in it since the scan before.

    Parameters
    ----------
    grid : PowerInterest
        Of this scan.
    moves : DataFrame or None
        What `moves_since` gave.
    """

    grid: PowerInterest
    moves: pd.DataFrame | None


def moved(grid: PowerInterest, *, prepared: str = "") -> Movement:
    """A grid of power and interest with arrows from where those stood who have moved.

    Parameters
    ----------
    grid : PowerInterest
        What `power_and_interest` gave.
    prepared : str
        Folder of what the run prepared, with the findings of the scan before if there was one.

    Returns
    -------
    Movement
        A change within the noise is drawn as no change.
    """
    return Movement(grid, moves_since(prepared))


@evidence_of.register
def _(result: Movement) -> Iterable[Block]:
    return _interest_blocks(result.grid, moves=result.moves)


@evidence_of.register
def _(result: PowerInterest) -> Iterable[Block]:
    return _interest_blocks(result, moves=None)


def _interest_blocks(result: PowerInterest, *, moves: pd.DataFrame | None) -> Iterable[Block]:
    yield from sentences("interest", result.sentences, tier="analyst")
    known = result.table.dropna(subset=["interest"])
    if known.empty or not result.sentences:
        return
    firm = known["field"] == known["likely"]
    shown, told = known.assign(firm=firm), ""
    if moves is not None:
        shown = shown.join(moves)
        told = "; arrows: moved since the last scan by more than noise"
    first = pd.concat([shown.head(DRAWN), _moved(shown.iloc[DRAWN:])])
    many = f" (the first {DRAWN} by influence)" if len(known) > DRAWN else ""
    yield plot_power_interest(
        first.set_index("name").drop(columns="key_group"),
        name="power-interest",
        title=f"Power and interest, with the range of at least nine of ten readings{many}{told}",
        tier="analyst",
        middle=(0.5, 2.0),
    )
    columns = ["field", "likely", "power", "interest", "interest_from"]
    yield Table(
        "power-interest-fields",
        _fields(result)[[*columns, "share", "said"]],
        title="Power and interest: the field of each, where nine of ten readings agree",
        tier="analyst",
        notes={
            "likely": "the field that most readings give, and how many of 100 do",
            "share": "share of the readings that give the likely field",
            "power": "influence score, 0 to 1",
            "interest": "mean priority over areas, 0 to 4",
            "said": "areas it is the mean of",
            "interest_from": "who says so",
        },
        page=columns,
    )


def _moved(frame: pd.DataFrame) -> pd.DataFrame:
    """Those who have moved."""
    columns = [column for column in frame if str(column).endswith("_before")]
    moved: pd.DataFrame = frame[frame[columns].notna().any(axis=1)]
    return moved


def _fields(result: PowerInterest) -> pd.DataFrame:
    """The table with the likely field and its share in words, where the field cannot be told."""
    table = named(result.table)
    likely = [
        f"{field} ({of_100(share)})" if known == CANNOT_TELL else ""
        for known, field, share in zip(table["field"], table["likely"], table["share"], strict=True)
    ]
    return table.assign(likely=likely)


@method_of.register
def _(result: PowerInterest) -> Iterable[Block]:
    if result.sentences:
        text = (
            "More power is an influence score above that of half of the others; more interest is "
            "above the middle of the scale of priorities. What lies on a line counts half on "
            "either side."
        )
        yield Note("interest-method", text, tier="analyst")


@evidence_of.register
def _(result: Salience) -> Iterable[Block]:
    yield from sentences("salience", result.sentences, tier="analyst")
    entered = result.table[["legitimacy", "urgency"]].notna().to_numpy()
    if not result.sentences or not np.any(entered):
        return
    columns = ["attributes", "power", "legitimacy", "urgency"]
    yield Table(
        "salience",
        named(result.table)[columns],
        title="Which of power, legitimacy and urgency each organisation has",
        tier="analyst",
        notes={
            "power": "share of the readings in which its score is above half of the others",
            "legitimacy": "as entered, 0 to 4; 2 is the middle",
            "urgency": "as entered, 0 to 4; 2 is the middle",
        },
        decimals={"power": 2, "legitimacy": 0, "urgency": 0},
    )
