"""What the commands say, word for word, where people were misled by it."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from history.faults import publish_one

import stakeholder_map.history.forget
from stakeholder_map.cli import cli
from stakeholder_map.cli.check import _cost


def call(*arguments):
    return CliRunner().invoke(cli, [*map(str, arguments)])


def test_where_there_is_no_scan_none_is_opened(tmp_path):
    refused = call("open", "--reports", tmp_path)
    assert refused.exit_code == 64
    assert f"{str(tmp_path)!r} holds no scan" in refused.stderr


@pytest.mark.parametrize(
    ("options", "found"),
    [((), "neither"), (("--person", "p1", "--stakeholder", "s1"), "both 'p1' and 's1'")],
)
def test_forget_wants_one_of_two_options(options, found):
    refused = call("forget", *options)
    assert refused.exit_code == 64
    assert f"found {found}" in refused.stderr


def test_forget_counts_in_the_right_form(tmp_path, monkeypatch):
    publish_one(tmp_path)
    done = SimpleNamespace(scans=("a",), chained=("b",), changed=1, removed=0)
    monkeypatch.setattr(stakeholder_map.history.forget, "forget", lambda *_, **__: done)
    told = call("forget", "--person", "p1", "--reports", tmp_path).stdout
    assert told.startswith(
        "Taken out of 1 scan: 1 file written anew, 0 removed; 1 further manifest with the new "
        "digests.\n"
    )


@pytest.mark.parametrize("day", ["03/04/2026", "2026-13-01", "tomorrow"])
def test_a_day_that_is_none_is_told_in_words(tmp_path, day):
    refused = call("check", tmp_path, "--as-of", day)
    assert refused.exit_code == 64
    assert f"expected a day such as 2026-11-22, or today; found {day!r}" in refused.stderr


def test_minutes_are_counted_in_the_right_form():
    assert _cost(1.0) == "The survey costs a respondent about 1 minute."
    assert _cost(1.5).endswith("about 1.5 minutes.")
