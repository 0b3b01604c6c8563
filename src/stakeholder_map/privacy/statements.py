"""What a published mean tells of the answers behind it, in whole numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from stakeholder_map.privacy.ratings import FULL_MARKS, Scale, Voice

Kind = Literal["organisation", "key group", "area", "region"]
HALF_A_HUNDREDTH = Fraction(1, 200)
_OWN_STEPS = 12
"""An insider's own voice may be a mean: it is tried in twelfths of an answer."""


@dataclass(frozen=True)
class Cell:
    """A mean that might be published.

    Parameters
    ----------
    kind : {"organisation", "key group", "area", "region"}
        Of whom or of what it is the mean.
    about : str
        Id of the stakeholder, the key group, the area, or "" for the region.
    topic : str
        What was rated.
    scale : Scale
        Of the questions.
    voices : tuple of Voice
        All that go into the mean, each with the same weight; sorted.
    """

    kind: Kind
    about: str
    topic: str
    scale: Scale
    voices: tuple[Voice, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from other cells of a scan."""
        return (self.kind, self.about, self.topic)

    @property
    def raters(self) -> frozenset[str]:
        """The systems that rated."""
        return frozenset(voice.rater for voice in self.voices)

    @property
    def mean(self) -> Fraction:
        """Mean of the voices, 0 to 4 where 4 is the highest answer."""
        total = sum((voice.mean for voice in self.voices), Fraction(0))
        return total * FULL_MARKS / (len(self.voices) * self.scale.highest)


@dataclass(frozen=True)
class Statement:
    """What readers of a cell know: ``low <= sum of weight * total <= high`` in whole numbers.

    Parameters
    ----------
    cell : Cell
        What was published.
    weights : tuple of int
        One for each voice of the cell.
    low, high : int
        Between what the sum lies.
    label : str
        What stands in the table.
    """

    cell: Cell
    weights: tuple[int, ...]
    low: int
    high: int
    label: str


def state(cell: Cell, *, band: Fraction | None) -> Statement:
    """What is told of a cell.

    Parameters
    ----------
    cell : Cell
        With at least one voice.
    band : Fraction or None
        Width of the bands; None: the mean to two decimals, which counts as the exact mean.

    Returns
    -------
    Statement
        Bands hold their lower end and not their upper one, save the topmost.

    Examples
    --------
    >>> voices = tuple(Voice(rater, "x", "value", 3, 1) for rater in "abcde")
    >>> told = state(Cell("organisation", "x", "value", Scale(1, 4), voices), band=Fraction(1, 2))
    >>> told.label, told.low, told.high
    ('3.0 to 3.5', 15, 17)
    """
    common = math.lcm(*(voice.answers for voice in cell.voices))
    weights = tuple(common // voice.answers for voice in cell.voices)
    # mean = sum / one, with one the sum that makes a mean of 1
    one = Fraction(len(cell.voices) * common * cell.scale.highest, FULL_MARKS)
    if band is None:
        exact = int(cell.mean * one)
        return Statement(cell, weights, exact, exact, f"{float(cell.mean):.2f}")
    place = band_of(cell.mean, band=band)
    low, high = ends_of(place, band=band, one=one)
    lower, upper = float(place * band), float((place + 1) * band)
    return Statement(cell, weights, low, high, f"{lower:.1f} to {upper:.1f}")


def band_of(mean: Fraction, *, band: Fraction) -> int:
    """Number of the band that holds a mean, from 0; the topmost holds the highest mean too.

    Examples
    --------
    >>> [band_of(Fraction(mean), band=Fraction(1, 2)) for mean in (0, 3, 4)]
    [0, 6, 7]
    """
    return min(math.floor(mean / band), math.ceil(FULL_MARKS / band) - 1)


def ends_of(place: int, *, band: Fraction, one: Fraction) -> tuple[int, int]:
    """Lowest and highest whole sum in a band, where `one` is the sum that makes a mean of 1."""
    low = math.ceil(place * band * one)
    top = (place + 1) * band >= FULL_MARKS
    high = math.floor(FULL_MARKS * one) if top else math.ceil((place + 1) * band * one) - 1
    return low, high


@lru_cache(maxsize=512)
def hidden_bands(raters: int, scale: Scale, *, band: Fraction) -> frozenset[int]:
    """Bands that are never told of a mean of so many raters.

    A band is hidden where any answer that a rater might have given himself, together with the
    band, would fix another's: all four others must then have answered 4, say. Whether a mean is
    told depends on its band and the number of raters alone, not on who answered what. A blank must
    not fix an answer either; more bands are hidden, from the ends inwards, until it does not.

    Parameters
    ----------
    raters : int
        How many voices go into the mean.
    scale : Scale
        Of the question.
    band : Fraction
        Width of the bands.

    Returns
    -------
    frozenset of int
        Numbers of bands, see :func:`band_of`.

    Examples
    --------
    >>> sorted(hidden_bands(5, Scale(1, 4), band=Fraction(1, 2)))
    [2, 7]
    >>> sorted(hidden_bands(9, Scale(1, 4), band=Fraction(1, 2)))
    []
    """
    bands = range(math.ceil(FULL_MARKS / band))
    reached = [place for place in bands if _sums((place,), raters=raters, scale=scale, band=band)]
    hidden = {place for place in reached if _fixes((place,), raters=raters, scale=scale, band=band)}
    while hidden and len(hidden) < len(reached):
        if not _fixes(tuple(sorted(hidden)), raters=raters, scale=scale, band=band):
            break
        shown = [place for place in reached if place not in hidden]
        hidden |= {shown[0], shown[-1]}
    return frozenset(hidden)


def _sums(
    places: Sequence[int], *, raters: int, scale: Scale, band: Fraction
) -> list[tuple[int, int]]:
    """Sums of all answers that each band leaves open."""
    one = Fraction(raters * scale.highest, FULL_MARKS)
    found = []
    for place in places:
        low, high = ends_of(place, band=band, one=one)
        low, high = max(low, raters * scale.lowest), min(high, raters * scale.highest)
        found += [(low, high)] if low <= high else []
    return found


def _fixes(places: tuple[int, ...], *, raters: int, scale: Scale, band: Fraction) -> bool:
    """Whether one of these bands and some own answer leave another rater a single answer."""
    sums = _sums(places, raters=raters, scale=scale, band=band)
    own = range(scale.lowest * _OWN_STEPS, scale.highest * _OWN_STEPS + 1)
    return any(
        len(_open_answers(sums, Fraction(step, _OWN_STEPS), raters=raters, scale=scale)) == 1
        for step in own
    )


def _open_answers(
    sums: Iterable[tuple[int, int]], own: Fraction, *, raters: int, scale: Scale
) -> set[int]:
    """Answers that another rater may have given, for whoever gave `own` himself."""
    others = raters - 1
    lowest, highest = others * scale.lowest, others * scale.highest
    answers: set[int] = set()
    for low, high in sums:
        least, most = max(math.ceil(low - own), lowest), min(math.floor(high - own), highest)
        if least > most:
            continue
        first = max(scale.lowest, least - (others - 1) * scale.highest)
        last = min(scale.highest, most - (others - 1) * scale.lowest)
        answers.update(range(first, last + 1))
    return answers
