"""Two scans side by side: what changed, what is noise, and what cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stakeholder_map.change.course import course_of
from stakeholder_map.change.differences import find_differences
from stakeholder_map.change.findings import (
    EARLIER_FILE,
    FINDINGS_FILE,
    Findings,
    load_findings,
)
from stakeholder_map.change.ground import Ground
from stakeholder_map.change.moves import find_moves
from stakeholder_map.change.roster import (
    corrections,
    departures,
    measures,
    outcome,
    roster,
)
from stakeholder_map.change.told import tell_comparison

FIRM = 0.9
"""Share of the readings from which a place in the proposal is firm; below 1 less it is firmly out.
"""


@dataclass(frozen=True, eq=False)
class Comparison:
    """What changed between two scans of one region.

    Parameters
    ----------
    before, after : str
        Name of each scan, or its day.
    differences : DataFrame
        As `find_differences` gives them, and those of the proposal (kind "proposal").
    roster, departures, outcome, corrections, measures : DataFrame
        What is on record and needs no test; see the functions of these names.
    not_compared : DataFrame
        Questions, scales and settings that differ: ``what``, ``was``, ``now``.
    course : DataFrame
        As `course_of` gives it, with ``name``: places and blocs in these two scans and in those
        before them that the earlier one kept.
    moves : DataFrame
        As `find_moves` gives them: where those stood who moved in the grid of power and interest.
    common : float
        Share of those who answered in either scan that answered in both.
    sentences : tuple of str
        What it says, in words; counts only.
    named : tuple of str
        What it says of organisations, for analysts.
    """

    before: str
    after: str
    differences: pd.DataFrame
    roster: pd.DataFrame
    departures: pd.DataFrame
    outcome: pd.DataFrame
    corrections: pd.DataFrame
    measures: pd.DataFrame
    not_compared: pd.DataFrame
    course: pd.DataFrame
    moves: pd.DataFrame
    common: float
    sentences: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def changes(self) -> pd.DataFrame:
        """The differences that are more than noise."""
        return self.differences[self.differences["more_than_noise"]].reset_index(drop=True)


@dataclass(frozen=True)
class NoEarlier:
    """There is nothing to compare with.

    Parameters
    ----------
    sentences : tuple of str
        Why, in words.
    """

    sentences: tuple[str, ...]


def compare_findings(before: Findings, after: Findings) -> Comparison:
    """Compare two scans of a region.

    Every difference that answers could have made by chance is tested; over everything that is
    tested, two scans of a region in which nothing changed show a change at most once in twenty
    times. What is on record (who is listed, who left, what was asked) needs no test.

    Parameters
    ----------
    before, after : Findings
        The earlier and the later scan.

    Returns
    -------
    Comparison

    Notes
    -----
    "No change" is what this survey could not detect, not what did not happen.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.change.gather import gather_findings
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> found = gather_findings(open_scan(folder, draws=10, seed=1))
    >>> len(compare_findings(found, found).differences)
    0
    """
    ground = Ground(before, after)
    differences = find_differences(ground)
    people = roster(ground)
    moved = _proposal(ground, differences=differences, people=people)
    parts = [each for each in (differences, moved) if len(each)]
    differences = pd.concat(parts, ignore_index=True) if parts else differences
    tables = {
        "roster": people,
        "departures": departures(ground),
        "outcome": outcome(ground),
        "corrections": corrections(ground),
        "measures": measures(ground),
    }
    sentences, named = tell_comparison(ground, differences=differences, tables=tables)
    return Comparison(
        before=before.label,
        after=after.label,
        differences=differences,
        **tables,
        not_compared=ground.not_compared,
        course=_named_course(ground, differences=differences),
        moves=find_moves(before, after, differences=differences),
        common=ground.share,
        sentences=sentences,
        named=named,
    )


def change_since(prepared: Path | str) -> Comparison | NoEarlier:
    """What changed since the scan published before; for the notebook.

    Parameters
    ----------
    prepared : Path or str
        Folder with the stored draws of a scan; empty where a notebook is opened by itself.

    Returns
    -------
    Comparison or NoEarlier

    Examples
    --------
    >>> change_since("").sentences[0]
    'Scans are compared when one is published: nothing is compared here.'
    """
    if not prepared:
        return NoEarlier(("Scans are compared when one is published: nothing is compared here.",))
    now, before = (Path(prepared) / name for name in (FINDINGS_FILE, EARLIER_FILE))
    if not (now.is_file() and before.is_file()):
        return NoEarlier(("No scan of an earlier day is published: there is no change to tell.",))
    return compare_findings(load_findings(before), load_findings(now))


def _proposal(ground: Ground, *, differences: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Who is newly proposed, and who no longer is.

    More than noise: firmly in before and firmly out now, or the other way round, and named in
    another difference that is, or come, gone, or answered an ask in between.
    """
    one, other = (
        each.table("proposal").set_index("stakeholder_id") for each in (ground.before, ground.after)
    )
    changed = differences[differences["more_than_noise"]]
    known = {each for ids in changed["stakeholders"] for each in ids} | set(
        people["stakeholder_id"]
    )
    asks = ground.after.table("asks")
    known |= set(asks.loc[asks["asked_on"] > ground.before.as_of, "stakeholder_id"])
    rows = []
    for each in sorted({*one.index, *other.index}):
        was, now = (bool(table["member"].get(each, False)) for table in (one, other))
        if was == now:
            continue
        shares = [float(table["share"].get(each, 0.0)) for table in (one, other)]
        firm = min(shares) <= 1 - FIRM and max(shares) >= FIRM
        words = ["proposed" if side else "not proposed" for side in (was, now)]
        told = [f"{word} ({share:.0%})" for word, share in zip(words, shares, strict=True)]
        chance = 0.0 if firm and each in known else 1.0
        rows.append(
            ("proposal", ground.name(str(each)), (str(each),), *told, chance, chance == 0.0,
             ground.share)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(differences.columns))


def _named_course(ground: Ground, *, differences: pd.DataFrame) -> pd.DataFrame:
    course = course_of(ground, differences=differences)
    return course.assign(name=[ground.name(each) for each in course["stakeholder_id"]])
