"""What paper each member needs before the start, how long it takes, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from stakeholder_map.read import Region

LEAD_MONTHS = (3.0, 6.0)
"""Shortest and longest time that a contract or a data-sharing agreement takes where nobody says."""

PAPERS: Mapping[str, str] = {"contract": "contract", "data_sharing": "data-sharing agreement"}
"""Kinds of paper, as `asks` calls them, in words."""

STATES: Mapping[str, str] = {
    "yes": "agreed",
    "no": "refused",
    "later": "put off",
    "waiting": "asked, no answer yet",
    "": "not asked yet",
}
"""Where a paper stands, by the last answer."""


@dataclass(frozen=True)
class Paper:
    """A contract or agreement that a member needs.

    Parameters
    ----------
    kind : str
        One of `PAPERS`.
    shortest, longest : float
        Months it takes.
    assumed : bool
        Whether the months are our convention because nobody gave them.
    """

    kind: str
    shortest: float
    longest: float
    assumed: bool

    @property
    def words(self) -> str:
        """How the paper is called."""
        return PAPERS[self.kind]


def last_answer(region: Region, *, stakeholder: str, ask: str) -> tuple[str, pd.Timestamp | None]:
    """The last answer to an ask of a kind, and its day; nothing where it was never asked.

    Parameters
    ----------
    region : Region
        Its table `asks` is read.
    stakeholder : str
        Whom we asked.
    ask : str
        What for.

    Returns
    -------
    answer : str
        As `asks` has it; empty where never asked.
    day : Timestamp or None
        Of the answer, or of the ask while we wait.
    """
    asks = region.table("asks")
    rows = asks[(asks["stakeholder_id"] == stakeholder) & (asks["ask"] == ask)]
    if rows.empty:
        return "", None
    last = rows.sort_values("asked_on").iloc[-1]
    day = last["asked_on"] if pd.isna(last["answered_on"]) else last["answered_on"]
    return str(last["answer"]), day


def papers_needed(region: Region, *, stakeholder: str, project: str) -> Iterator[Paper]:
    """Papers that a member still needs before the start.

    A contract where `contract_required` says so; a data-sharing agreement where the project takes
    data and the member has some to give. None that was agreed already.

    Parameters
    ----------
    region : Region
        Its tables `stakeholders`, `asks`, `assets` and `projects` are read.
    stakeholder : str
        The member.
    project : str
        Project id; empty where there is none.

    Yields
    ------
    Paper
        Months as given in `stakeholders`, else 3 to 6.
    """
    table = region.table("stakeholders")
    who = table[table["stakeholder_id"] == stakeholder].to_dict("records")[0]
    required = {
        "contract": bool(pd.notna(who["contract_required"]) and who["contract_required"]),
        "data_sharing": shares_data(region, stakeholder=stakeholder, project=project),
    }
    low, high = who["lead_months_min"], who["lead_months_max"]
    longest: float = LEAD_MONTHS[1] if pd.isna(high) else float(high)
    shortest: float = min(LEAD_MONTHS[0], longest) if pd.isna(low) else float(low)
    longest = max(longest, shortest)
    assumed = pd.isna(low) and pd.isna(high)
    for kind, needed in required.items():
        if needed and last_answer(region, stakeholder=stakeholder, ask=kind)[0] != "yes":
            yield Paper(kind, shortest, longest, assumed)


def shares_data(region: Region, *, stakeholder: str, project: str) -> bool:
    """Whether the project takes data and the stakeholder has some to give."""
    projects = region.table("projects")
    takes = projects.loc[projects["project_id"] == project, "asset_kinds_required"]
    if not any("data" in kinds for kinds in takes):
        return False
    assets = region.table("assets")
    return bool(((assets["stakeholder_id"] == stakeholder) & (assets["kind"] == "data")).any())
