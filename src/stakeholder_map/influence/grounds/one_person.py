"""Organisations that deal with others through one person only; persons appear as roles."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.read import Region

FEWEST = 5
"""So many contacts and meetings of an organisation must name a person before anything is said."""


def through_one_person(region: Region) -> pd.DataFrame:
    """On how many of its people an organisation's dealings with others rest.

    Parameters
    ----------
    region : Region
        Its tables `contacts`, `events` and `people` are read.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id, those with at least five dealings that name a person of theirs,
        the most dependent first: ``dealings`` (contacts with and meetings of others), ``named``
        (of these with a person named), ``persons`` (different ones), ``greatest_share`` (of the
        dealings that name a person, by the person with the most), ``role`` and ``seniority`` of
        that person, never a name.

    Notes
    -----
    A log shows whom those who keep it deal with. One person in our log may mean that we know only
    one; that is a finding too.

    Examples
    --------
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> table = through_one_person(read_region(folder))
    >>> bool(table["greatest_share"].between(0, 1).all())
    True
    """
    columns = ["dealings", "named", "persons", "greatest_share", "role", "seniority"]
    dealings = _dealings(region)
    if dealings.empty or not region.has("people"):
        return pd.DataFrame(columns=columns, index=pd.Index([], name="stakeholder_id", dtype="str"))
    people = region.table("people").set_index("person_id")
    named = dealings[dealings["party"].isin(people.index)]
    counts = named.groupby(["stakeholder_id", "party"]).size()
    by = counts.groupby("stakeholder_id")
    most = by.idxmax().map(lambda pair: pair[1])
    table = pd.DataFrame(
        {
            "dealings": dealings.groupby("stakeholder_id").size().reindex(most.index),
            "named": by.sum(),
            "persons": by.size(),
            "greatest_share": by.max() / by.sum(),
            "role": people["role"].reindex(most).to_numpy(),
            "seniority": people["seniority"].reindex(most).to_numpy(),
        }
    ).rename_axis("stakeholder_id")
    enough = table[table["named"] >= FEWEST]
    order = ["greatest_share", "named", "stakeholder_id"]
    return enough.sort_values(order, ascending=[False, False, True])[columns]


def tell_one_person(table: pd.DataFrame, *, names: pd.Series[str]) -> tuple[str, ...]:
    """Who of those in `names` deals with others through one person only.

    Parameters
    ----------
    table : DataFrame
        What `through_one_person` gave.
    names : Series
        Name by stakeholder id: those to speak of, in the order to tell.

    Returns
    -------
    tuple of str
        A sentence, or none.
    """
    alone = table[table["persons"] == 1]
    shown = names[names.index.isin(alone.index)]
    rows = (row for _, row in alone.loc[shown.index].iterrows())
    told = [f"{name} ({_whose(row)})" for name, row in zip(shown, rows, strict=True)]
    if not told:
        return ()
    sentence = (
        "All recorded dealings with others that name a person run through one, so influence may "
        f"leave with the person: {'; '.join(told)}."
    )
    return (sentence,)


def _whose(row: pd.Series[int]) -> str:
    """The person's role, and how few of the dealings name a person where not all do."""
    if row["named"] == row["dealings"]:
        return str(row["role"])
    return f"{row['role']}; {row['named']:,} of {row['dealings']:,} dealings name a person"


def _dealings(region: Region) -> pd.DataFrame:
    """Contacts and meetings by organisation (`stakeholder_id`) and who was there (`party`)."""
    contacts = region.table("contacts")
    seen = [_ends(region, zip(contacts["from_id"], contacts["to_id"], strict=True))]
    if region.has("events"):
        seen.append(_ends(region, region.table("events")["attendees"]))
    return pd.concat(seen, ignore_index=True)


def _ends(region: Region, parties: Iterable[tuple[str, ...]]) -> pd.DataFrame:
    """A row for each party of each meeting of more than one organisation."""
    rows: list[tuple[str, str]] = []
    for present in parties:
        homes = [region.organisation_of(party) for party in present]
        if len(set(homes)) > 1:
            rows += zip(homes, present, strict=True)
    return pd.DataFrame(rows, columns=["stakeholder_id", "party"], dtype="str")
