"""Favours asked and given, and tensions on record: what stands between us beside the calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from stakeholder_map.phrases import Missing, count_of, lacking
from stakeholder_map.read import Region
from stakeholder_map.relationships.log import partners_of
from stakeholder_map.relationships.state import ContactState

LOG, HEARD = "contact log", "observation"


@dataclass(frozen=True, eq=False)
class Dealings:
    """Favours and tensions, organisation by organisation.

    Parameters
    ----------
    favours : DataFrame
        Indexed by stakeholder id, those with any: ``name``, ``given`` (by us) and ``received``,
        ``balance`` (given less received: above 0 they owe us one), ``last_given``,
        ``last_received`` (days).
    tensions : DataFrame
        One row per tension, the open ones first, then the latest: ``stakeholder_id``, ``name``,
        ``date``, ``area`` (its name, may be empty), ``source`` (contact log or observation),
        ``open`` (no contact without tension followed), ``days_open`` (missing where it is closed).
    words : DataFrame
        As `tensions`, with the parties and the words on record. **Restricted**.
    sentences : tuple of str
        What it says, in words; no persons.
    missing : tuple of Missing
        Tables that would show more.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("words",)
    """Fields that only the restricted tier may show."""

    favours: pd.DataFrame
    tensions: pd.DataFrame
    words: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def dealings(region: Region, *, state: ContactState) -> Dealings:
    """Favours and tensions on record.

    Parameters
    ----------
    region : Region
        Its tables `contacts` and `observations` are read.
    state : ContactState
        State of our relations in the same region.

    Returns
    -------
    Dealings
        A tension is open until a contact with the organisation is logged without one, on a later
        day. That is what the log can tell; whether it is settled, people know.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> from stakeholder_map.relationships.state import contact_state
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> found = dealings(region, state=contact_state(region))
    >>> bool((found.favours["balance"] == found.favours["given"] - found.favours["received"]).all())
    True
    """
    names = partners_of(region)["name"]
    favours = _favours(state.log, names=names)
    words = _tensions(region, log=state.log, names=names)
    open_ones = words[words["open"]]
    told = [
        f"{count_of(len(words), 'tension')} on record, {len(open_ones)} still open"
        + (f" ({_with(open_ones)})." if len(open_ones) else "."),
        _exchanged(favours),
    ]
    return Dealings(
        favours=favours,
        tensions=words.drop(columns=["ours", "theirs", "words"]),
        words=words,
        sentences=tuple(told) if region.has("contacts") else (),
        missing=lacking(region.has, "contacts", "observations"),
    )


def _exchanged(favours: pd.DataFrame) -> str:
    given, received = int(favours["given"].sum()), int(favours["received"].sum())
    return f"We gave {count_of(given, 'favour')} and received {received}."


def _with(tensions: pd.DataFrame) -> str:
    """Names of those with whom a tension is open, the longest first."""
    names = list(tensions.sort_values("date", kind="stable")["name"].drop_duplicates())
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"longest with {'; '.join(names[:3])}{more}"


def _favours(log: pd.DataFrame, *, names: pd.Series[str]) -> pd.DataFrame:
    done = log[log["favour"].notna()]
    table = pd.DataFrame(index=pd.Index(sorted(done["stakeholder_id"].unique()), dtype="str"))
    table.index.name = "stakeholder_id"
    table["name"] = names.reindex(table.index)
    for word in ("given", "received"):
        by = done[done["favour"] == word].groupby("stakeholder_id")["date"]
        table[word] = by.size().reindex(table.index, fill_value=0).astype("int64")
        table[f"last_{word}"] = by.max().reindex(table.index)
    table.insert(3, "balance", table["given"] - table["received"])
    return table[["name", "given", "received", "balance", "last_given", "last_received"]]


def _tensions(region: Region, *, log: pd.DataFrame, names: pd.Series[str]) -> pd.DataFrame:
    areas = region.table("areas").set_index("area_id")["name"]
    tense = log["tension"].fillna(value=False).astype(bool)
    heard = region.table("observations")
    heard = heard[(heard["theme"] == "tension") & heard["stakeholder_id"].isin(names.index)]
    logged = log[tense]
    logged = logged.assign(source=LOG, words=logged["outcome"].fillna(logged["notes"]))
    noted = heard[["date", "stakeholder_id", "area_id"]].assign(source=HEARD, words=heard["text"])
    noted = noted.assign(ours=None, theirs=None).astype({"ours": "str", "theirs": "str"})
    columns = ["stakeholder_id", "date", "area_id", "source", "ours", "theirs", "words"]
    table = pd.concat([logged[columns], noted[columns]], ignore_index=True)
    calm = log[~tense].groupby("stakeholder_id")["date"].max()
    last_calm = calm.reindex(table["stakeholder_id"]).to_numpy()
    table["open"] = pd.Series(~(last_calm > table["date"].to_numpy()), dtype=bool)
    age = (pd.Timestamp(region.as_of) - table["date"]).dt.days.astype("Int64")
    table["days_open"] = age.where(table["open"])
    table["name"] = table["stakeholder_id"].map(names).astype("str")
    table["area"] = table["area_id"].map(areas).astype("str").fillna("")
    order = ["open", "date", "stakeholder_id", "source", "area", "ours", "theirs"]
    table = table.sort_values(order, ascending=[False, False] + [True] * 5)
    first = ["stakeholder_id", "name", "date", "area", "source", "open", "days_open"]
    return table[[*first, "ours", "theirs", "words"]].reset_index(drop=True)
