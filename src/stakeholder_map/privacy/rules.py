"""The thresholds of what leaders are told, and the sentence that turns them off."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from stakeholder_map.errors import UsageError

OFF_SENTENCE = "I accept that readers can work out single answers"
"""What has to be typed, letter by letter, to turn suppression off."""

BANNER = (
    "SAFETY IS OFF. This report is not suppressed: readers can work out who answered what. "
    "Do not pass it on."
)
"""What is printed, and stands on top of every page for leaders, where suppression is off."""


@dataclass(frozen=True)
class Rules:
    """From when on something may be told.

    Parameters
    ----------
    raters : int
        Fewest systems that must have rated before their mean is told.
    respondents : int
        Fewest systems that must have answered before leaders get a report at all.
    group : int
        Fewest systems in a key group; smaller ones are pooled.
    common : int
        Fewest systems that must have rated in both scans before a change is told.
    apart : int
        Two sets of raters are equal or differ by at least so many.
    band : Fraction or None
        Width of the bands in which means are told, on the scale from 0 to 4; None: means are told
        to two decimals.

    Examples
    --------
    >>> SAFE.raters, float(SAFE.band), OFF.raters, OFF.band
    (5, 0.5, 1, None)
    """

    raters: int = 5
    respondents: int = 5
    group: int = 3
    common: int = 5
    apart: int = 5
    band: Fraction | None = Fraction(1, 2)

    @property
    def safe(self) -> bool:
        """Whether these are the thresholds that everybody gets unless safety is turned off."""
        return self == SAFE


SAFE = Rules()
"""The thresholds of every scan."""

OFF = Rules(raters=1, respondents=1, group=1, common=1, apart=0, band=None)
"""Nothing is held back: for tests with invented answers."""


def choose_rules(sentence: str) -> Rules:
    """The thresholds, or none where the sentence that turns them off was typed.

    Parameters
    ----------
    sentence : str
        What the user typed; empty for the usual thresholds.

    Returns
    -------
    Rules
        :data:`SAFE` or :data:`OFF`.

    Raises
    ------
    UsageError
        Where something else was typed than the whole sentence.

    Examples
    --------
    >>> choose_rules("").safe
    True
    >>> choose_rules("yes")
    Traceback (most recent call last):
    ...
    stakeholder_map.errors.UsageError: to turn suppression off, type 'I accept that readers can \
work out single answers'; found 'yes'
    """
    if not sentence:
        return SAFE
    if sentence != OFF_SENTENCE:
        raise UsageError(f"to turn suppression off, type {OFF_SENTENCE!r}; found {sentence!r}")
    return OFF
