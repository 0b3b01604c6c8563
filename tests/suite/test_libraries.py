"""What a zygote loads is what notebooks import, and no command."""

import importlib.util
import json

import pytest

from stakeholder_map.errors import UsageError
from stakeholder_map.suite import libraries, stored_notebooks
from stakeholder_map.suite.libraries import find_imports, notebook_modules


def store(path, *sources):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    cells.append({"cell_type": "markdown", "source": "import nothing"})
    path.write_text(json.dumps({"cells": cells}))


def test_modules_are_read_from_the_cells_of_all_notebooks_once(tmp_path):
    store(tmp_path / "b.ipynb", ["import a.b as c, d\n", "from e.f import g"], "%magic")
    store(tmp_path / "a.ipynb", "import d\nfrom . import h")
    assert notebook_modules(tmp_path)[:3] == ("d", "a.b", "e.f")


def test_every_module_can_be_found_and_none_is_a_command():
    for name in notebook_modules():
        assert importlib.util.find_spec(name) is not None, name
        assert not name.endswith("__main__")


def test_imports_are_found_wherever_they_stand():
    assert list(find_imports("if x:\n    import os.path")) == ["os.path"]
    assert list(find_imports("def f(:")) == []


def test_the_notebooks_of_the_library_are_found_or_asked_for(tmp_path, monkeypatch):
    assert stored_notebooks().is_dir()
    monkeypatch.setattr(libraries, "__file__", str(tmp_path / "a" / "b" / "c" / "d.py"))
    with pytest.raises(UsageError, match="expected the notebooks of this library in one of"):
        stored_notebooks()
