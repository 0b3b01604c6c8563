"""The command that writes each participant's own results."""

from __future__ import annotations

from pathlib import Path

import click

from stakeholder_map.cli.options import (
    Folder,
    debug_option,
    examples,
    json_option,
    print_json,
    reports_option,
)


@click.command(
    epilog=examples(
        "returns reports/three-rivers-valley/latest",
        "returns reports/three-rivers-valley/2026-09-30-001 --into returns",
    )
)
@click.argument("scan", type=Folder())
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("returns"),
    show_default=True,
    metavar="FOLDER",
    help="Where to write them, one page for each participant.",
)
@reports_option
@json_option
@debug_option
def returns(scan: Path, *, into: Path, reports: Path, as_json: bool) -> None:
    """Write for each participant its own results against peers without names.

    SCAN is a published scan with its restricted tier. The same thresholds hold as for leaders; who
    has no result that may be shown gets no page. Hand each page to its participant alone.
    """
    from stakeholder_map.scanning.returns import write_returns

    folder = scan if scan.exists() else reports / scan
    written, without = write_returns(folder, into=into)
    if as_json:
        files = [str(path) for path in written]
        print_json({"exit_code": 0, "files": files, "without_result": without})
        return
    click.echo(f"Wrote {len(written)} returns to {into.as_posix()}.")
    if without:
        click.echo(f"{without} participants have no result that may be shown.")
