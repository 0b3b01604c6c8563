"""From an opened scan to its findings."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.change.blocs import name_blocs
from stakeholder_map.change.findings import TABLES, Findings
from stakeholder_map.change.forecasts import make_forecasts
from stakeholder_map.coopetition import pair_types
from stakeholder_map.influence import Ranking, power_and_interest, rank_influence
from stakeholder_map.partners import choose
from stakeholder_map.read import Region
from stakeholder_map.relationships import in_office, our_organisations
from stakeholder_map.scan import Scan

LAYERS = ("cooperation", "competition")

OWN_INTEREST = ("its own answer", "a document", "its own answer, a document")
WIDTH = 1.645
"""Half the width of an interval of nine of ten, in standard deviations."""

SETTINGS = ("unlisted", "high", "measure_weights")
"""Settings whose change makes two scans speak of different things."""


def gather_findings(scan: Scan) -> Findings:
    """What a scan found, in the form in which a later one compares with it.

    Parameters
    ----------
    scan : Scan
        An opened scan.

    Returns
    -------
    Findings
        Of organisations only; no answer of a respondent, no person.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> found = gather_findings(open_scan(folder, draws=10, seed=1))
    >>> found.scores.shape[0], sorted(found.tables) == sorted(TABLES)
    (10, True)
    """
    region = scan.region
    ranking = rank_influence(scan)
    proposal, project = _proposal(scan, ranking=ranking)
    ranked = ranking.table.sort_index()
    tables = {
        "who": _who(scan),
        "questions": _questions(region),
        "settings": _settings(region),
        "ranking": ranked[["score", "tier"]].reset_index(),
        "pairs": pairs_of(scan),
        "areas": _areas(scan),
        "blocs": name_blocs(scan),
        "proposal": proposal,
        "asks": _dated(region, "asks", TABLES["asks"]),
        "forecasts": make_forecasts(scan),
        "interest": _interest(scan, ranking),
        "corrections": _dated(region, "corrections", TABLES["corrections"]),
        "departures": _departures(region),
        "course": pd.DataFrame(columns=list(TABLES["course"])),
    }
    typed = {
        name: tables[name][list(types)].astype(dict(types)).reset_index(drop=True)
        for name, types in TABLES.items()
    }
    return Findings(
        region=region.name,
        as_of=region.as_of.isoformat(),
        scan="",
        treatment=scan.posterior.treatment,
        project=project,
        tables=typed,
        scores=ranking.scores[list(ranked.index)].to_numpy(dtype="float64"),
    )


def _who(scan: Scan) -> pd.DataFrame:
    region, witnesses = scan.region, scan.evidence.witnesses
    who = region.table("stakeholders").sort_values("stakeholder_id")
    answered = witnesses.loc[witnesses["state"] == "answered", "stakeholder"]
    here = in_office(region)
    leads = here[here["seniority"] == "executive"].groupby("stakeholder_id").size()
    return pd.DataFrame(
        {
            "stakeholder_id": who["stakeholder_id"],
            "name": who["name"],
            "answered": who["stakeholder_id"].isin(answered),
            "executives": leads.reindex(who["stakeholder_id"], fill_value=0).to_numpy(),
        }
    )


def _questions(region: Region) -> pd.DataFrame:
    """How each construct was asked for: wording, scale, direction."""
    asked = region.table("questions") if region.has("survey") else region.table("questions")[:0]
    words = [
        f"{row['wording']} ({row['lowest']} to {row['highest']}"
        + (", reversed)" if row["reverse"] is True else ")")
        for row in asked.to_dict("records")
    ]
    table = pd.DataFrame({"construct": asked["construct"], "asked": words}).astype("str")
    joined = table.sort_values(["construct", "asked"]).groupby("construct")["asked"]
    return joined.agg(" / ".join).reset_index()


def _settings(region: Region) -> pd.DataFrame:
    rows = []
    for key in SETTINGS:
        value = getattr(region.settings, key)
        if isinstance(value, dict):
            value = ", ".join(f"{name} {value[name]:g}" for name in sorted(value))
        rows.append((key, str(value)))
    return pd.DataFrame(rows, columns=["key", "value"])


def pairs_of(scan: Scan) -> pd.DataFrame:
    """Pairs that may be tied on cooperation or competition, and how many sides said so."""
    ties = scan.posterior.ties
    chosen = ties[ties["layer"].isin(LAYERS)]
    chosen = chosen.assign(
        strength=chosen["strength"] * chosen["probability"], said=chosen["positives"]
    )
    return chosen.sort_values(["layer", "area", "source", "target"]).round(6)


def _areas(scan: Scan) -> pd.DataFrame:
    found = pair_types(scan).areas
    declared = scan.region.table("areas").set_index("area_id").sort_index()
    table = declared[["name", "metric", "baseline", "target"]]
    table = table.assign(field=found["field"].reindex(table.index)).reset_index()
    text = ["area_id", "name", "field", "metric"]
    return table.assign(**{name: table[name].fillna("") for name in text})


def _proposal(scan: Scan, *, ranking: Ranking) -> tuple[pd.DataFrame, str]:
    choice = choose(scan, ranking=ranking)
    table = choice.robustness.candidates[["core_index"]].sort_index()
    table = table.rename(columns={"core_index": "share"}).reset_index(names="stakeholder_id")
    return table.assign(member=table["stakeholder_id"].isin(choice.members)), choice.project


def _interest(scan: Scan, ranking: Ranking) -> pd.DataFrame:
    """Interest by what each said or wrote itself; the spread is what areas left open may make."""
    table = power_and_interest(scan, ranking).table.sort_index()
    own = table["interest_from"].isin(OWN_INTEREST)
    spread = (table["interest_high"] - table["interest_low"]) / (2 * WIDTH)
    found = pd.DataFrame({"interest": table["interest"], "spread": spread})
    return found[own].rename_axis("stakeholder_id").reset_index()


def _dated(region: Region, name: str, columns: object) -> pd.DataFrame:
    """A table with its days as text."""
    table = region.table(name)[list(columns)]  # type: ignore[call-overload]
    days = table.select_dtypes("datetime")
    as_text = {day: days[day].dt.strftime("%Y-%m-%d") for day in days.columns}
    return table.assign(**as_text).fillna("")


def _departures(region: Region) -> pd.DataFrame:
    """Those of other organisations whose end in office lies in the past, without their names."""
    people = region.table("people")
    gone = people[people["until"] < pd.Timestamp(region.as_of)]
    gone = gone[~gone["stakeholder_id"].isin(our_organisations(region))]
    days = gone["until"].dt.strftime("%Y-%m-%d")
    table = gone[["stakeholder_id", "seniority"]].assign(until=days)
    return table.sort_values(["stakeholder_id", "until", "seniority"])
