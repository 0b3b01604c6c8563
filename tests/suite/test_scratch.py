"""Folders of runners that are gone are swept by the next one, those of others never."""

import os
import subprocess
import sys

import pytest

from stakeholder_map.suite import scratch

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes by number")


def left_by_a_dead_runner(place):
    code = "from stakeholder_map.suite.scratch import make_scratch as m; print(m())"
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(place)},
        capture_output=True,
        text=True,
        check=True,
    )
    return place / os.path.basename(told.stdout.strip())  # noqa: PTH119


def test_what_a_dead_runner_left_is_swept_by_the_next_one(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(scratch, "LONGEST_SOCKET_PATH", 1000)
    left = left_by_a_dead_runner(tmp_path)
    if not left.exists():  # where the folder's name is too long for a socket
        left.mkdir()
    (left / "k1").mkdir()
    own, mine = scratch.make_scratch(), tmp_path / "sm-of-somebody"
    mine.mkdir()
    assert own.is_dir()
    assert not left.exists()
    scratch.sweep_scratch(tmp_path)
    assert own.is_dir()
    assert mine.is_dir()


def test_the_folder_of_another_container_is_left_alone(tmp_path):
    other = tmp_path / "sm-123abc-999999999-abcdefgh"
    other.mkdir()
    scratch.sweep_scratch(tmp_path)
    assert other.is_dir()


def test_a_folder_too_deep_for_a_socket_is_not_used(tmp_path, monkeypatch):
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    monkeypatch.setattr(scratch.tempfile, "tempdir", str(deep))
    made = scratch.make_scratch()
    assert len(str(made / scratch.DEEPEST)) <= scratch.LONGEST_SOCKET_PATH
    made.rmdir()
