"""Small rooms: a module and a function can be read at one sitting."""

import ast

import pytest
from house.source import modules

MODULE_LINES = 300
FUNCTION_LINES = 40
PARAMETERS = 6


def body_lines(function):
    """Lines of a function below its signature and docstring."""
    statements = function.body
    if isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant):
        statements = statements[1:]
    if not statements:
        return 0
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_is_short(module):
    lines = len(module.path.read_text(encoding="utf-8").splitlines())
    assert lines <= MODULE_LINES, f"{module.name} has {lines} lines"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_function_is_short(module):
    long = {f.name: body_lines(f) for f in module.functions() if body_lines(f) > FUNCTION_LINES}
    assert not long, f"{module.name}: {long}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_function_takes_few_parameters(module):
    def count(function):
        arguments = function.args
        named = [a.arg for a in arguments.posonlyargs + arguments.args + arguments.kwonlyargs]
        return len([name for name in named if name not in {"self", "cls"}])

    commands = {"cli"}  # a command has as many parameters as it has options
    many = {f.name: count(f) for f in module.functions() if count(f) > PARAMETERS}
    assert not many or module.room in commands, f"{module.name}: {many}"


def test_the_line_counter_counts_bodies_only():
    function = ast.parse(
        'def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a'
    ).body[0]
    assert body_lines(function) == 2
