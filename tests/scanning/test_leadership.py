"""The leaders' pages come from a process that has nothing but what it was handed."""

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from stakeholder_map.errors import ScanError
from stakeholder_map.report.kinds import MIME, Finding
from stakeholder_map.scanning.leadership import NOBODY, LeadershipBuild, render_leadership

forks = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks the build early")
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can become another user: that the build cannot open the rest was not tested",
)


def material(text="31 of 44 answered."):
    block = Finding("heard", text, tier="leadership")
    output = {"output_type": "display_data", "data": {MIME: block.to_json()}, "metadata": {}}
    cells = [
        {"cell_type": "markdown", "source": "# Who is here?\n\n## The answer"},
        {"cell_type": "code", "source": "", "outputs": [output]},
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    context = {"region": "Vale", "as_of": "2026-09-30", "seed": 1, "draws": 2}
    return {"context": context, "notebooks": {"01_here": notebook}, "earlier": []}


def test_what_it_renders_is_what_this_process_would_render():
    with LeadershipBuild() as build:
        files = build.render(material())
    assert files == render_leadership(material())
    assert sorted(files) == ["01_here.html", "index.html"]
    assert b"31 of 44 answered." in files["01_here.html"]


def test_systems_that_do_not_fork_get_the_same_bytes(monkeypatch):
    monkeypatch.setattr("stakeholder_map.scanning.leadership.sys.platform", "other")
    with LeadershipBuild() as build:
        files = build.render(material())
    assert files == render_leadership(material())


@forks
def test_it_leaves_no_process_behind_and_ends_with_an_unused_build():
    with LeadershipBuild() as build:
        child = build._child
        assert child
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@forks
def test_a_failure_is_told_by_its_kind_and_message():
    def fail(_):
        raise ValueError("no such block: 'x'")

    with LeadershipBuild(render=fail) as build, pytest.raises(ScanError, match="no such block"):
        build.render(material())


@forks
def test_it_holds_no_file_but_its_two_lines(tmp_path):
    secret = (tmp_path / "survey.csv").open("w")

    def list_files(_):
        names = []
        for each in Path("/proc/self/fd").iterdir():
            with suppress(OSError):  # the listing's own line is gone by now
                names.append(str(each.readlink()))
        return {"files": "\n".join(names).encode()}

    with secret, LeadershipBuild(render=list_files) as build:
        listed = build.render(material())["files"].decode()
    assert "survey.csv" not in listed
    assert all(line.startswith(("pipe:", "/dev/null", "/proc/")) for line in listed.splitlines()), (
        listed
    )


@pytest.fixture
def published():
    """A scan's folder that other users can walk into, its restricted tier closed."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    for tier, mode in (("restricted", 0o700), ("leadership", 0o755)):
        (folder / tier).mkdir()
        (folder / tier / "index.html").write_text(f"<p>{tier}</p>")
        (folder / tier).chmod(mode)
    yield folder
    shutil.rmtree(folder)


@forks
@as_root
def test_it_runs_as_another_user_that_cannot_open_the_restricted_tier(published):
    def spy(_):
        found = {"user": str(os.geteuid()).encode()}
        for tier in ("restricted", "leadership"):
            try:
                found[tier] = (published / tier / "index.html").read_bytes()
            except PermissionError:
                found[tier] = b"refused"
        return found

    with LeadershipBuild(render=spy) as build:
        seen = build.render(material())
    assert seen == {
        "user": str(NOBODY).encode(),
        "restricted": b"refused",
        "leadership": b"<p>leadership</p>",
    }


@forks
@as_root
def test_it_can_render_as_another_user(published):
    def render_and_tell(given):
        return {**render_leadership(given), "user": str(os.geteuid()).encode()}

    with LeadershipBuild(render=render_and_tell) as build:
        files = build.render(material())
    assert files["user"] == str(NOBODY).encode()
    assert files["index.html"]
