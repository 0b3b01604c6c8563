"""The engine: light to import, compiled once, at home anywhere."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np
import pytest

from stakeholder_map.influence import engine
from stakeholder_map.influence.engine import fan, kernels
from stakeholder_map.influence.engine.compiled import compiled


def run(code, **environment):
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_measures_does_not_load_the_kernels():
    code = """
import sys, stakeholder_map.influence
print([name for name in sys.modules if name.endswith(("engine.compiled", "engine.ways"))])
"""
    assert run(code) == "[]"


def test_machine_code_goes_where_the_environment_says(tmp_path):
    code = "from stakeholder_map.influence.engine import cores; print(cores.__name__)"
    run(code, NUMBA_CACHE_DIR=str(tmp_path))
    assert list(tmp_path.rglob("*.nbi"))


def test_kernels_run_where_nothing_can_be_kept(tmp_path):
    """As in an install that cannot be written to, for a user without a home."""
    code = """
import numba.core.caching as caching
for name in [name for name in dir(caching) if name.endswith("Locator")]:
    getattr(caching, name).from_function = classmethod(lambda *_: None)
import numba
import numpy as np
from stakeholder_map.influence.engine import find_cores
print(find_cores(np.array([0, 1, 2]), np.array([1, 0], np.int32), n=2, count=1).tolist())
"""
    assert run(code, NUMBA_CACHE_DIR=str(tmp_path)) == "[[1.0, 1.0]]"
    assert not list(tmp_path.rglob("*.nbi"))


def test_only_one_module_of_the_measures_imports_the_compiler():
    package = Path(engine.__file__).parents[1]
    importing = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "import numba" in path.read_text(encoding="utf-8")
    ]
    assert importing == ["engine/compiled.py"]


def test_the_warm_up_names_every_kernel():
    done = run("import runpy; runpy.run_module('stakeholder_map.influence.engine')")
    assert done == ""
    told = subprocess.run(
        [sys.executable, "-m", "stakeholder_map.influence.engine"],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    ).stdout
    assert "ready after" in told
    assert set(kernels.NAMES) <= set(told.partition(":")[0].split(", "))


@pytest.mark.parametrize(("cores", "count"), [(1, 5), (2, 1), (2, 3), (3, 50)])
def test_every_reading_is_worked_on_once(cores, count, monkeypatch):
    monkeypatch.setattr(fan, "count_cores", lambda: cores)
    done = np.zeros(count)

    def work(span):
        done[slice(*span)] += 1

    fan.fan_out(work, count=count, steps=fan.WORTH_A_THREAD)
    assert done.tolist() == [1] * count


def test_an_error_in_a_thread_is_raised(monkeypatch):
    monkeypatch.setattr(fan, "count_cores", lambda: 2)

    def fail(span):
        raise ZeroDivisionError(span)

    with pytest.raises(ZeroDivisionError):
        fan.fan_out(fail, count=4, steps=fan.WORTH_A_THREAD)


def test_a_single_large_reading_gives_the_same_on_one_core_and_on_two(monkeypatch):
    n = 40
    start = np.arange(0, 2 * n + 1, 2)
    end = np.array([[(i + 1) % n, (i + 7) % n] for i in range(n)], dtype=np.int32).ravel()
    arcs = start, end, np.ones(2 * n, dtype=np.int64)
    sums = []
    for cores in (1, 2):
        monkeypatch.setattr(fan, "count_cores", lambda cores=cores: cores)
        monkeypatch.setattr(fan, "WORTH_A_THREAD", 0)
        sums.append(engine.sweep_ways(arcs, n=n, count=1))
    np.testing.assert_array_equal(*sums)


def test_a_kernel_whose_kept_code_was_cut_off_is_compiled_anew(monkeypatch):
    njit = numba.njit

    def cut_off(*types, **options):
        if options.pop("cache", False):
            raise pickle.UnpicklingError("pickle data was truncated")
        return njit(*types, **options)

    monkeypatch.setattr(numba, "njit", cut_off)
    assert compiled("i8(i8)")(lambda number: number + 1)(2) == 3
