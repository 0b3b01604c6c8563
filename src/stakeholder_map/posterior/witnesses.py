"""Who reports what of a symmetric layer: respondents of either side, and contact logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from stakeholder_map.evidence import Evidence
from stakeholder_map.posterior.problem import Bools, Ints

LOGGED = ("contact_frequency", "intensity", "cooperation")
"""Layers of which a contact in a log is a report."""

_FEWEST_IN_A_LOG = 5

BLANK = -2
"""Level that stands for a blank while reports are gathered."""


@dataclass(frozen=True, eq=False)
class Witnesses:
    """Witnesses of one layer and area, and what they say explicitly.

    Parameters
    ----------
    speaks_for : (W,) int array
        Row of the stakeholder of each.
    implies : (W,) bool array
        Whether leaving out a target counts as a report.
    usual : (W,) bool array
        Respondents, as against logs.
    source, target, witness, level : (R,) int arrays
        Explicit reports: level 0 is a denial, -1 a tie of no level, -2 a blank.
    """

    speaks_for: Ints
    implies: Bools
    usual: Bools
    source: Ints
    target: Ints
    witness: Ints
    level: Ints

    @classmethod
    def of(cls, evidence: Evidence, *, layer: str, area: str) -> Self:
        """Witnesses of a symmetric layer.

        A list from memory is taken like a roster of which much is left out: how much its silences
        tell is learned from how many of its ties the other sides confirm.
        """
        ids = evidence.stakeholders.index
        said = _said(evidence, layer=layer, area=area)
        log = _log(evidence) if layer in LOGGED and area == "" else said.iloc[:0]
        givers = evidence.zero_givers(layer, area=area)
        people = sorted({*said.loc[said["level"] != BLANK, "witness"], *givers["witness"]})
        shown = givers[givers["shown"].map(len) > 0]
        home = evidence.witnesses.set_index("witness")["stakeholder"]
        owners = log.groupby("source").size()
        listing = ~pd.Index(people).isin(shown["witness"])
        speakers = [*(home[person] for person in people), *owners.index]
        respondents = pd.concat([said, _zeros(shown, said=said)])
        respondents = respondents[respondents["witness"].isin(people)]
        who = [pd.Index(people).get_indexer(pd.Index(respondents["witness"]))]
        who.append(len(people) + owners.index.get_indexer(pd.Index(log["source"])))
        both = pd.concat([respondents, log])
        return cls(
            speaks_for=ids.get_indexer(pd.Index(speakers)).astype(np.int64),
            implies=np.concatenate([listing, owners.to_numpy() >= _FEWEST_IN_A_LOG]).astype(bool),
            usual=np.arange(len(speakers)) < len(people),
            source=ids.get_indexer(pd.Index(both["source"])).astype(np.int64),
            target=ids.get_indexer(pd.Index(both["target"])).astype(np.int64),
            witness=np.concatenate(who).astype(np.int64),
            level=both["level"].to_numpy(dtype=np.int64),
        )


def _said(evidence: Evidence, *, layer: str, area: str) -> pd.DataFrame:
    reports = evidence.reports_in(layer, area=area)
    table = reports[["witness", "source", "target"]].copy()
    level = reports["level"].to_numpy(dtype=np.int64, na_value=0)
    level = np.where(reports["value"] > 0, np.maximum(level, 1), 0)
    table["level"] = np.where(reports["state"] == "blank", BLANK, level)
    return table


def _zeros(shown: pd.DataFrame, *, said: pd.DataFrame) -> pd.DataFrame:
    """Targets that were listed for a witness and left out."""
    pairs = shown.explode("shown").rename(columns={"stakeholder": "source", "shown": "target"})
    pairs = pairs[["witness", "source", "target"]]
    given = pd.MultiIndex.from_frame(said[["witness", "target"]])
    fresh = ~pd.MultiIndex.from_frame(pairs[["witness", "target"]]).isin(given)
    return pairs[fresh & (pairs["source"] != pairs["target"]).to_numpy()].assign(level=0)


def _log(evidence: Evidence) -> pd.DataFrame:
    """Contacts in a log, from its owner to the other party."""
    reports = evidence.reports_in("contact")
    owner = reports["witness_stakeholder"]
    other = reports["target"].where(reports["target"] != owner, reports["source"])
    table = pd.DataFrame({"witness": owner, "source": owner, "target": other, "level": -1})
    return table.drop_duplicates(["source", "target"])
