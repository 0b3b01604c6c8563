"""Evidence from plain values, for small examples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from stakeholder_map.evidence.model import Evidence
from stakeholder_map.evidence.records import EXPOSURE_COLUMNS
from stakeholder_map.evidence.reports import as_reports
from stakeholder_map.evidence.witnesses import list_witnesses


def evidence_from_answers(
    answers: Iterable[tuple[object, ...]],
    *,
    silent: Iterable[str] = (),
    others: Iterable[str] = (),
    unlisted: Literal["zero", "unknown"] = "zero",
    highest: int = 4,
) -> Evidence:
    """Evidence of survey answers by stakeholders who speak for themselves.

    Parameters
    ----------
    answers : iterable of tuple
        ``(respondent, target, layer, level)`` or ``(respondent, target, layer, level, area)``;
        a level of None is a blank.
    silent, others : iterable of str
        Stakeholders that were asked and never answered; that were not asked.
    unlisted : {"zero", "unknown"}
        What leaving out a target means.
    highest : int
        End of the scale.

    Returns
    -------
    Evidence

    Examples
    --------
    >>> evidence_from_answers([("a", "b", "cooperation", None)]).reports["state"].tolist()
    ['blank']
    """
    names = ["witness", "target", "layer", "level", "area"]
    said = pd.DataFrame([(*each, "")[:5] for each in answers], columns=pd.Index(names))
    said["level"] = said["level"].astype("Int64")
    said["value"] = (said["level"] / highest).astype("Float64")
    said["witness_stakeholder"] = said["source"] = said["witness"]
    ids = sorted({*said["witness"], *said["target"], *silent, *others})
    nodes = pd.DataFrame({"stakeholder_id": ids, "key_group": "non_health", "internal": False})
    asked = sorted({*said["witness"], *silent})
    invitations = {"respondent_id": asked, "stakeholder_id": asked, "shown": None, "wave": "1"}
    witnesses = list_witnesses(
        nodes,
        survey=pd.DataFrame({"respondent_id": said["witness"], "wave": "1"}),
        invitations=pd.DataFrame(invitations),
        convener="",
        unlisted=unlisted,
    )
    return Evidence(
        stakeholders=nodes.astype("str").set_index("stakeholder_id").drop(columns="internal"),
        reports=as_reports([said.assign(kind="survey", highest=highest, wave="1")]),
        witnesses=witnesses,
        exposures=pd.DataFrame({name: [] for name in EXPOSURE_COLUMNS}),
        balance=pd.DataFrame({"table": [], "reason": [], "rows": []}),
        asked=tuple(sorted(set(said["layer"]))),
    )
