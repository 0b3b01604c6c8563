"""Who was asked, who answered, and what it means that a target was left out."""

from __future__ import annotations

import pandas as pd

WITNESS_COLUMNS = ("witness", "stakeholder", "key_group", "state", "unlisted", "shown")
"""Columns of the table of witnesses."""


def list_witnesses(
    stakeholders: pd.DataFrame,
    *,
    survey: pd.DataFrame | None,
    invitations: pd.DataFrame | None,
    convener: str,
    unlisted: str | None,
) -> pd.DataFrame:
    """Everyone who was asked to answer the survey, in the wave of the scan.

    Without the table `invitations` all stakeholders count as invited, but for internal departments
    and the convener, who asks. Whoever answered is listed even where nobody wrote down that they
    were invited.

    Parameters
    ----------
    stakeholders : DataFrame
        The table `stakeholders`.
    survey, invitations : DataFrame or None
        The tables of these names; None where the region has no such table. Without both nobody was
        asked.
    convener : str
        The stakeholder that asks.
    unlisted : str or None
        What leaving out a target means where the invitation does not say what was shown:
        ``zero``, ``unknown``, or None, which is taken as unknown.

    Returns
    -------
    DataFrame
        One row per witness, sorted: `witness`, `stakeholder` (for whom it speaks), `key_group`,
        `state` (``answered`` with a row in `survey`, else ``silent``), `unlisted` (``zero`` where
        leaving out a target that was shown means no tie, else ``unknown``), `shown` (the targets
        shown, where they are listed; empty where it was the whole roster, or nothing).

    Examples
    --------
    >>> parties = pd.DataFrame({"stakeholder_id": ["us", "a", "b"], "key_group": "hospital",
    ...                         "internal": False})
    >>> survey = pd.DataFrame({"respondent_id": ["a"], "wave": ["1"]})
    >>> asked = list_witnesses(parties, survey=survey, invitations=None, convener="us",
    ...                        unlisted="zero")
    >>> asked[["witness", "state", "unlisted"]].values.tolist()
    [['a', 'answered', 'zero'], ['b', 'silent', 'zero']]
    """
    answered = sorted(set(survey["respondent_id"])) if survey is not None else []
    if invitations is not None:
        asked = _invited(invitations, survey)
    elif survey is not None:
        asked = _everybody(stakeholders, convener=convener)
    else:
        asked = pd.DataFrame({"witness": [], "stakeholder": [], "shown": []})
    further = [each for each in answered if each not in set(asked["witness"])]
    uninvited = pd.DataFrame({"witness": further, "stakeholder": further, "shown": ""})
    table = pd.concat([asked, uninvited]).astype("str").sort_values("witness", ignore_index=True)
    groups = stakeholders.set_index("stakeholder_id")["key_group"]
    table["key_group"] = table["stakeholder"].map(groups).astype("str")
    table["state"] = table["witness"].isin(answered).map({True: "answered", False: "silent"})
    rules = [_unlisted(text, usual=unlisted) for text in table["shown"]]
    table["unlisted"] = pd.Series([rule for rule, _ in rules], index=table.index, dtype="str")
    table["shown"] = pd.Series([shown for _, shown in rules], index=table.index, dtype="object")
    return table.astype({"state": "str"})[list(WITNESS_COLUMNS)]


def _invited(invitations: pd.DataFrame, survey: pd.DataFrame | None) -> pd.DataFrame:
    names = {"respondent_id": "witness", "stakeholder_id": "stakeholder", "shown": "shown"}
    if survey is not None and len(survey):
        wave = invitations["wave"]
        invitations = invitations[wave.isna() | wave.isin(survey["wave"])]
    return invitations[list(names)].rename(columns=names).fillna({"shown": ""})


def _everybody(stakeholders: pd.DataFrame, *, convener: str) -> pd.DataFrame:
    ours = stakeholders["internal"].fillna(value=False).astype(bool)
    ids = stakeholders.loc[~ours & (stakeholders["stakeholder_id"] != convener), "stakeholder_id"]
    return pd.DataFrame({"witness": ids, "stakeholder": ids, "shown": ""})


def _unlisted(shown: str, *, usual: str | None) -> tuple[str, tuple[str, ...]]:
    if shown == "":
        return usual or "unknown", ()
    if shown in ("roster", "free"):
        return ("zero" if shown == "roster" else "unknown"), ()
    return "zero", tuple(sorted({each.strip() for each in shown.split("|")} - {""}))
