"""Real networks written as region folders: what an analyst would have typed in.

Every function takes the folder of reference data and the folder to write, which it makes, and
returns the latter. Sources and licences stand in the README beside each data set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

INDIANA_GROUPS = {
    "ITPC": "government",
    "Promotus": "non_health",
    "RTI": "quality_improvement_organization",
    "Quitline": "community_service",
    "IDHA": "medical_association",
    "IN Latino Inst": "community_service",
    "King's Daughters": "hospital",
    "Hancock Regional": "hospital",
    "Hlthy Madison": "community_service",
    "Wabash": "community_service",
    "Tippecanoe": "community_service",
    "CHANCES": "community_service",
    "Johnson Memorial": "hospital",
    "ICSA": "patient_rights",
    "IN Cancer Consortium": "medical_association",
    "Smokefree Pregnancies": "community_service",
    "ALA": "patient_rights",
    "AHA": "patient_rights",
    "DOE": "government",
    "DOH Diabetes Prev. & Chronic Disease": "government",
    "Medicaid": "health_plan",
    "Partnership for Prev.": "quality_improvement_organization",
    "TTAC": "quality_improvement_organization",
    "CTFK": "patient_rights",
    "ANR": "patient_rights",
}

CHEMNET_GROUPS = {
    "gov": "government",
    "par": "payer_committee",
    "io": "non_health",
    "sci": "quality_improvement_organization",
    "ig": "administrator_association",
}
CHEMNET_PUBLIC_INTEREST = ("AGV", "BUND", "BBU")
KNOKE_GROUPS = {"GOV": "government", "VOL": "community_service", "PVT": "non_health"}


def write_region(
    folder: Path, *, settings: Mapping[str, object], tables: Mapping[str, pd.DataFrame]
) -> Path:
    """A region folder with the given settings and tables; dates in ISO 8601."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{key} = {_toml(value)}\n" for key, value in settings.items()]
    (folder / "region.toml").write_text("".join(lines), encoding="utf-8")
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8")
    return folder


def indiana_region(shared: Path, into: Path) -> Path:
    """The Indiana state tobacco-control programme, 2010: 25 organisations, all answered.

    How often two organisations are in touch is `contact_frequency` (1 yearly to 5 daily), how
    closely they work together is `intensity` (2 to 4 of 4); both are symmetric, and both ends
    report them. The lead agency is the convener.
    """
    source = shared / "data" / "tc_indiana_2010"
    nodes = _read(source / "nodes.csv")
    edges = _read(source / "edges.csv")
    stakeholders = pd.DataFrame(
        {
            "stakeholder_id": nodes["id"].map(_slug),
            "name": nodes["id"],
            "key_group": nodes["id"].map(INDIANA_GROUPS),
            "region": nodes["agency_lvl"].map({"1": "local", "2": "state", "3": "national"}),
        }
    )
    columns = {"contact": "contact", "collaborate": "collaboration"}
    survey = _survey(edges, columns=columns, both_ways=True, submitted_at="2010-06-30")
    questions = _questions(
        ("contact", "contact_frequency", 1, 5, "How often were you in touch in the past year?"),
        ("collaboration", "intensity", 1, 4, "How closely do you work together?"),
    )
    return write_region(
        into,
        settings={
            "name": "Indiana tobacco control",
            "convener": "itpc",
            "as_of": "2010-12-31",
            "unlisted": "zero",
        },
        tables={
            "stakeholders": stakeholders,
            "questions": questions,
            "survey": survey,
            "invitations": _everybody(stakeholders["stakeholder_id"]),
        },
    )


def chemnet_region(shared: Path, into: Path) -> Path:
    """The German toxic-chemicals policy network, 1983/84: 30 organisations, all answered.

    Political information from i to j is `value_influence` that i grants j: i seeks to be heard
    by j. The reputation survey stays out; it is what the ranking is compared with. Positions on
    the six issues are half strong (+2 and -2), committees are bodies.
    """
    source = shared / "data" / "chemnet_germany"
    nodes = _read(source / "nodes.csv")
    edges = _read(source / "edges.csv")
    groups = nodes["type"].map(CHEMNET_GROUPS)
    groups = groups.mask(nodes["id"].isin(CHEMNET_PUBLIC_INTEREST), "patient_rights")
    stakeholders = pd.DataFrame(
        {"stakeholder_id": nodes["id"], "name": nodes["id"], "key_group": groups}
    )
    survey = _survey(
        edges, columns={"pol": "political_information"}, both_ways=False, submitted_at="1984-06-30"
    )
    issues = list(nodes.columns[2:])
    areas = pd.DataFrame(
        {"area_id": [_slug(issue) for issue in issues], "name": issues, "kind": "issue"}
    )
    positions = nodes.melt(id_vars="id", value_vars=issues, var_name="issue", value_name="side")
    members = _read(source / "committee_membership.csv")
    return write_region(
        into,
        settings={
            "name": "German toxic-chemicals policy",
            "convener": "BMI",
            "as_of": "1984-12-31",
            "unlisted": "zero",
        },
        tables={
            "stakeholders": stakeholders,
            "questions": _questions(
                (
                    "political_information",
                    "value_influence",
                    0,
                    1,
                    "Whom do you inform about political affairs?",
                )
            ),
            "survey": survey,
            "invitations": _everybody(stakeholders["stakeholder_id"]),
            "areas": areas,
            "positions": pd.DataFrame(
                {
                    "stakeholder_id": positions["id"],
                    "area_id": positions["issue"].map(_slug),
                    "position": positions["side"].astype(int) * 2,
                    "source": "stated",
                }
            ),
            "memberships": pd.DataFrame(
                {"member_id": members["source"], "body": members["target"]}
            ),
        },
    )


def knoke_region(shared: Path, into: Path) -> Path:
    """Ten organisations of Indianapolis: information and money exchange, directed."""
    source = shared / "data" / "knoke_indianapolis"
    nodes = _read(source / "nodes.csv")
    edges = _read(source / "edges.csv")
    stakeholders = pd.DataFrame(
        {
            "stakeholder_id": nodes["id"],
            "name": nodes["name_commonly_given"],
            "key_group": nodes["sector"].map(KNOKE_GROUPS),
        }
    )
    survey = _survey(
        edges,
        columns={"information": "information", "money": "money"},
        both_ways=False,
        submitted_at="1978-06-30",
    )
    return write_region(
        into,
        settings={
            "name": "Indianapolis",
            "convener": "UWAY",
            "as_of": "1978-12-31",
            "unlisted": "zero",
        },
        tables={
            "stakeholders": stakeholders,
            "questions": _questions(
                ("information", "value_influence", 0, 1, "Whom do you send information to?"),
                ("money", "value_resources", 0, 1, "Whom do you give money to?"),
            ),
            "survey": survey,
            "invitations": _everybody(stakeholders["stakeholder_id"]),
        },
    )


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def _survey(
    edges: pd.DataFrame, *, columns: Mapping[str, str], both_ways: bool, submitted_at: str
) -> pd.DataFrame:
    """One row per respondent and target, one column per relation; ids by name."""
    ties = edges[edges["relation"].isin(columns)]
    if both_ways:
        turned = ties.rename(columns={"source": "target", "target": "source"})
        ties = pd.concat([ties, turned], ignore_index=True)
    wide = ties.pivot_table(
        index=["source", "target"], columns="relation", values="weight", aggfunc="first"
    ).rename(columns=dict(columns))
    table = wide.reset_index().rename(columns={"source": "respondent_id", "target": "target_id"})
    table["respondent_id"] = table["respondent_id"].map(lambda name: f"{_slug(name)}-1")
    table.insert(2, "submitted_at", submitted_at)
    return table.rename_axis(columns=None)


def _everybody(ids: pd.Series) -> pd.DataFrame:
    respondents = ids.map(lambda each: f"{_slug(each)}-1")
    return pd.DataFrame({"respondent_id": respondents, "stakeholder_id": ids})


def _questions(*rows: tuple[object, ...]) -> pd.DataFrame:
    columns = ["question", "construct", "lowest", "highest", "wording"]
    return pd.DataFrame(rows, columns=columns).assign(consent="leadership")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _toml(value: object) -> str:
    if isinstance(value, str):
        return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return str(value)
