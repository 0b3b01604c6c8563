"""Parameters of notebooks: what they declare, what is given, and whether the two fit.

papermill runs a notebook with a misspelt parameter and only logs a line; nothing in it checks
types. Here both are faults, and they are told before any kernel starts.
"""

from __future__ import annotations

import ast
import difflib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stakeholder_map.errors import UsageError
from stakeholder_map.suite.jobs import NotebookJob

Value = str | int | float | bool
KINDS: Mapping[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
TRUE_WORDS = ("true", "yes", "on", "1")
FALSE_WORDS = ("false", "no", "off", "0")


@dataclass(frozen=True)
class Parameter:
    """A parameter that a notebook declares.

    Parameters
    ----------
    name : str
        As the notebook spells it.
    kind : {"str", "int", "float", "bool"}
        Its type.
    default : str, int, float or bool
        What holds when nothing is given.
    meaning : str
        The comment behind it; its unit.
    """

    name: str
    kind: str
    default: Value
    meaning: str = ""

    def fits(self, value: object) -> bool:
        """Whether a value is of this parameter's type; a whole number will do for a float.

        Parameters
        ----------
        value : object
            Any value.

        Returns
        -------
        bool
            False for a bool where a number is declared, and for infinite numbers.

        Examples
        --------
        >>> draws = Parameter("draws", "int", 200)
        >>> draws.fits(50), draws.fits(True), draws.fits("50")
        (True, False, False)
        """
        if isinstance(value, bool):
            return self.kind == "bool"
        if self.kind == "float":
            return isinstance(value, int | float) and math.isfinite(value)
        return isinstance(value, KINDS[self.kind])

    def parse(self, text: str) -> Value:
        """Read a value from the text of a command line.

        Parameters
        ----------
        text : str
            What stands behind ``name=``.

        Returns
        -------
        str, int, float or bool
            A value that fits.

        Raises
        ------
        ValueError
            If the text is no such value.

        Examples
        --------
        >>> Parameter("draws", "int", 200).parse("50")
        50
        """
        if self.kind == "str":
            return text
        if self.kind == "bool":
            word = text.strip().lower()
            if word in (*TRUE_WORDS, *FALSE_WORDS):
                return word in TRUE_WORDS
            raise ValueError(f"not a yes or no: {text!r}")
        value: Value = int(text) if self.kind == "int" else float(text)
        if not self.fits(value):
            raise ValueError(f"not a finite number: {text!r}")
        return value


def read_parameters(notebook: Path) -> tuple[Parameter, ...]:
    """What a notebook's cell tagged ``parameters`` declares.

    Parameters
    ----------
    notebook : Path
        A stored notebook.

    Returns
    -------
    tuple of Parameter
        In the order of the cell.

    Raises
    ------
    UsageError
        If the file is no notebook, has no such cell, or the cell holds anything but annotated
        assignments of plain values.
    """
    parameters, faults = _inspect(Path(notebook))
    _refuse(faults)
    return parameters


def parse_parameters(assignments: Iterable[str], declared: Iterable[Parameter]) -> dict[str, Value]:
    """Values for parameters from ``name=value`` as typed on a command line.

    Parameters
    ----------
    assignments : iterable of str
        Each ``name=value``.
    declared : iterable of Parameter
        What the notebooks declare.

    Returns
    -------
    dict of str to str, int, float or bool
        Values of the declared types.

    Raises
    ------
    UsageError
        Listing every assignment that is malformed, given twice, unknown or ill-typed.

    Examples
    --------
    >>> parse_parameters(["draws=50"], [Parameter("draws", "int", 200)])
    {'draws': 50}
    """
    known = {parameter.name: parameter for parameter in declared}
    values: dict[str, Value] = {}
    faults: list[str] = []
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals:
            faults.append(f"expected name=value, found {assignment!r}")
        elif name not in known:
            faults.append(_unknown(name, known))
        elif name in values:
            faults.append(f"expected {name!r} once, found it again as {assignment!r}")
        else:
            try:
                values[name] = known[name].parse(text)
            except ValueError:
                faults.append(_ill_typed(known[name], text))
    _refuse(faults)
    return values


def check_parameters(
    jobs: Sequence[NotebookJob], *, folder: Path, parameters: Mapping[str, object]
) -> None:
    """Whether every notebook takes every parameter that is given.

    Parameters
    ----------
    jobs : sequence of NotebookJob
        Which notebooks.
    folder : Path
        Where they lie.
    parameters : mapping of str to object
        What is to be given to each of them.

    Raises
    ------
    UsageError
        Listing the faults of all notebooks: no parameters cell, unknown names, ill-typed values.
    """
    faults: list[str] = []
    for job in jobs:
        declared, own = _inspect(Path(folder) / job.notebook)
        known = {parameter.name: parameter for parameter in declared}
        faults += own
        if own:
            continue
        for name, value in parameters.items():
            if name not in known:
                faults.append(f"{job.notebook}: {_unknown(name, known)}")
            elif not known[name].fits(value):
                faults.append(f"{job.notebook}: {_ill_typed(known[name], value)}")
    _refuse(faults)


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        noun = "parameter fault" if len(faults) == 1 else "parameter faults"
        raise UsageError("\n  ".join([f"{len(faults)} {noun}, so nothing was run:", *faults]))


def _unknown(name: str, known: Mapping[str, Parameter]) -> str:
    if not known:
        return f"the notebooks declare no further parameter, found {name!r}"
    names = ", ".join(repr(each) for each in known)
    near = difflib.get_close_matches(name, known, n=1)
    closest = f" (closest: {near[0]!r})" if near else ""
    return f"expected one of {names}{closest}, found {name!r}"


def _ill_typed(parameter: Parameter, value: object) -> str:
    return f"expected {parameter.kind} for {parameter.name!r}, found {value!r}"


def _inspect(path: Path) -> tuple[tuple[Parameter, ...], list[str]]:
    """Declared parameters of a notebook and the faults of their declaration."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tagged = [
            "".join(cell["source"])
            for cell in cells
            if "parameters" in cell.get("metadata", {}).get("tags", [])
        ]
    except FileNotFoundError:
        return (), [f"{path.name}: expected a notebook, found no such file: {str(path)!r}"]
    except (ValueError, KeyError, TypeError) as error:
        return (), [f"{path.name}: expected a notebook, found {type(error).__name__}: {error}"]
    if len(tagged) != 1:
        return (), [f"{path.name}: expected 1 cell tagged 'parameters', found {len(tagged)}"]
    try:
        statements = ast.parse(tagged[0]).body
    except SyntaxError as error:
        return (), [f"{path.name}: expected Python in the parameters cell, found {error}"]
    found: list[Parameter] = []
    faults: list[str] = []
    for statement in statements:
        parameter = _declared(statement, tagged[0])
        if parameter is None:
            text = ast.unparse(statement)
            faults.append(f"{path.name}: expected 'name: type = value', found {text!r}")
        else:
            found.append(parameter)
    return tuple(found), faults


def _declared(statement: ast.stmt, source: str) -> Parameter | None:
    if not (
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and isinstance(statement.annotation, ast.Name)
        and statement.annotation.id in KINDS
        and statement.value is not None
    ):
        return None
    try:
        default = ast.literal_eval(statement.value)
    except ValueError:
        return None
    line = source.splitlines()[(statement.end_lineno or 1) - 1].encode()
    comment = line[statement.end_col_offset :].decode().partition("#")[2].strip()
    parameter = Parameter(statement.target.id, statement.annotation.id, default, comment)
    return parameter if parameter.fits(default) else None
