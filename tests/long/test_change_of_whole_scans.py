"""Noise and planted changes through whole scans; a hundred seeds: benchmarks/relationships.py."""

from collections import Counter

from change.two_waves import trial

SEEDS = range(1, 11)


def test_noise_is_no_change_and_planted_changes_are_told_through_whole_scans():
    told: Counter[str] = Counter()
    for seed in SEEDS:
        told.update({kind: int(shown) for kind, shown in trial(seed).items()})
    for kind in sorted(told):
        if kind.startswith("noise"):
            assert told[kind] <= 1, told
        else:
            assert told[kind] >= len(SEEDS) - 1, told
