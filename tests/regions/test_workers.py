"""A run whose process dies is told by how it died, and the others go on."""

import os
import signal
import sys

import pytest
from regions.many import task, write_regions

from stakeholder_map.regions import ScanTask, local
from stakeholder_map.regions.local import run_here
from stakeholder_map.regions.workers import ended_outcome

TASK = ScanTask("vale", "vale", "reports")


@pytest.mark.parametrize(
    ("code", "state", "exit_code", "told"),
    [
        (-9, "failed", 4, "was killed (SIGKILL); perhaps memory ran out"),
        (-11, "failed", 1, "was killed (SIGSEGV)"),
        (143, "interrupted", 143, "ended by the system"),
        (-15, "interrupted", 143, "ended by the system"),
        (1, "failed", 1, "ended without a word"),
        (None, "failed", 1, "is gone with the process that had started it: it said so"),
    ],
)
def test_the_end_of_a_process_is_told(code, state, exit_code, told):
    outcome = ended_outcome(TASK, code, words="it said so" if code is None else "")
    assert (outcome.state, outcome.exit_code) == (state, exit_code)
    assert told in outcome.cause


class StandIn:
    """A forge whose runs tell at once; the first one dies over its first task."""

    made = 0

    def __init__(self):
        type(self).made += 1
        self.number = type(self).made
        self.orders, self.closed = [], False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, number, task):
        self.orders.append((number, task))

    def messages(self):
        import time

        while not self.closed:
            if not self.orders:
                time.sleep(0.01)
                continue
            number, task = self.orders.pop(0)
            if self.number == 1:
                return
            yield {"number": number, "share": 0.5}
            if task.name == "b":
                yield {"number": number, "ended": -9}
            else:
                outcome = local.Outcome(task.name, "published", 0)
                yield {"number": number, "outcome": outcome.as_json()}

    def last_words(self):
        return "MemoryError"

    def close(self):
        self.closed = True


def test_a_forge_that_dies_takes_its_runs_along_and_a_new_one_does_the_rest(monkeypatch):
    monkeypatch.setattr(local, "ForgeProcess", StandIn)
    monkeypatch.setattr(local.sys, "platform", "linux")
    StandIn.made = 0
    heard = []
    tasks = [ScanTask(name, name, "reports") for name in "abcd"]
    outcomes = run_here(tasks, jobs=1, tell=heard.append)
    assert [(o.name, o.state, o.exit_code) for o in outcomes] == [
        ("a", "failed", 1),
        ("b", "failed", 4),
        ("c", "published", 0),
        ("d", "published", 0),
    ]
    assert StandIn.made == 2
    assert "MemoryError" in outcomes[0].cause
    assert [event.name for event in heard if event.state == "over"] == list("abcd")


def test_no_tasks_need_no_process():
    assert run_here([]) == ()


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kills by process number")
def test_a_forge_that_is_killed_leaves_no_process(tmp_path):
    from stakeholder_map.regions.workers import ForgeProcess
    from stakeholder_map.suite.processes import find_descendants

    write_regions(tmp_path / "regions", ["adams"])
    with ForgeProcess() as forge:
        forge.send(0, task(tmp_path, "adams", notebooks=""))
        os.kill(forge.pid, signal.SIGKILL)
        assert list(forge.messages()) == []
        assert find_descendants(forge.pid) == ()


def test_a_system_that_cannot_fork_takes_one_task_after_the_other(monkeypatch, tmp_path):
    import io
    import json

    from stakeholder_map.regions import Outcome, forge

    def carry_out(task, *, share):
        share(0.5)
        return Outcome(task.name, "published", 0)

    orders = [
        {"number": n, "task": ScanTask(name, name, "r").as_json()}
        for n, name in ((4, "a"), (7, "b"))
    ]
    monkeypatch.setattr(forge.sys, "stdin", io.StringIO("\n".join(map(json.dumps, orders)) + "\n"))
    monkeypatch.setattr(forge, "carry_out", carry_out)
    with (tmp_path / "answers").open("wb") as file:
        assert forge._in_turn(file.fileno()) == 0
    told = [json.loads(line) for line in (tmp_path / "answers").read_text().splitlines()]
    assert [(m["number"], m.get("share"), "outcome" in m) for m in told] == [
        *((4, 0.5, False), (4, None, True), (7, 0.5, False), (7, None, True))
    ]


def test_elsewhere_than_on_linux_each_job_has_a_forge_of_its_own(monkeypatch):
    class Willing(StandIn):
        def __init__(self):
            super().__init__()
            self.number += 1  # none of them dies

    monkeypatch.setattr(local, "ForgeProcess", Willing)
    monkeypatch.setattr(local.sys, "platform", "darwin")
    Willing.made = 0
    outcomes = run_here([ScanTask(name, name, "reports") for name in "acde"], jobs=2)
    assert [outcome.state for outcome in outcomes] == ["published"] * 4
    assert Willing.made == 2
