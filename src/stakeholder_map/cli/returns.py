"""The command that writes the own results of each organisation asked."""

from __future__ import annotations

from pathlib import Path

import click

from stakeholder_map.cli.options import (
    Folder,
    debug_option,
    examples,
    find_scan,
    json_option,
    print_json,
    reports_option,
)


@click.command(
    epilog=examples(
        'returns "Three Rivers Valley"',
        "returns reports/three-rivers-valley/2026-09-30-001 --into returns",
    )
)
@click.argument("scan", type=Folder())
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where to write them, one page each.  [default: <region>-<scan>-returns]",
)
@reports_option
@json_option
@debug_option
def returns(scan: Path, *, into: Path | None, reports: Path, as_json: bool) -> None:
    """Write for each organisation asked its own results against peers without names.

    SCAN is a published scan with its restricted tier, or a region whose newest scan is meant. The
    same thresholds hold as for leaders; who has no result that may be shown gets no page. Hand each
    page to its organisation alone.
    """
    from stakeholder_map.cli.handed import folder_for, mark
    from stakeholder_map.history import read_scan
    from stakeholder_map.phrases import count_of
    from stakeholder_map.scanning.returns import write_returns

    published = read_scan(find_scan(str(scan), reports=reports))
    place = folder_for(published, edition="returns", into=into)
    written, without = write_returns(published.folder, into=place)
    mark(place, scan=published, edition="returns")
    if as_json:
        files = [str(path) for path in written]
        print_json({"exit_code": 0, "files": files, "without_result": without})
        return
    click.echo(f"Wrote {count_of(len(written), 'return')} to {place.as_posix()}.")
    if without:
        click.echo(f"{count_of(without, 'organisation')} without a result that may be shown.")
