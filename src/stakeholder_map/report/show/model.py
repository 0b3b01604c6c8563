"""How the readings of a scan were made, and whether the sampling found the same each time."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.phrases import spelt
from stakeholder_map.posterior.convergence import HIGHEST_R_HAT, convergence_words
from stakeholder_map.report.kinds import Block, Finding, Table
from stakeholder_map.report.show.verbs import doubt_of
from stakeholder_map.scan import Scan

_NOTES = {
    "sweeps": "kept, over all chains",
    "r_hat": f"1 is best; above {HIGHEST_R_HAT} the chains have not found the same",
    "ess": "effective sample size: so many independent draws the sweeps are worth",
    "settled": "share of the ties with a probability below 5 % or above 95 %",
}


@doubt_of.register
def _(result: Scan) -> Iterable[Block]:
    sampled = result.posterior.convergence
    if sampled.empty:
        rule = spelt(result.posterior.treatment)
        text = (
            f"Readings were drawn tie by tie from a simple rule ({rule}), not sampled from a "
            "model: nothing could fail to settle, and nothing learns who over-reports."
        )
        yield Finding("convergence", text, tier="analyst")
        return
    whole = sampled[sampled["area"] == ""] if (sampled["area"] == "").any() else sampled
    late = convergence_words(whole.assign(layer=whole["layer"].map(spelt)))
    told = f"{late or _settled(whole)}{_of_areas(sampled)}"
    yield Finding("convergence", told, tier="analyst", tone="caution" if late else "plain")
    yield Table(
        "convergence-by-layer",
        _shown(whole),
        title="Whether the chains of the evidence model found the same, relations as a whole",
        tier="analyst",
        notes=_NOTES,
        decimals={"r_hat": 3, "ess": 0, "settled": 2},
    )


def _settled(sampled: pd.DataFrame) -> str:
    chains = int(sampled["chains"].max())
    return (
        f"The evidence model was sampled in {chains} chains for each layer, and they found the "
        f"same: R-hat is {sampled['r_hat'].max():.2f} at most (1 is best, {HIGHEST_R_HAT} the "
        f"limit), and the sweeps are worth at least {sampled['ess'].min():,.0f} independent draws."
    )


def _of_areas(sampled: pd.DataFrame) -> str:
    """How many layers in single areas have not settled, which no measure of influence reads."""
    areas = sampled[sampled["area"] != ""]
    late = int((areas["r_hat"] > HIGHEST_R_HAT).sum())
    if not late or len(areas) == len(sampled):
        return ""
    return (
        f" In single areas, which influence does not read, {late} of {len(areas)} layers have not "
        "settled."
    )


def _shown(whole: pd.DataFrame) -> pd.DataFrame:
    layers = pd.Index([spelt(str(layer)) for layer in whole["layer"]], name="layer")
    return whole[["chains", *_NOTES]].set_index(layers)
