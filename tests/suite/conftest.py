"""Small notebooks, and one pool of forked kernels for all tests of the runner."""

import json
import sys

import pytest

from stakeholder_map.suite import Folders, KernelPool, find_jobs, run_notebooks

PARAMETERS = 'name: str = "x"  # any word\ndraws: int = 200  # readings'


class Bench:
    """A folder of notebooks, run with one call."""

    def __init__(self, folder):
        self.folders = Folders(folder / "notebooks", folder / "executed", folder / "failed")
        self.folders.notebooks.mkdir()

    def write(self, name, *cells, parameters=PARAMETERS):
        """Store a notebook; a cell that starts with # and a capital letter is Markdown."""
        tagged = [("code", parameters, ["parameters"])] if parameters is not None else []
        rest = [("markdown" if text[:1] == "#" else "code", text, []) for text in cells]
        notebook = {
            "cells": [self._cell(*cell) for cell in [*tagged, *rest]],
            "metadata": {
                "kernelspec": {"name": "python3", "display_name": "P", "language": "python"}
            },
            "nbformat": 4,
            "nbformat_minor": 4,
        }
        (self.folders.notebooks / name).write_text(json.dumps(notebook))
        return self

    def _cell(self, kind, source, tags):
        cell = {"cell_type": kind, "metadata": {"tags": tags}, "source": source}
        return cell if kind == "markdown" else {**cell, "outputs": [], "execution_count": None}

    def run(self, pool, **options):
        options = {"parameters": {}, "folders": self.folders, **options}
        return run_notebooks(find_jobs(self.folders.notebooks), pool=pool, **options)

    def read(self, name, folder="executed"):
        return json.loads((getattr(self.folders, folder) / name).read_text())

    def text(self, name, folder="executed"):
        """All that the notebook printed or showed as plain text."""
        outputs = [
            output
            for cell in self.read(name, folder)["cells"]
            for output in cell.get("outputs", [])
        ]
        parts = [
            output.get("text", output.get("data", {}).get("text/plain", [])) for output in outputs
        ]
        return "".join("".join(part) for part in parts)


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def forked(tmp_path_factory):
    """A pool whose zygote has imported everything, in a folder where it may write nothing."""
    if not sys.platform.startswith("linux"):
        pytest.skip(f"kernels can be forked on Linux only, not on {sys.platform}")
    place = tmp_path_factory.mktemp("zygote")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        # ipykernel leaves out half of what it does where it finds itself under test
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        pool = KernelPool(kind="forked")
    with pool:
        Bench(tmp_path_factory.mktemp("first")).write("a.ipynb", "1").run(pool)
        assert list(place.iterdir()) == []
        yield pool


@pytest.fixture(scope="session")
def plain():
    with KernelPool(kind="plain") as pool:
        yield pool


@pytest.fixture(params=["forked", "plain"])
def pool(request):
    """Both kinds of kernels, one after the other."""
    return request.getfixturevalue(request.param)
