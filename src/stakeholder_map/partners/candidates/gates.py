"""Who can be a founding partner at all, and what rules the others out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from stakeholder_map.read import Region

DAYS_A_MONTH = 30.44
SHORTEST_CONTRACT_MONTHS = 3.0
"""Shortest time a contract takes where one is required and nothing is given."""

FOR_PATIENTS = ("patient_rights", "community_service")
"""Key groups of which at least one member should be."""

GATES: Mapping[str, str] = {
    "must_not": "must_not in region.toml",
    "willing": "members are willing",
    "refused": "nobody who said no to an invitation to join",
    "owned": "nobody that we own",
    "contract": "contracts are ready at the kick-off",
}
"""What rules a candidate out, in words."""


def screen(region: Region) -> pd.DataFrame:
    """Every organisation that is not our own, with what rules it out.

    Our own are the convener, internal departments, and whoever belongs to the same system as the
    convener. A system and its parts are one family (`family` is the topmost parent): each is a
    candidate by itself, and at most one of a family joins the group.

    Parameters
    ----------
    region : Region
        Its tables `stakeholders` and `asks`, and `must_have`, `must_not` and `kick_off` of
        `region.toml` are read.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id, sorted: the columns of `stakeholders`, ``family``, ``must_have``
        (bool), ``gates``: which of `GATES` rule it out, and ``ruled_out``: the reasons in words,
        empty where nothing rules it out. A must-have is never ruled out.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> region.settings.convener in screen(region).index
    False
    """
    who = region.table("stakeholders").set_index("stakeholder_id").sort_index()
    family = pd.Series([region.root_of(each) for each in who.index], index=who.index, dtype="str")
    convener = region.settings.convener
    ours = (
        who["internal"].fillna(value=False).astype(bool)
        | (family == family[convener])
        | (who.index == convener)
    )
    table = who.assign(family=family)[~ours]
    table["must_have"] = table.index.isin(region.settings.must_have)
    refused = _refused(region)
    gates = [
        {} if row["must_have"] else dict(_gates(row, region=region, refused=refused))
        for row in table.reset_index().to_dict("records")
    ]
    table["gates"] = pd.Series([tuple(each) for each in gates], index=table.index, dtype=object)
    reasons = ["; ".join(each.values()) for each in gates]
    return table.assign(ruled_out=pd.Series(reasons, index=table.index, dtype="str"))


def _gates(
    row: Mapping[Any, Any], *, region: Region, refused: dict[str, pd.Timestamp]
) -> Iterator[tuple[str, str]]:
    """What rules one organisation out: the gate, and the reason in words."""
    stakeholder = str(row["stakeholder_id"])
    if stakeholder in region.settings.must_not:
        yield "must_not", "must_not in region.toml names it"
    if pd.notna(row["willingness"]) and row["willingness"] == 0:
        yield "willing", "its willingness is entered as 0 of 4"
    if stakeholder in refused:
        yield "refused", f"asked to join, its last answer was no ({refused[stakeholder].date()})"
    if row["legal_relation"] == "owned":
        yield "owned", "it is owned by us"
    kick_off = region.settings.kick_off
    if kick_off is not None and pd.notna(row["contract_required"]) and row["contract_required"]:
        left = (kick_off - region.as_of).days / DAYS_A_MONTH
        given = row["lead_months_min"]
        months = SHORTEST_CONTRACT_MONTHS if pd.isna(given) else float(given)
        if months > left:
            reason = (
                f"its contract takes at least {months:g} months, and {max(left, 0):.1f} are left "
                "before the kick-off"
            )
            yield "contract", reason


def _refused(region: Region) -> dict[str, pd.Timestamp]:
    """Day of the last answer of those whose last answer to an invitation to join was no."""
    asks = region.table("asks")
    joins = asks[(asks["ask"] == "join") & (asks["answer"] != "waiting")]
    last = joins.sort_values(["stakeholder_id", "asked_on"]).drop_duplicates(
        "stakeholder_id", keep="last"
    )
    no = last[last["answer"] == "no"]
    day = no["answered_on"].fillna(no["asked_on"])
    return dict(zip(no["stakeholder_id"], day, strict=True))
