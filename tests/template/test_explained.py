"""region.toml: every setting is there, explained, and right once its comment sign is taken away."""

import re
import tomllib

import pytest

from stakeholder_map.settings import SETTINGS
from stakeholder_map.template.explained import settings_rows, settings_text


def test_a_new_file_sets_only_what_is_needed():
    assert tomllib.loads(settings_text()) == {
        "name": "My region",
        "convener": "us",
        "unlisted": "zero",
    }


def test_every_setting_is_shown_and_its_example_can_be_switched_on():
    on = re.sub(r"(?m)^# (?=\[?[a-z_]+\]?(?: =|$))", "", settings_text())
    assert set(tomllib.loads(on)) == {setting.name for setting in SETTINGS}


def test_every_setting_is_explained_by_its_meaning_and_range():
    text = settings_text()
    flat = " ".join(line.removeprefix("# ") for line in text.splitlines())
    for setting in SETTINGS:
        assert setting.meaning[1:] in flat
        assert setting.expectation in flat


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ('a"b\\c\n', "a b c"),
        ("", "My region"),
        ("___", "My region"),
        ("\udcff", "My region"),
        ("Saint-Étienne 2", "Saint Étienne 2"),
    ],
)
def test_a_folder_name_cannot_break_the_file(folder, name):
    text = settings_text(folder)
    text.encode()
    assert tomllib.loads(text)["name"] == name


def test_no_line_is_longer_than_a_screen():
    assert max(map(len, settings_text().splitlines())) <= 100


def test_the_rows_for_the_documentation_follow_the_declaration():
    assert [row[0] for row in settings_rows()] == [setting.name for setting in SETTINGS]
