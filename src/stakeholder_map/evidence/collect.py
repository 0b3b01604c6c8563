"""From the tables of a region to the evidence of its ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from stakeholder_map.evidence.contacts import contact_records
from stakeholder_map.evidence.gatherings import event_records, membership_records
from stakeholder_map.evidence.model import Evidence
from stakeholder_map.evidence.positions import position_reports
from stakeholder_map.evidence.records import Ageing, Records
from stakeholder_map.evidence.reports import as_reports
from stakeholder_map.evidence.survey import read_answers, survey_reports
from stakeholder_map.evidence.witnesses import list_witnesses

if TYPE_CHECKING:
    from stakeholder_map.read import Region


def collect_evidence(region: Region) -> Evidence:
    r"""Everything that the tables of a region say of ties, side by side.

    Survey answers, contact logs, joint attendance of events, shared bodies and positions become
    reports; nothing is weighed here, and no report overrides another. See `survey_reports`,
    `contact_records`, `event_records`, `membership_records` and `position_reports` for what each
    value means.

    Parameters
    ----------
    region : Region
        A region that was read.

    Returns
    -------
    Evidence

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from stakeholder_map.read import read_region
    >>> files = {
    ...     "region.toml": "name = 'Tiny'\nconvener = 'us'\nas_of = 2026-07-01\n",
    ...     "stakeholders.csv": "stakeholder_id,name,key_group\nus,We,hospital\nb,Be,hospital\n",
    ...     "contacts.csv": "date,from_id,to_id,channel\n2026-06-30,us,b,call\n",
    ... }
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name, text in files.items():
    ...         _ = Path(folder, name).write_text(text)
    ...     collect_evidence(read_region(folder))
    Evidence: 2 stakeholders, 0 of 0 witnesses answered, 1 report in 1 layer
    """
    tables = {name: region.table(name) for name in ("stakeholders", "survey", "questions")}
    witnesses = list_witnesses(
        tables["stakeholders"],
        survey=tables["survey"] if region.has("survey") else None,
        invitations=region.table("invitations") if region.has("invitations") else None,
        convener=region.settings.convener,
        unlisted=region.settings.unlisted,
    )
    questions = tables["questions"] if region.has("survey") else tables["questions"].iloc[:0]
    said = survey_reports(tables["survey"], questions=questions, witnesses=witnesses)
    records = _records(region)
    positions = position_reports(region.table("positions"))
    return Evidence(
        stakeholders=tables["stakeholders"].set_index("stakeholder_id").sort_index(),
        reports=as_reports([said, *(each.reports for each in records.values()), positions]),
        witnesses=witnesses,
        exposures=pd.concat([each.exposures for each in records.values()], ignore_index=True),
        balance=_balance(read_answers(tables["survey"], questions=questions), records),
        asked=tuple(sorted(questions["construct"].unique())),
    )


def _records(region: Region) -> dict[str, Records]:
    convener = region.settings.convener
    ageing = Ageing(region.as_of, region.settings.half_life_days)
    stakeholders = region.table("stakeholders")
    ours = stakeholders.loc[stakeholders["internal"].fillna(value=False), "stakeholder_id"]
    home = region.organisation_of
    return {
        "contacts": contact_records(
            region.table("contacts"),
            organisation_of=home,
            ours={convener, *ours},
            convener=convener,
            ageing=ageing,
        ),
        "events": event_records(region.table("events"), organisation_of=home, ageing=ageing),
        "memberships": membership_records(
            region.table("memberships"), organisation_of=home, as_of=region.as_of
        ),
    }


def _balance(answers: pd.DataFrame, records: dict[str, Records]) -> pd.DataFrame:
    exact = answers["exact"]
    rows = [
        ("survey", "cells answered", int((exact > 0).sum())),
        ("survey", "cells zero", int((exact == 0).sum())),
        ("survey", "cells blank", int(exact.isna().sum())),
    ]
    for name, shown in records.items():
        rows.append((name, "used", shown.used))
        rows += [(name, reason, count) for reason, count in shown.left]
    names = pd.Index(["table", "reason", "rows"])
    table = pd.DataFrame([row for row in rows if row[2]], columns=names)
    return table.astype({"table": "str", "reason": "str", "rows": "int64"})
