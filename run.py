"""Set up everything and run it: ``python3 run.py scan``, ``... test``, ``... lab``, ``... new``.

Needs Python 3.11 or newer and nothing else: the standard library, and `uv` where it is on the PATH.
Each task has an environment of its own under ``.venv/``, filled from a hash-locked list and made
anew only when that list, this project's metadata or Python itself has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCKS = {
    "scan": "requirements.lock",
    "test": "requirements-dev.lock",
    "lab": "requirements-lab.lock",
}
COMMANDS = (
    *("check", "compare", "example", "forget", "handbook", "keep", "leaving", "list", "new"),
    *("open", "rebuild", "report", "returns", "scan-all", "schedule", "verify"),
)
"""Commands of the program that are handed on as they are; they need what a scan needs."""
HELP = """\
python3 run.py scan [REGION] [options]  publish a scan; without a region: of data/example
python3 run.py test [pytest arguments]  all checks and tests; with arguments: only those tests
python3 run.py lab                      open the notebooks in JupyterLab
python3 run.py setup scan|test|lab      only set up what that task needs
python3 run.py COMMAND [arguments]      any other command of stakeholder-map: new, check, open ...
python3 run.py COMMAND --help           every option of a command
"""


class SetupError(Exception):
    """Something this machine lacks; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one task and return its exit code."""
    task, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    only_set_up = task == "setup" and len(rest) == 1 and rest[0] in LOCKS
    if task not in (*LOCKS, *COMMANDS) and not only_set_up:
        known = task in {"help", "--help", "-h"}
        print(HELP, end="", file=sys.stdout if known else sys.stderr)
        return 0 if known else 64
    try:
        python = set_up(rest[0] if only_set_up else "scan" if task in COMMANDS else task)
    except SetupError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 4
    return 0 if only_set_up else start(task, python, rest)


def start(task: str, python: Path, rest: Sequence[str]) -> int:
    """Start a task whose environment is ready."""
    if task == "test":
        return test(python, rest)
    if task == "lab":
        beginning = "--LabApp.default_url=/lab/tree/notebooks"
        options = ["--notebook-dir", str(HERE), beginning]
        return run([python, "-m", "jupyter", "lab", *options, *rest], cwd=HERE)
    told = scan_arguments(rest) if task == "scan" else rest
    return run([python, "-m", "stakeholder_map", task, *told])


def scan_arguments(rest: Sequence[str]) -> list[str | Path]:
    """What `scan` is told: where the first argument is no region, the example goes in front."""
    if not rest:
        return [HERE / "data" / "example", "--reports", HERE / "reports"]
    if rest[0].startswith("-") and "--help" not in rest:
        return [HERE / "data" / "example", "--reports", HERE / "reports", *rest]
    return list(rest)


def test(python: Path, arguments: Sequence[str]) -> int:
    """Run every check, the tests last; the first failing exit code wins."""
    checks: dict[str, list[str | Path]] = {
        "style": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "--quiet", "."],
        "types": [python, "-m", "mypy"],
        "tests": [python, "-m", "pytest", "-n", "auto", "--dist", "worksteal"],
    }
    if arguments:
        return run([python, "-m", "pytest", *arguments], cwd=HERE)
    codes = {}
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        codes[name] = subprocess.run(command, cwd=HERE, check=False).returncode
    failed = [name for name, code in codes.items() if code]
    print(f"failed: {', '.join(failed)}" if failed else "all checks and tests passed", flush=True)
    return codes[failed[0]] if failed else 0


def set_up(task: str) -> Path:
    """Return the Python of the environment for `task`, made or renewed where needed."""
    if sys.version_info < (3, 11):  # noqa: UP036  (older ones do get to read this line)
        raise SetupError(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    folder = HERE / ".venv" / task
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "made-from"
    wanted = fingerprint(HERE / LOCKS[task])
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    print(f"Setting up {folder.relative_to(HERE)} (once; about a minute) ...", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        install(folder, python, HERE / LOCKS[task])
    except subprocess.CalledProcessError as error:
        raise SetupError(f"set-up failed: {' '.join(map(str, error.cmd))}") from error
    stamp.write_text(wanted)
    return python


def fingerprint(lock: Path) -> str:
    """Digest of all that decides what an environment holds."""
    import tomllib  # here, so that an older Python still gets as far as the message about it

    metadata = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
    installed = json.dumps([metadata["project"], metadata["build-system"], sys.version, str(HERE)])
    return hashlib.sha256(installed.encode() + lock.read_bytes()).hexdigest()


def install(folder: Path, python: Path, lock: Path) -> None:
    """Make an environment and fill it: with uv, else with whatever pip there is."""
    uv = shutil.which("uv")
    if uv:
        call([uv, "venv", "--quiet", "--python", sys.executable, folder])
        pip: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", python]
        compiling = ["--compile-bytecode"]
    else:
        pip = [*make_with_pip(folder, python), "install", "--quiet", "--disable-pip-version-check"]
        compiling = []  # pip compiles by itself
    call([*pip, *compiling, "--require-hashes", "-r", lock])
    call([*pip, "--no-deps", "--no-build-isolation", "--editable", HERE])
    call([python, "-m", "compileall", "-q", HERE / "src"])
    compile_kernels(python)


def compile_kernels(python: Path) -> None:
    """Compile what is compiled to machine code, once and side by side; a scan need not wait."""
    kernels = ("influence.engine", "partners.choice", "coopetition.blocs")
    with ThreadPoolExecutor(len(kernels)) as pool:
        for done in [pool.submit(call, [python, "-m", f"stakeholder_map.{k}"]) for k in kernels]:
            done.result()


def make_with_pip(folder: Path, python: Path) -> list[str | Path]:
    """Make an environment without uv and return the command that is its pip."""
    if has_module("ensurepip"):
        call([sys.executable, "-m", "venv", folder])
        return [python, "-m", "pip"]
    if has_module("venv") and has_module("pip"):
        call([sys.executable, "-m", "venv", "--without-pip", folder])
        return [sys.executable, "-m", "pip", "--python", python]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise SetupError(
        "this Python has neither uv, ensurepip nor pip. Install one of them, then try again:\n"
        f"  Debian, Ubuntu:  sudo apt install python3-venv   (or python{version}-venv)\n"
        "  Fedora:          sudo dnf install python3-pip\n"
        "  Alpine:          sudo apk add py3-pip"
    )


def has_module(name: str) -> bool:
    """Whether this Python can run the module `name`: Debian ships parts of some of them."""
    return not subprocess.run(
        [sys.executable, "-c", f"import {name}"], check=False, capture_output=True
    ).returncode


def call(command: Sequence[str | Path]) -> None:
    """Run a command of the set-up; fail when it fails."""
    subprocess.run(command, check=True, cwd=HERE)


def run(command: Sequence[str | Path], cwd: Path | None = None) -> int:
    """Hand over to a command: its signals and its exit code become ours."""
    if cwd is not None:
        os.chdir(cwd)
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], [os.fspath(part) for part in command])
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
