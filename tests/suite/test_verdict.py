"""A notebook is done only when the proof holds; every other end has its own name."""

import os

import pytest

from stakeholder_map.errors import ExitCode
from stakeholder_map.suite.jobs import Limits
from stakeholder_map.suite.output import FLOODED
from stakeholder_map.suite.proof import PROOF_FORMAT, CellMeter, seal
from stakeholder_map.suite.verdict import (
    KINDS,
    Ending,
    NotebookFailed,
    judge,
    read_costs,
)

PID = 7


def code(source="1", outputs=()):
    return {"cell_type": "code", "source": source, "outputs": list(outputs)}


def text(source):
    return {"cell_type": "markdown", "source": source}


def proof(cells, *, nonce="n", pid=PID, count=None):
    costs = [[0.5, 0.25]] * cells
    sealed = seal(nonce, cells=cells if count is None else count, pid=pid)
    return {"output_type": "display_data", "data": {PROOF_FORMAT: {"seal": sealed, "costs": costs}}}


def ending(*cells, last=(), **known):
    known = {"nonce": "n", "cell": 0, "pid": PID, **known}
    return Ending({"cells": [*cells, code("leave", last)]}, **known)


def error(name, value):
    trace = ["\x1b[31mTraceback\x1b[0m", "line\n" * 20, f"{name}: {value}"]
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": trace}


def test_a_proof_that_holds_means_done():
    done = ending(text("# A"), code(), code("  "), last=[proof(1)])
    assert judge(done) == ("done", "")
    assert read_costs(done) == ((0.5, 0.25),)


@pytest.mark.parametrize(
    "last",
    [
        [],
        [proof(1, nonce="other")],
        [proof(1, pid=8)],
        [proof(2)],
        [proof(1, count=0)],
        [proof(1), proof(1)],
    ],
)
def test_without_a_proof_that_holds_nothing_is_done(last):
    verdict, reason = judge(ending(code(), last=last))
    assert verdict == "failed"
    assert "left no proof" in reason


def test_an_error_counts_even_beside_a_proof():
    verdict, reason = judge(ending(code("1", [error("KeyError", "'x'")]), last=[proof(1)]))
    assert verdict == "failed"
    assert reason.startswith("failed in cell 1 of 1: KeyError: 'x'\n  | ")
    assert len(reason.splitlines()) == 9
    assert "\x1b" not in reason


def test_the_time_limit_comes_before_everything_else():
    verdict, reason = judge(
        ending(text("# A"), code(), cell=1, code=-9, overdue=True, limits=Limits(seconds=3))
    )
    assert verdict == "timed out"
    assert reason == ("did not finish within 3 s; it had got to cell 2 of 2 under the heading 'A'")


def test_a_kernel_that_ended_before_it_was_told_to_says_how():
    assert judge(ending(code(), code=-9))[0] == "killed"
    assert "SIGTERM" in judge(ending(code(), code=-15))[1]
    assert "signal 63" in judge(ending(code(), code=-63))[1]
    assert judge(ending(code(), code=0)) == (
        "exited",
        "ended itself in cell 1 of 1 (exit code 0); cells after it did not run",
    )
    assert judge(ending(code(), quit=True, last=[proof(1)]))[0] == "exited"


def test_each_limit_has_its_own_name():
    limits = Limits(memory_mb=512, output_mb=50)
    held = ending(code(), code=-9, excess_mb=1530.4, limits=limits)
    assert judge(held) == (
        "out of memory",
        "held 1,530 MB of memory in cell 1 of 1; it may hold 512 MB",
    )
    flooded = ending(code(), code=FLOODED, flooded=True, limits=limits)
    assert judge(flooded) == ("flooded", "put out more than 50 MB in cell 1 of 1")
    same_code = ending(code(), code=FLOODED, limits=limits)
    assert judge(same_code)[0] == "exited"
    assert "(exit code 117)" in judge(same_code)[1]
    refused = ending(code("1", [error("_ArrayMemoryError", "7 GiB")]), limits=limits)
    assert judge(refused)[0] == "out of memory"
    assert "it may hold 512 MB" in judge(refused)[1]


@pytest.mark.parametrize(
    ("number", "verdict"), [(28, "out of disk"), (24, "out of disk"), (2, "failed")]
)
def test_what_the_disk_refuses_is_told_from_an_error_of_the_cell(number, verdict):
    text = f"[Errno {number}] {os.strerror(number)}: 'page.csv'"
    found = judge(ending(code("1", [error("OSError", text)])))
    assert found[0] == verdict
    assert f"failed in cell 1 of 1: OSError: {text}" in found[1]


def test_a_kernel_killed_while_the_system_ran_out_of_memory_is_told_as_memory():
    assert judge(ending(code(), code=-9, rescued=True))[0] == "out of memory"
    assert judge(ending(code(), code=-15, rescued=True))[0] == "killed"


def test_a_process_left_behind_spoils_a_proof():
    left = ending(text("# A"), code(), last=[proof(1)], left_alone=2)
    assert judge(left)[0] == "left alone"
    assert "left 2 processes that have outlived" in judge(left)[1]


def test_an_end_by_system_exit_is_told_from_an_error():
    assert judge(ending(code("1", [error("SystemExit", "0")])))[0] == "exited"
    assert judge(ending(code("1", [error("SystemError", "0")])))[0] == "failed"


def test_what_papermill_raises_is_told_when_nothing_else_is_known():
    verdict, reason = judge(ending(code(), error=OSError("no space left")))
    assert verdict == "failed"
    assert reason == "failed in cell 1 of 1: OSError: no space left"


def test_the_nearest_heading_is_the_last_one_above_the_cell():
    cells = [text("# A\n\n## B ##\ntext"), code(), text("### C"), code()]
    assert "heading 'B'" in judge(ending(*cells, cell=1, quit=True))[1]
    assert "heading 'C'" in judge(ending(*cells, cell=3, quit=True))[1]


def test_exit_codes_tell_limits_from_failure(tmp_path):
    known = {"notebook": "a.ipynb", "path": tmp_path}
    assert NotebookFailed("x", verdict="failed", **known).exit_code == ExitCode.INTERNAL
    for verdict in ("timed out", "out of memory", "out of disk", "flooded"):
        assert KINDS[verdict]("x", verdict=verdict, **known).exit_code == ExitCode.RESOURCES


def test_the_meter_counts_only_cells_that_it_saw_begin():
    meter = CellMeter()
    meter.stop()
    assert meter.costs == []
    meter.start()
    meter.stop()
    assert len(meter.costs) == 1
    assert meter.costs[0][0] >= 0
