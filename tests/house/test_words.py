"""Every public name is documented, every message carries its value."""

import ast

import pytest
from house.source import modules


def undocumented(tree):
    """Public classes, functions and methods without a docstring."""
    found = []

    def walk(node, prefix):
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if child.name.startswith("_") or any(
                isinstance(d, ast.Name) and d.id == "overload" for d in child.decorator_list
            ):
                continue
            if ast.get_docstring(child) is None:
                found.append(prefix + child.name)
            if isinstance(child, ast.ClassDef):
                walk(child, f"{prefix}{child.name}.")

    walk(tree, "")
    return found


def silent_raises(tree):
    """Lines of `raise SomeError("...")` whose message names no value."""
    lines = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
            continue
        arguments = [*node.exc.args, *(keyword.value for keyword in node.exc.keywords)]
        if arguments and all(_says_nothing(argument) for argument in arguments):
            lines.append(node.lineno)
    return lines


def _says_nothing(argument):
    if isinstance(argument, ast.BinOp):
        return _says_nothing(argument.left) and _says_nothing(argument.right)
    if isinstance(argument, ast.JoinedStr):
        return not any(isinstance(part, ast.FormattedValue) for part in argument.values)
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_every_public_name_is_documented(module):
    assert ast.get_docstring(module.tree), f"{module.name} has no docstring"
    assert not undocumented(module.tree)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_every_raised_message_carries_its_value(module):
    assert not silent_raises(module.tree), f"{module.name}, lines {silent_raises(module.tree)}"


def test_a_message_without_a_value_would_be_found():
    assert silent_raises(ast.parse('raise ValueError("wrong")')) == [1]
    assert silent_raises(ast.parse('raise ValueError(f"wrong: {x!r}")')) == []
    assert undocumented(ast.parse("class A:\n    def f(self): ...")) == ["A", "A.f"]


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_no_comment_is_a_promise(module):
    text = module.path.read_text(encoding="utf-8")
    for word in ("TODO", "FIXME", "XXX", "HACK"):
        assert word not in text, f"{module.name} holds {word}"
