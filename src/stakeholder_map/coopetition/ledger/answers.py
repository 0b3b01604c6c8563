"""Alone or together: what each side of a pair answers, area by area."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.read import Region

YES, NO, EVEN, UNKNOWN = "yes", "no", "as much alone", "not known; ask"

BOTH_YES = "both said yes"
BELIEVED = "we believe so; ask"
NOT_KNOWN = "not known; ask"
NOT_BOTH = "not both"
LITMUS = (BOTH_YES, BELIEVED, NOT_KNOWN, NOT_BOTH)
"""Whether two gain more together than alone, from the surest yes to a no."""

ENDS = ("source", "target")
_COPIED = ("position", "priority", "gain_kind", "gives_up", "at_stake")
_PER_SIDE = (*_COPIED, "lead", "stated", "answer")


def pair_answers(region: Region, pairs: pd.DataFrame) -> pd.DataFrame:
    """Answers of both sides, for each area in which both have a position.

    Parameters
    ----------
    region : Region
        Its table `positions` is read.
    pairs : DataFrame
        ``source`` and ``target``, each pair once.

    Returns
    -------
    DataFrame
        One row per pair and area in which both have a position. ``litmus``, one of `LITMUS`: "both
        said yes" only where both stated it themselves; "we believe so; ask" where both would by
        what we know, and at least one of the two is a guess of ours or from a document. For each
        side, beginning with ``source_`` and ``target_``: ``answer`` ("yes", "no", "as much
        alone" as together, or not known; "we believe: " stands before what nobody stated),
        ``stated``, and ``position``, ``priority``, ``gain_kind``, ``gives_up``, ``at_stake`` as
        they stand in the table.
    """
    said = _answers(region.table("positions"))
    both = pairs[list(ENDS)]
    for end in ENDS:
        side = said.rename(columns={name: f"{end}_{name}" for name in _PER_SIDE})
        side = side.rename(columns={"stakeholder_id": end})
        keys = [end] if end == "source" else [end, "area_id"]
        both = both.merge(side, on=keys, how="inner")
    both["litmus"] = _litmus(both)
    return both


def _answers(positions: pd.DataFrame) -> pd.DataFrame:
    table = positions[["stakeholder_id", "area_id", *_COPIED]].copy()
    ends = positions[["gain_together", "gain_alone"]].astype("float64")
    lead = (ends["gain_together"] - ends["gain_alone"]).to_numpy()
    table["lead"] = lead
    table["stated"] = (positions["source"] == "stated").to_numpy()
    answer = np.select([lead > 0, lead < 0, lead == 0], [YES, NO, EVEN], default=UNKNOWN)
    believed = ~table["stated"].to_numpy() & ~np.isnan(lead)
    table["answer"] = np.where(believed, np.char.add("we believe: ", answer), answer)
    return table


def _litmus(both: pd.DataFrame) -> npt.NDArray[np.str_]:
    lead = both[[f"{end}_lead" for end in ENDS]].to_numpy(dtype=np.float64)
    stated = both[[f"{end}_stated" for end in ENDS]].to_numpy(dtype=np.bool_).all(axis=1)
    yes = (lead > 0).all(axis=1)
    told = [yes & stated, yes, (lead <= 0).any(axis=1)]
    return np.select(told, [BOTH_YES, BELIEVED, NOT_BOTH], default=NOT_KNOWN)


def kinds_note(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """What to ask about the kinds of gain that two sides named.

    Parameters
    ----------
    one, other : tuple of str
        Kinds of gain of each side; empty where it named none.

    Returns
    -------
    str
        Empty where anything but money and referrals was named, or nothing at all.

    Examples
    --------
    >>> kinds_note(("financial",), ("financial",))
    'Only financial gain stated so far; ask what else.'
    >>> kinds_note(("financial",), ("care",)), kinds_note((), ())
    ('', '')
    """
    kinds = {*one, *other}
    if kinds and kinds <= {"financial", "referrals"}:
        words = {"financial": "financial gain", "referrals": "referrals"}
        named = " and ".join(words[kind] for kind in sorted(kinds))
        return f"Only {named} stated so far; ask what else."
    return ""
