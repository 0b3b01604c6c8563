"""Survey answers as reports: one row per witness, target, layer and area."""

from __future__ import annotations

from math import lcm

import numpy as np
import pandas as pd

from stakeholder_map.evidence.reports import as_reports

_ANSWER = ["witness", "target", "layer", "area", "wave"]
_CELL = [*_ANSWER, "highest", "exact", "derived"]


def survey_reports(
    survey: pd.DataFrame, *, questions: pd.DataFrame, witnesses: pd.DataFrame
) -> pd.DataFrame:
    """What respondents say, by layer.

    A level is the answer, or ``lowest + highest - answer`` where the question runs the other way;
    a value is ``level / highest``, so the lowest answer of a scale from 1 to 4 is .25 and only an
    answer of 0 is a zero. Where several questions ask for one construct, their levels are brought
    to one scale and averaged over the answers that are there. Where a witness answered about a
    target in areas only, the relation as a whole is the strongest of these answers and marked as
    derived; it takes the place of a blank.

    Parameters
    ----------
    survey, questions : DataFrame
        The tables of these names.
    witnesses : DataFrame
        As `list_witnesses` gives them.

    Returns
    -------
    DataFrame
        Reports of kind ``survey``: the tie runs from the stakeholder for whom the witness speaks
        to the target, in symmetric layers too.

    Examples
    --------
    >>> questions = pd.DataFrame({"question": ["q1"], "construct": ["trust_mission"],
    ...                           "lowest": [1], "highest": [4], "reverse": [True]})
    >>> survey = pd.DataFrame({"respondent_id": ["a"], "target_id": ["b"], "area_id": [None],
    ...                        "wave": ["1"], "q1": [4]})
    >>> asked = pd.DataFrame({"witness": ["a"], "stakeholder": ["a"]})
    >>> said = survey_reports(survey, questions=questions, witnesses=asked)
    >>> said[["source", "target", "layer", "level", "value", "state"]].values.tolist()
    [['a', 'b', 'trust_mission', 1, 0.25, 'answered']]
    """
    answers = _one_per_construct(read_answers(survey, questions=questions))
    reports = pd.concat([answers, _derived_wholes(answers)], ignore_index=True)
    reports = reports.sort_values([*_ANSWER, "derived"]).drop_duplicates(_ANSWER, keep="last")
    reports["source"] = reports["witness"].map(witnesses.set_index("witness")["stakeholder"])
    reports["witness_stakeholder"] = reports["source"]
    reports["value"] = reports["exact"] / reports["highest"]
    reports["level"] = _whole(reports["exact"])
    return as_reports([reports.assign(kind="survey").drop(columns="exact")])


def read_answers(survey: pd.DataFrame, *, questions: pd.DataFrame) -> pd.DataFrame:
    """One row per cell of the survey, on the scale of its construct.

    Parameters
    ----------
    survey, questions : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        `witness`, `target`, `layer`, `area`, `wave`, `highest` (of the construct: the least common
        multiple of the ends of its questions), `exact` (the level, missing where the cell is blank;
        not always whole where several questions meet), `derived` (False).

    Examples
    --------
    >>> questions = pd.DataFrame({"question": ["q"], "construct": ["cooperation"], "lowest": [0],
    ...                           "highest": [4], "reverse": [None]})
    >>> survey = pd.DataFrame({"respondent_id": ["a", "a"], "target_id": ["b", "c"],
    ...                        "area_id": None, "wave": "1", "q": [0, None]})
    >>> read_answers(survey, questions=questions)["exact"].tolist()
    [0.0, nan]
    """
    about = pd.DataFrame(
        {
            "witness": survey["respondent_id"],
            "target": survey["target_id"],
            "area": survey["area_id"].astype("str").fillna(""),
            "wave": survey["wave"].astype("str").fillna(""),
        }
    )
    ends = questions.groupby("construct")["highest"].agg(lambda ends: lcm(*map(int, ends)))
    parts = []
    for question in questions.sort_values("question").to_dict("records"):
        exact = pd.to_numeric(survey[question["question"]]).astype("float64")
        if question["reverse"] is not pd.NA and question["reverse"]:
            exact = int(question["lowest"]) + int(question["highest"]) - exact
        end = int(ends[question["construct"]])
        exact = exact * (end // int(question["highest"]))
        parts.append(about.assign(layer=question["construct"], highest=end, exact=exact))
    if not parts:
        return pd.DataFrame({name: [] for name in _CELL}).astype({"exact": "float64"})
    return pd.concat(parts, ignore_index=True).assign(derived=False)[_CELL]


def _one_per_construct(answers: pd.DataFrame) -> pd.DataFrame:
    if not answers.duplicated(_ANSWER).any():
        return answers
    same = [name for name in _CELL if name != "exact"]
    means = answers.groupby(same)["exact"].mean().reset_index()
    return means[_CELL]


def _derived_wholes(answers: pd.DataFrame) -> pd.DataFrame:
    given = answers[answers["exact"].notna()]
    pair = ["witness", "target", "layer", "wave"]
    wholes = pd.MultiIndex.from_frame(given.loc[given["area"] == "", pair])
    inside = given[given["area"] != ""]
    inside = inside[~pd.MultiIndex.from_frame(inside[pair]).isin(wholes)]
    strongest = inside.groupby([*pair, "highest"])["exact"].max().reset_index()
    return strongest.assign(area="", derived=True)[_CELL]


def _whole(exact: pd.Series[float]) -> pd.Series[int]:
    """The nearest whole level, halves up; an answer above zero stays above zero."""
    nearest = np.floor(exact.to_numpy(dtype=np.float64) + 0.5)
    level = pd.Series(nearest, index=exact.index).mask((exact > 0) & (exact < 0.5), 1.0)
    return level.astype("Int64")
