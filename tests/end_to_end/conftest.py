"""Whole scans, published once a session and read by many tests, and a browser that opens them."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from end_to_end.planting import INJECTIONS, plant
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)
ODD = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Chatham", "LC_ALL": "C", "LANG": "C"}


@dataclass(frozen=True)
class Outcome:
    """What a call of the command line left behind."""

    code: int
    text: str
    reports: Path

    @property
    def scan(self) -> Path:
        """Folder of the newest scan."""
        (latest,) = self.reports.glob("*/latest")
        return latest.resolve() if latest.is_symlink() else latest.parent / latest.read_text()


def call_scan(region, reports, *options, cwd=None, environment=None):
    """Publish a scan as a user would, in a process of its own."""
    command = [sys.executable, "-m", "stakeholder_map", "scan", region, "--reports", reports]
    done = subprocess.run(
        [*map(str, command), *map(str, options)],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Outcome(done.returncode, done.stdout + done.stderr, Path(reports))


def shuffle_rows(folder, into):
    """The same region with the rows of every table in another order."""
    shutil.copytree(folder, into)
    for path in sorted(into.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file))
        random.Random(7).shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return into


@pytest.fixture(scope="session")
def published(tmp_path_factory, example_folder):
    """A scan of the example region."""
    outcome = call_scan(example_folder, tmp_path_factory.mktemp("reports"))
    assert outcome.code == 0, outcome.text
    return outcome


@pytest.fixture(scope="session")
def published_elsewhere(tmp_path_factory, example_folder):
    """The same, from shuffled rows, another place, hash seed, time zone and locale."""
    base = tmp_path_factory.mktemp("elsewhere")
    shuffled = shuffle_rows(example_folder, base / "another name")
    outcome = call_scan(shuffled.name, "out", cwd=base, environment=ODD)
    assert outcome.code == 0, outcome.text
    return Outcome(outcome.code, outcome.text, base / "out")


@pytest.fixture(scope="session")
def naughty(shared):
    """Every string of the big list of naughty strings, and our injections, each once."""
    listed = json.loads((shared / "badinput" / "blns" / "blns.json").read_text(encoding="utf-8"))
    return [*dict.fromkeys(text for text in [*INJECTIONS, *listed] if text.strip())]


@pytest.fixture(scope="session")
def planted(tmp_path_factory, example_folder, naughty):
    """A scan of a region full of canaries, injections and naughty strings."""
    base = tmp_path_factory.mktemp("planted")
    region = plant(example_folder, base / "region", strings=naughty)
    outcome = call_scan(region, base / "reports", "--draws", 8)
    assert outcome.code == 0, outcome.text
    return outcome


@pytest.fixture(scope="session")
def browser():
    """Chromium without a window, driven by selenium; it answers no dialog by itself."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        message = "no chromium with its driver here: the pages were not opened in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    options = Options()
    options.binary_location = program
    for word in QUIET:
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    options.unhandled_prompt_behavior = "ignore"
    opened = webdriver.Chrome(options=options, service=Service(driver))
    opened.set_script_timeout(120)
    yield opened
    opened.quit()
