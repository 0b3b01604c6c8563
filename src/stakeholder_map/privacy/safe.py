"""Values that passed the audit, and the table that holds nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_SEAL = object()
"""Who holds it has judged a value; only this package does."""

HIDDEN = "not shown"


class Cleared:
    """A value that leaders may see.

    Made by :func:`clear` alone, which the audit calls.

    Parameters
    ----------
    text : str
        What stands in the table.
    seal : object
        Proof that the value was judged.

    Raises
    ------
    TypeError
        Where the seal is another.

    Examples
    --------
    >>> Cleared("3.0 to 3.5", seal="mine")
    Traceback (most recent call last):
    ...
    TypeError: '3.0 to 3.5' was not cleared by the audit
    """

    __slots__ = ("text",)
    text: str

    def __init__(self, text: str, *, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError(f"{text!r} was not cleared by the audit")
        object.__setattr__(self, "text", text)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a cleared value stays as it is; not {name} = {value!r}")

    def __repr__(self) -> str:
        return f"Cleared({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cleared) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def clear(text: str) -> Cleared:
    """A value as cleared; for the modules of this package that have judged it."""
    return Cleared(text, seal=_SEAL)


@dataclass(frozen=True)
class SafeTable:
    """A table of cleared values: the only form in which ratings leave this package.

    Parameters
    ----------
    columns : tuple of str
        Names of the columns after the first one, which names the rows.
    rows : tuple of (str, tuple of Cleared)
        What the row is about, and a value for each column.

    Raises
    ------
    TypeError
        Where a value is not a :class:`Cleared` one.
    ValueError
        Where a row has another number of values.

    Examples
    --------
    >>> SafeTable(("value",), (("Acme Clinic", (3.25,)),))
    Traceback (most recent call last):
    ...
    TypeError: a safe table holds cleared values only, found 3.25
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cleared, ...]], ...]

    def __post_init__(self) -> None:
        for name, values in self.rows:
            strangers = [value for value in values if not isinstance(value, Cleared)]
            if strangers:
                raise TypeError(f"a safe table holds cleared values only, found {strangers[0]!r}")
            if len(values) != len(self.columns):
                raise ValueError(f"{name!r} has {len(values)} values for {len(self.columns)}")

    def records(self) -> list[dict[str, Any]]:
        """Its rows as plain texts by column; the first column is called ``name``."""
        return [
            {"name": name, **dict(zip(self.columns, (v.text for v in values), strict=True))}
            for name, values in self.rows
        ]

    def shown(self) -> bool:
        """Whether any value is there to be seen."""
        return any(value.text != HIDDEN for _, values in self.rows for value in values)


def hidden(names: Iterable[str]) -> list[Cleared]:
    """A row in which nothing is shown; one value a column."""
    return [clear(HIDDEN) for _ in names]
