"""The command that only reads: faults, warnings, what is counted, what is missing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakeholder_map.cli.ending import problem_as_json
from stakeholder_map.cli.options import Folder, debug_option, examples, json_option, print_json
from stakeholder_map.errors import InputError, Problem, list_problems

if TYPE_CHECKING:
    from stakeholder_map.read import Region


class Day(click.DateTime):
    """A day as 2026-11-22, or the word "today" for what is called by a scheduler."""

    name = "day"

    def __init__(self) -> None:
        super().__init__(formats=["%Y-%m-%d"])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The day at midnight."""
        if value == "today":
            return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            day: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"expected a day such as 2026-11-22, or today; found {value!r}", param, ctx)
        return day

    def get_metavar(self, *_: Any, **__: Any) -> str:
        """For help."""
        return "[YYYY-MM-DD|today]"


DAY = Day()


@click.command(
    epilog=examples("check data/my-region", "check data/my-region --write-aliases unmatched.csv")
)
@click.argument("region", type=Folder())
@click.option("--as-of", type=DAY, help="Day the scan would speak of, instead of region.toml's.")
@click.option(
    "--write-aliases",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Leave a list of the names that match nothing, to fill in as aliases.",
)
@json_option
@debug_option
def check(
    region: Path, *, as_of: datetime | None, write_aliases: Path | None, as_json: bool
) -> None:
    """Read a region folder and report; nothing is published.

    Faults end with code 2, each with file, row and column. Without faults: warnings, how many rows
    count and why others do not, and what each table that is not there would add. Either way: what
    the survey costs a respondent, and warnings about its wording.
    """
    from stakeholder_map.read import read_region
    from stakeholder_map.template import survey_minutes, survey_warnings

    try:
        read = read_region(region, as_of=None if as_of is None else as_of.date())
    except InputError as error:
        if write_aliases is not None:
            error.add_note(_write_unmatched(error, write_aliases))
        for note in _questionnaire_notes(region):
            error.add_note(note)
        raise
    if write_aliases is not None:
        click.echo("Every name matches; no list of aliases was written.", err=True)
    warnings = (*read.warnings, *survey_warnings(read.tables))
    minutes = survey_minutes(read.tables)
    if as_json:
        print_json(_as_json(read, warnings=warnings, minutes=minutes))
    else:
        click.echo("\n".join(_lines(read, warnings=warnings, minutes=minutes)))


def _questionnaire_notes(folder: Path) -> list[str]:
    """What can be said of the survey of a folder that has faults."""
    from stakeholder_map.read import read_questionnaire
    from stakeholder_map.template import survey_minutes, survey_warnings

    try:
        tables = read_questionnaire(folder)
    except InputError:
        return []
    if not tables:
        return []
    warnings = survey_warnings(tables)
    told = [list_problems(warnings, noun="warning")] if warnings else []
    return [*told, _cost(survey_minutes(tables))]


def _cost(minutes: float) -> str:
    noun = "minute" if minutes == 1 else "minutes"
    return f"The survey costs a respondent about {minutes:g} {noun}."


def _write_unmatched(error: InputError, path: Path) -> str:
    """Write the names that match nothing and say so; a list that is there is not replaced."""
    from stakeholder_map.read import unmatched_names

    names = unmatched_names(error.problems)
    if names.empty:
        return "No name is unmatched; no list of aliases was written."
    if path.exists():
        return f"{path.name!r} is there already; no list of aliases was written."
    names.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    return (
        f"Wrote {len(names)} unmatched names to {path.name!r}: fill in the ids, delete the column "
        "'closest', and add the rows to the table 'aliases'."
    )


def _balance(region: Region) -> dict[str, dict[str, int]]:
    """Rows by table, then by what became of them."""
    counts: dict[str, dict[str, int]] = {}
    frame = region.balance
    for table, reason, rows in zip(frame["table"], frame["reason"], frame["rows"], strict=True):
        counts.setdefault(str(table), {})[str(reason)] = int(rows)
    return counts


def _gaps(region: Region) -> dict[str, str]:
    """What each table that is not there would add."""
    from stakeholder_map.tables import TABLES

    return {name: TABLES[name].adds for name in region.missing() if TABLES[name].adds}


def _as_json(region: Region, *, warnings: tuple[Problem, ...], minutes: float) -> dict[str, Any]:
    return {
        "exit_code": 0,
        "region": region.name,
        "as_of": region.as_of.isoformat(),
        "digest": region.digest,
        "warnings": [problem_as_json(problem) for problem in warnings],
        "balance": _balance(region),
        "survey_minutes": minutes,
        "missing": _gaps(region),
    }


def _lines(region: Region, *, warnings: tuple[Problem, ...], minutes: float) -> list[str]:
    lines = [f"{region.name}, as of {region.as_of.isoformat()}: no faults."]
    if warnings:
        lines += ["", list_problems(warnings, noun="warning")]
    lines += ["", "Rows"]
    for table, reasons in _balance(region).items():
        used = reasons.get("used", 0)
        out = [
            f"{rows:,} {reason}" for reason, rows in reasons.items() if reason != "used" and rows
        ]
        left = f"; left out: {', '.join(out)}" if out else ""
        lines.append(f"  {table}: {used:,} used of {sum(reasons.values()):,}{left}")
    if minutes:
        lines += ["", _cost(minutes)]
    gaps = _gaps(region)
    if gaps:
        lines += ["", "Tables that are not there, and what each would add"]
        lines += [f"  {name}: {adds}" for name, adds in gaps.items()]
    return lines
