"""region.toml: every key declared once, every fault told at once."""

import dataclasses
import datetime as dt
import tomllib

import pytest

from stakeholder_map.errors import InputError
from stakeholder_map.settings import SETTINGS, Settings, parse_settings, read_settings, rows_of_keys
from stakeholder_map.settings.declared import AIM_NAMES, MEASURE_NAMES

LEAST = 'name = "Three Rivers"\nconvener = "us"\n'


def told(text):
    raw = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in parse_settings(raw)[1]]


def read(text):
    settings, problems = parse_settings(text.encode())
    assert problems == ()
    return settings


def test_every_declared_key_is_a_field_with_the_declared_default():
    fields = {field.name: field for field in dataclasses.fields(Settings)}
    assert list(fields) == [setting.name for setting in SETTINGS]
    defaults = Settings(name="x", convener="us")
    for setting in SETTINGS:
        if not setting.required:
            assert getattr(defaults, setting.name) == setting.default, setting.name


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_declared_example_is_valid(setting):
    line = (
        f"[{setting.name}]\n{setting.example}"
        if setting.kind in {"weights", "ranges"}
        else f"{setting.name} = {setting.example}"
    )
    others = "" if setting.required else LEAST
    if setting.required:
        others = "".join(
            f'{other.name} = "x"\n' for other in SETTINGS if other.required and other != setting
        )
    assert setting.meaning
    assert told(f"{others}{line}\n") == []


def test_what_is_left_out_has_its_default():
    assert read(LEAST) == Settings(name="Three Rivers", convener="us")


def test_everything_can_be_said():
    settings = read(
        LEAST
        + """\
as_of = 2026-11-22
unlisted = "unknown"
survey_closes = "2026-10-31"
dates = "mdy"
half_life_days = 90
high = 0.75
coalition_size = 5
must_have = ["a", "b", "a"]
own_key_groups = ["tribal_nation"]
weights_by = "board"
weights_on = 2026-09-01

[measure_weights]
pagerank = 2
betweenness = 0.5
"""
    )
    assert settings.as_of == dt.date(2026, 11, 22)
    assert settings.survey_closes == dt.date(2026, 10, 31)
    assert (settings.half_life_days, settings.high, settings.coalition_size) == (90.0, 0.75, 5)
    assert settings.must_have == ("a", "b")
    assert settings.measure_weights == {"betweenness": 0.5, "pagerank": 2.0}


WRONG = {
    "hafl_life_days = 90": (
        "row 3, key hafl_life_days: expected a declared key (closest: 'half_life_days'), found 90"
    ),
    'half_life_days = "long"': (
        "row 3, key half_life_days: expected a number of at least 1, found 'long'"
    ),
    "half_life_days = true": (
        "row 3, key half_life_days: expected a number of at least 1, found True"
    ),
    "half_life_days = 0": "row 3, key half_life_days: expected a number of at least 1, found 0",
    "half_life_days = inf": (
        "row 3, key half_life_days: expected a number of at least 1, found inf"
    ),
    "high = 1.5": "row 3, key high: expected a number from 0 to 1, found 1.5",
    "coalition_size = 4.0": (
        "row 3, key coalition_size: expected a whole number of at least 2, found 4.0"
    ),
    'dates = "us"': "row 3, key dates: expected one of iso / mdy / dmy, found 'us'",
    'audience = "Members"': (
        "row 3, key audience: expected one of convener / members / public "
        "(closest: 'members'), found 'Members'"
    ),
    'as_of = "22/11/2026"': (
        "row 3, key as_of: expected a day such as 2026-11-22, found '22/11/2026'"
    ),
    "as_of = 2026-11-22T10:00:00": (
        "row 3, key as_of: expected a day such as 2026-11-22, found 2026-11-22T10:00:00"
    ),
    'must_have = "a"': (
        'row 3, key must_have: expected a list such as ["one", "two"], found \'a\''
    ),
    'must_have = ["a", 7]': (
        'row 3, key must_have: expected a list such as ["one", "two"], found the entry 7'
    ),
    "weights_by = 7": ("row 3, key weights_by: expected text in quotation marks, found 7"),
    "[measure_weights]\npagerank = -1": (
        "row 3, key measure_weights: expected a table of numbers of at least 0, one of them "
        "above 0, found pagerank = -1"
    ),
    "[measure_weights]\npagerank = 0": (
        "row 3, key measure_weights: expected a table of numbers of at least 0, one of them "
        "above 0, found zero for all of pagerank"
    ),
    "[measure_weights]\npagerank = 1\nbudget = 5": (
        "row 3, key measure_weights: expected the key budget above the line [measure_weights], "
        "found budget below it"
    ),
    "budget = " + "9" * 400: None,
}


@pytest.mark.parametrize(("line", "message"), WRONG.items(), ids=range(len(WRONG)))
def test_a_wrong_value_is_told_with_its_line(line, message):
    (found,) = told(LEAST + line)
    assert found == message or (message is None and "expected a number of at least 0" in found)


def test_all_faults_are_told_at_once():
    assert len(told('nam = "x"\nhigh = 2\ndates = "x"\nbudget = "y"')) == 6


def test_required_keys_are_asked_for():
    assert told("") == [
        "key name: expected text in quotation marks, found no such key",
        "key convener: expected text in quotation marks, found no such key",
    ]


def test_a_required_key_may_not_be_blank():
    assert told('name = " "\nconvener = "us"') == [
        "row 1, key name: expected text in quotation marks, found ' '"
    ]


def test_what_is_no_toml_is_told_with_its_line():
    assert told(LEAST + "high = ") == [
        (
            'row 3: expected lines such as key = "text", each key once, '
            "found text that is not TOML: invalid value"
        )
    ]
    assert told("a = " + "[" * 5000) != []


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "2026-1-1"])
def test_a_day_that_the_calendar_has_not_is_asked_about(day):
    (fault,) = told(LEAST + f"as_of = {day}")
    assert fault.startswith("row 3: ")
    assert fault.endswith(" (is it a real day?)")


def test_a_key_twice_is_told():
    (message,) = told(LEAST + 'name = "again"')
    assert message.startswith("row 3: expected lines such as")


def test_another_encoding_is_told_with_its_line():
    assert told(LEAST.encode() + 'weights_by = "Räte"'.encode("latin-1")) == [
        "row 3: expected UTF-8 text, found bytes that are not UTF-8: b'\\xe4te\"'"
    ]


def test_a_byte_order_mark_does_not_matter():
    assert told(b"\xef\xbb\xbf" + LEAST.encode()) == []


def test_line_ends_of_windows_do_not_matter():
    assert told(LEAST.replace("\n", "\r\n")) == []


def test_read_settings_raises_with_every_fault(tmp_path):
    file = tmp_path / "region.toml"
    file.write_text("high = 2")
    with pytest.raises(InputError) as caught:
        read_settings(file)
    assert len(caught.value.problems) == 3
    assert {problem.file for problem in caught.value.problems} == {"region.toml"}


def test_read_settings_tells_that_a_file_is_not_there(tmp_path):
    with pytest.raises(InputError, match="a readable file, found No such file or directory"):
        read_settings(tmp_path / "region.toml")


def test_lines_of_keys_are_found_in_tables_and_behind_comments():
    text = LEAST + "# high = 9\n  high=0.5\n\n[aim_weights]\nreach = 1\n"
    assert set(tomllib.loads(text)) == {"name", "convener", "high", "aim_weights"}
    assert rows_of_keys(text) == {
        "name": 1,
        "convener": 2,
        "high": 4,
        "aim_weights": 6,
        "reach": 7,
    }


def test_the_names_of_weights_are_those_of_the_measures_and_of_the_aims():
    from stakeholder_map.influence import MEASURES
    from stakeholder_map.partners import AIMS

    assert tuple(MEASURES) == MEASURE_NAMES
    assert tuple(AIMS) == AIM_NAMES


@pytest.mark.parametrize(
    ("table", "wrong", "nearest"),
    [("measure_weights", "pagerankk", "pagerank"), ("aim_weights", "coverrage", "coverage")],
)
def test_a_weight_of_what_nobody_declared_is_a_fault_with_the_nearest_name(table, wrong, nearest):
    (message,) = told(f"{LEAST}[{table}]\n{wrong} = 5\n")
    assert f"key {table}" in message
    assert f"(closest: {nearest!r}), found {wrong!r}" in message
    assert told(f"{LEAST}[{table}]\n{nearest} = 5\n") == []


@pytest.mark.parametrize("digits", ["9" * 5000, "0x" + "f" * 5000])
@pytest.mark.parametrize("key", ["budget", "coalition_size", "name", "nobody_declared"])
def test_a_number_of_thousands_of_digits_is_a_fault(key, digits):
    messages = told(f"{LEAST.replace('name', 'nome') if key == 'name' else LEAST}{key} = {digits}")
    assert any("a number of thousands of digits" in message for message in messages)


def test_ranges_of_weights_are_pairs_of_shares():
    text = LEAST + "[measure_weight_ranges]\npagerank = [0.2, 1]\nstrength = [0, 0.8]\n"
    ranges = read(text).measure_weight_ranges
    assert ranges == {"pagerank": (0.2, 1.0), "strength": (0.0, 0.8)}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("pagerank = 2", "found pagerank = 2"),
        ("pagerank = [0.5, 0.2]", "found pagerank = [0.5, 0.2]"),
        ("pagerank = [0, 1.5]", "found pagerank = [0, 1.5]"),
        ("pagerank = [0, true]", "found pagerank = [0, True]"),
        ("pagerank = [0.1, 0.2, 0.3]", "found pagerank = [0.1, 0.2, 0.3]"),
        ("pagerankk = [0, 1]", "(closest: 'pagerank'), found 'pagerankk'"),
        ("pagerank = [0, 0.4]", "the least sum to 0 and the greatest to 0.4"),
        ("pagerank = [0.6, 1]\nstrength = [0.6, 1]", "the least sum to 1.2 and the greatest to 2"),
    ],
)
def test_a_range_that_holds_no_weights_is_a_fault(line, found):
    (message,) = told(f"{LEAST}[measure_weight_ranges]\n{line}\n")
    assert "key measure_weight_ranges" in message
    assert message.endswith(found)
