"""A log of a hundred thousand contacts costs seconds; a tenth of it is timed here."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def loaded(path):
    spec = importlib.util.spec_from_file_location("long_logs", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_help_is_printed_and_nothing_measured(capsys):
    module = loaded(ROOT / "benchmarks" / "relationships.py")
    with pytest.raises(SystemExit, match="0"):
        module.main(["--help"])
    assert "speed prints CPU seconds" in capsys.readouterr().out.replace("`", "")
    assert module.parsed([]).what == "speed"
    assert vars(module.parsed(["scans", "3", "9"])) == {"what": "scans", "first": 3, "last": 9}


def test_the_review_of_a_long_log_takes_seconds(tmp_path):
    path = ROOT / "benchmarks" / "relationships.py"
    module = loaded(path)
    folder = module.large_region(tmp_path / "large", contacts=10_000, organisations=200)
    found = module.times(folder)
    assert sum(value for name, value in found.items() if name != "read") < 2.0
