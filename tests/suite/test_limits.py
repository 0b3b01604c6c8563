"""Whatever a notebook does, its scan says why it ended, publishes nothing and leaves no process."""

import contextlib
import resource
import time

import pytest
from scanning.small import stand_in, write_notebooks, write_region
from suite.test_runner import ORPHAN, leftovers

from stakeholder_map.errors import ExitCode
from stakeholder_map.history import read_history
from stakeholder_map.scanning import ScanRequest, run, run_scan
from stakeholder_map.suite import Limits, NotebookFailed

GROW = """
import time
kept = []
for step in range(400):
    kept.append(bytearray(b"x" * 10_000_000))
    time.sleep(0.005)
"""
IN_A_CHILD = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {GROW!r}])
"""
FLOOD = "print('x' * 30_000_000)"
SMALL = Limits(memory_mb=512, output_mb=20, seconds=60)

CASES = {
    "dead kernel": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
        ExitCode.INTERNAL,
        "was killed (SIGSEGV) in cell 5 of 5 under the heading 'The answer'",
    ),
    "exit(0)": ("import sys\nsys.exit(0)", ExitCode.INTERNAL, "ended itself in cell 5 of 5"),
    "the code of a flood": (
        "import os\nos._exit(117)",
        ExitCode.INTERNAL,
        "ended itself in cell 5 of 5 under the heading 'The answer' (exit code 117)",
    ),
    "endless cell": ("while True: pass", ExitCode.RESOURCES, "did not finish within 2 s"),
    "memory": (GROW, ExitCode.RESOURCES, "of memory in cell 5 of 5 under the heading"),
    "memory at once": (
        "import numpy\nnumpy.ones(10**9)",
        ExitCode.RESOURCES,
        "was refused memory in cell 5 of 5",
    ),
    "memory of a child": (IN_A_CHILD, ExitCode.RESOURCES, "it may hold 512 MB"),
    "output": ("print('x' * 100_000_000)", ExitCode.RESOURCES, "put out more than 20 MB in cell 5"),
    "output of a child": (
        f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {FLOOD!r}])",
        ExitCode.RESOURCES,
        "put out more than 20 MB",
    ),
    "orphan child": (ORPHAN, ExitCode.INTERNAL, "left 1 process that has outlived"),
}


@pytest.fixture
def scanned(tmp_path, forked, monkeypatch):
    """Scans a small region with one cell of the caller's."""
    monkeypatch.setattr(run, "warm", lambda: contextlib.nullcontext(forked))
    stand_in(monkeypatch)
    write_region(tmp_path / "region")

    def scan(code, limits=SMALL):
        request = ScanRequest(
            tmp_path / "region",
            reports=tmp_path / "reports",
            notebooks=write_notebooks(tmp_path / "notebooks", code=code),
            draws=5,
            seed=1,
            limits=limits,
        )
        return run_scan(request)

    return scan


@pytest.mark.parametrize("name", CASES)
def test_a_notebook_that_goes_wrong_is_told_by_its_cause(scanned, tmp_path, forked, name):
    code, exit_code, cause = CASES[name]
    limits = Limits(seconds=2) if name == "endless cell" else SMALL
    with pytest.raises(NotebookFailed) as caught:
        scanned(code, limits)
    ended = time.monotonic()
    assert cause in str(caught.value)
    assert caught.value.exit_code == exit_code
    assert "Nothing was published." in caught.value.__notes__
    assert read_history(tmp_path / "reports") == []
    assert leftovers(forked) == []
    assert time.monotonic() - ended < 5


def test_what_kernels_share_counts_in_parts(scanned):
    """The libraries alone are larger than this limit; a fork of them holds hardly anything."""
    assert scanned("1", Limits(memory_mb=300)).number == 1


def test_much_output_below_the_limit_is_published_and_the_runner_does_not_grow(scanned):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotebookFailed, match="put out more"):
        scanned("print('x' * 100_000_000)")
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    assert grown_mb < 60


def test_plain_kernels_have_the_same_limits(bench, plain):
    bench.write("a.ipynb", GROW)
    with pytest.raises(NotebookFailed) as caught:
        bench.run(plain, limits=SMALL)
    assert caught.value.verdict == "out of memory"
    bench.write("a.ipynb", "print('x' * 100_000_000)")
    with pytest.raises(NotebookFailed) as caught:
        bench.run(plain, limits=SMALL)
    assert caught.value.verdict == "flooded"
    assert leftovers(plain) == []
