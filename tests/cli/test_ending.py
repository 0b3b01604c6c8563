"""Every failure ends with one message on standard error and the code that stands for it."""

import errno
import json
import os
import signal
import subprocess
import sys
import time

import click
import pytest
from click.testing import CliRunner

from stakeholder_map.cli import cli
from stakeholder_map.cli.ending import Suite
from stakeholder_map.errors import (
    BusyError,
    InputError,
    Problem,
    ResourceError,
    ScanError,
    StaleError,
    UsageError,
)

FAULT = Problem("survey.csv", "a whole number from 1 to 4", "'7'", row=31, column="trust")
FAILURES = {
    "a fault of the input": (InputError([FAULT]), 2, "row 31, column trust"),
    "a failure that is foreseen": (ScanError("kernel 3 is gone"), 1, "Error: kernel 3 is gone"),
    "memory": (MemoryError(), 4, "memory ran out"),
    "a resource": (ResourceError("601 s are over"), 4, "601 s are over"),
    "another run": (BusyError("process 17 is at work"), 75, "process 17"),
    "a usage error of ours": (UsageError("no such thing: 'x'"), 64, "'x'"),
    "a full disk": (OSError(errno.ENOSPC, "No space left on device", "/a/b/page.html"), 4, "left"),
    "a broken disk": (OSError(errno.EIO, "Input/output error"), 4, "input/output error"),
    "too many open files": (OSError(errno.EMFILE, "Too many open files"), 4, "too many"),
    "a disk that is read only": (OSError(errno.EROFS, "Read-only file system"), 4, "read-only"),
    "a forbidden folder": (PermissionError(13, "Permission denied", "/a/b"), 4, "denied: 'b'"),
    "an old input": (StaleError("of 2026-01-01, 99 days ago"), 3, "99 days ago"),
    "an interrupt": (KeyboardInterrupt(), 130, "Interrupted"),
    "a bug": (KeyError("lost"), 1, "Internal error: KeyError: 'lost'"),
}


def run(error, *arguments):
    @click.group(cls=Suite)
    def program():
        pass

    @program.command()
    @click.option("--debug", is_flag=True)
    @click.option("--json", "as_json", is_flag=True)
    def fail(debug, as_json):
        raise error

    return CliRunner().invoke(program, ["fail", *arguments])


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_one_message_and_one_code(name):
    error, code, words = FAILURES[name]
    result = run(error)
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert "/a/b" not in result.output
    assert result.stdout == ""


def test_debug_shows_where_it_happened():
    assert "Traceback" in run(KeyError("lost"), "--debug").stderr
    assert "Traceback" in run(InputError([FAULT]), "--debug").stderr


def test_with_json_the_failure_is_told_in_json_too():
    result = run(InputError([FAULT]), "--json")
    told = json.loads(result.stdout)
    assert (told["status"], told["exit_code"]) == ("failed", 2)
    assert told["problems"][0] == {
        "file": "survey.csv",
        "row": 31,
        "column": "trust",
        "expected": "a whole number from 1 to 4",
        "found": "'7'",
    }


def test_what_an_error_was_given_as_a_note_is_told_with_it():
    error = ScanError("kernel 3 is gone")
    error.add_note("Nothing was published.")
    assert run(error).stderr.splitlines()[-1] == "Nothing was published."


@pytest.mark.parametrize(
    "arguments",
    [
        ["scan"],
        ["scna"],
        ["scan", "x", "--draws", "0"],
        ["verify", "--nonsense"],
        ["list", "a", "b"],
    ],
)
def test_a_wrong_call_ends_with_64_and_says_where_help_is(arguments):
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 64
    assert "Error: " in result.stderr
    assert "--help" in result.stderr


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_answers_in_json_where_it_is_asked_to(name):
    assert "--json" in CliRunner().invoke(cli, [name, "--help"]).stdout
    result = CliRunner().invoke(cli, [name, "--json", "--nonsense"])
    assert json.loads(result.stdout)["exit_code"] == 64


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["scan", "--help"], ["-h"]])
def test_asking_for_help_is_no_failure(arguments):
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert result.stdout


def test_every_command_says_what_it_does_and_shows_a_call():
    for name, command in cli.commands.items():
        text = CliRunner().invoke(cli, [name, "--help"]).stdout
        assert f"stakeholder-map {name}" in text.split("Examples:")[1]
        assert command.get_short_help_str()


def test_help_starts_quickly_and_without_the_heavy_libraries():
    code = (
        "import sys; from stakeholder_map.cli import cli\n"
        "heavy = {'pandas', 'numpy', 'networkx', 'matplotlib', 'papermill'} & set(sys.modules)\n"
        "sys.exit(str(sorted(heavy)) if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "stakeholder_map", "--help"], check=True, stdout=-3)
        seconds.append(time.perf_counter() - began)
    assert min(seconds) < 1, "0.1 s here; the rest is room for a busy machine"


def test_as_a_program_a_fault_is_one_message_and_code_2(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "stakeholder_map", "check", "nowhere"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "nowhere" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_reader_who_has_seen_enough_is_no_failure(tmp_path):
    run = subprocess.run(
        f"{sys.executable} -m stakeholder_map --help | head -n 1; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[-1] == "0"
    assert run.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_program_with_everything_cleared_away(tmp_path, number, code):
    program = (
        "import sys, time, click\n"
        "from stakeholder_map.cli.ending import Suite\n"
        "from stakeholder_map.history import open_staging\n"
        "@click.group(cls=Suite)\n"
        "def program(): pass\n"
        "@program.command()\n"
        "def wait():\n"
        "    with open_staging('reports', region='Vale'):\n"
        "        print('at work', flush=True); time.sleep(30)\n"
        "program.main(['wait'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "at work\n"
        assert list(tmp_path.glob("reports/vale/.staging-*"))
        process.send_signal(number)
        _, told = process.communicate(timeout=10)
    assert process.returncode == code
    assert "Traceback" not in told
    assert not list(tmp_path.glob("reports/vale/.staging-*"))


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_is_heard_where_nothing_can_be_raised(number, code):
    program = (
        "import os, time, click\n"
        "from stakeholder_map.cli.ending import Suite\n"
        "class Lost:\n"
        f"    def __del__(self): os.kill(os.getpid(), {int(number)}); time.sleep(0.001)\n"
        "@click.group(cls=Suite)\n"
        "def program(): pass\n"
        "@program.command()\n"
        "def wait():\n"
        "    lost = Lost(); del lost\n"
        "    try:\n"
        "        time.sleep(30)\n"
        "    finally:\n"
        "        time.sleep(0.1); print('cleared away', flush=True)\n"
        "program.main(['wait'])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=20
    )
    assert (run.returncode, run.stdout) == (code, "cleared away\n")
    assert "Exception ignored" not in run.stderr


def is_gone(pid):
    """Whether a process has ended within some seconds; its new parent has to reap it."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_who_cannot_clear_away_in_time_is_ended_with_all_below_it(tmp_path):
    program = (
        "import signal, subprocess, sys, time, click\n"
        "from stakeholder_map.cli import ending\n"
        "ending.GRACE_SECONDS = 0.3\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "@click.group(cls=ending.Suite)\n"
        "def program(): pass\n"
        "@program.command()\n"
        "def wait():\n"
        "    child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "    try:\n"
        "        print(child.pid, flush=True); time.sleep(60)\n"
        "    finally:\n"
        "        time.sleep(60)\n"
        "program.main(['wait'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as process:
        child = int(process.stdout.readline())
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGINT)  # a second request changes nothing
        assert process.wait(timeout=10) == 143
    assert is_gone(child)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_who_was_started_by_nohup_outlives_its_terminal():
    program = (
        "import os, signal, click\n"
        "from stakeholder_map.cli.ending import Suite\n"
        "@click.group(cls=Suite)\n"
        "def program(): pass\n"
        "@program.command()\n"
        "def work():\n"
        "    os.kill(os.getpid(), signal.SIGHUP); print('done')\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "program.main(['work'])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "done\n")
