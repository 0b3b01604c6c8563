"""What the choice of partners says, in the words that leaders read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from stakeholder_map.partners.figures import ENTERED, FULL, OWN_ANSWER
from stakeholder_map.partners.group import FOR_PATIENTS
from stakeholder_map.phrases import count_of, spelt
from stakeholder_map.scan import Scan

FIRM = 0.9


def tell_candidate(row: Mapping[Any, Any], *, scan: Scan, high: float) -> str:
    """The grounds of one candidate as a sentence.

    Parameters
    ----------
    row : mapping
        A row of `PartnerList.candidates`.
    scan : Scan
        Whence it comes.
    high : float
        Strength from which on competition counts as high.

    Returns
    -------
    str
        Willingness with who says so, influence with its interval, key group, competition with us.
    """
    parts = (_willing(row), _influence(row, scan=scan), _group(row), _rivalry(row, scan, high))
    return f"{row['name']}: {'; '.join(parts)}."


def _willing(row: Mapping[Any, Any]) -> str:
    value = float(row["willingness"]) * FULL
    if row["willingness_source"] == ENTERED:
        return f"willingness entered as {value:g} of 4"
    if row["willingness_source"] == OWN_ANSWER:
        return f"its own answer on partnering with us: {value:.3g} of 4"
    return "willingness unknown: ask"


def _influence(row: Mapping[Any, Any], *, scan: Scan) -> str:
    low, high = row["influence_rank_low"], row["influence_rank_high"]
    place = f"place {low}" if low == high else f"between places {low} and {high}"
    told = f"{place} in influence"
    if scan.region.has("survey"):
        raters = int(row["raters"])
        told += (
            f", on what {count_of(raters, 'organisation')} said of it"
            if raters
            else ", though nobody said anything of it"
        )
    return told


def _group(row: Mapping[Any, Any]) -> str:
    group = spelt(str(row["key_group"]))
    others = int(row["others_in_group"])
    return f"the only candidate of key group {group}" if not others else f"key group {group}"


def _rivalry(row: Mapping[Any, Any], scan: Scan, high: float) -> str:
    if "competition" not in scan.evidence.asked:
        return "competition was not asked about"
    if pd.isna(row["competition_with_us"]):
        return "nobody was heard on competition with us: ask"
    reported = float(row["reported_rivalry"])
    if reported >= high:
        return "high competition with us reported: say where we will go on competing"
    some = "some" if reported > 0 else "no"
    return f"{some} competition with us reported"


def tell_partners(
    scan: Scan,
    *,
    table: pd.DataFrame,
    group: pd.DataFrame,
    ruled_out: pd.DataFrame,
    weights: Mapping[str, float],
) -> tuple[str, ...]:
    """Sentences on the proposed group.

    Parameters
    ----------
    scan : Scan
        Whence it comes.
    table, group, ruled_out : DataFrame
        As `PartnerList` holds them.
    weights : mapping of str to float
        Weight of each aim.

    Returns
    -------
    tuple of str
        The group, whom `must_have` put there or could not, how firm each other seat is, who is not
        represented, what is unknown, whose
        judgement the weights are.
    """
    if table.empty:
        none = f"There is no candidate; {count_of(len(ruled_out), 'organisation')} ruled out."
        return (none, *_decided(scan, table=table, group=group))
    return (
        f"A first group, taken one by one, not yet proven best: {', '.join(group['name'])}.",
        *_decided(scan, table=table, group=group),
        *_firmness(group[~group.index.isin(scan.region.settings.must_have)]),
        *_coverage(table, group=group),
        *_unknown(table, group=group),
        *_judgement(scan, weights=weights),
    )


def _decided(scan: Scan, *, table: pd.DataFrame, group: pd.DataFrame) -> Iterator[str]:
    """Who has a seat by decision, not by evidence, and which decisions could not be followed."""
    settings = scan.region.settings
    seated = [each for each in settings.must_have if each in group.index]
    ours = [each for each in settings.must_have if each not in table.index]
    left = [each for each in settings.must_have if each in table.index and each not in seated]
    if seated:
        yield f"Seated by must_have in region.toml, not by the evidence: {_named(scan, seated)}."
    if left:
        yield (
            f"must_have names more than coalition_size has seats ({settings.coalition_size}); left "
            f"out: {_named(scan, left)}."
        )
    if ours:
        yield f"must_have names our own, who take no seat of a partner: {_named(scan, ours)}."


def _named(scan: Scan, ids: list[str]) -> str:
    return ", ".join(scan.region.name_of(each) for each in ids)


def _firmness(group: pd.DataFrame) -> Iterator[str]:
    firm = list(group.loc[group["share_in_group"] >= FIRM, "name"])
    open_ = list(group.loc[group["share_in_group"] < FIRM, "name"])
    if firm:
        yield f"In at least 90 of 100 plausible readings of the evidence: {', '.join(firm)}."
    if open_:
        yield f"Cannot tell yet whether others should take the seats of: {', '.join(open_)}."


def _coverage(table: pd.DataFrame, *, group: pd.DataFrame) -> Iterator[str]:
    absent = sorted({*table["key_group"]} - {*group["key_group"]})
    if absent:
        names = ", ".join(spelt(each) for each in absent)
        yield f"Key groups with candidates but no seat: {names}."
    if group["key_group"].isin(FOR_PATIENTS).any():
        return
    if table["key_group"].isin(FOR_PATIENTS).any():
        yield (
            "No patients' or community-service organisation has a seat: members by must_have, or "
            "of the same family, hold the seats."
        )
    else:
        yield "No patients' or community-service organisation could be found for the group."


def _unknown(table: pd.DataFrame, *, group: pd.DataFrame) -> Iterator[str]:
    unknown = table.index[table["willingness_low"] < table["willingness_high"]]
    if len(unknown):
        seated = group.index.isin(unknown).sum()
        yield (
            f"Willingness is unknown for {len(unknown)} of {len(table)} candidates, {seated} of "
            "them in the group; unknown is not a no."
        )


def _judgement(scan: Scan, *, weights: Mapping[str, float]) -> Iterator[str]:
    settings = scan.region.settings
    by = f"set by {settings.weights_by}" if settings.weights_by else "nobody has set them yet"
    on = f", on {settings.weights_on}" if settings.weights_on else ""
    shares = ", ".join(f"{aim} {round(weight * 100)} %" for aim, weight in weights.items())
    yield f"The weights are our judgement ({by}{on}): {shares}."
