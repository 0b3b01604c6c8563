"""A log says what went wrong and where, and nothing of what stood there."""

from pathlib import Path

import pytest

from stakeholder_map.errors import InputError, Problem
from stakeholder_map.scanning import ScanRequest
from stakeholder_map.scanning.causes import cause_of
from stakeholder_map.suite import NotebookFailed

REQUEST = ScanRequest(
    Path("region"), reports=Path("reports"), notebooks=Path("notebooks"), draws=5, seed=7
)


def test_faults_of_the_input_are_told_by_place_without_what_was_found():
    problems = [
        Problem("survey.csv", "an id", "'Zoe House'", row=14, column="target_id", nearest="zoe"),
        *(Problem("people.csv", "a date", "'Ann'", row=row, column="since") for row in range(2, 9)),
        Problem("region.toml", "a key", "nothing"),
    ]
    told = cause_of(InputError(problems), request=REQUEST)
    assert "survey.csv has 1 problem (row 14, column target_id)" in told
    assert "people.csv has 7 problems (row 2, column since; " in told
    assert "region.toml has 1 problem" in told
    assert not [word for word in ("Zoe", "zoe", "Ann") if word in told]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "01_a.ipynb failed in cell 4 of 4 under the heading 'Who?': KeyError: 'Zoe'\n  | Zoe",
            "01_a.ipynb failed in cell 4 of 4 under the heading 'Who?': KeyError",
        ),
        (
            "01_a.ipynb was killed (SIGKILL) in cell 1 of 1; memory may have run out\nThe notebook",
            "01_a.ipynb was killed (SIGKILL) in cell 1 of 1; memory may have run out",
        ),
    ],
)
def test_a_notebook_is_told_by_its_cell_and_kind_of_error(message, told):
    error = NotebookFailed(message, notebook="01_a.ipynb", verdict="failed", path=Path("x"))
    assert cause_of(error, request=REQUEST) == told


def test_that_a_scan_is_there_all_the_same_is_told():
    error = OSError(5, "Input/output error", "/x/latest")
    error.add_note("The scan 2026-09-30-002 is published, but the disk did not confirm it.")
    told = cause_of(error, request=REQUEST)
    assert told.startswith("input/output error: 'latest'; The scan 2026-09-30-002 is published")
    error = OSError(28, "No space left on device")
    error.add_note("Nothing was published.")
    assert cause_of(error, request=REQUEST) == "no space left on device"


def test_a_fault_of_the_program_is_told_by_its_kind():
    assert cause_of(KeyError("Zoe House"), request=REQUEST) == "KeyError"
