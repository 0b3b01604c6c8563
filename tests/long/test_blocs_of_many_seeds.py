"""The planted blocs of a hundred examples; some minutes. Run by hand: pytest tests/long.

`python tests/long/test_blocs_of_many_seeds.py FIRST END`, with `tests` on the path, prints one line
for each example: its seed, and the adjusted Rand index of what was found and what was planted.
"""

import sys
import tempfile
from pathlib import Path

from coopetition.narrow import narrow_scan

from stakeholder_map.coopetition.blocs import find_blocs
from stakeholder_map.example import write_example
from stakeholder_map.example.planted import planted_answer


def agreement(seed):
    """Adjusted Rand index of the blocs found and those planted in one example."""
    from sklearn.metrics import adjusted_rand_score

    with tempfile.TemporaryDirectory() as folder:
        write_example(Path(folder), seed=seed)
        scan = narrow_scan(Path(folder), draws=40, seed=1, areas=False)
        told = find_blocs(scan).members["bloc"]
    planted = planted_answer(seed).blocs
    found = told.reindex(list(planted)).fillna("").tolist()
    return adjusted_rand_score(list(planted.values()), found)


def test_the_planted_blocs_are_found_in_ninety_of_a_hundred_examples():
    assert sum(agreement(seed) >= 0.9 for seed in range(1, 101)) >= 90


if __name__ == "__main__":
    for each in range(int(sys.argv[1]), int(sys.argv[2])):
        sys.stdout.write(f"{each} {agreement(each):.3f}\n")
        sys.stdout.flush()
