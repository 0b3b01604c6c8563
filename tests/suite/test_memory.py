"""Memory is counted over a tree of processes, what they share in parts."""

import mmap
import os
import resource
import subprocess
import sys
import time

import pytest

from stakeholder_map.suite import memory
from stakeholder_map.suite.memory import MB, MemoryWatch, bound_allocation, held_bytes
from stakeholder_map.suite.processes import HAS_PROC, find_descendants

pytestmark = pytest.mark.skipif(not HAS_PROC, reason="counts memory through /proc")

HOLD = "import sys; held = bytearray(b'x' * int(sys.argv[1])); print('held', flush=True); input()"


def holding(megabytes):
    """A process that holds so much until its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(megabytes * MB)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"held\n"
    return process


def test_what_a_child_holds_counts_and_the_root_only_where_it_is_told():
    before = held_bytes(find_descendants(os.getpid())) / MB  # children of other tests
    with holding(60) as child:
        watch = MemoryWatch(os.getpid(), limit_mb=50, counted=False)
        held = watch.excess()
        assert held is not None
        assert 60 <= held - before < 120
        assert MemoryWatch(os.getpid(), limit_mb=10_000).excess() is None
        child.stdin.close()


def test_a_look_follows_a_look_after_a_while():
    with holding(60) as child:
        watch = MemoryWatch(os.getpid(), limit_mb=50, counted=False)
        assert watch.excess() is not None
        assert watch.excess() is None
        time.sleep(memory.LOOK_S)
        assert watch.excess() is not None
        child.stdin.close()


def test_pages_that_two_processes_share_count_half_for_each():
    size = 80 * MB
    shared = mmap.mmap(-1, size)
    shared.write(b"x" * size)
    before = held_bytes([os.getpid()])
    to_child, from_parent = os.pipe()
    from_child, to_parent = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(from_parent)
        shared.seek(0)
        sum(shared[place] for place in range(0, size, 4096))
        os.write(to_parent, b"1")
        os.read(to_child, 1)
        os._exit(0)
    os.close(to_child)
    os.read(from_child, 1)
    alone, both = held_bytes([os.getpid()]), held_bytes([os.getpid(), child])
    os.close(from_parent)
    os.waitpid(child, 0)
    shared.close()
    assert before - alone > 0.4 * size
    assert both < before + 0.4 * size


def test_processes_that_are_gone_hold_nothing():
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert (memory.resident_bytes([child.pid]), held_bytes([child.pid])) == (0, 0)


def test_an_allocation_far_beyond_the_limit_is_refused_and_a_small_one_is_not():
    code = (
        "from stakeholder_map.suite.memory import bound_allocation\n"
        "bound_allocation(100)\nheld = bytearray(90_000_000)\n"
        "try:\n    bytearray(900_000_000)\nexcept MemoryError:\n    print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"


def test_without_a_limit_nothing_is_bound():
    before = resource.getrlimit(resource.RLIMIT_DATA)
    bound_allocation(float("inf"))
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_systems_without_proc_are_asked_in_their_own_way(monkeypatch):
    asked = []

    def run(command, **_):
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, stdout=" 1000\n 24\n")

    monkeypatch.setattr(memory, "HAS_PROC", False)
    monkeypatch.setattr(subprocess, "run", run)
    assert memory.resident_bytes([3, 4]) == held_bytes([3, 4]) == 1024 * 1024
    assert asked[0] == ["ps", "-o", "rss=", "-p", "3,4"]


def test_windows_writes_thousands_as_the_country_does(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    told = '"python.exe","7136","Console","1","48.112 K"\n'
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0, stdout=told)
    )
    assert memory._ask_system([7136]) == 48_112 * 1024


def test_it_is_known_how_often_the_system_came_to_its_own_rescue(monkeypatch, tmp_path):
    assert memory.count_rescues() >= 0
    (tmp_path / "vmstat").write_text("nr_free_pages 1\noom_kill 7\noom_kill_other 9\n")
    monkeypatch.setattr(memory, "PROC", tmp_path)
    assert memory.count_rescues() == 7
