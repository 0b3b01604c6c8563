"""Rules across tables and region.toml: what must be there, who may answer of whom."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from stakeholder_map.errors import Problem, quoted
from stakeholder_map.read.cells import Cells, folded_header
from stakeholder_map.read.check import OF_SURVEY
from stakeholder_map.read.given import Given, GivenTables
from stakeholder_map.read.names import Register, same_text
from stakeholder_map.settings import SETTINGS_FILE, Settings
from stakeholder_map.tables import ANY_ONE_OF, KEY_GROUPS, Column


def check_presence(
    present: Collection[str], *, place: str, unread: Collection[str]
) -> Iterator[Problem]:
    """Faults of tables that must be there together.

    Parameters
    ----------
    present : collection of str
        Tables of the folder, readable or not.
    place : str
        Name of the folder, for messages.
    unread : collection of str
        Names of files or sheets that are no table: one may be a misspelt table.

    Yields
    ------
    Problem
        `stakeholders`, or any one of the tables that tell of ties, is missing; a survey without
        `questions`.
    """

    def near(name: str) -> str | None:
        close = difflib.get_close_matches(name, sorted(unread), n=1)
        return close[0] if close else None

    if "stakeholders" not in present:
        yield Problem(place, "a table stakeholders", "none", nearest=near("stakeholders"))
    if not set(ANY_ONE_OF).intersection(present):
        nearest = next((close for name in ANY_ONE_OF if (close := near(name))), None)
        expected = f"any one of the tables {', '.join(ANY_ONE_OF)}"
        yield Problem(place, expected, "none", nearest=nearest)
    if "survey" in present and "questions" not in present:
        expected = "a table questions, which says what each column of survey measures"
        yield Problem(place, expected, "none", nearest=near("questions"))


def missing_keys(settings: Settings, *, survey: bool, day: date | None) -> Iterator[Problem]:
    """Faults of keys of region.toml that are required by what else there is.

    Parameters
    ----------
    settings : Settings
        What region.toml says.
    survey : bool
        Whether the folder has a survey.
    day : date or None
        The day the scan speaks of, where anybody said it.

    Yields
    ------
    Problem
        No `unlisted` beside a survey; no `as_of` anywhere; weights both as they are and in ranges;
        a key group to be covered that there is not.
    """
    if survey and settings.unlisted is None:
        expected = (
            '"zero" (the survey showed a roster) or "unknown" (respondents named partners '
            "freely), since there is a survey"
        )
        yield Problem(SETTINGS_FILE, expected, "no such key", column="unlisted")
    if day is None:
        expected = "the day the scan speaks of, unless it is given with the command"
        yield Problem(SETTINGS_FILE, expected, "no such key", column="as_of")
    if settings.measure_weights and settings.measure_weight_ranges:
        expected = "either measure_weights or measure_weight_ranges"
        yield Problem(SETTINGS_FILE, expected, "both", column="measure_weight_ranges")
    known = (*KEY_GROUPS, *settings.own_key_groups)
    for group in settings.must_cover:
        if group not in known:
            close = difflib.get_close_matches(group, known, n=1)
            nearest = close[0] if close else None
            found = quoted(group)
            yield Problem(SETTINGS_FILE, "a key group", found, column="must_cover", nearest=nearest)


def resolve_settings(settings: Settings, stakeholders: Register) -> tuple[Settings, list[Problem]]:
    """Settings whose stakeholders are ids.

    Parameters
    ----------
    settings : Settings
        As written: names and aliases serve as ids.
    stakeholders : Register
        What texts can mean a stakeholder.

    Returns
    -------
    Settings
        With ids.
    list of Problem
        Faults: texts that mean no stakeholder or several; a stakeholder that must be in and out.
    """
    problems: list[Problem] = []

    def meant(text: str, key: str) -> str:
        ids = stakeholders.find(text)
        if len(ids) == 1 or not text:
            return ids[0] if ids else text
        found = f"{quoted(text)}, which could mean {' or '.join(ids)}" if ids else quoted(text)
        expected, nearest = "an id, name or alias from stakeholders", stakeholders.nearest(text)
        fault = Problem(SETTINGS_FILE, expected, found, column=key, nearest=nearest)
        problems.append(fault if ids else replace(fault, unmatched=text))
        return text

    convener = meant(settings.convener, "convener")
    must_have = tuple(dict.fromkeys(meant(text, "must_have") for text in settings.must_have))
    must_not = tuple(dict.fromkeys(meant(text, "must_not") for text in settings.must_not))
    for text in sorted(set(must_have).intersection(must_not)):
        expected = "stakeholders that are not in must_have"
        problems.append(Problem(SETTINGS_FILE, expected, quoted(text), column="must_not"))
    return replace(settings, convener=convener, must_have=must_have, must_not=must_not), problems


def check_survey(tables: GivenTables) -> Iterator[Problem]:
    """Faults of answers: about oneself, by somebody whom nobody asked, before being asked.

    Parameters
    ----------
    tables : mapping of str to Given
        Tables whose references are ids and whose waves are settled.

    Yields
    ------
    Problem
        One per row.
    """
    survey = tables.get("survey")
    if survey is None or not survey.has("respondent_id", "target_id"):
        return
    invitations = tables.get("invitations")
    frame = survey.frame
    speaks_for = frame["respondent_id"]
    if invitations is not None:
        asked = invitations.frame.dropna(subset=["respondent_id"])
        of = dict(zip(asked["respondent_id"], asked["stakeholder_id"], strict=True))
        speaks_for = frame["respondent_id"].map(of)
        yield from _invited(survey, invitations)
    itself = np.asarray(speaks_for.astype(object) == frame["target_id"].astype(object), dtype=bool)
    for row, target in frame.loc[itself & frame["target_id"].notna(), "target_id"].items():
        found = f"{quoted(target)}, for which the respondent answers"
        yield survey.problem("another stakeholder", found, row=row, column="target_id")


def _invited(survey: Given, invitations: Given) -> Iterator[Problem]:
    """Each respondent was invited in the wave of the answer, and not after it."""
    asked = invitations.frame.drop_duplicates(["wave", "respondent_id"])
    days = asked.set_index(["wave", "respondent_id"])["invited_on"]
    known = set(map(same_text, asked["respondent_id"].dropna()))
    columns = ["wave", "respondent_id", "submitted_at"]
    answers = survey.frame[columns].dropna(subset=["wave", "respondent_id"])
    invited_on = dict(days.items())
    for row, wave, respondent, submitted in answers.itertuples(name=None):
        if same_text(respondent) not in known:
            continue
        invited = invited_on.get((wave, respondent))
        if invited is None:
            expected, found = f"a respondent invited in wave {wave!r}", quoted(respondent)
            yield survey.problem(expected, found, row=row, column="respondent_id")
        elif submitted < invited:
            expected = f"no day before the invitation, which was on {invited:%Y-%m-%d}"
            found = quoted(f"{submitted:%Y-%m-%d}")
            yield survey.problem(expected, found, row=row, column="submitted_at")


def warn_across(tables: GivenTables, *, settings: Settings) -> Iterator[Problem]:
    """What is no fault and may still be meant otherwise.

    Parameters
    ----------
    tables : mapping of str to Given
        Tables whose references are ids.
    settings : Settings
        What region.toml says.

    Yields
    ------
    Problem
        Stakeholders of one name; weights that nobody stands for.
    """
    if "stakeholders" in tables:
        given = tables["stakeholders"]
        names = given.frame["name"].dropna().map(same_text)
        for row, name in names[names.duplicated()].items():
            first = names.index[names == name][0]
            found = f"{quoted(name)}, as in row {first}"
            expected = "a name of its own, to tell it apart in reports"
            yield given.problem(expected, found, row=row, column="name")
    weights = settings.measure_weights or settings.measure_weight_ranges or settings.aim_weights
    if weights and not settings.weights_by:
        expected = "weights_by, which says whose judgement the weights are"
        yield Problem(SETTINGS_FILE, expected, "no such key", column="weights_by")


def warn_of_questions(questions: Given, survey: Cells) -> Iterator[Problem]:
    """Warnings about questions that nobody could answer.

    Parameters
    ----------
    questions : Given
        The table `questions`.
    survey : Cells
        The table `survey` as written.

    Yields
    ------
    Problem
        A question without its column in `survey`.
    """
    headers = {folded_header(header): header for header in survey.header if header}
    for row, name in questions.frame["question"].dropna().items():
        if folded_header(name) not in headers:
            close = difflib.get_close_matches(folded_header(name), headers, n=1)
            yield questions.problem(
                "a column of survey of this name",
                f"none, so that nobody answered {quoted(name)}",
                row=row,
                column="question",
                nearest=headers[close[0]] if close else None,
            )


def question_columns(questions: Given | None) -> tuple[Column, ...]:
    """The columns of `survey` that the questions declare.

    Parameters
    ----------
    questions : Given or None
        The table `questions`, where there is one.

    Returns
    -------
    tuple of Column
        One for each question, sorted by name; without a range where its scale is none.
    """
    if questions is None:
        return ()
    columns: dict[str, Column] = {}
    wanted = ["question", "lowest", "highest"]
    for name, lowest, highest in questions.frame[wanted].itertuples(index=False, name=None):
        if isinstance(name, str) and name not in OF_SURVEY:
            scale = not pd.isna(lowest) and not pd.isna(highest) and lowest < highest
            low, high = (int(lowest), int(highest)) if scale else (None, None)
            columns.setdefault(name, Column(name, "whole", "an answer", low=low, high=high))
    return tuple(columns[name] for name in sorted(columns))
