"""Commands that write a region folder: new, example."""

from __future__ import annotations

from pathlib import Path

import click

from stakeholder_map.cli.options import debug_option, examples, json_option, print_json
from stakeholder_map.errors import UsageError

folder_argument = click.argument("folder", type=click.Path(path_type=Path))


@click.command(epilog=examples("new data/my-region", "new data/my-region --xlsx --all"))
@folder_argument
@click.option("--xlsx", is_flag=True, help="One workbook with a sheet per table, not CSV files.")
@click.option("--all", "everything", is_flag=True, help="Every table, not only the basic ones.")
@json_option
@debug_option
def new(folder: Path, *, xlsx: bool, everything: bool, as_json: bool) -> None:
    """Write an empty region folder to fill in."""
    from stakeholder_map.template import (
        ALL_TABLES,
        BASIC_TABLES,
        write_csv_template,
        write_workbook_template,
    )

    write = write_workbook_template if xlsx else write_csv_template
    written = write(folder, tables=ALL_TABLES if everything else BASIC_TABLES)
    if as_json:
        print_json({"exit_code": 0, "files": [path.as_posix() for path in written]})
        return
    click.echo(f"Wrote {len(written)} files to {folder.as_posix()}:")
    for path in written:
        click.echo(f"  {path.name}")
    click.echo(f"Fill them in, then: stakeholder-map check {folder.as_posix()}")


@click.command(epilog=examples("example data/example-copy"))
@folder_argument
@json_option
@debug_option
def example(folder: Path, *, as_json: bool) -> None:
    """Write the example region, a synthetic one with about 48 organisations."""
    from stakeholder_map.example import EXAMPLE_SEED, write_example

    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    if there:
        raise UsageError(
            f"expected an empty or a new folder, found {there[0]!r} in {folder.as_posix()!r}: "
            "nothing was written"
        )
    region = write_example(folder, seed=EXAMPLE_SEED)
    if as_json:
        files = [path.as_posix() for path in sorted(folder.iterdir())]
        print_json({"exit_code": 0, "files": files})
        return
    click.echo(f"Wrote {len(region.tables) + 1} files to {folder.as_posix()}.")
    click.echo(f"Try: stakeholder-map scan {folder.as_posix()}")
