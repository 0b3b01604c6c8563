"""The command that takes somebody out of everything that was published."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from stakeholder_map.cli.options import (
    debug_option,
    examples,
    find_slug,
    json_option,
    print_json,
    reports_option,
)
from stakeholder_map.errors import UsageError


@click.command(
    epilog=examples(
        "forget --person p042",
        'forget --stakeholder acme-clinic --also "Acme" "Three Rivers Valley"',
    )
)
@click.argument("region", required=False)
@click.option("--person", metavar="ID", help="Of the table people.")
@click.option("--stakeholder", metavar="ID", help="Of the table stakeholders; its people go too.")
@click.option("--also", multiple=True, metavar="TEXT", help="A further spelling; may be repeated.")
@reports_option
@json_option
@debug_option
def forget(
    region: str | None,
    *,
    person: str | None,
    stakeholder: str | None,
    also: tuple[str, ...],
    reports: Path,
    as_json: bool,
) -> None:
    """Take somebody out of all published scans of a region, and leave a tombstone without a name.

    Input copies, executed notebooks, tables, pages and pictures are written anew or removed, the
    manifests of this scan and of all after it too; stakeholder-map verify accepts the result. Your
    own region folder is not touched.
    """
    from stakeholder_map.history.forget import forget as forget_party
    from stakeholder_map.phrases import count_of

    wanted = person or stakeholder
    if wanted is None or (person and stakeholder):
        found = f"both {person!r} and {stakeholder!r}" if wanted else "neither"
        raise UsageError(f"give either --person or --stakeholder; found {found}")
    done = forget_party(
        reports / _slug(region, reports=reports),
        kind="person" if person else "stakeholder",
        wanted=wanted,
        on=datetime.now(UTC).date(),
        also=also,
    )
    if as_json:
        print_json({"exit_code": 0, "status": "forgotten", "scans": list(done.scans),
                    "chained": list(done.chained), "changed": done.changed,
                    "removed": done.removed})  # fmt: skip
        return
    click.echo(
        f"Taken out of {count_of(len(done.scans), 'scan')}: {count_of(done.changed, 'file')} "
        f"written anew, {done.removed} removed; {count_of(len(done.chained), 'further manifest')} "
        "with the new digests."
    )
    click.echo("Now take it out of your own region folder, or the next scan brings it back.")


def _slug(region: str | None, *, reports: Path) -> str:
    from stakeholder_map.history import read_history

    if region is not None:
        return find_slug(region, reports=reports)
    slugs = sorted({scan.slug for scan in read_history(reports)})
    if len(slugs) != 1:
        there = ", ".join(slugs) or "no scan"
        raise UsageError(f"name the region: {str(reports)!r} holds {there}")
    return slugs[0]
