"""Small regions by the number, notebooks that take no time, and the command line over them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from scanning.small import REGION, write_notebooks

from stakeholder_map.regions import ScanTask

SUITE = 'name = "Four vales"\nregions = ["regions/*"]\nnotebooks = "notebooks"\ndraws = 5\n'
FILES = """
import pandas as pd
from pathlib import Path
from stakeholder_map.report.blocks import Blocks, Finding, Table
Blocks([
    Finding("files", f"{draws} draws, as of {as_of}, seed {seed}.", tier="leadership"),
    Table("influence", pd.DataFrame({"name": ["St Anne Hospital", "Zoe House"],
          "first": [0.62, 0.38]}), title="Influence", tier="analyst"),
])
"""


def write_regions(folder, names):
    """Regions that differ in their names alone."""
    for name in names:
        (folder / name).mkdir(parents=True)
        for file, text in REGION.items():
            content = text.replace("Small Vale", f"Vale {name}")
            (folder / name / file).write_text(content, encoding="utf-8")
    return [folder / name for name in names]


def write_suite(folder, names, *, code=FILES, text=SUITE):
    """A suite file with its regions and notebooks."""
    write_regions(folder / "regions", names)
    notebooks = write_notebooks(folder / "notebooks", code=code)
    (notebooks / "01_files.ipynb").rename(notebooks / "02_influence.ipynb")
    brief = (notebooks / "02_influence.ipynb").read_bytes()
    (notebooks / "06_brief.ipynb").write_bytes(brief)
    (folder / "suite.toml").write_text(text, encoding="utf-8")
    return folder / "suite.toml"


def scan_all(suite, *options, environment=None):
    """Call the command line; its exit code, its JSON and what it wrote on standard error."""
    command = [sys.executable, "-m", "stakeholder_map", "scan-all", str(suite), *options]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=540,
        env={**os.environ, **(environment or {})},
        check=False,
    )
    told = json.loads(done.stdout) if "--json" in options else done.stdout
    return done.returncode, told, done.stderr


def task(folder, name, **changes):
    """A task for one of the regions."""
    return ScanTask(
        **{
            "name": name,
            "region": str(folder / "regions" / name),
            "reports": str(folder / "reports"),
            "notebooks": str(folder / "notebooks"),
            "draws": 5,
            **changes,
        }
    )


def tier_bytes(scan):
    """Every file of a scan's tiers; of its manifests what is no time."""
    found = {}
    for path in sorted(p for p in scan.rglob("*") if p.is_file()):
        inside = path.relative_to(scan).as_posix()
        if inside == "manifest.json":
            told = json.loads(path.read_bytes())
            told.pop("times")
            found[inside] = json.dumps(told, sort_keys=True).encode()
        else:
            found[inside] = path.read_bytes()
    return found
