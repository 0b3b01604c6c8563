"""What groups of areas say, in words: areas and counts, never an organisation."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from stakeholder_map.coopetition.clusters.result import AreaClusters
from stakeholder_map.phrases import count_of, is_or_are, listed

KINDS = {
    "common ground": "Common ground",
    "coopetition": "Partners and rivals at once",
    "contested": "Contested",
    "unclaimed": "Nobody works there",
}
"""What a group is called in a sentence."""

IN_DOUBT = 0.8
"""An area that stands with or apart from fewer of the others than this is told of as in doubt."""


def tell_groups(found: AreaClusters) -> Iterable[str]:
    """Sentences on groups of areas, the kinds first, then the areas for a first project.

    Parameters
    ----------
    found : AreaClusters
        Complete but for its sentences.

    Yields
    ------
    str
    """
    yield from _kinds(found)
    yield from _first(found)
    yield from _apart(found)


def _kinds(found: AreaClusters) -> Iterable[str]:
    if not found.stability:
        if len(found.areas):
            yield (
                "Too few areas are known to group them: "
                f"{count_of(int(found.areas['group'].notna().sum()), 'area')}. "
                "Each is described by itself."
            )
        return
    if not found.structured:
        yield (
            "The areas do not fall into kinds more clearly than chance would have it "
            f"({found.chance:.2f} of worlds without kinds look as clear); there may be some. Each "
            "is described by itself."
        )
        return
    for number, group in found.groups.iterrows():
        names = list(found.areas.loc[found.areas["group"] == number, "name"])
        share = group["share"]
        firm = (
            f" (in {round(float(share) * 100)} of 100 plausible readings)"
            if np.isfinite(share)
            else ""
        )
        yield f"{KINDS[str(group['called'])]}{firm}: {listed(names)}."


def _first(found: AreaClusters) -> Iterable[str]:
    first = found.areas[found.areas["first"]]
    order = first.sort_values(["priority", "take_part"], ascending=False, kind="stable")
    stated = order["gain"].notna()
    for some, rest in (
        (order[stated], "and more gain there together than alone; a first project fits here"),
        (order[~stated], "and nobody stated gains there; a first project may fit here"),
    ):
        if len(some):
            yield (
                f"{count_of(len(some), 'area')} {is_or_are(len(some))} common ground and no "
                f"market, {rest}: {listed(some['name'])}."
            )


def _apart(found: AreaClusters) -> Iterable[str]:
    doubtful = found.areas[found.areas["firm"] < IN_DOUBT]
    if len(doubtful):
        yield f"Not sure to stand in its group: {listed(doubtful['name'])}."
