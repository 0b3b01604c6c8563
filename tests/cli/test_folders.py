"""new and example write a folder, and never over one that is there."""

import pytest
from click.testing import CliRunner

from stakeholder_map.cli import cli
from stakeholder_map.tables import TABLES


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_new_writes_the_basic_tables_or_all(tmp_path):
    result = run("new", tmp_path / "small")
    assert result.exit_code == 0
    names = {path.name for path in (tmp_path / "small").iterdir()}
    assert {"region.toml", "stakeholders.csv", "survey.csv"} <= names
    assert f"stakeholder-map check {(tmp_path / 'small').as_posix()}" in result.stdout
    run("new", tmp_path / "large", "--all")
    assert len(list((tmp_path / "large").iterdir())) == len(TABLES) + 1


def test_new_writes_a_workbook(tmp_path):
    assert run("new", tmp_path / "book", "--xlsx").exit_code == 0
    assert {path.suffix for path in (tmp_path / "book").iterdir()} == {".toml", ".xlsx"}


@pytest.mark.parametrize("command", ["new", "example"])
def test_a_folder_with_a_region_is_left_alone(tmp_path, command):
    (tmp_path / "region.toml").write_text("mine")
    result = run(command, tmp_path)
    assert result.exit_code == 64
    assert "region.toml" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["region.toml"]
    assert (tmp_path / "region.toml").read_text() == "mine"


def test_example_writes_the_region_that_is_stored(tmp_path, example_folder):
    assert run("example", tmp_path / "copy").exit_code == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "copy").iterdir()}
    stored = {path.name: path.read_bytes() for path in example_folder.iterdir()}
    assert written == stored
