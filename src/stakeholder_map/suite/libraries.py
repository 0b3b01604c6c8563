"""What notebooks import: the modules that a zygote loads before it forks kernels."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from stakeholder_map.errors import UsageError

LATE_LIBRARIES = (
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "stakeholder_map.influence.engine.kernels",
    "stakeholder_map.coopetition.blocs.kernels",
    "stakeholder_map.partners.choice.search.kernel",
    "stakeholder_map.posterior.kernel",
    "stakeholder_map.history.compare",
)
"""What the library imports only when it is needed: by nearly every notebook, or before them."""


def notebook_modules(folder: Path | None = None) -> tuple[str, ...]:
    """Modules that notebooks come to use, in the order to import them.

    Parameters
    ----------
    folder : Path, optional
        A folder of notebooks; that of this library when not given.

    Returns
    -------
    tuple of str
        Full names: what the cells import, then what the library imports late.

    Examples
    --------
    >>> all(name.count(" ") == 0 for name in notebook_modules())
    True
    """
    names: dict[str, None] = {}
    for path in sorted((stored_notebooks() if folder is None else folder).glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                names.update(dict.fromkeys(find_imports("".join(cell["source"]))))
    return (*names, *LATE_LIBRARIES)


def find_imports(source: str) -> Iterator[str]:
    """Modules that a cell imports.

    Parameters
    ----------
    source : str
        Python of one cell.

    Yields
    ------
    str
        Full names, as they stand; none where the source cannot be parsed.

    Examples
    --------
    >>> list(find_imports("import pandas as pd" + chr(10) + "from a.b import c"))
    ['pandas', 'a.b']
    >>> list(find_imports("x = 'import pandas'"))
    []
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def stored_notebooks() -> Path:
    """Folder of the notebooks that come with this library.

    Returns
    -------
    Path
        Inside an installed package, or beside the sources in a clone.

    Raises
    ------
    UsageError
        If neither is there.

    Examples
    --------
    >>> stored_notebooks().name
    'notebooks'
    """
    package = Path(__file__).resolve().parents[1]
    places = (package / "notebooks", package.parents[1] / "notebooks")
    for place in places:
        if place.is_dir():
            return place
    raise UsageError(f"expected the notebooks of this library in one of {[str(p) for p in places]}")
