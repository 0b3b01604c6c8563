"""Imports go downwards: reading order is import order."""

import graphlib

import pytest
from house.source import PACKAGE, modules

ORDER = (
    "errors",
    "tables",
    "phrases",
    "schedule",
    "settings",
    "read",
    "template",
    "evidence",
    "graph",
    "example",
    "posterior",
    "scan",
    "once",
    "environment",
    "influence",
    "coopetition",
    "relationships",
    "partners",
    "change",
    "privacy",
    "report",
    "history",
    "suite",
    "scanning",
    "regions",
    "cli",
    "__main__",
)


def test_every_room_has_its_place_in_the_order():
    rooms = {module.room for module in modules()} - {""}
    assert rooms <= set(ORDER), sorted(rooms - set(ORDER))


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_imports_only_what_stands_above_it(module):
    if not module.room:
        return
    above = set(ORDER[: ORDER.index(module.room) + 1])
    wrong = [name for name in module.imported() if ([*name.split("."), ""])[1] not in above | {""}]
    assert not wrong, f"{module.name} imports {wrong}, which stand below it"


def test_modules_of_one_room_do_not_import_each_other_in_a_circle():
    known = {module.name for module in modules()}
    graph = {
        module.name: {name for name in module.imported() if name in known and name != module.name}
        for module in modules()
        if module.path.name != "__init__.py"
    }
    list(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError


def test_no_room_is_called_by_a_word_that_says_nothing():
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "config", "tools", "base"}
    names = {path.stem for path in PACKAGE.rglob("*.py")} | {
        path.name for path in PACKAGE.rglob("*") if path.is_dir()
    }
    assert not names & vague
