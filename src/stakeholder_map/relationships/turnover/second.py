"""Which second relationship to build, and who could introduce us."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from stakeholder_map.phrases import count_of
from stakeholder_map.read import Region
from stakeholder_map.relationships.introductions import Way, warmest_ways
from stakeholder_map.relationships.introductions.acquaintances import build_net
from stakeholder_map.relationships.log import in_office, our_organisations
from stakeholder_map.relationships.state import ContactState
from stakeholder_map.tables import SENIORITY

Names = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class SecondContacts:
    """The second relationship to build with each organisation whose relation rests on one person.

    Parameters
    ----------
    organisations : DataFrame
        Indexed by stakeholder id, by name: ``name``, ``our_people``, ``their_people``, ``person``
        to get to know (a role; empty where nobody else is on record), ``seniority``, ``through``
        (the introductions, as roles; where there is no way, what to do instead), ``probability``
        of the whole chain in (0, 1] (missing where there is none).
    persons : DataFrame
        The same chains by name. **Restricted**: it names persons.
    sentences : tuple of str
        What it says, in words; no persons.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("persons",)
    """Fields that only the restricted tier may show."""

    organisations: pd.DataFrame
    persons: pd.DataFrame
    sentences: tuple[str, ...]


def second_contacts(state: ContactState, *, region: Region) -> SecondContacts:
    """Whom to get to know where a relation rests on one person, and by which introduction.

    Where one of theirs is the only one we know, it is the most senior other of theirs; where one of
    ours is the only one they know, somebody else of ours is to know one of theirs. The way is that
    of greatest joint probability (see `warmest_ways`), from any of ours; where the relation rests
    on one of ours, one that does without that person.

    Parameters
    ----------
    state : ContactState
        State of our relations.
    region : Region
        The same region.

    Returns
    -------
    SecondContacts
        Empty without `people`.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> from stakeholder_map.relationships.state import contact_state
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> found = second_contacts(contact_state(region), region=region)
    >>> "person" in found.organisations, found.RESTRICTED
    (True, ('persons',))
    """
    table = state.organisations
    single = table[table["single_contact"].fillna(value=False).astype(bool)].sort_values("name")
    people = in_office(region)
    us = tuple(people.index[people["stakeholder_id"].isin(our_organisations(region))])
    by_home = {str(home): here for home, here in people.groupby("stakeholder_id")}
    known = {str(home): pairs for home, pairs in state.persons.groupby("stakeholder_id")}
    reach = _Reach(region, people=people, us=us) if len(single) else None
    rows, named = [], []
    for home, row in single.iterrows():
        pairs = known[str(home)]
        barred = tuple(pairs["ours"].unique()) if row["our_people"] == 1 else ()
        there = by_home[str(home)].index
        others = there.difference(pd.Index(pairs["theirs"])) if row["their_people"] == 1 else there
        if others.empty and barred:
            others = there  # another of ours can still get to know the one on record
        way = _best(reach.ways(barred), people=people, targets=others) if reach else None
        target = way.parties[-1] if way else _most_senior(people, others)
        rows.append(_row(str(home), row=row, target=target, way=way, region=region, people=people))
        if not way:
            rows[-1]["through"] = _ask(pairs, people=people, known=bool(target))
        if way:
            chain = " -> ".join(_named(party, people=people) for party in way.parties)
            named.append((str(home), str(row["name"]), chain))
    return SecondContacts(
        organisations=_frame(rows),
        persons=pd.DataFrame(named, columns=["stakeholder_id", "name", "chain"]).astype("str"),
        sentences=tuple(_told(rows, single=single)) if region.has("people") else (),
    )


class _Reach:
    """Warmest ways from ours, found once for each set of those who do not count."""

    def __init__(self, region: Region, *, people: pd.DataFrame, us: tuple[str, ...]) -> None:
        self._net = build_net(region, people=people)
        self._us = us
        self._found: dict[tuple[str, ...], dict[str, Way]] = {}

    def ways(self, barred: tuple[str, ...]) -> dict[str, Way]:
        """Ways that neither begin with some of ours nor lead over them."""
        if barred not in self._found:
            self._found[barred] = warmest_ways(self._net, ours=self._us, barred=barred)
        return self._found[barred]


def _best(ways: Mapping[str, Way], *, people: pd.DataFrame, targets: Collection[str]) -> Way | None:
    """The way to the most senior of those who can be reached, then the warmest."""
    found = [ways[each] for each in targets if each in ways]
    if not found:
        return None
    level = {name: place for place, name in enumerate(SENIORITY)}
    senior = people["seniority"]
    return min(found, key=lambda w: (level[senior[w.parties[-1]]], w.cost, w.parties))


def _most_senior(people: pd.DataFrame, targets: pd.Index) -> str:
    level = {name: place for place, name in enumerate(SENIORITY)}
    found = sorted((level[people["seniority"][each]], str(each)) for each in targets)
    return found[0][1] if found else ""


def _row(
    home: str, *, row: pd.Series, target: str, way: Way | None, region: Region, people: pd.DataFrame
) -> dict[str, object]:
    roles = people["role"]
    return {
        "stakeholder_id": home,
        "name": row["name"],
        "our_people": row["our_people"],
        "their_people": row["their_people"],
        "person": roles[target] if target else "",
        "seniority": people["seniority"][target] if target else "",
        "through": _chain(way, region=region, people=people) if way else "",
        "probability": way.probability if way else None,
    }


def _ask(pairs: pd.DataFrame, *, people: pd.DataFrame, known: bool) -> str:
    """What to do without a way: take a colleague along, or ask for a name where none is known."""
    best = pairs.sort_values(["weight", "ours", "theirs"], ascending=[False, True, True]).iloc[0]
    ours = f"our {people['role'][best['ours']]}"
    return (
        f"{ours} takes a colleague along"
        if known
        else f"{ours} asks their {best['role']} for a name"
    )


def _chain(way: Way, *, region: Region, people: pd.DataFrame) -> str:
    """A chain of introductions by roles: ours first."""
    steps = []
    for place, party in enumerate(way.parties[:-1]):
        if party not in people.index:
            steps.append(f"somebody at {region.name_of(party)}")
        elif place == 0:
            steps.append(f"our {people['role'][party]}")
        else:
            home = region.name_of(str(people["stakeholder_id"][party]))
            steps.append(f"the {people['role'][party]} of {home}")
    return ", then ".join(steps)


def _named(party: str, *, people: pd.DataFrame) -> str:
    return str(people["name"][party]) if party in people.index else party


def _frame(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    types = {"our_people": "Int64", "their_people": "Int64", "probability": "float64"}
    columns = ["stakeholder_id", "name", "our_people", "their_people", "person", "seniority",
               "through", "probability"]  # fmt: skip
    table = pd.DataFrame(list(rows), columns=columns)
    kinds = {name: types.get(name, "str") for name in columns}
    return table.astype(kinds).set_index("stakeholder_id")


def _told(rows: list[dict[str, object]], *, single: pd.DataFrame) -> Iterable[str]:
    if single.empty:
        return
    ready = sum(row["probability"] is not None for row in rows)
    nobody = sum(not row["person"] for row in rows)
    yield (
        f"{count_of(len(rows), 'relation')} {'rests' if len(rows) == 1 else 'rest'} on one person; "
        f"for {ready} of them somebody can introduce a second. With {nobody} nobody else is on "
        "record: ask for a name."
    )
