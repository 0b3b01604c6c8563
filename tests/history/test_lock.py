"""One holder at a time, named to whoever asks, and nothing left of it when it dies."""

import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stakeholder_map.errors import BusyError
from stakeholder_map.history.lock import hold_lock, is_held

TESTS = Path(__file__).resolve().parents[1]
posix = pytest.mark.skipif(os.name != "posix", reason="needs fork and signals")
HOLDER = """
import sys
from pathlib import Path
from stakeholder_map.history.lock import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that holds the lock of the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / ".lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_holder_is_named_with_its_process_and_since_when(tmp_path, other):
    with (
        pytest.raises(BusyError, match=rf"process {other.pid}, since 20\d\d-.*Z.*--wait"),
        hold_lock(tmp_path / ".lock"),
    ):
        pass


@posix
def test_a_holder_that_is_killed_leaves_no_lock(tmp_path, other):
    assert is_held(tmp_path / ".lock")
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert not is_held(tmp_path / ".lock")
    with hold_lock(tmp_path / ".lock"):
        pass


def test_who_waits_for_ever_gets_it_in_the_end(tmp_path, other):
    began = time.monotonic()
    other.stdin.write("go\n")
    other.stdin.flush()
    with hold_lock(tmp_path / ".lock", wait_seconds=math.inf):
        assert time.monotonic() - began < 60
    assert other.wait() == 0


@posix
def test_a_child_does_not_keep_the_lock_of_a_parent_that_died(tmp_path):
    code = (
        "import os, sys, time; from pathlib import Path\n"
        "from stakeholder_map.history.lock import hold_lock\n"
        "with hold_lock(Path(sys.argv[1])):\n"
        "    if os.fork() == 0:\n"
        "        print(os.getpid(), flush=True); time.sleep(60); os._exit(0)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / ".lock")], stdout=subprocess.PIPE, text=True
    ) as process:
        child = int(process.stdout.readline())
        process.wait()
        try:
            assert not is_held(tmp_path / ".lock")
        finally:
            os.kill(child, signal.SIGKILL)


@posix
def test_a_lock_file_that_was_removed_does_not_let_two_in(tmp_path):
    path = tmp_path / ".lock"
    with hold_lock(path):
        path.unlink()
        with hold_lock(path):  # the old file is nobody's any more: the new one counts
            assert is_held(path)
            with pytest.raises(BusyError, match=str(os.getpid())), hold_lock(path):
                pass


def test_a_full_disk_does_not_keep_the_lock_from_being_taken(tmp_path, monkeypatch):
    path = tmp_path / ".lock"
    path.touch()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", refuse)
    with hold_lock(path):
        assert is_held(path)


def test_what_is_not_there_is_held_by_nobody(tmp_path):
    assert not is_held(tmp_path / "nothing")
    (tmp_path / "file").touch()
    assert not is_held(tmp_path / "file" / "owner")
