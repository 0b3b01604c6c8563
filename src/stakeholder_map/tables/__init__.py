"""The contract of every input table: the reader, the templates and docs/DATA.md come from it."""

from collections.abc import Mapping

from stakeholder_map.tables import done, ground, said, who
from stakeholder_map.tables.columns import LOAD_WORDS, Column, Kind, Table
from stakeholder_map.tables.constructs import CONSTRUCTS, DERIVED, LAYERS, TRUST, VALUE, Construct
from stakeholder_map.tables.ground import ASSET_KINDS
from stakeholder_map.tables.said import POSITION_WORDS
from stakeholder_map.tables.who import KEY_GROUPS, SENIORITY

TABLES: Mapping[str, Table] = {
    table.name: table for table in (*who.TABLES, *ground.TABLES, *said.TABLES, *done.TABLES)
}
"""Every table, by name, in the order in which they are read: what is referred to comes first."""

ANY_ONE_OF = ("survey", "contacts", "positions", "memberships")
"""A region folder needs `stakeholders` and at least one of these."""

__all__ = [
    "ANY_ONE_OF",
    "ASSET_KINDS",
    "CONSTRUCTS",
    "DERIVED",
    "KEY_GROUPS",
    "LAYERS",
    "LOAD_WORDS",
    "POSITION_WORDS",
    "SENIORITY",
    "TABLES",
    "TRUST",
    "VALUE",
    "Column",
    "Construct",
    "Kind",
    "Table",
]
