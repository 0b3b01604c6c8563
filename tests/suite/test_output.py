"""What leaves a kernel is counted; beyond the limit the kernel ends before it is sent."""

import os
from types import SimpleNamespace

import pytest

from stakeholder_map.suite import output
from stakeholder_map.suite.output import (
    FLOOD_VARIABLE,
    FLOODED,
    LIMIT_VARIABLE,
    OutputMeter,
    load_ipython_extension,
    mark_in,
)


@pytest.fixture
def ended(monkeypatch):
    codes = []

    def leave(code):
        codes.append(code)
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", leave)
    return codes


def test_messages_pass_until_they_are_too_much_together(ended, tmp_path):
    sent, mark = [], mark_in(tmp_path)
    send = OutputMeter(lambda parts, **_: sent.append(parts), limit_mb=0.001, mark=mark)
    send([b"a" * 400, b"b" * 200], copy=True)
    send([b"c" * 400])
    assert (len(sent), ended, mark.exists()) == (2, [], False)
    with pytest.raises(SystemExit):
        send([b"d"])
    assert (len(sent), ended, mark.exists()) == (2, [FLOODED], True)


def test_a_shell_is_metered_where_a_limit_is_set(monkeypatch):
    def shell():
        channel = SimpleNamespace(send_multipart=print)
        return SimpleNamespace(kernel=SimpleNamespace(iopub_thread=channel))

    monkeypatch.delenv(LIMIT_VARIABLE, raising=False)
    free = shell()
    load_ipython_extension(free)
    assert free.kernel.iopub_thread.send_multipart is print
    monkeypatch.setenv(LIMIT_VARIABLE, "2.5")
    monkeypatch.setenv(FLOOD_VARIABLE, "flooded")
    bound = shell()
    load_ipython_extension(bound)
    assert isinstance(bound.kernel.iopub_thread.send_multipart, output.OutputMeter)
