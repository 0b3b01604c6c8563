"""What a template writes, the reader reads: empty it only lacks rows, filled it is clean."""

from __future__ import annotations

import csv
from datetime import date

import openpyxl
import pytest

from stakeholder_map.errors import InputError
from stakeholder_map.read import read_region
from stakeholder_map.tables import TABLES
from stakeholder_map.template import (
    ALL_TABLES,
    BASIC_TABLES,
    READ_ME_SHEET,
    RECOMMENDED,
    WORKBOOK_FILE,
    write_csv_template,
    write_workbook_template,
)

WRITERS = {"csv": write_csv_template, "xlsx": write_workbook_template}
AS_OF = date(2026, 9, 30)

# three rows a table, in the words of a spreadsheet; what is not named stays blank
FILLED = {
    "stakeholders": [
        {"stakeholder_id": "us", "name": "Our Coalition", "key_group": "purchaser_coalition"},
        {"stakeholder_id": "007", "name": "NA", "key_group": "hospital", "capacity": "light"},
        {"stakeholder_id": "1E5", "name": "Plan", "key_group": "health_plan", "members": "9000"},
    ],
    "people": [
        {"person_id": "a", "stakeholder_id": "us", "name": "Ann", "role": "lead",
         "seniority": "executive"},
        {"person_id": "b", "stakeholder_id": "007", "name": "Bo", "role": "head",
         "seniority": "clinical", "known_by": "a", "champion": "yes"},
        {"person_id": "c", "stakeholder_id": "Plan", "name": "Cy", "role": "chief",
         "seniority": "quality", "since": "2024-01-31"},
    ],
    "survey": [
        {"respondent_id": "us", "target_id": "NA", "submitted_at": "2026-09-01",
         **dict.fromkeys(RECOMMENDED, "3")},
        {"respondent_id": "007", "target_id": "1E5", "submitted_at": "2026-09-02",
         "cooperation": "0", "comment": "=not a formula"},
        {"respondent_id": "1E5", "target_id": "us", "submitted_at": "2026-09-03"},
    ],
    "contacts": [
        {"date": "2026-09-01", "from_id": "a", "to_id": "b", "channel": "call", "tension": "no"},
        {"date": "2026-09-02", "from_id": "us", "to_id": "1E5", "channel": "mail",
         "next_date": "2026-12-01"},
        {"date": "2026-09-03", "from_id": "a", "to_id": "Plan", "channel": "visit",
         "favour": "given"},
    ],
}  # fmt: skip


def fill_csv(folder):
    for name, rows in FILLED.items():
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, header, restval="").writerows(rows)


def fill_xlsx(folder):
    book = openpyxl.load_workbook(folder / WORKBOOK_FILE)
    for name, rows in FILLED.items():
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for number, row in enumerate(rows, start=2):
            for column, text in row.items():
                cell = sheet.cell(number, columns[column])
                kind = {c.name: c.kind for c in TABLES[name].columns}.get(column, "whole")
                if kind == "date":
                    cell.value = date.fromisoformat(text)
                elif kind == "whole":
                    cell.value = int(text)
                else:
                    cell.value, cell.data_type = text, "s"
    book.save(folder / WORKBOOK_FILE)


FILLERS = {"csv": fill_csv, "xlsx": fill_xlsx}


@pytest.mark.parametrize("kind", WRITERS)
def test_an_empty_template_lacks_rows_and_has_no_other_fault(tmp_path, kind):
    WRITERS[kind](tmp_path, tables=ALL_TABLES)
    with pytest.raises(InputError) as caught:
        read_region(tmp_path, as_of=AS_OF)
    places = {fault.sheet or fault.file.removesuffix(".csv") for fault in caught.value.problems}
    # only the questions come with rows
    assert places - {"region.toml"} == set(ALL_TABLES) - {"questions"}
    for fault in caught.value.problems:
        if fault.file == "region.toml":
            assert (fault.column, fault.found) == ("convener", "'us'"), fault
        else:
            assert fault.row in {None, 1}, fault
            assert "row" in fault.expected, fault


@pytest.mark.parametrize("kind", WRITERS)
def test_a_filled_template_reads_clean(tmp_path, kind):
    WRITERS[kind](tmp_path)
    FILLERS[kind](tmp_path)
    region = read_region(tmp_path, as_of=AS_OF)
    assert set(region.tables) == set(BASIC_TABLES)
    assert region.table("stakeholders")["stakeholder_id"].tolist() == ["007", "1E5", "us"]
    assert region.table("stakeholders")["name"].tolist() == ["NA", "Plan", "Our Coalition"]
    assert region.table("survey")["cooperation"].isna().sum() == 1
    assert region.table("contacts")["to_id"].tolist() == ["b", "1E5", "1E5"]
    assert region.warnings == ()


def test_csv_and_workbook_filled_alike_are_one_region(tmp_path):
    digests = set()
    for kind, write in WRITERS.items():
        write(tmp_path / kind / "region")
        FILLERS[kind](tmp_path / kind / "region")
        digests.add(read_region(tmp_path / kind / "region", as_of=AS_OF).digest)
    assert len(digests) == 1


def test_a_wrong_cell_in_a_filled_template_is_found(tmp_path):
    write_csv_template(tmp_path)
    fill_csv(tmp_path)
    survey = tmp_path / "survey.csv"
    survey.write_text(survey.read_text("utf-8-sig").replace("2026-09-03", "soon"), "utf-8")
    with pytest.raises(InputError, match="column submitted_at: expected a date"):
        read_region(tmp_path, as_of=AS_OF)


def test_the_sheet_of_explanations_is_not_taken_for_a_table(tmp_path):
    assert READ_ME_SHEET not in TABLES
    write_workbook_template(tmp_path)
    fill_xlsx(tmp_path)
    assert not any(
        warning.sheet == READ_ME_SHEET for warning in read_region(tmp_path, as_of=AS_OF).warnings
    )
