"""An executed notebook without the traces of when, where and by which process it was executed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PROOF_TAG = "stakeholder-map-proof"
MARKER_TAG = "papermill-error-cell-tag"
DROPPED_METADATA = ("papermill", "execution", "widgets")
# ipykernel names the file of a cell after its own process.
CELL_FILE = re.compile(r"(?:/[^\s:'\"]*)?/ipykernel_\d+/\d+\.py")


def normalise_notebook(
    notebook: Mapping[str, Any], *, hidden: Mapping[str, str] | None = None
) -> Any:
    """A copy of an executed notebook that depends on its code, input and versions alone.

    Removed are the cell with the proof, papermill's and nbclient's times, ids and paths, and the
    version of Python. Cells are numbered anew, and text that was printed in pieces is joined, for
    where the pieces end is a matter of chance.

    Parameters
    ----------
    notebook : mapping
        Notebook of format 4.
    hidden : mapping of str to str, optional
        Folders to be written otherwise in printed text and tracebacks, as ``{"/home/ana": "~"}``.

    Returns
    -------
    dict
        Shares with the notebook what was not changed, such as pictures and tables.

    Examples
    --------
    >>> cell = {"cell_type": "code", "id": "f3a9", "metadata": {"papermill": {"duration": 1.2}},
    ...         "source": "1", "execution_count": 1, "outputs": []}
    >>> normalise_notebook({"cells": [cell], "metadata": {}})["cells"][0]["id"]
    'cell-01'
    """
    result: Any = {**notebook, "metadata": _without_traces(notebook["metadata"])}
    drop_cells(result, tag=PROOF_TAG)
    result["metadata"].get("language_info", {}).pop("version", None)
    folders = [
        # Not where the name goes on: /root is no part of /rootless.
        (re.compile(re.escape(folder) + r"(?![\w.-])"), name)
        for folder, name in sorted((hidden or {}).items(), key=lambda item: -len(item[0]))
        if len(Path(folder).parts) > 1
    ]
    for number, executed in enumerate(result["cells"]):
        cell = {**executed, "id": f"cell-{number + 1:02d}"}
        cell["metadata"] = _without_traces(executed["metadata"])
        if cell["metadata"].get("tags") == []:
            cell["metadata"].pop("tags")
        if cell["cell_type"] == "code":
            cell["outputs"] = _join_streams([dict(output) for output in executed["outputs"]])
            for output in cell["outputs"]:
                _hide(output, folders)
        result["cells"][number] = cell
    return result


def _without_traces(metadata: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: each for name, each in metadata.items() if name not in DROPPED_METADATA}
    return copy.deepcopy(kept)


def drop_cells(notebook: Any, *, tag: str) -> None:
    """Take the cells with a tag out of a notebook, in place.

    Parameters
    ----------
    notebook : mapping
        Notebook of format 4.
    tag : str
        ``PROOF_TAG``, or ``MARKER_TAG``: papermill puts cells with a link around one that failed.

    Examples
    --------
    >>> notebook = {"cells": [{"metadata": {"tags": ["a"]}}, {"metadata": {}}]}
    >>> drop_cells(notebook, tag="a")
    >>> notebook
    {'cells': [{'metadata': {}}]}
    """
    notebook["cells"] = [
        cell for cell in notebook["cells"] if tag not in cell["metadata"].get("tags", ())
    ]


def read_notebook(path: Path, *, last_cell: str) -> Any:
    """A stored notebook with one more code cell at its end, which is not stored later.

    Parameters
    ----------
    path : Path
        The notebook.
    last_cell : str
        Source of the cell to add.

    Returns
    -------
    nbformat.NotebookNode
        Of the newest minor version of format 4.
    """
    import nbformat

    formats: Any = nbformat
    # Not formats.read: it warns about cells without ids, which are numbered anew anyway.
    stored = formats.from_dict(json.loads(path.read_text(encoding="utf-8")))
    notebook = formats.v4.upgrade(stored)
    cell = formats.v4.new_code_cell(last_cell)
    cell["metadata"]["tags"] = [PROOF_TAG]
    for each in notebook["cells"]:
        if isinstance(each["source"], list):
            each["source"] = "".join(each["source"])
    notebook["cells"].append(cell)
    return notebook


def write_notebook(notebook: Mapping[str, Any], path: Path) -> None:
    """Store a notebook: sorted keys, a line for each cell, UTF-8, the same bytes every time.

    Parameters
    ----------
    notebook : mapping
        Notebook of format 4.
    path : Path
        Where to; the folder is made when absent.

    Notes
    -----
    nbformat sets every number and every line on a line of its own, which takes three times as long
    where a notebook holds tables and pictures. Readers take both.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = ",\n".join(_as_json(cell) for cell in notebook["cells"])
    around = [
        f"{_as_json(name)}: {_as_json(notebook[name])}"
        for name in sorted(notebook.keys() - {"cells"})
    ]
    text = ",\n".join([f'"cells": [\n{cells}\n]', *around])
    path.write_text(f"{{\n{text}\n}}\n", encoding="utf-8", newline="\n")


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _join_streams(outputs: Sequence[Any]) -> list[Any]:
    """Join what was printed between two other outputs: first all of stdout, then all of stderr."""
    joined: list[Any] = []
    printed: dict[str, Any] = {}
    for output in outputs:
        if output["output_type"] != "stream":
            joined += [printed[name] for name in sorted(printed, reverse=True)]
            printed = {}
            joined.append(output)
        elif output["name"] in printed:
            printed[output["name"]]["text"] += output["text"]
        else:
            printed[output["name"]] = output
    return joined + [printed[name] for name in sorted(printed, reverse=True)]


def _hide(output: Any, folders: Sequence[tuple[re.Pattern[str], str]]) -> None:
    def clean(text: str) -> str:
        text = CELL_FILE.sub("<cell>", text)
        for folder, name in folders:
            text = folder.sub(name.replace("\\", r"\\"), text)
        return text

    if output["output_type"] == "stream":
        output["text"] = clean(output["text"])
    elif output["output_type"] == "error":
        output["evalue"] = clean(output["evalue"])
        output["traceback"] = [clean(line) for line in output["traceback"]]
