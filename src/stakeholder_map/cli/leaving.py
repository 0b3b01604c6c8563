"""The command that runs a scan again as if one person had left."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakeholder_map.cli.check import DAY
from stakeholder_map.cli.options import Folder, debug_option, examples, json_option, print_json

if TYPE_CHECKING:
    import pandas as pd

    from stakeholder_map.partners import Departure
    from stakeholder_map.relationships import Leaving


@click.command(epilog=examples("leaving data/example --person p004"))
@click.argument("region", type=Folder())
@click.option("--person", required=True, metavar="ID", help="One of ours or theirs, by id.")
@click.option("--as-of", type=DAY, help="Day to speak of, instead of region.toml's.")
@click.option("--draws", type=click.IntRange(1), default=200, show_default=True,
              help="Readings of the evidence.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=2026, show_default=True)
@json_option
@debug_option
def leaving(
    region: Path, *, person: str, as_of: datetime | None, draws: int, seed: int, as_json: bool
) -> None:
    """Say what would go with one person: relations, ties, the proposed group.

    The person's rows are taken away and everything is computed again, with and without. Nothing
    here says that anybody will leave; it names organisations, and no person.
    """
    from stakeholder_map.partners import choose, if_person_leaves_coalition
    from stakeholder_map.read import read_region
    from stakeholder_map.relationships import if_person_leaves
    from stakeholder_map.scan import open_scan

    read = read_region(region, as_of=None if as_of is None else as_of.date())
    relations = if_person_leaves(read, person)
    scan = open_scan(region, as_of=read.as_of.isoformat(), draws=draws, seed=seed)
    coalition = if_person_leaves_coalition(scan, person, choice=choose(scan))
    if as_json:
        print_json(_as_json(relations, coalition))
        return
    for sentence in (*_relations(relations), *coalition.sentences):
        click.echo(sentence)


def _relations(found: Leaving) -> list[str]:
    """What becomes of the relations, in words."""
    from stakeholder_map.phrases import count_of, listed

    table = found.organisations
    ended = table[(table["our_people"] > 0) & (table["our_people_after"] == 0)]
    told = [f"{count_of(len(table), 'relation')} would be weaker."]
    if len(ended):
        told.append(f"Nobody of ours would know anybody any more at {listed(ended['name'])}.")
    gone = found.ties[found.ties["lost"] > 0]
    ties = [
        f"{lost} of {before} on {layer.replace('_', ' ')}"
        for layer, lost, before in zip(gone.index, gone["lost"], gone["before"], strict=True)
    ]
    return [*told, f"Ties that only this person's records show: {listed(ties)}."] if ties else told


def _as_json(relations: Leaving, coalition: Departure) -> dict[str, Any]:
    return {
        "exit_code": 0,
        "sentences": [*_relations(relations), *coalition.sentences],
        "relations": _rows(relations.organisations),
        "ties": _rows(relations.ties),
        "members": _rows(coalition.members),
        "uncovered": list(coalition.uncovered),
        "joins": list(coalition.joins),
        "leaves": list(coalition.leaves),
        "other_project": coalition.other_project,
    }


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """Rows with their ids; what is missing is null."""
    told = table.reset_index().astype("object")
    return told.where(told.notna(), None).to_dict("records")
