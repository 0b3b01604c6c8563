"""run.py: what it would do on machines that lack one thing or another."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[1] / "run.py"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module, with every command it would call written down instead of called."""
    specification = importlib.util.spec_from_file_location("run_under_test", RUN)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text((RUN.parent / name).read_text(encoding="utf-8"))
    monkeypatch.setattr(module, "HERE", tmp_path)
    module.called = []

    def call(command):
        module.called.append([str(part) for part in command])
        python = tmp_path / ".venv" / "scan" / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(module, "call", call)
    return module


def test_uv_is_used_where_it_is_on_the_path(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: "/opt/uv" if name == "uv" else None)
    run.set_up("scan")
    assert all(command[0] == "/opt/uv" for command in run.called[:3])
    assert all("--require-hashes" in c for c in run.called if "-r" in c)
    assert "--compile-bytecode" in run.called[1]


def test_venv_and_its_pip_are_used_otherwise(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "has_module", lambda name: True)
    run.set_up("scan")
    assert run.called[0][:3] == [sys.executable, "-m", "venv"]
    assert run.called[1][1:4] == ["-m", "pip", "install"]
    assert "--require-hashes" in run.called[1]


def test_a_system_pip_fills_an_environment_that_has_none(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "has_module", lambda name: name != "ensurepip")
    run.set_up("scan")
    assert "--without-pip" in run.called[0]
    assert run.called[1][:4] == [sys.executable, "-m", "pip", "--python"]


def test_without_any_installer_it_names_the_package_to_install(run, monkeypatch, capsys):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "has_module", lambda name: name == "venv")
    assert run.main(["setup", "scan"]) == 4
    assert "sudo apt install python3-venv" in capsys.readouterr().err


def test_nothing_is_done_when_nothing_changed_and_all_when_the_lock_did(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: "/opt/uv")
    monkeypatch.setattr(run.os, "name", "posix")
    run.set_up("scan")
    first = len(run.called)
    assert first > 0
    run.set_up("scan")
    assert len(run.called) == first
    with (run.HERE / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    run.set_up("scan")
    assert len(run.called) == 2 * first


def test_a_failed_set_up_leaves_no_stamp_and_says_which_step_failed(run, monkeypatch, capsys):
    def fail(command):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(run.shutil, "which", lambda name: "/opt/uv")
    monkeypatch.setattr(run, "call", fail)
    assert run.main(["setup", "scan"]) == 4
    assert "set-up failed: /opt/uv venv" in capsys.readouterr().err
    assert not (run.HERE / ".venv" / "scan" / "made-from").exists()


def test_an_unknown_task_prints_the_help_and_ends_with_64(run, capsys):
    assert run.main(["scna"]) == 64
    assert "python3 run.py scan" in capsys.readouterr().err


def test_every_command_of_the_program_is_handed_on_as_it_is(run, monkeypatch):
    from stakeholder_map.cli import cli

    started, set_up = [], []
    monkeypatch.setattr(run, "run", lambda command, **_: started.append(command) or 0)
    monkeypatch.setattr(run, "set_up", lambda task: set_up.append(task) or Path("python"))
    assert sorted((*run.COMMANDS, "scan")) == sorted(cli.commands)
    assert not set(cli.commands) & {"test", "lab", "setup", "help"}
    for name in run.COMMANDS:
        assert run.main([name, "my-region", "--json"]) == 0
        expected = [Path("python"), "-m", "stakeholder_map", name, "my-region", "--json"]
        assert started[-1] == expected
    assert set(set_up) == {"scan"}


@pytest.mark.parametrize(
    "lock", sorted(RUN.parent.glob("requirements*.lock")), ids=lambda p: p.name
)
def test_locks_hold_hashes_and_neither_addresses_nor_paths(lock):
    text = lock.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert not any(line.startswith(("/", "-e", "--index", "--find")) for line in text.splitlines())


def test_run_py_imports_the_standard_library_only():
    import ast

    tree = ast.parse(RUN.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    assert names <= set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("given", "region"),
    [
        ([], "example"),
        (["--draws", "5"], "example"),
        (["-p", "a=b"], "example"),
        (["mine", "--draws", "5"], "mine"),
    ],
)
def test_options_without_a_region_are_options_for_the_example(run, given, region):
    told = run.scan_arguments(given)
    assert Path(told[0]).name == region
    assert list(map(str, told))[len(told) - len(given) :] == given


def test_the_example_does_not_stand_in_the_way_of_help(run):
    assert run.scan_arguments(["--help"]) == ["--help"]


def test_the_lab_opens_on_the_notebooks_of_this_folder(run, monkeypatch):
    started = []
    monkeypatch.setattr(run, "run", lambda command, **where: started.append((command, where)) or 0)
    assert run.start("lab", Path("python"), ["--no-browser"]) == 0
    (command, where) = started[0]
    assert command[1:4] == ["-m", "jupyter", "lab"]
    assert command[command.index("--notebook-dir") + 1] == str(where["cwd"]) == str(run.HERE)
    assert "--LabApp.default_url=/lab/tree/notebooks" in command
    assert command[-1] == "--no-browser"
    assert (RUN.parent / "notebooks" / "03_coopetition.ipynb").is_file()
