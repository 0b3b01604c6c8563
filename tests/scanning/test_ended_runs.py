"""A whole run that is killed leaves nothing that the next one does not clear away."""

import os
import signal
import subprocess
import sys
import time

import pytest
from soak.small_run import command, environment, write_small

from stakeholder_map.history import open_staging, read_history
from stakeholder_map.history.status import read_status
from stakeholder_map.suite.processes import find_marked

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="processes are found by their environment"
)
MARK = "STAKEHOLDER_MAP_SOAK"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 143)])
def test_a_run_that_is_ended_while_notebooks_run_leaves_no_process_and_no_staging(
    tmp_path, number, code
):
    write_small(tmp_path)
    token, temporary = f"{os.getpid()}-{time.monotonic_ns()}", tmp_path / "tmp"
    temporary.mkdir()
    with subprocess.Popen(
        command(tmp_path),
        env=environment(**{MARK: token, "TMPDIR": temporary}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert "started" in run.stderr.readline()
        run.send_signal(number)
        sent = time.monotonic()
        assert run.wait(timeout=60) == code
    home = tmp_path / "reports" / "small-vale"
    if number == signal.SIGTERM:
        assert not list(home.glob(".staging-*"))
        assert read_status(home)["state"] == "interrupted"
    else:
        assert read_status(home)["state"] == "running"
    while (find_marked(f"{MARK}={token}") or any(temporary.iterdir())) and (
        time.monotonic() < sent + 20
    ):
        time.sleep(0.05)
    assert find_marked(f"{MARK}={token}") == ()
    assert list(temporary.iterdir()) == []
    with open_staging(tmp_path / "reports", region="Small Vale") as staging:
        assert [path.name for path in home.glob(".staging-*")] == [staging.folder.parent.name]
    assert read_history(tmp_path / "reports") == []
