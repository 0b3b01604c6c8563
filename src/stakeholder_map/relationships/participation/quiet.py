"""Participation: who has gone quiet."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
import pandas as pd

from stakeholder_map.phrases import Missing, lacking
from stakeholder_map.read import Region
from stakeholder_map.relationships.log import partners_of
from stakeholder_map.relationships.state import ContactState

WINDOW_DAYS = 180
BEFORE_DAYS = 365
CHANCE, LITTLE = 0.05, 0.25
"""Quiet: rarer than this at the pace of the year before, and at most this share of it."""


@dataclass(frozen=True, eq=False)
class Quiet:
    """Who takes part, and who no longer does.

    Parameters
    ----------
    organisations : DataFrame
        Indexed by stakeholder id: ``name``; ``before`` and ``recent``, days on which it was in
        touch with us or came to an event in the 365 days before the last 180, and in the last 180;
        ``expected`` in the last 180 at the pace before; ``chance`` of so few at that pace;
        ``last_seen``; ``answered`` the survey (missing where it was not asked); ``quiet``.
    sentences : tuple of str
        What it says, in words; no persons.
    missing : tuple of Missing
        Tables that would show more.
    """

    organisations: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def gone_quiet(region: Region, *, state: ContactState) -> Quiet:
    r"""Organisations that take part less than they used to.

    .. math:: chance = P(X \le recent), \quad X \sim Poisson(before \cdot 180 / 365)

    *quiet*: the chance is at most .05, and at most a quarter of the days expected. Days count, not
    rows: a busy day is one day. The days before the log begins are not held against anybody.

    Parameters
    ----------
    region : Region
        Its tables `events`, `invitations` and `survey` are read.
    state : ContactState
        State of our relations in the same region.

    Returns
    -------
    Quiet

    Notes
    -----
    Among fifty organisations two or three would fall below .05 by chance alone: it is a reason to
    ask, no finding about anybody.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> from stakeholder_map.relationships.state import contact_state
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> found = gone_quiet(region, state=contact_state(region)).organisations
    >>> bool((found["chance"][found["quiet"]] <= 0.05).all())
    True
    """
    seen = _seen(region, log=state.log)
    names = partners_of(region)["name"]
    age = (state.as_of - seen["date"]).dt.days
    table = pd.DataFrame({"name": names})
    spans = {"recent": age < WINDOW_DAYS}
    spans["before"] = (age >= WINDOW_DAYS) & (age < WINDOW_DAYS + BEFORE_DAYS)
    for name in ("before", "recent"):
        days = spans[name].groupby(seen["stakeholder_id"]).sum()
        table[name] = days.reindex(table.index, fill_value=0).astype("int64")
    table["expected"] = (table["before"] * WINDOW_DAYS / _days_before(region)).round(9)
    table["chance"] = _at_most(table["recent"], expected=table["expected"]).round(9)
    table["last_seen"] = seen.groupby("stakeholder_id")["date"].max().reindex(table.index)
    table["answered"] = _answered(region).reindex(table.index).astype("boolean")
    few = table["recent"] <= LITTLE * table["expected"]
    table["quiet"] = (table["chance"] <= CHANCE) & few
    quiet = table[table["quiet"]].sort_values(["chance", "name"])
    known = region.has("contacts") or region.has("events")
    return Quiet(table, _told(quiet) if known else (), lacking(region.has, "contacts", "events"))


def _seen(region: Region, *, log: pd.DataFrame) -> pd.DataFrame:
    """Days on which each organisation was in touch or came to an event."""
    events = region.table("events")[["date", "attendees"]].explode("attendees")
    came = events.dropna(subset=["attendees"])
    homes = came["attendees"].map(region.organisation_of).astype("str")
    met = pd.DataFrame({"date": came["date"], "stakeholder_id": homes})
    both = pd.concat([log[["date", "stakeholder_id"]], met], ignore_index=True)
    return both.drop_duplicates().reset_index(drop=True)


def _days_before(region: Region) -> float:
    """Days of the earlier span that the log covers, at least one."""
    start = region.settings.log_start
    if start is None:
        return float(BEFORE_DAYS)
    covered = (region.as_of - start).days - WINDOW_DAYS
    return float(min(max(covered, 1), BEFORE_DAYS))


def _at_most(count: pd.Series[int], *, expected: pd.Series[float]) -> pd.Series[float]:
    """Chance of at most so many under a Poisson law."""
    values = [
        min(1.0, exp(-mean) * float(np.sum(np.cumprod([1.0, *(mean / np.arange(1, n + 1))]))))
        for n, mean in zip(count, expected, strict=True)
    ]
    return pd.Series(values, index=count.index, dtype="float64")


def _answered(region: Region) -> pd.Series[bool]:
    asked = region.table("invitations")
    spoke = asked["respondent_id"].isin(region.table("survey")["respondent_id"])
    return spoke.groupby(asked["stakeholder_id"]).any()


def _told(quiet: pd.DataFrame) -> tuple[str, ...]:
    if quiet.empty:
        return ("Nobody has gone quiet by what is on record.",)
    names = list(quiet["name"])
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    found = f"Much less in touch than in the year before: {'; '.join(names[:4])}{more}."
    return (f"{found} Ask before you conclude anything.",)
