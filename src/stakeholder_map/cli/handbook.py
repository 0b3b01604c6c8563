"""The command that writes a hand-over handbook."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from stakeholder_map.cli.check import DAY
from stakeholder_map.cli.options import Folder, debug_option, examples, json_option, print_json

OWNER_ONLY = 0o600


@click.command(epilog=examples("handbook data/example --person p002 --into handover"))
@click.argument("region", type=Folder())
@click.option("--person", required=True, metavar="ID", help="One of our people, by id.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("handover"),
    show_default=True,
    metavar="FOLDER",
    help="Folder to write to; made for its owner alone where it is missing.",
)
@click.option("--as-of", type=DAY, help="Day to speak of, instead of region.toml's.")
@json_option
@debug_option
def handbook(
    region: Path, *, person: str, into: Path, as_of: datetime | None, as_json: bool
) -> None:
    """Write everything that a successor of one of our people needs.

    Organisations, people, history, promises, tensions, introductions and advice, as HTML and as
    Markdown. Both name persons: only their owner can read the files.
    """
    from stakeholder_map.cli.handed import require_outside
    from stakeholder_map.read import read_region
    from stakeholder_map.relationships.handover import write_handbook
    from stakeholder_map.report.show.handbook import handbook_html, handbook_markdown

    require_outside(into)
    read = read_region(region, as_of=None if as_of is None else as_of.date())
    book = write_handbook(read, person)
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in person)
    written = []
    for ending, text in (("html", handbook_html(book)), ("md", handbook_markdown(book))):
        path = into / f"handbook-{name}.{ending}"
        _write_private(path, text)
        written.append(path.as_posix())
    if as_json:
        print_json({"exit_code": 0, "files": written})
        return
    for each in written:
        click.echo(f"Wrote {each}")


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
