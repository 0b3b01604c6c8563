"""Kernels come and go with their pool; whatever ends the runner, nothing stays behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from stakeholder_map.errors import ScanError, UsageError
from stakeholder_map.suite import NotebookFailed, warm
from stakeholder_map.suite.pool import MARK_VARIABLE, KernelPool, choose_kind
from stakeholder_map.suite.processes import find_descendants, find_marked, kill

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux only")

# Runs two notebooks that never end and that have started a process which left its parents.
RUN = """
import signal, sys
from pathlib import Path
from stakeholder_map.suite import Folders, KernelPool, find_jobs, run_notebooks
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background has none
place = Path(sys.argv[1])
folders = Folders(place / "notebooks", place / "executed", place / "failed")
with KernelPool(kind=sys.argv[2], modules=()) as pool:
    run_notebooks(find_jobs(folders.notebooks), folders=folders, parameters={}, pool=pool)
"""
SPAWN = """
import os, subprocess, sys, time
code = "import os, time; os.fork() and os._exit(0); os.setsid(); os.fork() and os._exit(0); "
code += "open('new{0}', 'w').write(str(os.getpid())); os.rename('new{0}', 'orphan{0}'); "
subprocess.run([sys.executable, "-c", code + "time.sleep(300)"], check=True)
time.sleep(300)
"""


def wait_until(condition, seconds):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def start_run(bench, tmp_path, kind):
    """A runner in a process of its own whose two notebooks have come as far as they will."""
    bench.write("a.ipynb", SPAWN.format("a")).write("b.ipynb", SPAWN.format("b"))
    (tmp_path / "tmp").mkdir()
    runner = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path), kind],
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        stderr=subprocess.DEVNULL,
    )
    orphans = [bench.folders.executed / "orphana", bench.folders.executed / "orphanb"]
    assert wait_until(lambda: all(path.exists() for path in orphans), 60)
    (mark,) = {mark for pid in find_descendants(runner.pid) for mark in read_marks(pid)}
    assert len(find_marked(mark)) >= 4
    return runner, mark


def read_marks(pid):
    """The mark of the pool that a process belongs to, if it is there and belongs to one."""
    try:
        entries = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []
    marks = [entry.decode() for entry in entries if entry.startswith(MARK_VARIABLE.encode())]
    return [mark.split(".")[0] for mark in marks]


@linux
@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("forked", signal.SIGINT),
        ("forked", signal.SIGTERM),
        ("forked", signal.SIGKILL),
        ("plain", signal.SIGINT),
    ],
)
def test_nothing_survives_the_runner(bench, tmp_path, kind, number):
    runner, mark = start_run(bench, tmp_path, kind)
    with runner:
        runner.send_signal(number)
        assert runner.wait(10) == -number
    assert wait_until(lambda: not find_marked(mark), 5)
    assert wait_until(lambda: not list((tmp_path / "tmp").iterdir()), 2)


@linux
def test_a_zygote_that_is_killed_ends_the_run_and_leaves_nothing(bench):
    bench.write("a.ipynb", SPAWN.format("a"))

    def strike(pool):
        wait_until((bench.folders.executed / "orphana").exists, 20)
        kill([pool._zygote._process.pid])

    with KernelPool(kind="forked", modules=()) as pool:
        threading.Thread(target=strike, args=(pool,)).start()
        with pytest.raises(NotebookFailed, match="SIGKILL"):
            bench.run(pool)
    assert find_marked(f"{MARK_VARIABLE}={pool.mark}") == ()
    assert not pool.folder.exists()


@linux
def test_the_zygote_is_single_threaded_and_in_a_session_of_its_own(forked, bench):
    bench.write(
        "a.ipynb", "import os\nprint(os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid())"
    )
    bench.run(forked)
    assert bench.text("a.ipynb") == "True True\n"
    zygote = forked._zygote._process.pid
    assert len(list(Path(f"/proc/{zygote}/task").iterdir())) == 1
    assert os.getsid(zygote) != os.getsid(0)


@linux
def test_libraries_are_loaded_before_a_notebook_imports_them(forked, bench):
    bench.write("a.ipynb", "import sys\nprint({'pandas', 'numba', 'scipy'} - set(sys.modules))")
    bench.run(forked)
    assert bench.text("a.ipynb") == "set()\n"


def test_a_plain_kernel_has_loaded_nothing(plain, bench):
    bench.write("a.ipynb", "import sys\nprint('pandas' in sys.modules)")
    bench.run(plain)
    assert bench.text("a.ipynb") == "False\n"


def test_a_pool_that_was_closed_says_so(bench):
    pool = warm(kind="plain")
    pool.close()
    pool.close()
    bench.write("a.ipynb", "1")
    with pytest.raises(ScanError, match=r"the pool of kernels in .* is closed"):
        bench.run(pool)
    assert not pool.folder.exists()


@linux
def test_a_zygote_that_is_gone_is_told_as_such(bench):
    bench.write("a.ipynb", "1")
    with KernelPool(kind="forked", modules=()) as pool:
        kill([pool._zygote._process.pid])
        with pytest.raises(NotebookFailed, match=r"a\.ipynb did not start: a kernel could not be"):
            bench.run(pool)


def test_a_kind_of_kernels_that_is_not_to_be_had_is_refused(monkeypatch):
    with pytest.raises(UsageError, match="one of 'forked', 'plain'; not 'quick'"):
        choose_kind("quick")
    monkeypatch.setenv("STAKEHOLDER_MAP_KERNELS", "plain")
    assert choose_kind() == "plain"
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(UsageError, match="on Linux only, not on 'darwin'"):
        choose_kind("forked")
    monkeypatch.delenv("STAKEHOLDER_MAP_KERNELS")
    assert choose_kind() == "plain"


def test_sockets_have_short_names_even_where_the_temporary_folder_has_not(monkeypatch, tmp_path):
    deep = tmp_path / ("x" * 90)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    with KernelPool(kind="plain") as pool:
        assert len(str(pool.folder)) < 90
