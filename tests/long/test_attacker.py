"""Two hundred regions, ten scans each, every rater as the attacker: some ten minutes of computing.

Run by hand: ``pytest tests/long/test_attacker.py -s`` prints the figures of docs/PRIVACY.md, and
``python tests/long/test_attacker.py 0 200`` the sums after each region.
"""

import sys
from collections import Counter
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from privacy.attacker import attack

REGIONS = 200


def attacked(first: int, last: int) -> Counter[str]:
    """Sums over the regions of some seeds."""
    sums: Counter[str] = Counter()
    for seed in range(first, last):
        sums.update(attack(seed))
        print(seed, dict(sums), flush=True)
    return sums


def test_no_rating_is_pinned_in_two_hundred_regions_and_most_are_open_without_the_rules():
    sums = attacked(0, REGIONS)
    assert sums["regions"] == REGIONS
    assert sums["pinned"] == 0
    assert sums["opened"] > REGIONS / 2
    assert sums["shown"] > sums["means"] / 3


if __name__ == "__main__":
    attacked(int(sys.argv[1]), int(sys.argv[2]))
