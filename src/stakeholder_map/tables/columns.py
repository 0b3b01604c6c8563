"""What a column and a table are: the vocabulary in which the input is declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "date", "whole", "number", "yes_no", "choice", "list", "load"]
"""How a cell is read: `load` is a number of hours a month or one of light, medium, heavy."""

LOAD_WORDS: Mapping[str, float] = {"light": 2.0, "medium": 6.0, "heavy": 16.0}
"""Hours a month that stand for a word; docs/METHODS.md says that these are our convention."""


def scale(low: float | None, high: float | None) -> str:
    """Words for a range, to follow "a number"; empty where there is none.

    Examples
    --------
    >>> scale(0, 4), scale(0, None), scale(None, None)
    (' from 0 to 4', ' of at least 0', '')
    """
    if low is None:
        return ""
    return f" of at least {low:g}" if high is None else f" from {low:g} to {high:g}"


@dataclass(frozen=True)
class Column:
    """One column of an input table.

    Parameters
    ----------
    name : str
        Header, in lower case with underscores.
    kind : Kind
        How the text of a cell is read.
    meaning : str
        One plain sentence part, for the template and the documentation.
    required : bool
        Whether the column and a value in each row must be there.
    allowed : tuple of str
        For `choice` and `list`: the words allowed; empty means any.
    low, high : float, optional
        For `whole` and `number`: the range, both ends included.
    unit : str
        Unit of a number, such as ``"hours a month"``.
    refers : tuple of str
        Tables one of whose rows the cell names: by id, exact name or alias.
    personal : bool
        Whether the cell tells of a person or is somebody's own words: restricted tier only.
    planned : bool
        Whether a date may lie after `as_of`.

    Examples
    --------
    >>> Column("urgency", "whole", "how urgent", low=0, high=4).expectation
    'a whole number from 0 to 4'
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    refers: tuple[str, ...] = ()
    personal: bool = False
    planned: bool = False

    @property
    def expectation(self) -> str:
        """What a cell must hold, in the words that error messages use."""
        if self.refers:
            renamed = {"stakeholders", "people"}.intersection(self.refers)
            names = "id, name or alias" if renamed else "id or name"
            return f"an {names} from {' or '.join(self.refers)}"
        words = " / ".join(self.allowed)
        return {
            "id": "an id",
            "text": "text",
            "date": "a date",
            "whole": f"a whole number{scale(self.low, self.high)}",
            "number": f"a number{scale(self.low, self.high)}",
            "yes_no": "yes or no",
            "choice": f"one of {words}",
            "list": f"a list of {words or 'entries'} separated by |",
            "load": "a number of hours a month, or light, medium or heavy",
        }[self.kind]


@dataclass(frozen=True)
class Table:
    """One table of a region folder.

    Parameters
    ----------
    name : str
        File stem or sheet name.
    row : str
        What one row is.
    columns : tuple of Column
        In the order in which a template shows them.
    key : tuple of str
        Columns that no two rows may share; empty where rows may repeat.
    adds : str
        What a scan can show with this table and not without it.
    basic : bool
        Whether the small template (`stakeholder-map new`) has it.
    repeats : bool
        Whether a repeated key is left out and counted instead of being a fault.

    Examples
    --------
    >>> table = Table("x", "an x", (Column("x_id", "id", "the id", required=True),), key=("x_id",))
    >>> table.column("x_id").kind
    'id'
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    adds: str = ""
    basic: bool = False
    repeats: bool = False

    def column(self, name: str) -> Column:
        """Declaration of the column called `name`; ``KeyError`` where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} declares no column {name!r}")

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that must be there."""
        return tuple(column.name for column in self.columns if column.required)
