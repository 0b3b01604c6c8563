"""The right person at an organisation, and how a party is named without naming a person."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from stakeholder_map.read import Region

PURPOSES: Mapping[str, tuple[str, ...]] = {
    "senior decider": ("executive",),
    "expert in quality or operations": ("quality", "operations"),
}
"""Whom we want to be introduced to, with the seniorities that will do."""


def right_people(people: pd.DataFrame, *, stakeholder: str, purpose: str) -> list[str]:
    """Persons of an organisation who are right for a purpose.

    Parameters
    ----------
    people : DataFrame
        People in office, indexed by person id.
    stakeholder : str
        The organisation.
    purpose : str
        One of `PURPOSES`.

    Returns
    -------
    list of str
        Person ids, sorted.
    """
    there = people[people["stakeholder_id"] == stakeholder]
    return [str(each) for each in there.index[there["seniority"].isin(PURPOSES[purpose])]]


class Parties:
    """How persons and organisations are called, by role or by name.

    Parameters
    ----------
    region : Region
        Whose they are.
    people : DataFrame
        People in office, indexed by person id.
    ours : frozenset of str
        Our organisations.
    """

    def __init__(self, region: Region, *, people: pd.DataFrame, ours: frozenset[str]) -> None:
        self._region = region
        self._role = people["role"].to_dict()
        self._name = people["name"].to_dict()
        self._ours = ours

    def role(self, party: str) -> str:
        """Role of a person; "somebody" for an organisation."""
        return str(self._role.get(party, "somebody"))

    def organisation(self, party: str) -> str:
        """Name of the organisation that a party belongs to."""
        return self._region.name_of(self._region.organisation_of(party))

    def described(self, party: str) -> str:
        """A party as role and organisation; ours as "our" and the role."""
        if self._region.organisation_of(party) in self._ours:
            return f"our {self._role[party]}" if party in self._role else "one of us"
        return f"{self.role(party)}, {self.organisation(party)}"

    def called(self, party: str) -> str:
        """Name of a person. **Restricted.** An organisation's where the party is one."""
        return str(self._name.get(party, self.organisation(party)))
