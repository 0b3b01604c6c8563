"""Which conversation would most improve the choice."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class NextQuestions:
    """What hearing from each silent or stale source would be worth to the choice.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, the most valuable first: ``name``, ``key_group``, ``why`` (what
        is not known of it, in words), ``value``: expected gain in benefit from hearing it, in
        percent of the benefit of the proposed choice; ``regret``, the share of the expected regret
        that this would take away; ``ask``, what to ask.
    expected_regret : float
        What is lost by choosing on today's evidence, in percent of the benefit.
    sentences : tuple of str
        What it says, in words.
    """

    table: pd.DataFrame
    expected_regret: float
    sentences: tuple[str, ...]
