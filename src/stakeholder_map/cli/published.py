"""Commands about scans that are published: list, verify, open."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakeholder_map.cli.ending import problem_as_json
from stakeholder_map.cli.options import (
    debug_option,
    examples,
    find_scan,
    find_slug,
    json_option,
    place_option,
    print_json,
    reports_option,
)
from stakeholder_map.errors import ExitCode, Problem, UsageError, list_problems
from stakeholder_map.privacy import TIERS, Tier, as_tier

if TYPE_CHECKING:
    from stakeholder_map.history import PublishedScan
    from stakeholder_map.regions.fetched import Reports


@click.command("list", epilog=examples("list", 'list "Three Rivers Valley"'))
@click.argument("region", required=False)
@place_option
@json_option
@debug_option
def list_scans(region: str | None, *, place: str, as_json: bool) -> None:
    """Show the published scans, the newest of each region first.

    Where region.toml says when scans are due, days on which none was made are shown too.
    """
    from stakeholder_map.regions.fetched import is_about, reports_at

    with reports_at(place, wanted=is_about) as reports:
        _list(reports, region=region, as_json=as_json)


def _list(reports: Reports, *, region: str | None, as_json: bool) -> None:
    from stakeholder_map.history import latest_scan, read_history

    path = reports.path
    slug = "" if region is None else find_slug(region, reports=path)
    scans = read_history(path, slug=slug)
    latest = {each: latest_scan(path, each) for each in sorted({scan.slug for scan in scans})}
    if as_json:
        told = [_scan_as_json(scan, latest=latest, scans=scans) for scan in scans]
        folders = [{"folder": reports.shown(scan.folder)} for scan in scans]
        print_json([{**each, **folder} for each, folder in zip(told, folders, strict=True)])
        return
    if not scans:
        click.echo(f"No scan is published in {reports.name!r}.")
    for each, newest in latest.items():
        own = [scan for scan in reversed(scans) if scan.slug == each]
        click.echo(f"{own[0].region} ({reports.shown(own[0].folder.parent)})")
        lines = [
            (scan.order, f"{scan.name}  {_origin(scan)}{'  latest' if scan == newest else ''}")
            for scan in own
        ]
        lines += [((day, 0), f"{day}      a scan was due, none was made") for day in _missed(own)]
        for _, line in sorted(lines, reverse=True):
            click.echo(f"  {line}")


def _missed(scans: list[PublishedScan]) -> tuple[date, ...]:
    """Days on which a scan of one region was due and none was made, up to today."""
    from stakeholder_map.history.gaps import missed_days, schedule_of

    in_order = sorted(scans, key=lambda scan: scan.order)
    today = datetime.now().astimezone().date()
    days = [scan.as_of for scan in scans]
    return missed_days(days, schedule=schedule_of(in_order), until=today)


def _origin(scan: PublishedScan) -> str:
    """When a scan was made and with what, as far as its manifest can be read."""
    from stakeholder_map.history.removal import removal_of

    manifest = scan.manifest
    if not manifest:
        return "its manifest cannot be read; see stakeholder-map verify"
    made = manifest.get("times", {}).get("finished", "?")
    removal = removal_of(scan)
    if removal is not None:
        return f"made {made}  removed on {removal.on.isoformat()}"
    parameters = manifest.get("parameters", {})
    return f"made {made}  draws {parameters.get('draws', '?')}  seed {manifest.get('seed', '?')}"


def _scan_as_json(
    scan: PublishedScan, *, latest: dict[str, PublishedScan | None], scans: list[PublishedScan]
) -> dict[str, Any]:
    from stakeholder_map.history.removal import removal_of

    own = [each for each in scans if each.slug == scan.slug]
    later = min((each.as_of for each in own if each.order > scan.order), default=date.max)
    removal = removal_of(scan)
    return {
        "region": scan.region,
        "scan": scan.name,
        "folder": scan.folder.as_posix(),
        "as_of": scan.as_of.isoformat(),
        "sequence": scan.sequence,
        "number": scan.number,
        "latest": latest[scan.slug] == scan,
        "finished": scan.manifest.get("times", {}).get("finished"),
        "manifest_sha256": scan.manifest_sha256,
        "removed_on": None if removal is None else removal.on.isoformat(),
        "missed_after": [str(day) for day in _missed(own) if scan.as_of <= day < later],
    }


@click.command(
    epilog=examples(
        "verify",
        "verify reports/three-rivers-valley/2026-09-30-001",
        "verify leadership",
        "verify --all",
    )
)
@click.argument("scan", required=False)
@click.option("--all", "everything", is_flag=True, help="Every scan, and how they hang together.")
@place_option
@json_option
@debug_option
def verify(scan: str | None, *, everything: bool, place: str, as_json: bool) -> int:
    """Recheck published scans: every file, every manifest, the chain from scan to scan.

    SCAN is the folder of a scan, of one tier that was handed on alone, or a region whose newest
    scan is meant. Without it the newest scan of each region is checked. Ends with code 2 where
    something does not stand as it was published.
    """
    from stakeholder_map.history import slug_of
    from stakeholder_map.history.layout import MANIFEST
    from stakeholder_map.history.removal import REMOVED
    from stakeholder_map.regions.fetched import reports_at

    if scan is not None and everything:
        raise UsageError(f"give either a scan or --all, not both: {scan!r}")

    def is_checked(name: str, file: str, newest: bool) -> bool:  # noqa: FBT001
        home = name.partition("/")[0]
        named = scan is not None and (name == scan.strip("/") or (newest and home == slug_of(scan)))
        wanted = newest if scan is None else named
        return everything or wanted or file in {MANIFEST, REMOVED}  # the chain from scan to scan

    with reports_at(place, wanted=is_checked) as reports:
        checked, problems = _verified(reports, scan=scan, everything=everything)
        removed = sum((folder / REMOVED).exists() for folder in checked)
        shown = [reports.shown(folder) for folder in checked]
    return _tell_verdict(shown, problems, removed=removed, as_json=as_json)


def _verified(
    reports: Reports, *, scan: str | None, everything: bool
) -> tuple[list[Path], list[Problem]]:
    """The scans that were checked, and what is wrong with them."""
    from stakeholder_map.history import latest_scan, read_history, verify_history, verify_scan

    path = reports.path
    if scan is not None:
        folder = _named(scan, reports=reports)
        return [folder], list(verify_scan(folder))
    scans = read_history(path)
    if not path.is_dir() or (reports.url and not scans):  # storage knows no empty folder
        raise UsageError(f"expected a folder of published scans, found none at {reports.name!r}")
    if everything:
        return [each.folder for each in scans], list(verify_history(path))
    newest = [latest_scan(path, slug) for slug in sorted({each.slug for each in scans})]
    checked = [each.folder for each in newest if each is not None]
    return checked, [problem for folder in checked for problem in verify_scan(folder)]


def _named(scan: str, *, reports: Reports) -> Path:
    """A folder as it was given or below the reports, else the newest scan of a region."""
    from stakeholder_map.history.layout import MANIFEST, parse_scan_name
    from stakeholder_map.settings import SETTINGS_FILE

    here = Path(scan)
    if not reports.url and here.exists() and not (here / SETTINGS_FILE).is_file():
        return here
    folder = reports.path / scan
    if parse_scan_name(folder.name) is not None or (folder / MANIFEST).is_file():
        return folder
    return find_scan(scan, reports=reports.path)


def _tell_verdict(
    checked: list[str], problems: list[Problem], *, removed: int, as_json: bool
) -> int:
    code = ExitCode.INPUT if problems else ExitCode.DONE
    if as_json:
        listed = [problem_as_json(problem) for problem in problems]
        print_json({"exit_code": int(code), "checked": checked, "problems": listed})
    elif problems:
        click.echo(list_problems(problems), err=True)
    elif checked:
        number = len(checked) - removed
        noun = "scan stands as it was" if number == 1 else "scans stand as they were"
        was = "was" if removed == 1 else "were"
        more = f" {removed} {was} removed by a keep rule; what is left stands." if removed else ""
        click.echo(f"{number} {noun} published.{more}")
    else:
        click.echo("There is no published scan to check.")
    return code


@click.command("open", epilog=examples("open", 'open "Three Rivers Valley" --tier leadership'))
@click.argument("region", required=False)
@click.option(
    "--tier",
    type=click.Choice(TIERS),
    default="analyst",
    show_default=True,
    help="Whose pages to open.",
)
@reports_option
@json_option
@debug_option
def open_page(region: str | None, *, tier: str, reports: Path, as_json: bool) -> None:
    """Open the first page of the newest scan in a browser."""
    import webbrowser

    page = _newest_page(region, reports=reports, tier=as_tier(tier))
    if as_json:
        print_json({"exit_code": 0, "page": page.as_posix()})
    else:
        click.echo(page.as_posix())
    if not webbrowser.open(page.resolve().as_uri()):
        click.echo("No browser was found; open this page by hand.", err=True)


def _newest_page(region: str | None, *, reports: Path, tier: Tier) -> Path:
    from stakeholder_map.history import latest_scan, read_history

    slugs = sorted({scan.slug for scan in read_history(reports)})
    if region is None and len(slugs) > 1:
        raise UsageError(f"{str(reports)!r} holds several regions, name one: {', '.join(slugs)}")
    if region is None and not slugs:
        raise UsageError(f"{str(reports)!r} holds no scan")
    slug = slugs[0] if region is None and slugs else find_slug(region or "", reports=reports)
    scan = latest_scan(reports, slug)
    if scan is None or not scan.page(tier).is_file():
        raise UsageError(f"the newest scan of {slug!r} has no page for {tier}")
    return scan.page(tier)
