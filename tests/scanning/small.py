"""A small region, two small notebooks, and a stand-in for the drawing of readings."""

from __future__ import annotations

from pathlib import Path

import nbformat

REGION = {
    "region.toml": 'name = "Small Vale"\nconvener = "us"\nas_of = 2026-09-30\n',
    "stakeholders.csv": (
        "stakeholder_id,name,key_group\n"
        "us,Our Alliance,quality_improvement_organization\n"
        "st-anne,St Anne Hospital,hospital\n"
        "zoe,Zoe House,community_service\n"
    ),
    "areas.csv": "area_id,name,kind\nasthma,Asthma,goal\n",
    "positions.csv": (
        "stakeholder_id,area_id,position\nst-anne,asthma,3\nzoe,asthma,-2\nus,asthma,4\n"
    ),
}
PARAMETERS = (
    'region_folder: str = "../data"  # folder of the tables\n'
    'as_of: str = ""  # day\n'
    "draws: int = 200  # readings\n"
    "seed: int = 2026  # any whole number\n"
    'prepared: str = ""  # stored draws\n'
    "high: float = 0.5  # share"
)
BLOCKS = """
import pandas as pd
from pathlib import Path
from stakeholder_map.report.blocks import Blocks, Finding, Table
names = sorted(path.name for path in Path(region_folder).iterdir())
Blocks([
    Finding("files", f"{len(names)} files, {draws} draws, as of {as_of}, high {high}.",
            tier="leadership"),
    Finding("stored", Path(prepared, "draws.npz").read_text(), tier="analyst"),
    Table("names", pd.DataFrame({"file": names}), title="Files read", tier="restricted"),
    Table("counts", pd.DataFrame({"group": ["hospital"], "count": [1]}), title="Groups",
          tier="leadership"),
])
"""


def write_region(folder):
    folder.mkdir(parents=True)
    for name, text in REGION.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_notebooks(folder, *, code=BLOCKS):
    folder.mkdir(parents=True)
    for stem, question in (("01_files", "What is here?"), ("06_brief", "What next?")):
        cells = [
            nbformat.v4.new_markdown_cell(f"# {question}"),
            nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_markdown_cell("## The answer"),
            nbformat.v4.new_code_cell(code if stem == "01_files" else BLOCKS),
        ]
        for number, cell in enumerate(cells):
            cell["id"] = f"cell-{number}"
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{stem}.ipynb")
    return folder


def stand_in(monkeypatch, *, after=lambda folder: None):
    """Let the drawing of readings cost nothing; `after` is done to the region folder afterwards."""
    from stakeholder_map import read
    from stakeholder_map.suite.nest import Nest

    read_region = read.read_region

    def read_and_change(folder, **options):
        region = read_region(folder, **options)
        after(folder)
        return region

    def call(self, function, arguments, *, limits=None):
        prepared = Path(arguments["prepared"])
        prepared.mkdir(exist_ok=True)
        text = f"{arguments['draws']} readings with seed {arguments['seed']}"
        (prepared / "draws.npz").write_text(text)

    monkeypatch.setattr(read, "read_region", read_and_change)
    monkeypatch.setattr(Nest, "call", call)
