"""Work done before kernels start, and beside the first ones."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from suite.test_pool import linux, wait_until

from stakeholder_map.errors import ExitCode, ResourceError, ScanError, UsageError, explain
from stakeholder_map.suite import KernelPool, Limits, calls, find_jobs, run_notebooks
from stakeholder_map.suite.calls import CallBeside, call_here, pack_call, perform
from stakeholder_map.suite.nest import Nest
from stakeholder_map.suite.processes import find_descendants

IMPORT = "importlib:import_module"
LOADED = "import sys\nprint('colorsys' in sys.modules)"


@linux
def test_what_a_call_leaves_in_memory_is_there_in_every_kernel_of_that_pool_alone(forked, bench):
    bench.write("a.ipynb", LOADED).write("b.ipynb", LOADED)
    with forked.branch() as pool:
        pool.nest.call(IMPORT, {"name": "colorsys"})
        bench.run(pool)
        assert bench.text("a.ipynb") == bench.text("b.ipynb") == "True\n"
    bench.run(forked)
    assert bench.text("a.ipynb") == "False\n"


@linux
def test_the_process_of_a_call_ends_with_its_pool(forked):
    zygote = forked._zygote._process.pid
    with forked.branch() as pool:
        pool.nest.call("stakeholder_map.suite.processes:adopt_orphans", {})
        own = set(find_descendants(zygote))
        assert own
    assert wait_until(lambda: not own & set(find_running(zygote)), 2)


def find_running(root):
    """Processes below one, without those that have ended and wait to be looked after."""
    states = {pid: Path(f"/proc/{pid}/stat") for pid in find_descendants(root)}
    return [pid for pid, stat in states.items() if stat.exists() and ") Z" not in stat.read_text()]


@linux
def test_what_a_call_raises_is_raised_here(forked):
    with forked.branch() as pool:
        with pytest.raises(ScanError, match="ModuleNotFoundError: No module named 'absent'"):
            pool.nest.call(IMPORT, {"name": "absent"})
        with pytest.raises(UsageError, match="'quick'"):
            pool.nest.call("stakeholder_map.suite.kinds:choose_kind", {"kind": "quick"})


@linux
def test_a_run_that_is_given_up_does_not_wait_for_a_long_call(forked):
    pool = forked.branch()
    began = time.monotonic()
    done = threading.Thread(target=_call_and_ignore, args=(pool,))
    done.start()
    while pool.nest._own is None:
        time.sleep(0.01)
    pool.close()
    done.join(10)
    assert not done.is_alive()
    assert time.monotonic() - began < 10


RUN = "timeit:timeit"
GROW = "kept = [bytearray(10**7) for _ in range(30) if not __import__('time').sleep(0.03)]"


@linux
@pytest.mark.parametrize(
    ("code", "limits", "told"),
    [
        ("import time; time.sleep(60)", Limits(seconds=0.3), "did not finish within 0.3 s"),
        (GROW, Limits(memory_mb=60), r"held \d+ MB of memory; it may hold 60 MB"),
        ("bytes(10**9)", Limits(memory_mb=60), r"was refused memory \(MemoryError\)"),
        ("raise OSError(28, 'No space left on device', '/a/b')", Limits(), "No space left"),
    ],
    ids=["time", "memory", "memory at once", "disk"],
)
def test_what_a_call_may_use_is_bounded_and_each_limit_told(forked, code, limits, told):
    zygote = forked._zygote._process.pid
    with forked.branch() as pool:
        with pytest.raises((ResourceError, OSError), match=told) as caught:
            pool.nest.call(RUN, {"stmt": code, "number": 1}, limits=limits)
        assert explain(caught.value)[1] == ExitCode.RESOURCES
        assert "/a/b" not in str(caught.value)
    assert wait_until(lambda: not find_running(zygote), 2)


@linux
def test_within_its_limits_a_call_leaves_what_it_made(forked):
    with forked.branch() as pool:
        pool.nest.call(IMPORT, {"name": "colorsys"}, limits=Limits(seconds=60, memory_mb=512))


def test_a_kernel_that_ended_with_the_preparation_is_not_the_cause():
    nest = Nest(None)
    nest.call_beside(RUN, {"stmt": "raise MemoryError"})
    with pytest.raises(MemoryError):
        nest.wait(wanted=lambda: True)
    with pytest.raises(MemoryError):
        nest.check()


def _call_and_ignore(pool):
    with pytest.raises(ScanError, match="ended within 'subprocess:call'"):
        pool.nest.call("subprocess:call", {"args": "sleep 60", "shell": True})


def test_notebooks_that_are_not_first_wait_for_the_call_beside(pool, bench):
    seen = bench.folders.executed.parent / "seen"
    late = f"from pathlib import Path\nprint(Path({str(seen)!r}).exists())"
    bench.write("a.ipynb", late).write("b.ipynb", "1")
    jobs = [
        replace(job, first=job.notebook == "b.ipynb") for job in find_jobs(bench.folders.notebooks)
    ]
    with pool.branch() as branch:
        branch.nest.call_beside("os:mkdir", {"path": str(seen)}, kernels=1)
        run_notebooks(jobs, folders=bench.folders, parameters={}, pool=branch)
    assert bench.text("a.ipynb") == "True\n"


def test_where_kernels_start_one_by_one_the_work_is_done_here(tmp_path):
    with KernelPool(kind="plain") as pool:
        pool.nest.call("os:mkdir", {"path": str(tmp_path / "here")})
    assert (tmp_path / "here").is_dir()


def test_a_call_beside_waits_for_so_many_kernels():
    called = threading.Event()
    beside = CallBeside(called.set, kernels=2)
    beside.let_through()
    assert not called.wait(0.05)
    beside.let_through()
    assert called.wait(5)


def test_those_who_wait_let_the_first_kernels_go_before_the_call():
    order = []
    beside = CallBeside(lambda: order.append("call"), kernels=1)
    waiting = threading.Thread(target=beside.wait, kwargs={"wanted": lambda: True})
    waiting.start()
    time.sleep(0.05)
    order.append("kernel")
    beside.let_through()
    waiting.join(5)
    assert order == ["kernel", "call"]


def test_a_call_beside_that_fails_is_told_to_whoever_waits(monkeypatch):
    monkeypatch.setattr(calls, "KERNELS_S", 0.05)

    def fail():
        raise ScanError("no room for 'findings'")

    beside = CallBeside(fail, kernels=3)
    with pytest.raises(ScanError, match="no room"):
        beside.wait(wanted=lambda: True)


def test_a_call_beside_that_is_dropped_is_not_made():
    called = []
    beside = CallBeside(lambda: called.append(1), kernels=1)
    beside.drop()
    beside.wait(wanted=lambda: True)
    assert called == []


def test_nobody_waits_for_a_call_that_was_not_begun():
    Nest(None).wait(wanted=lambda: True)


def test_work_that_nobody_waits_for_has_no_answer():
    message = pack_call("time:sleep", {})
    assert b"TypeError" in (perform(message, wanted=lambda: False) or b"TypeError")
    slow = pack_call("subprocess:call", {"args": "sleep 2", "shell": True})
    assert perform(slow, wanted=lambda: False) is None


def test_a_function_is_called_by_its_name(tmp_path):
    call_here("os:mkdir", {"path": str(tmp_path / "made")})
    assert (tmp_path / "made").is_dir()
