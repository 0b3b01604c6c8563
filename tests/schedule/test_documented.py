"""The examples of docs/SCHEDULING.md are what the command prints, and each can be read."""

import ast
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

from stakeholder_map.schedule import Job, parse_cron, write_schedule
from stakeholder_map.schedule.systemd import units

PAGE = Path(__file__).resolve().parents[2] / "docs" / "SCHEDULING.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def job(python, place, slash):
    region, reports = f"{place}regions{slash}three-rivers", f"{place}reports"
    options = ("--as-of", "today", "--wait", "3600", "--quiet")
    command = (python, "-m", "stakeholder_map", "scan", region, "--reports", reports, *options)
    return Job("three-rivers", parse_cron("0 3 1 * *"), command, f"{reports}{slash}schedule.log")


UNIX = job("/srv/stakeholder-map/.venv/bin/python", "/srv/", "/")
WINDOWS = job(r"C:\stakeholder-map\.venv\Scripts\python.exe", "C:\\", "\\")


def blocks():
    found = {}
    for language, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        found.setdefault(language, []).append(text)
    return found


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("cron", [write_schedule(UNIX, system="cron")]),
        ("ini", list(units(UNIX).values())),
        ("xml", [write_schedule(WINDOWS, system="windows")]),
        ("yaml", [write_schedule(UNIX, system="github")]),
        ("python", [write_schedule(UNIX, system="airflow")]),
    ],
)
def test_each_example_is_what_is_printed(language, expected):
    assert blocks()[language] == expected


def test_each_example_can_be_read():
    found = blocks()
    line = found["cron"][0].split(" ", 5)
    assert parse_cron(" ".join(line[:5])).days == (1,)
    assert ET.fromstring(found["xml"][0]) is not None
    assert "jobs" in yaml.safe_load(found["yaml"][0])
    assert ast.parse(found["python"][0])
