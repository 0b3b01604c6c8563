"""A quick run of the regret benchmark; a hundred regions are run by hand."""

import importlib.util
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def regret():
    spec = importlib.util.spec_from_file_location(
        "regret_benchmark", ROOT / "benchmarks" / "regret.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.slow
def test_with_four_of_ten_silent_the_planted_group_is_still_proposed(regret):
    rows = list(regret.measure(3, stakeholders=36, silent=0.4, draws=40))
    assert [row["design"] for row in rows] == ["whole", "bare"]
    whole = rows[0]
    assert whole["proposal"] < regret.MOST_REGRET
    assert whole["core_right"] >= regret.LEAST_CORE * whole["core"]
    assert all(row[method] >= 0 for row in rows for method in regret.METHODS)


def test_goals_that_are_missed_are_told(regret, capsys):
    row = dict.fromkeys((*regret.METHODS, "told"), 0.2) | {"same": False, "core": 2}
    missed = pd.DataFrame([row | {"core_right": 1}])
    met = missed.assign(proposal=0.01, core_right=2)
    assert regret.report(missed, name="missed")
    assert not regret.report(met, name="met")
    assert "50.0% of them in the true optimum" in capsys.readouterr().out
