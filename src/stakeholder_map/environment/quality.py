"""Can we trust the data: the balance of rows, blanks, disagreement, and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from stakeholder_map.environment.heard import (
    FEWEST_SYSTEMS,
    STILL_OPEN,
    systems_heard,
    wave_is_open,
)
from stakeholder_map.environment.voices import open_layers, voices
from stakeholder_map.phrases import Missing, count_of, is_or_are, percent
from stakeholder_map.read.left_out import USED
from stakeholder_map.tables import CONSTRUCTS, TABLES
from stakeholder_map.template import rows_asked

if TYPE_CHECKING:
    from stakeholder_map.evidence import Evidence
    from stakeholder_map.read import Region
    from stakeholder_map.scan import Scan

SYMMETRIC = tuple(name for name, construct in CONSTRUCTS.items() if not construct.directed)
FAR_APART = 0.5
"""Two sides differ where their strengths are at least so far apart: two steps of four."""


@dataclass(frozen=True)
class DataQuality:
    """What was read, left out, left blank and contradicted.

    Parameters
    ----------
    balance : DataFrame
        Index `table`, the tables given. Columns `read`, `used`, `left_out` (rows; read = used +
        left_out) and `why` (named reasons with their counts; empty where nothing was left out).
    answers : DataFrame
        Index `question`. Columns `construct`, `answered` (above zero), `zero`, `blank` (cells of
        the survey rows used in which the question was asked, see
        :func:`stakeholder_map.template.rows_asked`) and `blank_share` (0 to 1).
    two_sides : DataFrame
        Index `layer`, the symmetric layers that were asked for. Pairs that at least one side says
        are tied, as a whole: `pairs` = `agree` + `differ` (both say tied, at least half the scale
        apart) + `one_says_none` (the other side answered zero, or left it out on a roster) +
        `one_sided` (the other side was silent, left it blank or was not asked); `disagree_share` =
        (differ + one_says_none) / (pairs - one_sided), 0 to 1, missing where no pair has two sides.
    absent : DataFrame
        Index `table`, the tables not given. Column `adds`: what each would add.
    warnings : tuple of str
        Warnings of the reader, each with its file, not its row: `check` tells the rows.
    findings : tuple of str
        Sentences that everybody may read; on the two sides they count only layers whose questions
        were answered for leadership, and nothing where fewer than five systems answered.
    missing : tuple of Missing
        Tables without which a part of this cannot be shown.
    """

    balance: pd.DataFrame
    answers: pd.DataFrame
    two_sides: pd.DataFrame
    absent: pd.DataFrame
    warnings: tuple[str, ...]
    findings: tuple[str, ...]
    missing: tuple[Missing, ...]


def data_quality(scan: Scan) -> DataQuality:
    """Say what was read, left out, left blank and contradicted.

    Parameters
    ----------
    scan : Scan
        The scan: its region and its evidence are read.

    Returns
    -------
    DataQuality
        Counts only; no example names an organisation.

    Notes
    -----
    Disagreement is no error by itself: the two sides of a tie see different things. It is what
    the evidence model weighs.
    """
    region = scan.region
    balance, answers = _balance(region), _answers(region)
    two_sides = _two_sides(scan.evidence)
    absent = pd.DataFrame(
        {"adds": [TABLES[name].adds for name in region.missing()]},
        index=pd.Index(region.missing(), name="table", dtype="str"),
        dtype="str",
    )
    missing = (
        ()
        if region.has("survey") or wave_is_open(region)
        else (
            Missing("survey", "how much was left blank and how far the two sides of a tie agree"),
        )
    )
    few = systems_heard(scan.evidence, region=region) < FEWEST_SYSTEMS
    told = two_sides.index.isin(() if few else open_layers(region))
    findings = (
        *((STILL_OPEN,) if wave_is_open(region) else ()),
        *_of_rows(balance),
        *_of_answers(answers),
        *_of_sides(two_sides[told]),
        *_of_tables(absent, region),
    )
    warnings = _warnings(region)
    return DataQuality(balance, answers, two_sides, absent, warnings, findings, missing)


def _balance(region: Region) -> pd.DataFrame:
    rows = region.balance
    used = rows["reason"].eq(USED)
    order = pd.Index([name for name in TABLES if name in set(rows["table"])], name="table")
    table = pd.DataFrame(
        {
            "read": rows.groupby("table")["rows"].sum(),
            "used": rows[used].groupby("table")["rows"].sum(),
        }
    ).reindex(order)
    table = table.fillna(0).astype("int64")
    table["left_out"] = table["read"] - table["used"]
    left = rows[~used & rows["rows"].gt(0)]
    words = left["rows"].astype("str") + " " + left["reason"].astype("str")
    why = words.groupby(left["table"]).agg("; ".join)
    table["why"] = why.reindex(order).fillna("").astype("str")
    return table


def _answers(region: Region) -> pd.DataFrame:
    survey = region.table("survey")
    questions = region.table("questions").sort_values("question")
    declared = questions[["question", "construct", "lowest", "highest", "reverse"]]
    rows = []
    for name, construct, lowest, highest, reverse in declared.itertuples(index=False, name=None):
        if name not in survey:
            continue
        cells = survey.loc[rows_asked(survey, name), name].astype("Int64")
        if reverse is True:
            cells = cells.rsub(lowest + highest)
        blank, zero = int(cells.isna().sum()), int(cells.eq(0).sum())
        counts = (len(cells) - blank - zero, zero, blank)
        rows.append((name, construct, *counts, blank / max(len(cells), 1)))
    columns = ["question", "construct", "answered", "zero", "blank", "blank_share"]
    return pd.DataFrame(rows, columns=columns).set_index("question")


def _two_sides(evidence: Evidence) -> pd.DataFrame:
    """Pairs that at least one side says are tied, by what the other side says."""
    spoken = voices(evidence, layers=SYMMETRIC)
    spoken = spoken[spoken["area"] == ""]
    other = spoken["first"].where(spoken["speaker"] != spoken["first"], spoken["second"])
    claims = spoken.assign(other=other)[["layer", "speaker", "other", "value"]]
    answered = claims.rename(
        columns={"speaker": "other", "other": "speaker", "value": "other_value"}
    )
    faced = claims.merge(answered, on=["layer", "speaker", "other"], how="left")
    left_out = _left_out(evidence, faced)
    faced.loc[faced["other_value"].isna() & left_out, "other_value"] = 0.0
    tied = faced[faced["value"] > 0]
    # a pair that both sides call tied stands here twice; keep the side that comes first
    twice = (tied["other_value"] > 0) & (tied["speaker"] > tied["other"])
    tied = tied[~twice]
    heard, gap = tied["other_value"].notna(), (tied["value"] - tied["other_value"]).abs().round(9)
    kinds = {
        "agree": (tied["other_value"] > 0) & (gap < FAR_APART),
        "differ": (tied["other_value"] > 0) & (gap >= FAR_APART),
        "one_says_none": tied["other_value"].eq(0),
        "one_sided": ~heard,
    }
    layers = [layer for layer in SYMMETRIC if layer in set(spoken["layer"])]
    index = pd.Index(layers, name="layer", dtype="str")
    table = pd.DataFrame({"pairs": tied.groupby("layer").size()}).reindex(index)
    for name, mask in kinds.items():
        table[name] = mask.groupby(tied["layer"]).sum().reindex(index)
    table = table.fillna(0).astype("int64")
    two = table["pairs"] - table["one_sided"]
    table["disagree_share"] = (table["differ"] + table["one_says_none"]) / two.where(two > 0)
    return table


def _left_out(evidence: Evidence, faced: pd.DataFrame) -> pd.Series[bool]:
    """Whether the other side took part in a layer and left the speaker out on a roster shown."""
    zeros: set[tuple[str, str, str]] = set()
    for layer in sorted(set(faced["layer"])):
        said = evidence.reports_in(layer)
        listed = set(zip(said["witness"], said["target"], strict=True))
        givers = evidence.zero_givers(layer)[["witness", "stakeholder", "shown"]]
        for witness, organisation, shown in givers.itertuples(index=False, name=None):
            zeros.update(
                (layer, organisation, target)
                for target in shown or evidence.roster
                if (witness, target) not in listed
            )
    keys = zip(faced["layer"], faced["other"], faced["speaker"], strict=True)
    return pd.Series([key in zeros for key in keys], faced.index, dtype="bool")


def _of_rows(balance: pd.DataFrame) -> list[str]:
    read, left = int(balance["read"].sum()), int(balance["left_out"].sum())
    first = (
        f"{count_of(read, 'row')} read from {count_of(len(balance), 'table')}: "
        f"{read - left:,} used, {left:,} left out for a named reason."
    )
    return [first]


def _of_answers(answers: pd.DataFrame) -> list[str]:
    cells = int(answers[["answered", "zero", "blank"]].to_numpy().sum())
    if not cells:
        return []
    blank = int(answers["blank"].sum())
    asked = f"Of {count_of(cells, 'answer')} asked for in the survey"
    left = f"{blank:,} {is_or_are(blank)} blank ({percent(blank / cells)})"
    return [f"{asked} {left}; a blank is not read as a zero."]


def _of_sides(two_sides: pd.DataFrame) -> list[str]:
    pairs, alone = int(two_sides["pairs"].sum()), int(two_sides["one_sided"].sum())
    if not pairs:
        return []
    against = int((two_sides["differ"] + two_sides["one_says_none"]).sum())
    said = []
    if pairs > alone:
        said.append(
            f"Of {count_of(pairs - alone, 'tie')} on which both sides could be heard, the sides "
            f"disagree on {against:,} ({percent(against / (pairs - alone))})."
        )
    rests = "rests" if alone == 1 else "rest"
    one_sided = f"{count_of(alone, 'reported tie')} {rests} on one side only"
    said.append(f"{one_sided}: the other was silent, left it blank or was not asked.")
    return said


def _warnings(region: Region) -> tuple[str, ...]:
    """Warnings without rows: the order of rows is no part of what a scan says."""
    said = Counter(f"{one.place}, {replace(one, row=None)}" for one in region.warnings)
    return tuple(
        text if count == 1 else f"{text} ({count} rows)" for text, count in sorted(said.items())
    )


def _of_tables(absent: pd.DataFrame, region: Region) -> list[str]:
    warned = len(region.warnings)
    said = [f"{len(TABLES) - len(absent)} of {len(TABLES)} tables were given."]
    if warned:
        said.append(f"The reader gave {count_of(warned, 'warning')}.")
    return said
