"""A notebook is an essay with calls in it; these are its rules."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NAMES = (
    "01_environment",
    "02_influence",
    "03_coopetition",
    "04_first_partners",
    "05_relationships",
    "06_brief",
)
SECTIONS = (
    "The answer",
    "The evidence",
    "How sure are we?",
    "What this cannot tell",
    "Method and data",
)
LOGIC = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.Try,
    ast.With,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Subscript,
)
PLAIN = {"str", "int", "float", "bool"}

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose_of(notebook):
    return "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")


def logic_in(source):
    """Kinds of statement that do not belong into a notebook cell."""
    return [type(node).__name__ for node in ast.walk(ast.parse(source)) if isinstance(node, LOGIC)]


def test_the_six_notebooks_are_there():
    assert tuple(path.stem for path in NOTEBOOKS) == NAMES


@each
def test_headings_follow_the_skeleton(path):
    headings = re.findall(r"^(#+) (.+)$", prose_of(read(path)), flags=re.MULTILINE)
    assert headings[0][0] == "#"
    assert headings[0][1].endswith("?"), "the title is the question"
    assert [text for marks, text in headings if marks == "#"] == [headings[0][1]]
    assert tuple(text for marks, text in headings if marks == "##") == SECTIONS


@each
def test_parameters_are_plain_and_explained(path):
    tagged = [c for c in code_of(read(path)) if "parameters" in c.metadata.get("tags", [])]
    assert len(tagged) == 1
    lines = tagged[0].source.splitlines()
    for statement, line in zip(ast.parse(tagged[0].source).body, lines, strict=True):
        assert isinstance(statement, ast.AnnAssign)
        assert isinstance(statement.annotation, ast.Name)
        assert statement.annotation.id in PLAIN
        assert isinstance(statement.value, ast.Constant)
        assert type(statement.value.value).__name__ == statement.annotation.id
        assert "  # " in line, f"say the unit: {line}"


@each
def test_cells_hold_calls_and_no_logic(path):
    for cell in code_of(read(path)):
        assert not re.search(r"^\s*[%!?]", cell.source, flags=re.MULTILINE), "no magics"
        assert not logic_in(cell.source), cell.source


def test_logic_would_be_found():
    assert logic_in("x = [a for a in b]") == ["ListComp"]
    assert logic_in("frame[frame.a > 1]") == ["Subscript"]
    assert logic_in("rank_influence(scan, draws=3)") == []


@each
def test_a_notebook_is_short_and_mostly_prose(path):
    notebook = read(path)
    code = [len(cell.source.splitlines()) for cell in code_of(notebook)]
    tagged = sum(
        len(c.source.splitlines())
        for c in code_of(notebook)
        if "parameters" in c.metadata.get("tags", [])
    )
    words = len(re.findall(r"[^\W\d_]+", prose_of(notebook)))
    assert len(notebook.cells) <= 24
    assert max(code) <= 6
    assert words >= 8 * (sum(code) - tagged)


@each
def test_prose_holds_no_number(path):
    found = re.findall(r"[^\n]*\d[^\n]*", prose_of(read(path)))
    assert not found, "numbers come from findings, so that a rerun cannot make the prose false"


@each
def test_a_notebook_is_stored_without_outputs(path):
    notebook = read(path)
    for cell in code_of(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None
    assert "papermill" not in notebook.metadata
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"


@each
def test_a_notebook_is_valid_and_its_cells_have_stable_ids(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert [cell.id for cell in notebook.cells] == [f"{i:02d}" for i in range(len(notebook.cells))]
