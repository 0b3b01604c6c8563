"""Parameters are checked for name and type, and every fault is told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.errors import ExitCode, UsageError
from stakeholder_map.suite import (
    NotebookJob,
    Parameter,
    check_parameters,
    parse_parameters,
    read_parameters,
)

DRAWS = Parameter("draws", "int", 200)
SHARE = Parameter("share", "float", 0.5)
STRICT = Parameter("strict", "bool", default=False)
AS_OF = Parameter("as_of", "str", "")
DECLARED = (DRAWS, SHARE, STRICT, AS_OF)


def store(path, *sources):
    cells = [
        {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": source}
        for source in sources
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    return path


def test_declarations_are_read_with_type_default_and_unit(tmp_path):
    source = ['as_of: str = ""  # day, ISO 8601\n', "low: float = -1\n", "strict: bool = True"]
    assert read_parameters(store(tmp_path / "a.ipynb", source)) == (
        Parameter("as_of", "str", "", "day, ISO 8601"),
        Parameter("low", "float", -1),
        Parameter("strict", "bool", default=True),
    )


def test_a_number_sign_inside_a_default_is_no_comment(tmp_path):
    path = store(tmp_path / "a.ipynb", 'färbe: str = "ä#b"  # ein Wort')
    assert read_parameters(path) == (Parameter("färbe", "str", "ä#b", "ein Wort"),)


@pytest.mark.parametrize(
    "source",
    [
        "draws = 200",
        "draws: int",
        "draws: list = []",
        "draws: int | None = 3",
        "draws: int = 2.5",
        "draws: bool = 1",
        "draws: int = True",
        "draws: int = len('x')",
        "import os",
        "x.y: int = 3",
    ],
)
def test_anything_but_an_annotated_plain_value_is_a_fault(tmp_path, source):
    with pytest.raises(UsageError, match="expected 'name: type = value', found"):
        read_parameters(store(tmp_path / "a.ipynb", source))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "found JSONDecodeError"),
        ("[]", "found TypeError"),
        ('{"cells": []}', "found 0"),
        ('{"cells": [{"metadata": {"tags": ["parameters"]}, "source": "a b"}]}', "invalid syntax"),
    ],
)
def test_a_file_that_is_no_notebook_is_a_fault(tmp_path, text, found):
    (tmp_path / "a.ipynb").write_text(text)
    with pytest.raises(UsageError, match=found):
        read_parameters(tmp_path / "a.ipynb")


def test_two_parameters_cells_and_absent_files_are_faults(tmp_path):
    store(tmp_path / "a.ipynb", "a: int = 1", "b: int = 2")
    with pytest.raises(UsageError) as caught:
        check_parameters(
            [NotebookJob("a.ipynb"), NotebookJob("z.ipynb")], folder=tmp_path, parameters={}
        )
    assert caught.value.exit_code == ExitCode.USAGE
    assert "a.ipynb: expected 1 cell tagged 'parameters', found 2" in str(caught.value)
    assert "z.ipynb: expected a notebook, found no such file" in str(caught.value)


def test_values_are_read_by_declared_type():
    texts = ["draws=50", "share=1", "strict=yes", "as_of=a=b"]
    assert parse_parameters(texts, DECLARED) == {
        "draws": 50,
        "share": 1.0,
        "strict": True,
        "as_of": "a=b",
    }


def test_all_faults_of_a_command_line_are_told_at_once():
    texts = ["draws=many", "share=nan", "strict=perhaps", "as-of=x", "draws", "as_of=a", "as_of=b"]
    with pytest.raises(UsageError) as caught:
        parse_parameters(texts, DECLARED)
    assert str(caught.value).splitlines() == [
        "6 parameter faults, so nothing was run:",
        "  expected int for 'draws', found 'many'",
        "  expected float for 'share', found 'nan'",
        "  expected bool for 'strict', found 'perhaps'",
        "  expected one of 'draws', 'share', 'strict', 'as_of' (closest: 'as_of'), found 'as-of'",
        "  expected name=value, found 'draws'",
        "  expected 'as_of' once, found it again as 'as_of=b'",
    ]


def test_where_nothing_is_declared_nothing_is_offered():
    with pytest.raises(UsageError, match="the notebooks declare no further parameter, found 'no'"):
        parse_parameters(["no=3"], ())


def test_a_name_that_is_code_is_only_an_unknown_name():
    with pytest.raises(UsageError, match="found 'print'"):
        parse_parameters(["print('x') or draws=3"[:5] + "=3"], DECLARED)


@given(st.integers())
def test_whole_numbers_survive_the_command_line(number):
    assert parse_parameters([f"draws={number}"], DECLARED) == {"draws": number}


@given(st.text())
def test_any_text_survives_the_command_line(text):
    assert parse_parameters([f"as_of={text}"], DECLARED) == {"as_of": text}


@given(st.one_of(st.integers(), st.floats(), st.booleans(), st.text(), st.none()))
def test_a_value_fits_no_other_type_but_a_whole_number_a_float(value):
    fitting = {each.kind for each in DECLARED if each.fits(value)}
    assert len(fitting - {"float"}) <= 1
    if "int" in fitting:
        assert fitting == {"int", "float"}
