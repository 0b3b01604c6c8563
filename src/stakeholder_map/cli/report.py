"""The command that writes what travels: brief, map, workbook, the graph for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from stakeholder_map.cli.options import (
    debug_option,
    examples,
    find_scan,
    json_option,
    print_json,
    reports_option,
)
from stakeholder_map.privacy import Tier


@click.command(
    epilog=examples(
        'report "Three Rivers Valley"',
        "report reports/three-rivers/latest --only graph --into for-gephi",
        'report "Three Rivers Valley" --edition leadership --only brief',
    )
)
@click.argument("scan")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(["brief", "map", "tables", "graph"]),
    help="What to write; everything that the edition has when not given. May be repeated.",
)
@click.option(
    "--edition",
    type=click.Choice(get_args(Tier)),
    default="analyst",
    show_default=True,
    help="Whose edition.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Folder for the files, for this edition alone.  [default: <region>-<scan>-<edition>]",
)
@reports_option
@json_option
@debug_option
def report(
    scan: str,
    *,
    only: tuple[str, ...],
    edition: Tier,
    into: Path | None,
    reports: Path,
    as_json: bool,
) -> None:
    """Write the brief (PDF), the maps, all tables (.xlsx) and the graph of a published scan.

    SCAN is its folder, or a region whose newest scan is meant. The graph comes as GraphML, GEXF,
    CSV for Gephi and Kumu, UCINET DL and JSON. The scan itself stays as it is; a folder that holds
    anything but this edition of this scan is refused.
    """
    from stakeholder_map.cli.handed import folder_for, mark
    from stakeholder_map.history import read_scan
    from stakeholder_map.scanning.again import KINDS, write_again

    published = read_scan(find_scan(scan, reports=reports))
    place = folder_for(published, edition=edition, into=into)
    files = write_again(published.folder, into=place, tier=edition, only=only or KINDS)
    mark(place, scan=published, edition=edition)
    if as_json:
        print_json({"exit_code": 0, "files": [path.as_posix() for path in files]})
        return
    for path in files:
        click.echo(path.as_posix())
