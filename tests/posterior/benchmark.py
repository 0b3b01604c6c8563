"""The coverage benchmark as a module; numba imports another one called `coverage`."""

import importlib.util
import sys
from contextlib import contextmanager
from pathlib import Path

PATH = Path(__file__).resolve().parents[2] / "benchmarks" / "coverage.py"


@contextmanager
def coverage_benchmark():
    spec = importlib.util.spec_from_file_location("coverage_benchmark", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]
