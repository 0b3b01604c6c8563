"""What a place rests on: a single tie, a silent neighbour, one respondent's answers, a ring."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
import pandas as pd

from stakeholder_map.evidence import Evidence
from stakeholder_map.influence.grounds.answers_alike import rings, straight_lines
from stakeholder_map.influence.grounds.ties_in import Flags, strengths, there
from stakeholder_map.influence.grounds.unnamed import by_key_groups, group_labels
from stakeholder_map.influence.grounds.weak_points_told import tell_weak_points
from stakeholder_map.influence.measures.readings import Floats, Readings, read_draws, read_graph
from stakeholder_map.influence.ranking.left_out import Cut, places_without
from stakeholder_map.influence.ranking.rank import Ranking
from stakeholder_map.influence.ranking.standing import TOP
from stakeholder_map.scan import Scan

FEWEST_READINGS = 10
"""So many readings with a tie, and as many without it, before they are compared."""

BEYOND_CHANCE = 3.5
"""Standard errors by which two shares must differ: what is left of chance among 50 ties tried."""

RESPONDENTS = 5
"""Of so many of those who report most of a stakeholder the answers are left out in turn."""


@dataclass(frozen=True, eq=False)
class WeakPoints:
    """What would change the places of the leading stakeholders.

    Parameters
    ----------
    changes : DataFrame
        Indexed by stakeholder id, the first ten places: ``name``, ``below`` (who comes next),
        ``ahead`` (share of the readings in which it scores above the next); then, missing where no
        single tie matters beyond chance: ``tie_from`` (from whom the tie comes that matters most),
        ``tie_from_told`` (the same; of whom answered only the key group), ``source_state``
        ("answered", "silent", "not asked"), ``there`` (share of the readings with the tie),
        ``ahead_with`` and ``ahead_without`` it.
    rests_on : DataFrame
        Indexed by stakeholder id, the first ten places: ``name``, ``rank``, ``respondent`` (of the
        five that report most of it the one without whose answers it loses most places),
        ``respondent_told`` (its key group), ``share``
        (of what comes in to it, that this respondent says), ``places_lost`` without them on the
        expected graph. Missing where nobody's answers cost it a place.
    flags : DataFrame
        ``flag`` ("same answers for all" or "rate each other top"), ``organisations`` (names),
        ``told`` (how many, by key group), ``detail``, and ``rank_change``: the greatest fall of one
        of them when the answers in question are left out, in places; missing where none of them is
        ranked.
    late : int
        Answers left out because they came after the survey closed.
    sentences : tuple of str
        What it says, in words.
    """

    changes: pd.DataFrame
    rests_on: pd.DataFrame
    flags: pd.DataFrame
    late: int
    sentences: tuple[str, ...]


def find_weak_points(scan: Scan, ranking: Ranking) -> WeakPoints:
    """Find what the places of the leading stakeholders hang on.

    *A tie.* For a stakeholder and the next below it the readings are split by whether a tie to it
    is there. The tie told is the one whose absence costs it most of its lead, where both halves
    have at least ten readings and the difference is beyond chance (3.5 standard errors).

    *A respondent.* All that one respondent says is left out on the expected graph.

    *Answers that look alike.* See `straight_lines` and `rings`; the fall of rank is that on the
    expected graph without the answers in question.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it.

    Returns
    -------
    WeakPoints
        Empty tables where there is nobody or no tie to read.

    Notes
    -----
    It tells whose answers a place rests on. Sentences, and columns called told, name nobody whose
    answers they speak of and are for analysts; ``tie_from``, ``respondent`` and ``organisations``
    do, and are for those who may read single answers.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> len(find_weak_points(scan, rank_influence(scan)).rests_on)
    10
    """
    lead = ranking.table.head(TOP if ranking.layers else 0)
    changes = _changes(scan, ranking, lead=lead)
    suspects = _suspects(scan.evidence) if len(lead) else []
    heard = _heard(scan, ranking, lead=lead)
    asked = _respondents(heard)
    cuts = [*(Cut((each,)) for each in asked), *(cut for _, _, cut in suspects)]
    places = places_without(scan, ranking, cuts=cuts)
    rests_on = _rests_on(ranking, scan=scan, places=places, heard=heard)
    flags = _flags(scan, suspects, places=places, first=len(asked) + 1)
    balance = scan.region.balance
    closed = (balance["table"] == "survey") & (balance["reason"] == "after survey_closes")
    late = int(balance.loc[closed, "rows"].sum())
    told = tell_weak_points(changes=changes, rests_on=rests_on, flags=flags, late=late)
    return WeakPoints(changes, rests_on, flags, late, told)


def _changes(scan: Scan, ranking: Ranking, *, lead: pd.DataFrame) -> pd.DataFrame:
    words = ["name", "below", "tie_from", "tie_from_told", "source_state"]
    columns = ["name", "below", "ahead", *words[2:], "there", "ahead_with", "ahead_without"]
    labels = group_labels(scan.evidence.stakeholders)
    rows: dict[str, dict[str, object]] = {}
    order = list(ranking.table.index)
    readings = read_draws(scan.draws, scan.graph, layers=ranking.layers)
    states = _states(scan.evidence)
    for each, below in islice(pairwise(order), len(lead)):
        row = _tie(readings, scan=scan, lead=_lead(ranking, each, below), target=each)
        if row:
            source = str(row["tie_from"])
            state, name = states.get(source, "not asked"), scan.region.name_of(source)
            told = by_key_groups([source], labels=labels) if state == "answered" else name
            row |= {"source_state": state, "tie_from": name, "tie_from_told": told}
        row |= {"name": scan.region.name_of(each), "below": scan.region.name_of(below)}
        rows[each] = row | {"ahead": float(ranking.ahead.loc[each, below])}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    kinds = {each: "str" if each in words else "float64" for each in columns}
    return table.astype(kinds).rename_axis("stakeholder_id")


def _lead(ranking: Ranking, one: str, other: str) -> Floats:
    """In each reading 1 where the one scores above the other, half where they score the same."""
    above = np.sign(ranking.scores[one].to_numpy() - ranking.scores[other].to_numpy())
    return np.asarray((above + 1) / 2, dtype=np.float64)


def _tie(readings: Readings, *, scan: Scan, lead: Floats, target: str) -> dict[str, object]:
    """The tie to a stakeholder whose absence costs it most of its lead over the next."""
    flags: Flags = there(readings, target=scan.graph.ids.index(target))
    with_it = flags.sum(axis=0)
    without = len(flags) - with_it
    enough = np.minimum(with_it, without) >= FEWEST_READINGS
    if not enough.any():
        return {}
    ahead_with = lead @ flags / np.maximum(with_it, 1)
    ahead_without = lead @ ~flags / np.maximum(without, 1)
    spread = float(lead.var())
    error = np.sqrt(spread * (1 / np.maximum(with_it, 1) + 1 / np.maximum(without, 1)))
    gain = np.where(enough, ahead_with - ahead_without, 0.0).round(9)
    at = int(gain.argmax())
    if gain[at] <= BEYOND_CHANCE * error[at]:
        return {}
    return {
        "tie_from": scan.graph.ids[at],
        "there": float(with_it[at] / len(flags)),
        "ahead_with": float(ahead_with[at]),
        "ahead_without": float(ahead_without[at]),
    }


def _states(evidence: Evidence) -> dict[str, str]:
    """Whether anybody of each organisation answered; those never asked are not here."""
    answered = (evidence.witnesses["state"] == "answered").groupby(
        evidence.witnesses["stakeholder"]
    )
    return {str(each): "answered" if any_ else "silent" for each, any_ in answered.any().items()}


def _heard(scan: Scan, ranking: Ranking, *, lead: pd.DataFrame) -> dict[str, dict[str, float]]:
    """For each in the lead the respondents that report most of it, with their share of all."""
    ids = scan.graph.ids
    expected = strengths(read_graph(scan.graph, layers=ranking.layers))
    states = _states(scan.evidence)
    answered = np.array([states.get(each) == "answered" for each in ids], dtype=bool)
    found: dict[str, dict[str, float]] = {}
    for each in lead.index:
        column = expected[:, ids.index(each)]
        said = np.where(answered, column, 0.0).round(9)
        most = [at for at in np.argsort(-said, kind="stable")[:RESPONDENTS] if said[at] > 0]
        found[each] = {ids[at]: float(said[at] / column.sum()) for at in most}
    return found


def _rests_on(
    ranking: Ranking, *, scan: Scan, places: pd.DataFrame, heard: dict[str, dict[str, float]]
) -> pd.DataFrame:
    columns = ["name", "rank", "respondent", "respondent_told", "share", "places_lost"]
    labels = group_labels(scan.evidence.stakeholders)
    asked = _respondents(heard)
    ranks = places.astype("float64").to_dict("index")
    rows = {}
    for each, shares in heard.items():
        row: dict[str, object] = {
            "name": ranking.table.loc[each, "name"],
            "rank": ranking.table.loc[each, "rank"],
        }
        lost = {
            other: int(ranks[each][asked.index(other) + 1] - ranks[each][0]) for other in shares
        }
        most = max(lost, key=lambda other: lost[other], default="")
        if lost.get(most, 0) > 0:
            row |= {"respondent": scan.region.name_of(most), "share": shares[most]}
            row["respondent_told"] = by_key_groups([most], labels=labels)
            row["places_lost"] = lost[most]
        rows[each] = row
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    texts = dict.fromkeys(("name", "respondent", "respondent_told"), "str")
    kinds = {**texts, "rank": "Int64", "share": "float64", "places_lost": "Int64"}
    return table.astype(kinds).rename_axis("stakeholder_id")


def _respondents(heard: dict[str, dict[str, float]]) -> list[str]:
    return sorted({other for shares in heard.values() for other in shares})


def _suspects(evidence: Evidence) -> list[tuple[str, str, Cut]]:
    """Answers that look alike: the flag, its detail, and the ties that they make."""
    lines = straight_lines(evidence)
    found = [
        ("same answers for all", f"of {targets} organisations", Cut((str(each),)))
        for each, targets in lines["targets"].items()
    ]
    for ring in rings(evidence).to_dict("records"):
        members, inside, outside = ring["members"], 4 * ring["inside"], 4 * ring["outside"]
        detail = f"{inside:.1f} of 4 among themselves, {outside:.1f} from others"
        found.append(("rate each other top", detail, Cut(members, members)))
    return found


def _flags(
    scan: Scan, suspects: list[tuple[str, str, Cut]], *, places: pd.DataFrame, first: int
) -> pd.DataFrame:
    rows = []
    labels = group_labels(scan.evidence.stakeholders)
    for at, (flag, detail, cut) in enumerate(suspects):
        touched = cut.targets or tuple(places.index)
        fall = (places[first + at] - places[0]).reindex(list(touched)).dropna()
        names = "; ".join(scan.region.name_of(each) for each in cut.sources)
        told = by_key_groups(cut.sources, labels=labels)
        rows.append((flag, names, told, detail, int(fall.max()) if len(fall) else pd.NA))
    table = pd.DataFrame(rows, columns=["flag", "organisations", "told", "detail", "rank_change"])
    return table.astype({"rank_change": "Int64"})
