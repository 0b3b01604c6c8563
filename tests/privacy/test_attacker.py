"""A few regions under attack; tests/long/test_attacker.py has two hundred."""

from privacy.attacker import Book, publish, simulate, worked_out

from stakeholder_map.privacy.rules import OFF, SAFE

SEEDS = (0, 1, 4, 6)


def test_no_attacker_pins_a_rating_from_ten_scans():
    for seed in SEEDS:
        world = simulate(seed)
        raters = sorted({rater for rater, _ in world.said})
        told = publish(world, rules=SAFE)
        assert any(told)
        book = Book.of(world, told)
        for rater in raters[:: max(1, len(raters) // 3)]:
            assert worked_out(book, attacker=rater) == set()


def test_control_without_the_rules_the_same_attacker_succeeds_in_most_regions():
    opened = 0
    for seed in SEEDS:
        world = simulate(seed)
        book = Book.of(world, publish(world, rules=OFF))
        attacker = min(rater for rater, _ in world.said)
        opened += bool(worked_out(book, attacker=attacker, first=True))
    assert opened > len(SEEDS) / 2
