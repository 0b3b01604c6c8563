"""The command that writes a scan down for the scheduler of this machine."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from stakeholder_map.cli.options import debug_option, examples, json_option, print_json
from stakeholder_map.errors import UsageError
from stakeholder_map.schedule import SYSTEMS, Job, parse_cron, write_schedule

WHERE = {
    "cron": "Add this line with: crontab -e",
    "systemd": "Save both in ~/.config/systemd/user, then: systemctl --user daemon-reload and "
    "systemctl --user enable --now {unit}.timer (loginctl enable-linger runs it while nobody is "
    "logged in)",
    "windows": "Save it as {unit}.xml, then in PowerShell: Register-ScheduledTask {unit} -Xml "
    "(Get-Content -Raw {unit}.xml)",
    "github": "Save it as .github/workflows/{unit}.yml; it needs a runner of your own",
    "airflow": "Save it in the folder of DAGs as {module}.py",
}
"""What to do with what was printed."""

HOUR_SECONDS = "3600"


@click.command(
    epilog=examples(
        'schedule --cron "0 3 1 * *" data/my-region',
        'schedule --cron "@monthly" --system systemd data/my-region -- --keep-last 4',
        'schedule --cron "0 3 1 * *" suite.toml',
    )
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.argument("more", nargs=-1, type=click.UNPROCESSED, metavar="[-- OPTIONS]")
@click.option(
    "--cron",
    "line",
    default="",
    metavar="LINE",
    help="When, as a cron line; the schedule of region.toml when not given.",
)
@click.option(
    "--system",
    type=click.Choice(list(SYSTEMS)),
    default="windows" if sys.platform == "win32" else "cron",
    show_default=True,
    help="The scheduler.",
)
@click.option(
    "--reports",
    type=click.Path(path_type=Path),
    default=Path("reports"),
    show_default=True,
    metavar="FOLDER",
    help="Folder of the published scans.",
)
@json_option
@debug_option
def schedule(
    folder: Path,
    *,
    more: tuple[str, ...],
    line: str,
    system: str,
    reports: Path,
    as_json: bool,
) -> None:
    """Print what makes this machine scan the region in FOLDER again and again.

    FOLDER may also be the file of a suite of regions. What follows -- is handed to each scan, or to
    scan-all for a suite, and has to be options of it. The text holds absolute paths of this machine
    and is stored nowhere.
    """
    job = _job(folder, line=line, reports=reports, more=more)
    text = write_schedule(job, system=system)
    unit = f"stakeholder-map-{job.name}"
    where = WHERE[system].format(unit=unit, module=unit.replace("-", "_"))
    if as_json:
        told = {"exit_code": 0, "system": system, "cron": job.cron.text, "text": text}
        print_json({**told, "command": list(job.command), "then": where})
        return
    click.echo(text, nl=False)
    click.echo(where, err=True)


def _job(folder: Path, *, line: str, reports: Path, more: tuple[str, ...]) -> Job:
    from stakeholder_map.history.layout import slug_of

    place, into = folder.resolve(), reports.resolve()
    program = (sys.executable, "-m", "stakeholder_map")
    if place.is_file():
        named: tuple[str, ...] = (
            "scan-all",
            str(place),
            "--reports",
            str(into),
            "--wait",
            HOUR_SECONDS,
        )
        name, cron = place.stem, line
    else:
        told, cron = _settings(place)
        named = ("scan", str(place), "--reports", str(into), "--as-of", "today")
        named = (*named, "--wait", HOUR_SECONDS)
        name, cron = told, line or cron
    if not cron:
        raise UsageError(f"give --cron; {folder.name!r} has no schedule of its own")
    _require_options(named, more)
    log = str(into / "schedule.log")
    return Job(slug_of(name), parse_cron(cron), (*program, *named, "--quiet", *more), log)


def _require_options(named: Sequence[str], more: Sequence[str]) -> None:
    """Refuse what the command that will run refuses, before it is due."""
    from stakeholder_map.cli.scan import scan
    from stakeholder_map.cli.scan_all import scan_all

    command = {"scan": scan, "scan-all": scan_all}[named[0]]
    try:
        command.make_context(named[0], [*named[1:], "--quiet", *more])
    except click.ClickException as error:
        raise UsageError(
            f"expected options of {named[0]} after --, found {' '.join(more)!r}: "
            f"{error.format_message()}"
        ) from error
    except click.exceptions.Exit as error:
        raise UsageError(f"{' '.join(more)!r} only shows help; {named[0]} would not run") from error


def _settings(folder: Path) -> tuple[str, str]:
    """Name of the region in a folder, and its cron line."""
    from stakeholder_map.settings import SETTINGS_FILE, read_settings

    settings = read_settings(folder / SETTINGS_FILE)
    return settings.name, settings.schedule
