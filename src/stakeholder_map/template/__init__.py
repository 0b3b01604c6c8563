"""Empty region folders to fill in, the description of every table, and what a survey costs."""

from stakeholder_map.template.effort import rows_asked, survey_minutes, survey_warnings
from stakeholder_map.template.explained import settings_text
from stakeholder_map.template.folder import (
    WORKBOOK_FILE,
    write_csv_template,
    write_workbook_template,
)
from stakeholder_map.template.guide import describe_tables
from stakeholder_map.template.layout import ALL_TABLES, BASIC_TABLES
from stakeholder_map.template.questionnaire import (
    MOST_PARTNERS,
    QUESTIONS,
    RECOMMENDED,
    Question,
    recommended_questions,
)
from stakeholder_map.template.wording import sensitive_wording
from stakeholder_map.template.workbook import READ_ME_SHEET

__all__ = [
    "ALL_TABLES",
    "BASIC_TABLES",
    "MOST_PARTNERS",
    "QUESTIONS",
    "READ_ME_SHEET",
    "RECOMMENDED",
    "WORKBOOK_FILE",
    "Question",
    "describe_tables",
    "recommended_questions",
    "rows_asked",
    "sensitive_wording",
    "settings_text",
    "survey_minutes",
    "survey_warnings",
    "write_csv_template",
    "write_workbook_template",
]
