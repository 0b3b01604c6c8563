"""Two hundred regions, ten scans each, every rater as the attacker; some minutes of computing.

Run by hand: ``pytest tests/long/test_attacker.py -s`` prints the figures of docs/PRIVACY.md.
"""

from privacy.attacker import cells_of, publish, simulate, worked_out

from stakeholder_map.privacy.rules import OFF, SAFE

REGIONS = 200


def test_no_rating_is_pinned_in_two_hundred_regions_and_most_are_open_without_the_rules():
    means = shown = pinned = attacks = opened = 0
    for seed in range(REGIONS):
        world = simulate(seed)
        raters = sorted({rater for rater, _ in world.said})
        told = publish(world, rules=SAFE)
        means += sum(len(cells_of(world, here, rules=SAFE)) for here in world.present)
        shown += sum(len(table) for table in told)
        attacks += len(raters)
        pinned += sum(len(worked_out(world, told, attacker=rater)) for rater in raters)
        bare = publish(world, rules=OFF)
        opened += bool(worked_out(world, bare, attacker=raters[0], first=True))
    print(
        f"\n{REGIONS} regions, {attacks} attackers: {pinned} ratings pinned; {shown} of {means} "
        f"means of enough raters shown; without the rules {opened} regions opened by one attacker"
    )
    assert pinned == 0
    assert opened > REGIONS / 2
    assert shown > means / 3
