"""A log of a hundred thousand contacts costs seconds; a tenth of it is timed here."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_review_of_a_long_log_takes_seconds(tmp_path):
    path = ROOT / "benchmarks" / "relationships.py"
    spec = importlib.util.spec_from_file_location("long_logs", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = module.large_region(tmp_path / "large", contacts=10_000, organisations=200)
    found = module.times(folder)
    assert sum(value for name, value in found.items() if name != "read") < 2.0
