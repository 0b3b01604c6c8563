"""How often the kinds of areas are right: run by hand, `pytest tests/long/test_area_clusters.py`.

Figures measured are in `docs/METHODS.md`. `python tests/long/test_area_clusters.py FIRST END`, with
`tests` on the path, prints one line for each region: its seed, found or not, named right or not.
"""

import sys
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from coopetition.areas_without_kinds import without_kinds
from coopetition.narrow import narrow_scan

from stakeholder_map.coopetition import cluster_areas, pair_types
from stakeholder_map.coopetition.clusters.chance import LEVEL, chance_of_kinds
from stakeholder_map.coopetition.clusters.tree import adjusted_rand
from stakeholder_map.example import planted_answer, write_example

SEEDS = 100
STRUCTURELESS = 200


def found_in(seed):
    """Whether the planted kinds of areas are found in a region, and whether all are named right."""
    with tempfile.TemporaryDirectory() as folder:
        write_example(Path(folder), seed=seed)
        scan = narrow_scan(Path(folder), draws=40, seed=seed, areas=True)
        found = cluster_areas(scan, pair_types(scan)).areas
    planted = pd.Series(planted_answer(seed).areas).reindex(found.index)
    labels = found["group"].to_numpy(dtype="int64")
    right = adjusted_rand(labels, pd.factorize(planted)[0]) >= 0.9
    return right, (found["called"] == planted.replace({"common": "common ground"})).all()


def test_planted_areas_are_found_in_nine_of_ten_regions():
    right, named = (sum(each) for each in zip(*map(found_in, range(SEEDS)), strict=True))
    print(f"planted areas found in {right} of {SEEDS} regions; all named right in {named}")
    assert right >= 0.9 * SEEDS


@pytest.mark.parametrize("areas", [7, 20])
def test_kinds_of_areas_are_seldom_told_where_there_are_none(areas):
    told = sum(
        chance_of_kinds(without_kinds(seed=seed, areas=areas), groups=min(8, areas - 1), seed=seed)
        <= LEVEL
        for seed in range(STRUCTURELESS)
    )
    print(f"kinds told of in {told} of {STRUCTURELESS} structureless inputs of {areas} areas")
    assert told <= 17


if __name__ == "__main__":
    for each in range(int(sys.argv[1]), int(sys.argv[2])):
        sys.stdout.write(f"{each} {' '.join(str(int(told)) for told in found_in(each))}\n")
        sys.stdout.flush()
