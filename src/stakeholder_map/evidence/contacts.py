"""What contact logs show of ties."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import pandas as pd

from stakeholder_map.evidence.records import Ageing, Records, as_exposures
from stakeholder_map.evidence.reports import as_reports

_TIE = ["witness", "source", "target", "area"]


def contact_records(
    contacts: pd.DataFrame,
    *,
    organisation_of: Callable[[str], str],
    ours: Collection[str],
    convener: str,
    ageing: Ageing,
) -> Records:
    """Ties that contact logs show.

    The value of a pair is ``1 - exp(-s)`` with ``s = sum(0.5 ** (age_days / half_life_days))``
    over its contacts: one of today .63, three .95, one that is a half-life old .39; always below
    1. All contacts count for the relation as a whole, and those with an area for that area too.

    Our own log only shows our own ties. A contact with the convener or one of its departments is
    in our log, whoever made it; one between two others comes from a shared log, of the
    organisation in `from_id`.

    Parameters
    ----------
    contacts : DataFrame
        The table `contacts`.
    organisation_of : callable
        Stakeholder of a person or a stakeholder.
    ours : collection of str
        The convener and its departments.
    convener : str
        Whose log holds contacts with one of ours.
    ageing : Ageing
        How contacts lose weight.

    Returns
    -------
    Records
        Reports of kind ``contacts``: `witness` is the stakeholder whose log it is, `level` the
        number of contacts. Contacts within one organisation are left out.

    Examples
    --------
    >>> from datetime import date
    >>> log = pd.DataFrame({"date": pd.to_datetime(["2026-07-01"]), "from_id": ["b"],
    ...                     "to_id": ["us"], "area_id": [None]})
    >>> shown = contact_records(log, organisation_of=str, ours={"us"}, convener="us",
    ...                         ageing=Ageing(date(2026, 7, 1), half_life_days=30))
    >>> shown.reports[["witness", "source", "target", "value"]].round(2).values.tolist()
    [['us', 'b', 'us', 0.63]]
    """
    caller = contacts["from_id"].map(organisation_of)
    called = contacts["to_id"].map(organisation_of)
    log = pd.DataFrame(
        {
            "source": caller.where(caller < called, called),
            "target": called.where(caller < called, caller),
            "area": contacts["area_id"],
            "witness": caller.mask(caller.isin(ours) | called.isin(ours), convener),
            "weight": ageing.weights(contacts["date"]),
        }
    )
    within = log["source"] == log["target"]
    log = log[~within].sort_values(["weight", "witness", "source", "target"])
    both = pd.concat([log.assign(area=""), log[log["area"].notna()]])
    ties = both.groupby(_TIE)["weight"].agg(["sum", "count"]).reset_index()
    ties["value"] = -np.expm1(-ties["sum"])
    ties = ties.rename(columns={"count": "level"}).assign(kind="contacts", layer="contact")
    ties["witness_stakeholder"] = ties["witness"]
    seen = both.groupby(["witness", "area"])["weight"].agg(["count", "sum"]).reset_index()
    return Records(
        as_reports([ties]),
        as_exposures("contacts", seen.rename(columns={"witness": "stakeholder", "sum": "weight"})),
        len(log),
        (("within one organisation", int(within.sum())),),
    )
