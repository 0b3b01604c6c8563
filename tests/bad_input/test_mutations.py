"""Whatever befalls a folder, reading it ends in a region or in an error that lists faults."""

import csv
import io
import tempfile
from pathlib import Path

from bad_input.planted import CLEAN, plant
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.errors import InputError
from stakeholder_map.read import read_region, unmatched_names

CELLS = st.sampled_from(
    [
        *("", "x", "acme", "zoe", "p1", "r1", "n1", "1", "4", "-1", "NA", "yes", "roster"),
        *("2026-09-10", "03/04/2026", "2030-01-01", "a|b", "acme|zoe", "|", "\0", "cafe\u0301"),
        *("Acme Hosp", "hospital", "stakeholder_id", "area_id", "wave", "comment", "9" * 30),
    ]
)
TABLES = st.sampled_from([name for name in CLEAN if name != "region"])
STEPS = st.lists(
    st.tuples(TABLES, st.integers(0, 9), st.integers(0, 9), CELLS, st.integers(0, 9)),
    min_size=1,
    max_size=5,
)


def changed(text, row, column, cell, kind):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    row %= len(rows)
    column %= max(len(rows[row]), 1)
    if kind == 0:
        rows.append(rows[row])
    elif kind == 1 and len(rows) > 1:
        rows.pop(row)
    elif kind == 2:
        rows[row] = rows[row][:column]
    elif kind == 3:
        rows = [each[:column] + each[column + 1 :] for each in rows]
    else:
        rows[row] = [*rows[row][:column], cell, *rows[row][column + 1 :]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def read_or_fail(files):
    """The region, or the error that reading ended in; any other end is a failure of the test."""
    with tempfile.TemporaryDirectory() as somewhere:
        try:
            return read_region(plant(Path(somewhere), **files))
        except InputError as error:
            return error


@settings(max_examples=60)
@given(steps=STEPS)
def test_a_damaged_folder_gives_a_region_or_an_input_error(steps):
    files = dict(CLEAN)
    for table, row, column, cell, kind in steps:
        files[table] = changed(files[table], row, column, cell, kind)
    end = read_or_fail(files)
    if isinstance(end, InputError):
        assert end.problems
        assert all(problem.expected and problem.found for problem in end.problems)
        str(end).encode("utf-8")
        assert set(unmatched_names(end.problems)["id"]) <= {""}
    else:
        used = end.balance[end.balance["reason"] == "used"]
        assert used["rows"].tolist() == [len(frame) for frame in end.tables.values()]
        known = set(end.table("stakeholders")["stakeholder_id"])
        assert set(end.table("survey")["target_id"]) <= known
