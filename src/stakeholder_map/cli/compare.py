"""The command that compares two published scans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakeholder_map.cli.options import (
    debug_option,
    examples,
    find_slug,
    json_option,
    place_option,
    print_json,
)
from stakeholder_map.errors import UsageError

if TYPE_CHECKING:
    from stakeholder_map.change import Comparison


@click.command(
    epilog=examples(
        'compare "Three Rivers Valley"',
        "compare reports/three-rivers/2026-03-31-001 reports/three-rivers/2026-09-30-001",
    )
)
@click.argument("before")
@click.argument("after", required=False)
@place_option
@json_option
@debug_option
def compare(before: str, after: str | None, *, place: str, as_json: bool) -> None:
    """Say what changed between two scans, and what may be noise.

    BEFORE and AFTER are folders of published scans with their restricted tier, or such folders
    below --reports. With one argument, a region: its newest scan against that of the last earlier
    day.
    """
    from stakeholder_map.history.compare import compare_scans
    from stakeholder_map.regions.fetched import is_compared, reports_at

    with reports_at(place, wanted=is_compared) as reports:
        path = reports.path
        one, other = _last_two(before, reports=path) if after is None else (before, after)
        found = compare_scans(_folder(one, reports=path), _folder(other, reports=path))
    if as_json:
        print_json(_as_json(found))
        return
    click.echo(f"{found.before} and {found.after}")
    for sentence in (*found.sentences, *found.named):
        click.echo(f"  {sentence}")


def _folder(scan: Path | str, *, reports: Path) -> Path:
    folder = Path(scan)
    return folder if folder.exists() else reports / folder


def _last_two(region: str, *, reports: Path) -> tuple[Path, Path]:
    """The newest scan of a region and the last of an earlier day."""
    from stakeholder_map.history import latest_scan, read_history

    slug = find_slug(region, reports=reports)
    newest = latest_scan(reports, slug)
    scans = read_history(reports, slug=slug)
    earlier = [scan for scan in scans if newest is not None and scan.as_of < newest.as_of]
    if newest is None or not earlier:
        raise UsageError(f"expected scans of {slug!r} of two days, found {len(scans)} of one")
    return earlier[-1].folder, newest.folder


def _as_json(found: Comparison) -> dict[str, Any]:
    def rows(table: Any) -> list[dict[str, Any]]:
        return [
            {key: list(value) if isinstance(value, tuple) else value for key, value in row.items()}
            for row in table.astype("object").where(table.notna(), None).to_dict("records")
        ]

    return {
        "exit_code": 0,
        "before": found.before,
        "after": found.after,
        "respondents_in_common": round(found.common, 4),
        "sentences": list(found.sentences),
        "differences": rows(found.differences),
        "stakeholders": rows(found.roster),
        "departures": rows(found.departures),
        "proposal": rows(found.outcome),
        "corrections": rows(found.corrections),
        "not_compared": rows(found.not_compared),
    }
