"""What each chapter of a handbook holds. Restricted: names, words and advice of persons."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.relationships.introductions import warmest_ways
from stakeholder_map.relationships.introductions.acquaintances import build_net
from stakeholder_map.relationships.log import in_office, our_organisations
from stakeholder_map.relationships.state import ContactState

CONTACTS_EACH = 5
"""Contacts with each organisation that a handbook tells."""


def organisations(state: ContactState, *, region: Region, person_id: str) -> pd.DataFrame:
    """Organisations that the person holds, those first that nobody else of ours knows.

    Parameters
    ----------
    state : ContactState
        State of our relations.
    region : Region
        The same region.
    person_id : str
        One of ours.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id: ``name``, ``role``, ``state``, ``last_contact``,
        ``next_promised``, ``contacts`` of the person, ``others`` of ours who know somebody there.
    """
    mine = state.log[state.log["ours"] == person_id].groupby("stakeholder_id").size()
    known = state.persons.loc[state.persons["ours"] == person_id, "stakeholder_id"]
    ids = state.organisations.index.intersection(pd.Index([*mine.index, *known]).unique())
    table = state.organisations.loc[
        ids, ["name", "role", "state", "last_contact", "next_promised"]
    ].copy()
    table["contacts"] = mine.reindex(ids, fill_value=0).astype("int64")
    others = state.persons[state.persons["ours"] != person_id]
    names = in_office(region)["name"]
    by = {
        str(home): ", ".join(sorted(str(names[one]) for one in here["ours"].unique()))
        for home, here in others.groupby("stakeholder_id")
    }
    table["others"] = [by.get(str(each), "nobody else of ours") for each in ids]
    alone = table["others"] != "nobody else of ours"
    order = table.assign(alone=alone).sort_values(["alone", "name"])
    return order.drop(columns="alone")


def people(state: ContactState, *, region: Region, person_id: str) -> pd.DataFrame:
    """Theirs whom the person knows, with role, level, and the last contact between the two."""
    known = state.persons[state.persons["ours"] == person_id]
    table = region.table("people").set_index("person_id")
    found = table.loc[known["theirs"], ["name", "role", "seniority", "champion"]].reset_index(
        drop=True
    )
    homes = known["stakeholder_id"].map(region.name_of).astype("str").to_numpy()
    found.insert(1, "organisation", homes)
    found["last_contact"] = known["last_contact"].to_numpy()
    return found.sort_values(["organisation", "name"], ignore_index=True)


def history(state: ContactState, *, region: Region, person_id: str) -> pd.DataFrame:
    """The person's last five contacts with each organisation, with what came of them."""
    mine = state.log[state.log["ours"] == person_id].sort_values(
        ["stakeholder_id", "date"], ascending=[True, False], kind="stable"
    )
    last = mine.groupby("stakeholder_id").head(CONTACTS_EACH)
    areas = region.table("areas").set_index("area_id")["name"]
    return pd.DataFrame(
        {
            "organisation": _names(last["stakeholder_id"], region=region),
            "date": last["date"],
            "with": _parties(last["theirs"], region=region),
            "channel": last["channel"],
            "area": last["area_id"].map(areas).astype("str").fillna(""),
            "outcome": last["outcome"].fillna(""),
        }
    ).reset_index(drop=True)


def promises(state: ContactState, *, region: Region, organisations: pd.Index) -> pd.DataFrame:
    """Commitments, announced contacts and asks without an answer, with these organisations."""
    owed = state.promised[state.promised["stakeholder_id"].isin(organisations)]
    parts = [
        pd.DataFrame(
            {
                "organisation": owed["name"],
                "what": owed["what"],
                "side": owed["direction"].map({"they_owe": "they owe", "we_owe": "we owe"}),
                "due": owed["due"],
            }
        )
    ]
    table = state.organisations.loc[organisations]
    ahead = table[table["next_promised"].notna()]
    parts.append(_promise(ahead, due=ahead["next_promised"], what="a contact announced"))
    broken = table[table["broken_promise"].notna()]
    parts.append(_promise(broken, due=broken["broken_promise"], what="a contact that was missed"))
    asks = region.table("asks")
    waiting = asks[(asks["answer"] == "waiting") & asks["stakeholder_id"].isin(organisations)]
    parts.append(
        pd.DataFrame(
            {
                "organisation": _names(waiting["stakeholder_id"], region=region),
                "what": "asked to " + waiting["ask"].astype("str").str.replace("_", " "),
                "side": "they owe",
                "due": waiting["asked_on"],
            }
        )
    )
    found = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return found.sort_values(["due", "organisation", "what"], ignore_index=True)


def introducers(region: Region, *, person_id: str, state: ContactState) -> pd.DataFrame:
    """For each of theirs whom the person knows: the warmest way from another of ours.

    Returns
    -------
    DataFrame
        ``name``, ``organisation``, ``through`` (names, ours first; "nobody" where there is no
        way), ``probability`` of the whole chain.
    """
    office = in_office(region)
    net = build_net(region, people=office)
    us = office.index[office["stakeholder_id"].isin(our_organisations(region))]
    start = [str(each) for each in us if each != person_id]
    ways = warmest_ways(net, ours=start, barred=[person_id])
    rows = []
    for row in state.persons[state.persons["ours"] == person_id].to_dict("records"):
        way = ways.get(row["theirs"])
        chain = [] if way is None else list(way.parties[:-1])
        named = [str(office["name"].get(each, each)) for each in chain]
        rows.append(
            (
                str(office["name"][row["theirs"]]),
                region.name_of(row["stakeholder_id"]),
                ", then ".join(named) or "nobody",
                None if way is None else way.probability,
            )
        )
    columns = ["name", "organisation", "through", "probability"]
    table = pd.DataFrame(rows, columns=columns).astype({"probability": "float64"})
    return table.sort_values(["organisation", "name"], ignore_index=True)


def advice(state: ContactState, *, region: Region, person_id: str) -> pd.DataFrame:
    """What the log advises about people, each note once, the latest first."""
    noted = state.log[(state.log["ours"] == person_id) & state.log["notes"].notna()]
    noted = noted.sort_values(["date", "stakeholder_id"], ascending=[False, True])
    noted = noted.drop_duplicates(["theirs", "notes"])
    return pd.DataFrame(
        {
            "organisation": _names(noted["stakeholder_id"], region=region),
            "about": _parties(noted["theirs"], region=region),
            "note": noted["notes"],
            "date": noted["date"],
        }
    ).reset_index(drop=True)


def _promise(table: pd.DataFrame, *, due: pd.Series[pd.Timestamp], what: str) -> pd.DataFrame:
    return pd.DataFrame({"organisation": table["name"], "what": what, "side": "we owe", "due": due})


def _names(ids: pd.Series[str], *, region: Region) -> pd.Series[str]:
    return ids.map(region.name_of).astype("str")


def _parties(ids: pd.Series[str], *, region: Region) -> pd.Series[str]:
    """Persons by name; an organisation that was logged itself by its own."""
    people = region.table("people")
    names = dict(zip(people["person_id"], people["name"], strict=True))
    who = region.table("stakeholders")
    names |= dict(zip(who["stakeholder_id"], who["name"], strict=True))
    return ids.map(names).astype("str")
