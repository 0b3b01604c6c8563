"""What the climate says in words, and which of its sentences everybody may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from stakeholder_map.environment.heard import FEWEST_SYSTEMS, NOBODY, NOT_ASKED, SIDES
from stakeholder_map.phrases import count_of, listed, percent, spelt


@dataclass(frozen=True)
class Said:
    """A sentence, with what decides who may read it.

    Parameters
    ----------
    text : str
        The sentence.
    layers : tuple of str
        The layers that it tells of.
    systems : int
        How many systems' answers it rests on.
    counts : bool
        Whether it counts answers: those counts are for analysts, since leaders get bands that were
        judged together with all ratings.
    """

    text: str
    layers: tuple[str, ...] = ()
    systems: int = FEWEST_SYSTEMS
    counts: bool = False

    def for_all(self, closed: Iterable[str]) -> bool:
        """Whether everybody may read it: no count, no closed layer, enough systems behind it."""
        enough = self.systems >= FEWEST_SYSTEMS
        return enough and not self.counts and not set(self.layers) & set(closed)


def tell_answers(
    by_area: pd.DataFrame, *, asked: frozenset[str], states: pd.Series[str], heard: int
) -> tuple[Said, ...]:
    """Sentences on what was answered.

    Parameters
    ----------
    by_area : DataFrame
        As `Climate` holds it.
    asked : frozenset of str
        Constructs that the survey asked about.
    states : Series
        As :func:`stakeholder_map.environment.heard.area_states` gives it.
    heard : int
        Systems that answered the survey.

    Returns
    -------
    tuple of Said
        On each layer, on both together, on areas.
    """
    return (
        *_of_layers(by_area, asked=asked, heard=heard),
        *_of_both(by_area),
        *_of_areas(by_area, states=states, heard=heard),
    )


def whole(by_area: pd.DataFrame, column: str) -> int:
    """Figure of the relations as a whole; 0 where it is missing."""
    figure = by_area[column].iloc[0]
    return 0 if pd.isna(figure) else int(figure)


def _of_layers(by_area: pd.DataFrame, *, asked: frozenset[str], heard: int) -> Iterator[Said]:
    for layer in SIDES:
        if layer not in asked:
            yield Said(f"The survey did not ask about {layer}.", (layer,))
            continue
        pairs, high = whole(by_area, f"{layer}_pairs"), whole(by_area, f"{layer}_high")
        if not pairs:
            yield Said(f"Nobody reported on {layer}.", (layer,), heard)
            continue
        reported = f"On {layer} somebody reported for {count_of(pairs, 'pair')} of organisations"
        text = f"{reported}; it is high in {high:,} ({percent(high / pairs)})."
        yield Said(text, (layer,), whole(by_area, f"{layer}_systems"), counts=True)


def _of_both(by_area: pd.DataFrame) -> Iterator[Said]:
    both, high = whole(by_area, "both_pairs"), whole(by_area, "both_high")
    does, works = ("does", "it works") if high == 1 else ("do", "they work")
    also = "competes" if high == 1 else "compete"
    if both:
        pairs = count_of(both, "pair")
        said = f"Of {pairs} with reports on both, {high:,} {does} both by what was reported"
        text = f"{said}: {works} together and {also}."
        yield Said(text, SIDES, whole(by_area, "both_systems"), counts=True)


def _of_areas(by_area: pd.DataFrame, *, states: pd.Series[str], heard: int) -> Iterator[Said]:
    inside = by_area[by_area.index != ""]
    if len(inside) and not inside["organisations"].sum():
        yield Said("The survey did not ask area by area.")
        return
    for state in (NOBODY, NOT_ASKED):
        silent = inside.loc[states.reindex(inside.index) == state, "area"]
        if len(silent):
            yield Said(f"{state}: {listed(silent)}.", systems=heard)
    for layer, word in zip(SIDES, ("collaborative", "competitive"), strict=True):
        enough = inside[f"{layer}_systems"] >= FEWEST_SYSTEMS
        shares = inside[enough & (inside[f"{layer}_pairs"] > 0)]
        if len(shares) < 2:
            continue
        most = shares[f"{layer}_share"].max()
        first = shares[shares[f"{layer}_share"] == most]
        where = f"Most {word}: {listed(first['area'])}"
        text = f"{where}, with high {layer} in {percent(most)} of the pairs reported on."
        yield Said(text, (layer,), counts=True)


def tell_records(by_area: pd.DataFrame, *, observed: pd.DataFrame) -> tuple[str, ...]:
    """Sentences on tensions in our own log, and on what was heard or read.

    Parameters
    ----------
    by_area, observed : DataFrame
        As `Climate` holds them.

    Returns
    -------
    tuple of str
        Counts only.
    """
    said = []
    contacts = whole(by_area, "contacts")
    if contacts:
        tensions, unsaid = whole(by_area, "tensions"), whole(by_area, "unsaid")
        said.append(
            f"Tension was noted in {tensions:,} of {count_of(contacts, 'contact')} on record; "
            f"{unsaid:,} {'says' if unsaid == 1 else 'say'} nothing of it."
        )
    if len(observed):
        themes = observed.groupby("theme", sort=False).size()
        parts = [f"{number} on {spelt(str(theme))}" for theme, number in themes.items()]
        shared = int((observed["consent"] == "leadership").sum())
        said.append(
            f"{count_of(len(observed), 'observation')} on record: {listed(parts)}; leadership may "
            f"read {shared:,} of them."
        )
    return tuple(said)
