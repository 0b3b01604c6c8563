"""How often the kinds of areas are right: run by hand, `pytest tests/long/test_area_clusters.py`.

Figures measured are in `docs/METHODS.md`.
"""

import pandas as pd
import pytest
from coopetition.areas_without_kinds import without_kinds

from stakeholder_map.coopetition import cluster_areas, pair_types
from stakeholder_map.coopetition.clusters.chance import LEVEL, chance_of_kinds
from stakeholder_map.coopetition.clusters.tree import adjusted_rand
from stakeholder_map.example import planted_answer, write_example
from stakeholder_map.scan import open_scan

SEEDS = 100
STRUCTURELESS = 200


def test_planted_areas_are_found_in_nine_of_ten_regions(tmp_path):
    right = named = 0
    for seed in range(SEEDS):
        folder = tmp_path / str(seed)
        write_example(folder, seed=seed)
        scan = open_scan(folder, draws=40, seed=seed)
        found = cluster_areas(scan, pair_types(scan)).areas
        planted = pd.Series(planted_answer(seed).areas).reindex(found.index)
        labels = found["group"].to_numpy(dtype="int64")
        right += adjusted_rand(labels, pd.factorize(planted)[0]) >= 0.9
        named += (found["called"] == planted.replace({"common": "common ground"})).all()
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
