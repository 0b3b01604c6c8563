"""From evidence to the probability and strength of each tie."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.evidence import Coverage, Evidence
from stakeholder_map.posterior.candidates import (
    ACCOUNT_TYPES,
    CONVERGENCE_TYPES,
    POOL_TYPES,
    TIE_TYPES,
    Part,
)
from stakeholder_map.posterior.model import Posterior
from stakeholder_map.posterior.treatments import TREATMENTS, Numbers, Sides, tie_probability
from stakeholder_map.tables import CONSTRUCTS, LAYERS

_RECORDS = ("contact", "joint_events", "shared_bodies")
_POSITIONS = ("convergence", "divergence")

Codes = npt.NDArray[np.int64]
_NO_CODES: Codes = np.empty(0, dtype=np.int64)


def weigh_evidence(
    evidence: Evidence, *, treatment: str = "either_side", only: Collection[Part] | None = None
) -> Posterior:
    """Probability and strength of every tie that may be there.

    An organisation has one voice: of several colleagues its report is the mean of theirs, and
    positive where at least half of them see the tie (one may not know what the other does).
    `treatment` says what counts where two sides speak of one tie; a directed tie has only one
    side. The probability is :func:`~stakeholder_map.posterior.treatments.tie_probability`.

    A pair that no side reports is a candidate only where something else shows the two together: a
    positive report in another layer of the same sign (or of the other direction), or, for either
    sign, a contact, a joint event or a shared body; in an area only what is about that area
    counts. Such a tie has the probability that follows from its reports, which is the density of
    the layer where there are none, and no strength of its own: draws take one that others
    reported. All other pairs are left out and counted in `Posterior.account`: to join strangers at
    random would drown what was said, and every reading would be a crowd. So silence
    neither makes nor breaks a tie.

    The density is taken over the pairs that somebody reported on; who took part and did not list a
    target counts there as having seen no tie, else it would be 1 wherever partners were named
    freely. Negative reports never touch a positive layer.

    Records (contacts, events, bodies) and positions are no opinions: what they show is there, with
    probability 1.

    Parameters
    ----------
    evidence : Evidence
        What `collect_evidence` gives.
    treatment : {"as_stated", "either_side", "both_sides"}
        ``as_stated``: every report counts, the strength is the mean. ``either_side``: one positive
        report is enough, the strength is the highest. ``both_sides``: only what all sides confirm,
        the strength is the lowest.
    only : collection of (str, str), optional
        Layers and areas of the survey to weigh, just as they are weighed among all; by default all.

    Returns
    -------
    Posterior

    Raises
    ------
    UsageError
        Another treatment.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> evidence = evidence_from_answers(
    ...     [("a", "b", "cooperation", 4), ("b", "a", "cooperation", 2),
    ...      ("a", "c", "cooperation", 2)], silent=["c"])
    >>> columns = ["source", "target", "probability", "strength", "reports", "positives"]
    >>> weigh_evidence(evidence).ties[columns].round(2).values.tolist()
    [['a', 'b', 0.92, 1.0, 2, 2], ['a', 'c', 0.88, 0.5, 1, 1]]
    """
    if treatment not in TREATMENTS:
        known = ", ".join(map(repr, TREATMENTS))
        raise UsageError(f"expected a treatment from {known}, found {treatment!r}")
    shown = _Shown(evidence)
    parts = [
        _weigh_part(evidence, part, shown=shown, treatment=treatment)
        for part in parts_of(evidence)
        if only is None or part in only
    ]
    ties = [*(part.ties for part in parts), recorded_ties(evidence.reports)]
    return Posterior(
        stakeholders=evidence.stakeholders,
        ties=stacked(ties, TIE_TYPES),
        pools=stacked([part.pool for part in parts], POOL_TYPES),
        account=stacked([pd.DataFrame([part.account]) for part in parts], ACCOUNT_TYPES),
        convergence=stacked([], CONVERGENCE_TYPES),
        layers=evidence.layers(),
        areas=evidence.areas(),
        treatment=treatment,
    )


@dataclass(frozen=True)
class _Weighed:
    ties: pd.DataFrame
    pool: pd.DataFrame
    account: dict[str, Any]


class _Shown:
    """Pairs that something shows together, for the layers of one sign in one area."""

    def __init__(self, evidence: Evidence) -> None:
        reports = evidence.reports
        seen = reports[(reports["value"] > 0) & ~reports["layer"].isin(_POSITIONS)]
        signs = {name: layer.sign for name, layer in LAYERS.items()}
        sign = seen["layer"].map(signs).mask(seen["layer"].isin(_RECORDS), "either")
        index = evidence.stakeholders.index
        ends = [index.get_indexer(pd.Index(seen[end])) for end in ("source", "target")]
        code = np.min(ends, axis=0) * len(index) + np.max(ends, axis=0)
        table = pd.DataFrame({"sign": sign, "area": seen["area"], "code": code}).drop_duplicates()
        self._codes = {
            (str(sign), str(area)): np.asarray(codes, dtype=np.int64)
            for (sign, area), codes in table.groupby(["sign", "area"])["code"]
        }

    def pairs(self, sign: str, *, area: str) -> Codes:
        """``i * n + j`` of the pairs, ``i < j``, ascending."""
        none = np.empty(0, dtype=np.int64)
        found = [self._codes.get((each, area), none) for each in (sign, "either")]
        return np.union1d(*found)


def parts_of(evidence: Evidence) -> list[Part]:
    """Layers of the survey, in the areas in which anyone answered and as a whole."""
    said = evidence.reports[evidence.reports["state"] != "blank"]
    there = {
        part for part in zip(said["layer"], said["area"], strict=True) if part[0] in CONSTRUCTS
    }
    there |= {(layer, "") for layer in evidence.asked}
    areas = ("", *evidence.areas())
    return [(layer, area) for layer in LAYERS for area in areas if (layer, area) in there]


def _weigh_part(evidence: Evidence, part: Part, *, shown: _Shown, treatment: str) -> _Weighed:
    layer, area = part
    ids = evidence.stakeholders.index
    coverage = evidence.coverage(layer, area=area)
    voices = voices_of(evidence.claims(layer, area=area), ids=ids)
    answered = evidence.coverage(layer, area=area, unlisted="zero").covered
    density = len(voices) / answered if answered else np.nan
    known = shown.pairs(LAYERS[layer].sign, area=area) if len(voices) else _NO_CODES
    codes, sides = _sides(voices, known, coverage=coverage, directed=LAYERS[layer].directed)
    verdict = TREATMENTS[treatment](sides)
    pool = _pool(voices)
    source, target = np.divmod(codes, max(len(ids), 1))
    ties = pd.DataFrame(
        {
            "source": ids.to_numpy()[source],
            "target": ids.to_numpy()[target],
            "probability": tie_probability(verdict, density=density),
            "strength": _filled(sides.values[verdict.pick], pool, column="strength"),
            "level": _whole(_filled(sides.levels[verdict.pick], pool, column="exact")),
            "highest": voices["highest"].max() if len(voices) else pd.NA,
            "reports": sides.reports,
            "positives": sides.positives,
            "stated": verdict.share,
            "imputed": sides.positives == 0,
            "varies": sides.positives == 0,
        }
    )
    account = _account(sides, coverage=coverage, density=density)
    where = {"layer": layer, "area": area}
    return _Weighed(ties.assign(**where), pool.assign(**where), {**where, **account})


def _account(sides: Sides, *, coverage: Coverage, density: float) -> dict[str, Any]:
    """How many pairs are candidates, and how many of the others were reported on."""
    n, candidates = len(coverage.on_roster), len(sides.reports)
    reported = coverage.covered if sides.possible == 1 else coverage.covered_either
    denied = reported - int((sides.reports > 0).sum())
    unknown = n * (n - 1) // sides.possible - candidates - denied
    return {"density": density, "candidates": candidates, "denied": denied, "unknown": unknown}


def _filled(said: Numbers, pool: pd.DataFrame, *, column: str) -> Numbers:
    """What sides said, and where none did, what sides say on average."""
    if pool.empty:
        return said
    usual = np.average(pool[column].to_numpy(dtype=np.float64), weights=pool["sides"])
    return np.where(np.isnan(said), usual, said)


def voices_of(claims: pd.DataFrame, *, ids: pd.Index[str]) -> pd.DataFrame:
    """Sides that see a tie, each with one voice; `exact` is the level before rounding."""
    share = claims["positives"] / claims["reports"].where(claims["reports"] > 0)
    voices = claims[share >= 0.5]
    share = share[share >= 0.5]
    return pd.DataFrame(
        {
            "source": ids.get_indexer(pd.Index(voices["source"])),
            "target": ids.get_indexer(pd.Index(voices["target"])),
            "strength": voices["value"] * share,
            "exact": voices["level"].astype("float64") * share,
            "highest": voices["highest"],
        }
    )


def _sides(
    voices: pd.DataFrame, known: Codes, *, coverage: Coverage, directed: bool
) -> tuple[Codes, Sides]:
    """The candidate pairs, ``i * n + j`` ascending, and what their sides say."""
    n = max(len(coverage.on_roster), 1)
    own, other = voices["source"].to_numpy(), voices["target"].to_numpy()
    first, second = np.divmod(known, n)
    if directed:
        key, known = own * n + other, np.concatenate([known, second * n + first])
    else:
        key = np.minimum(own, other) * n + np.maximum(own, other)
    codes = np.union1d(known, key)
    source, target = np.divmod(codes, n)
    reports = (coverage.reports(source, target) > 0).astype(np.int64)
    if not directed:
        reports += coverage.reports(target, source) > 0
    place = np.searchsorted(codes, key)
    return codes, Sides(
        possible=1 if directed else 2,
        reports=reports,
        positives=np.bincount(place, minlength=len(codes)).astype(np.int64),
        values=_spread(voices["strength"].to_numpy(), place, size=len(codes)),
        levels=_spread(voices["exact"].to_numpy(), place, size=len(codes)),
    )


def _spread(said: Numbers, place: npt.NDArray[np.intp], *, size: int) -> Mapping[str, Numbers]:
    spread = {name: np.full(size, np.nan) for name in ("mean", "max", "min")}
    np.fmax.at(spread["max"], place, said)
    np.fmin.at(spread["min"], place, said)
    count = np.bincount(place, minlength=size)
    there = count > 0
    spread["mean"][there] = np.bincount(place, said, size)[there] / count[there]
    return spread


def _pool(voices: pd.DataFrame) -> pd.DataFrame:
    pool = voices.groupby(["strength", "exact"]).size().rename("sides").reset_index()
    return pool.assign(level=_whole(pool["exact"].to_numpy(dtype=np.float64)))


def _whole(level: Numbers) -> pd.arrays.IntegerArray:
    """The nearest whole level, halves up, and at least 1: a tie that is there has a level."""
    nearest = np.maximum(np.floor(level + 0.5), 1)
    return pd.arrays.IntegerArray(nearest.astype(np.int64), np.isnan(level))


def recorded_ties(reports: pd.DataFrame) -> pd.DataFrame:
    """Ties that records or positions show; where several logs show one, the strongest counts."""
    records = reports[reports["kind"] != "survey"]
    how = {"value": "max", "level": "first", "highest": "first", "witness": "size"}
    ties = records.groupby(["layer", "area", "source", "target"], sort=False).agg(how).reset_index()
    ties = ties.rename(columns={"value": "strength", "witness": "reports"})
    ties.loc[~ties["layer"].isin(_POSITIONS), ["level", "highest"]] = pd.NA
    ties["positives"] = ties["reports"]
    return ties.assign(probability=1.0, stated=1.0, imputed=False, varies=False)


def stacked(tables: list[pd.DataFrame], types: Mapping[str, str]) -> pd.DataFrame:
    """Tables on top of each other, with these columns and types."""
    full = [table[list(types)] for table in tables if len(table)]
    if not full:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
    return pd.concat(full, ignore_index=True).astype(dict(types))
