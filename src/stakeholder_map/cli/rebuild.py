"""The command that makes a published scan once more and compares the bytes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakeholder_map.cli.options import Folder, debug_option, examples, json_option, print_json
from stakeholder_map.errors import ExitCode

if TYPE_CHECKING:
    from stakeholder_map.scanning.rebuild import Rebuilt

MOST_SHOWN = 10


@click.command(
    epilog=examples(
        "rebuild reports/three-rivers-valley/2026-09-30-001",
        "rebuild reports/three-rivers-valley/latest --into again",
    )
)
@click.argument("scan", type=Folder())
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep the new one there, to look at what differs.",
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@json_option
@debug_option
def rebuild(scan: Path, *, into: Path | None, quiet: bool, as_json: bool) -> int:
    """Make a published scan once more from its own folder SCAN, and compare every byte.

    Ends with code 0 where all files are the same; 3 where some differ and other versions of Python
    or of a package are installed than then; 1 where some differ and the versions are the same; 2
    where it cannot be made again, because its inputs were purged or changed.
    """
    from stakeholder_map.cli.handed import require_outside
    from stakeholder_map.cli.progress import choose_display
    from stakeholder_map.scanning.rebuild import rebuild_scan

    if into is not None:
        require_outside(into)
    show = choose_display(sys.stderr, quiet=quiet or as_json, notebooks=len(_notebooks(scan)))
    rebuilt = rebuild_scan(scan, into=into, progress=show)
    code = _code(rebuilt)
    if as_json:
        print_json(_as_json(rebuilt, code=code))
    else:
        for line in _lines(rebuilt):
            click.echo(line)
    return code


def _notebooks(scan: Path) -> list[Path]:
    return list((scan / "restricted" / "notebooks").glob("*.ipynb"))


def _code(rebuilt: Rebuilt) -> ExitCode:
    if rebuilt.identical:
        return ExitCode.DONE
    return ExitCode.STALE if rebuilt.versions or rebuilt.missing else ExitCode.INTERNAL


def _lines(rebuilt: Rebuilt) -> list[str]:
    files = rebuilt.same + len(rebuilt.different)
    lines = [f"Scan {rebuilt.scan}: {rebuilt.same} of {files} files have the same bytes."]
    lines += [f"  differs: {path}" for path in rebuilt.different[:MOST_SHOWN]]
    if len(rebuilt.different) > MOST_SHOWN:
        lines.append(f"  and {len(rebuilt.different) - MOST_SHOWN} more")
    if rebuilt.versions:
        lines.append("Other versions than then:")
        lines += [f"  {each}" for each in rebuilt.versions]
    if rebuilt.missing:
        lines.append(
            f"{len(rebuilt.missing)} of the scans before it are not beside it: links to them, and "
            "what leaders may be told, can differ."
        )
    return lines


def _as_json(rebuilt: Rebuilt, *, code: ExitCode) -> dict[str, Any]:
    return {
        "exit_code": int(code),
        "status": "same" if rebuilt.identical else "different",
        "scan": rebuilt.scan,
        "same": rebuilt.same,
        "different": list(rebuilt.different),
        "other_versions": list(rebuilt.versions),
        "missing": list(rebuilt.missing),
    }
