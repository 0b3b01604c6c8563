"""The command that publishes a scan."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakeholder_map.cli.check import DAY
from stakeholder_map.cli.keep import keep_after, last_option, monthly_option
from stakeholder_map.cli.options import (
    Folder,
    Patience,
    debug_option,
    examples,
    json_option,
    print_json,
    reports_option,
)
from stakeholder_map.privacy import TIERS
from stakeholder_map.privacy.rules import BANNER, OFF_SENTENCE, choose_rules

if TYPE_CHECKING:
    from stakeholder_map.scanning import RecordedScan, ScanRequest


@click.command(
    epilog=examples(
        "scan data/example",
        "scan data/my-region --as-of 2026-11-22",
        "scan data/my-region --draws 50 --reports /srv/reports --quiet",
        "scan data/my-region --wait 600 --max-age-days 120 --skip-unchanged",
    )
)
@click.argument("region", type=Folder())
@click.option("--as-of", type=DAY, help="Day the scan speaks of, instead of region.toml's.")
@reports_option
@click.option(
    "--draws",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    help="Plausible readings of the evidence.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=2026,
    show_default=True,
    help="Any whole number; the same number gives the same scan.",
)
@click.option(
    "--notebooks",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Notebooks of your own instead of the six that come along.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Notebooks at once; as many as cores.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one notebook.",
)
@click.option(
    "--memory-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=4096,
    show_default=True,
    metavar="MB",
    help="Most memory for one notebook and the processes it starts.",
)
@click.option(
    "--output-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=50,
    show_default=True,
    metavar="MB",
    help="Most that one notebook may print and show.",
)
@click.option(
    "-p",
    "--parameter",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="A further parameter that every notebook declares; may be repeated.",
)
@click.option(
    "--turn-safety-off",
    "sentence",
    default="",
    metavar="SENTENCE",
    help=f"Show leaders unsuppressed ratings; SENTENCE has to be “{OFF_SENTENCE}”.",
)
@click.option(
    "--wait",
    "wait_seconds",
    type=Patience(min=0),
    default=0.0,
    is_flag=False,
    flag_value=math.inf,
    metavar="[SECONDS]",
    help="Wait for another run at the region, for ever or so long, instead of ending with code 75.",
)
@click.option(
    "--max-age-days",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="End with code 3 where the newest entry of the input is older.",
)
@click.option(
    "--skip-unchanged",
    is_flag=True,
    help="End with code 3 where the last scan of the day was made of the very same.",
)
@last_option
@monthly_option
@click.option("--quiet", is_flag=True, help="Show no progress.")
@json_option
@debug_option
def scan(region: Path, *, as_json: bool, quiet: bool, **options: Any) -> None:
    """Read a region folder, run the notebooks, publish what they found.

    A scan is published whole or not at all; the ones before stay as they are. However a run ends,
    status.json in the region's folder of scans says so, and runs.jsonl gets a line.
    """
    with _kernels_importing(**options):
        done = _run(region, quiet=quiet or as_json, **options)
    published = done.scan
    kept = keep_after(
        published.folder.parent,
        keep_last=options["keep_last"],
        keep_monthly=options["keep_monthly"],
    )
    for note in filter(None, (done.unwritten, kept)):
        click.echo(note, err=True)
    if as_json:
        print_json(_as_json(done))
    else:
        click.echo(
            f"Published {published.region}, {published.as_of.isoformat()}, "
            f"scan {published.sequence:03d}: {published.page('analyst').as_posix()}"
        )


def _run(region: Path, *, quiet: bool, **options: Any) -> RecordedScan:
    """The scan that the options ask for."""
    from stakeholder_map.cli.progress import choose_display
    from stakeholder_map.scanning import run_recorded

    request = _request(region, **options)
    if not request.rules.safe:
        click.secho(BANNER, err=True, bold=True, fg="red")
    show = choose_display(sys.stderr, quiet=quiet, notebooks=len(request.jobs))
    return run_recorded(request, progress=show)


@contextmanager
def _kernels_importing(**options: Any) -> Iterator[None]:
    """Let the kernels' process import the libraries while this one imports what it needs itself.

    Not where the run may find that no scan is wanted, or wait for another.
    """
    from stakeholder_map.suite import warm
    from stakeholder_map.suite.pool import keep_ready

    unwanted = options["max_age_days"] is not None or options["skip_unchanged"]
    if unwanted or options["wait_seconds"]:
        yield
        return
    with warm() as pool, keep_ready(pool):
        yield


def _request(region: Path, *, as_of: datetime | None, **options: Any) -> ScanRequest:
    """The request that the options amount to."""
    from stakeholder_map.scanning import ScanRequest
    from stakeholder_map.scanning.request import Wanted
    from stakeholder_map.suite import Limits, stored_notebooks

    return ScanRequest(
        region,
        reports=options["reports"],
        notebooks=options["notebooks"] or stored_notebooks(),
        as_of=None if as_of is None else as_of.date(),
        draws=options["draws"],
        seed=options["seed"],
        assignments=options["assignments"],
        limits=Limits(
            seconds=options["time_limit"],
            at_once=options["jobs"],
            memory_mb=options["memory_limit"],
            output_mb=options["output_limit"],
        ),
        rules=choose_rules(options["sentence"]),
        wait_seconds=options["wait_seconds"],
        wanted=Wanted(options["max_age_days"], changed=options["skip_unchanged"]),
    )


def _as_json(done: RecordedScan) -> dict[str, Any]:
    published = done.scan
    return {
        "exit_code": 0,
        "status": "published",
        "region": published.region,
        "as_of": published.as_of.isoformat(),
        "scan": published.name,
        "folder": published.folder.as_posix(),
        "pages": {tier: published.page(tier).as_posix() for tier in TIERS},
        "manifest_sha256": published.manifest_sha256,
        "previous": done.status.previous,
        "warnings": done.status.warnings,
        "seconds": dict(done.status.seconds),
    }
