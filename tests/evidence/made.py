"""Small regions made of plain rows, typed as the reader types them."""

from datetime import date

import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.read.convert import empty_table
from stakeholder_map.settings import Settings
from stakeholder_map.tables import TABLES

AS_OF = date(2026, 9, 30)
QUESTION = {"lowest": 0, "highest": 4, "wording": "?", "consent": "analyst", "reverse": None}


def question(name, construct, **other):
    return {"question": name, "construct": construct, **QUESTION, **other}


def made_region(*stakeholders, unlisted="zero", half_life_days=180.0, as_of=AS_OF, **tables):
    """A region of stakeholders (ids, or rows) and tables given as lists of rows."""
    rows = [each if isinstance(each, dict) else {"stakeholder_id": each} for each in stakeholders]
    tables["stakeholders"] = [
        {"name": row["stakeholder_id"].title(), "key_group": "hospital", **row} for row in rows
    ]
    settings = Settings(
        name="Tiny", convener="us", unlisted=unlisted, half_life_days=half_life_days
    )
    typed = {name: typed_table(name, rows) for name, rows in tables.items()}
    for row in tables.get("questions", ()):
        if "survey" in tables:
            answers = [each.get(row["question"]) for each in tables["survey"]]
            typed["survey"][row["question"]] = pd.array(answers, dtype="Int64")
    empty = pd.DataFrame({"table": [], "reason": [], "rows": []})
    return Region("Tiny", as_of, settings, typed, empty, (), "0" * 64, {})


def typed_table(name, rows):
    types = empty_table(TABLES[name]).dtypes
    usual = {"survey": {"wave": "1"}, "invitations": {"wave": "1"}}.get(name, {})
    columns = {}
    for column, kind in types.items():
        blank = () if TABLES[name].column(column).kind == "list" else None
        values = [row.get(column, usual.get(column, blank)) for row in rows]
        if kind == "object":
            columns[column] = pd.Series(values, dtype="object")
        else:
            columns[column] = pd.Series(values, dtype="object").astype(kind)
    return pd.DataFrame(columns)


def survey_region(answers, *, people=("us", "a", "b", "c"), construct="cooperation", **other):
    """A region whose survey asks one question `q`; answers are (respondent, target, q[, area])."""
    rows = [
        {"respondent_id": who, "target_id": whom, "q": level, "area_id": (*area, None)[0]}
        for who, whom, level, *area in answers
    ]
    other.setdefault("questions", [question("q", construct)])
    return made_region(*people, survey=rows, **other)
