"""The command that removes old scans by a rule, and the same rule as options of a scan."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakeholder_map.cli.options import debug_option, examples, json_option, print_json
from stakeholder_map.errors import UsageError

if TYPE_CHECKING:
    from stakeholder_map.history.keep import Decision, KeepRule

last_option = click.option(
    "--keep-last",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Keep the N newest scans of each region.",
)
monthly_option = click.option(
    "--keep-monthly",
    type=click.IntRange(min=0),
    default=0,
    metavar="M",
    help="Keep the last scan of each of the M newest months that have one.",
)


@click.command(
    epilog=examples(
        "keep reports --keep-last 4 --keep-monthly 12 --dry-run",
        "keep reports --keep-last 4 --keep-monthly 12",
    )
)
@click.argument("reports", default="reports")
@last_option
@monthly_option
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@json_option
@debug_option
def keep(reports: str, *, keep_last: int, keep_monthly: int, dry_run: bool, as_json: bool) -> None:
    """Remove old scans of every region in the folder REPORTS, or at that address, by a rule.

    Always kept: the newest scan, the one that the next will be compared with, every scan that a
    table of corrections names. Of a scan that goes, the manifests stay, and the ledger of what
    leaders were told, which later scans need; stakeholder-map verify accepts what is left.
    """
    from stakeholder_map.history.keep import KeepRule
    from stakeholder_map.regions.places import is_url

    rule = KeepRule(last=keep_last, monthly=keep_monthly)
    if is_url(reports):
        from stakeholder_map.regions.keep import keep_stored

        told = keep_stored(reports, rule=rule, on=_today(), dry_run=dry_run)
    else:
        told = _keep_here(Path(reports), rule=rule, dry_run=dry_run)
    if as_json:
        print_json(_as_json(told, rule=rule, dry_run=dry_run))
        return
    verb = "would go" if dry_run else "removed"
    for slug, decisions in told.items():
        click.echo(slug)
        for one in decisions:
            click.echo(f"  {one.scan.name}  {f'kept: {one.kept}' if one.kept else verb}")
    gone = sum(not one.kept for decisions in told.values() for one in decisions)
    click.echo(f"{gone} {'scan' if gone == 1 else 'scans'} {verb}; the rule keeps {rule.words}.")


def _keep_here(reports: Path, *, rule: KeepRule, dry_run: bool) -> dict[str, tuple[Decision, ...]]:
    """What becomes of every scan in a folder, done unless it is only asked for."""
    from stakeholder_map.history.keep import apply_rule, decide
    from stakeholder_map.history.published import read_history, read_home

    if not reports.is_dir():
        raise UsageError(f"expected a folder of published scans, found none at {str(reports)!r}")
    slugs = sorted({scan.slug for scan in read_history(reports)})
    if dry_run:
        return {slug: decide(read_home(reports / slug), rule=rule) for slug in slugs}
    return {slug: apply_rule(reports / slug, rule=rule, on=_today()) for slug in slugs}


def keep_after(home: Path, *, keep_last: int, keep_monthly: int) -> str:
    """Apply the rule of a scan's options once the scan is published.

    Parameters
    ----------
    home : Path
        The region's folder below the reports folder.
    keep_last, keep_monthly : int
        As given; both 0: nothing is removed.

    Returns
    -------
    str
        What was done or why not, in a sentence; empty where nothing was to be done. The scan is
        published, so a rule that cannot be applied is told and is no failure.
    """
    from stakeholder_map.errors import ScanError
    from stakeholder_map.history.keep import KeepRule, apply_rule

    if not keep_last and not keep_monthly:
        return ""
    rule = KeepRule(last=keep_last, monthly=keep_monthly)
    try:
        gone = [one for one in apply_rule(home, rule=rule, on=_today()) if not one.kept]
    except (ScanError, OSError) as error:
        return f"Older scans were not removed: {error}"
    return f"Removed {len(gone)} older by the rule to keep {rule.words}." if gone else ""


def _today() -> Any:
    return datetime.now(UTC).date()


def _as_json(
    told: dict[str, tuple[Decision, ...]], *, rule: KeepRule, dry_run: bool
) -> dict[str, Any]:
    regions = {
        slug: {
            "kept": {one.scan.name: one.kept for one in decisions if one.kept},
            "removed": [one.scan.name for one in decisions if not one.kept],
        }
        for slug, decisions in told.items()
    }
    status = "would remove" if dry_run else "removed"
    return {"exit_code": 0, "status": status, "rule": rule.words, "regions": regions}
