"""Whether a received mean may be said to have changed since an earlier scan."""

from __future__ import annotations

from collections.abc import Sequence

from stakeholder_map.privacy.rules import Rules
from stakeholder_map.privacy.statements import Statement

HIGHER, SAME, LOWER = "higher", "same band", "lower"


def told_change(now: Statement, earlier: Sequence[Sequence[Statement]], *, rules: Rules) -> str:
    """How a mean moved since the last scan that told it, as far as that may be said.

    Parameters
    ----------
    now : Statement
        What this scan tells.
    earlier : sequence of sequences of Statement
        What each scan before told, the oldest first.
    rules : Rules
        How many raters must be common to both, and how far apart two sets of raters must be.

    Returns
    -------
    str
        "higher", "same band" or "lower", by the bands of the two scans alone; "" where the mean was
        never told before, where fewer than five raters are common, or where the raters of any scan
        that told it differ from these by one to four: the difference would speak of these few.

    Notes
    -----
    The word follows from two bands that both were told; it adds nothing to what a reader knows.
    """
    same = [one for told in earlier for one in told if one.cell.key == now.cell.key]
    if not same:
        return ""
    raters = now.cell.raters
    for one in same:
        if 0 < len(raters ^ one.cell.raters) < rules.apart:
            return ""
    last = same[-1]
    if len(raters & last.cell.raters) < rules.common:
        return ""
    before, after = _lower_end(last), _lower_end(now)
    return HIGHER if after > before else LOWER if after < before else SAME


def _lower_end(told: Statement) -> float:
    return float(told.label.partition(" ")[0])
