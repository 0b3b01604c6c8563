"""Options that several commands share, and what they lead to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from stakeholder_map.errors import UsageError

Command = TypeVar("Command", bound=Callable[..., Any])


class Folder(click.ParamType[Path]):
    """A folder of this machine; an address in shared storage is refused with a word of help."""

    name = "folder"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002  click's names
        ctx: click.Context | None,
    ) -> Path:
        """The folder, or what to do instead."""
        from stakeholder_map.regions.places import is_url

        if is_url(str(value)):
            what = "this command" if ctx is None else f"stakeholder-map {ctx.info_name}"
            raise UsageError(
                f"{what} works on folders of this machine, found an address in shared storage "
                f"({str(value).partition('://')[0]}://...). There scan-all reads regions and "
                "publishes, and list, verify, compare and keep read what it published; for "
                "anything else copy the folder first."
            )
        return Path(value)


reports_option = click.option(
    "--reports",
    type=Folder(),
    default=Path("reports"),
    show_default=True,
    metavar="FOLDER",
    help="Folder of the published scans.",
)
place_option = click.option(
    "--reports",
    "place",
    default="reports",
    show_default=True,
    metavar="FOLDER",
    help="Folder of the published scans, or its address in shared storage.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Answer in JSON, for other programs."
)
debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, help="Show a traceback when something fails."
)


class Patience(click.FloatRange):
    """A number of seconds; the option alone means for ever."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number of a text, or a message that says where the option belongs."""
        try:
            return float(super().convert(value, param, ctx))
        except click.BadParameter as error:
            self.fail(f"{error.message} To wait for ever put the option last.", param, ctx)


def examples(*calls: str) -> str:
    """Calls of the program as help shows them below the options, one a line.

    Examples
    --------
    >>> examples("list").splitlines()[1:]
    ['Examples:', '  stakeholder-map list']
    """
    # The control character keeps click from filling the lines up.
    return "\n".join(["\b", "Examples:", *(f"  stakeholder-map {call}" for call in calls)])


def print_json(content: Any) -> None:
    """Write a result as JSON to standard output; keys keep their order."""
    click.echo(json.dumps(content, indent=2, ensure_ascii=False))


def find_slug(region: str, *, reports: Path) -> str:
    """Folder name of a region that is given by its name, its folder of scans or its own folder.

    Parameters
    ----------
    region : str
        What the user typed.
    reports : Path
        The reports folder.

    Returns
    -------
    str
        Name of an existing folder below `reports`.

    Raises
    ------
    UsageError
        When no scan of such a region is there; those that are there are named.
    """
    from stakeholder_map.history import read_history, slug_of

    known = sorted({scan.slug for scan in read_history(reports)})
    wanted = slug_of(_name_in(Path(region)) or region)
    if wanted in known:
        return wanted
    there = f"the regions there are {', '.join(known)}" if known else "no region has one there"
    raise UsageError(f"{str(reports)!r} has no scan of {region!r}; {there}")


def find_scan(scan: str, *, reports: Path) -> Path:
    """Folder of a scan that is given by its folder, or of the newest scan of a region.

    Parameters
    ----------
    scan : str
        What the user typed: a folder, one below `reports`, or a region as `find_slug` takes it.
    reports : Path
        The reports folder.

    Returns
    -------
    Path
        Never ``latest`` itself.

    Raises
    ------
    UsageError
        When there is no such scan.
    """
    from stakeholder_map.history import latest_scan
    from stakeholder_map.history.layout import parse_scan_name

    for folder in (Path(scan), reports / scan):
        if folder.is_dir() and parse_scan_name(folder.resolve().name) is not None:
            return folder.resolve()
    newest = latest_scan(reports, find_slug(scan, reports=reports))
    if newest is None:
        raise UsageError(f"expected a published scan or a region with one, found {scan!r}")
    return newest.folder


def _name_in(folder: Path) -> str:
    """Name of the region that a folder holds; empty where it holds none."""
    from stakeholder_map.settings import SETTINGS_FILE, read_settings

    path = folder / SETTINGS_FILE
    return read_settings(path).name if path.is_file() else ""
