"""The command that scans many regions."""

from __future__ import annotations

import math
import secrets
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakeholder_map.cli.options import (
    Patience,
    debug_option,
    examples,
    json_option,
    print_json,
)

if TYPE_CHECKING:
    from stakeholder_map.regions import Outcome, ScanTask
    from stakeholder_map.regions.local import Tell


@click.command(
    "scan-all",
    epilog=examples(
        "scan-all suite.toml",
        "scan-all suite.toml --jobs 4 --skip-unchanged",
        "scan-all suite.toml --dask tcp://10.0.0.5:8786 --json",
    ),
)
@click.argument("suite", type=click.Path(path_type=Path))
@click.option(
    "--reports",
    default="",
    metavar="FOLDER",
    help="Folder of the published scans, or an address, instead of the file's.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Regions at once; as many as cores.")
@click.option("--dask", default="", metavar="ADDRESS", help="Send the scans to a Dask scheduler.")
@click.option(
    "--wait",
    "wait_seconds",
    type=Patience(),
    default=0.0,
    is_flag=False,
    flag_value=math.inf,
    metavar="[SECONDS]",
    help="Wait for another run at a region, for ever or so long.",
)
@click.option(
    "--skip-unchanged",
    is_flag=True,
    help="Leave regions alone whose last scan of the day was made of the very same.",
)
@click.option(
    "--run-key",
    default="",
    metavar="TEXT",
    help="Names this run: called again with the same key, it scans only what is missing.",
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@json_option
@debug_option
def scan_all(suite: Path, *, as_json: bool, quiet: bool, **options: Any) -> int:
    """Scan every region that SUITE, a TOML file, lists, each with every set of parameters.

    Each scan is published on its own, and one that fails disturbs no other. The exit code is the
    worst of theirs. A summary over all regions stands in all_regions, beside their folders.
    """
    from stakeholder_map.cli.region_progress import choose_region_display
    from stakeholder_map.regions import read_plan, worst_of
    from stakeholder_map.regions.summary import Summary, write_summary

    plan = read_plan(suite, reports=options["reports"])
    key = options["run_key"] or secrets.token_hex(8)
    tasks = [
        replace(
            task,
            run_key=key,
            only_changed=options["skip_unchanged"],
            wait_s=min(options["wait_seconds"], float(10**9)),
        )
        for task in plan.tasks
    ]
    tell = choose_region_display(sys.stderr, quiet=quiet or as_json, scans=len(tasks))
    outcomes = _carry_out(tasks, dask=options["dask"], jobs=options["jobs"], tell=tell)
    summary = Summary(plan.name, datetime.now(UTC).date().isoformat(), tuple(outcomes))
    page = write_summary(summary, plan.reports)
    code = int(worst_of(tuple(outcomes)))
    if as_json:
        told = [{k: v for k, v in o.as_json().items() if k != "leads"} for o in outcomes]
        print_json({"exit_code": code, "run_key": key, "summary": page, "scans": told})
    else:
        _print_result(outcomes, summary=summary, page=page)
    return code


def _carry_out(
    tasks: Sequence[ScanTask], *, dask: str, jobs: int | None, tell: Tell
) -> Sequence[Outcome]:
    if dask:
        from stakeholder_map.regions.cluster import run_by_dask

        return run_by_dask(tasks, address=dask, tell=tell)
    from stakeholder_map.regions.local import run_here

    return run_here(tasks, jobs=jobs, tell=tell)


def _print_result(outcomes: Sequence[Outcome], *, summary: Any, page: str) -> None:
    """What went wrong on standard error, what came out on standard output."""
    for outcome in outcomes:
        if outcome.state not in {"published", "unchanged"}:
            click.echo(f"{outcome.name}: {outcome.cause}", err=True)
    for sentence in summary.sentences():
        click.echo(sentence)
    click.echo(f"Summary: {page}")
