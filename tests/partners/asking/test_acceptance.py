import numpy as np
import pandas as pd
import pytest
from partners.asking.conftest import SAID, WHO, asked, say

from stakeholder_map.partners.asking.acceptance import PERSUASION, acceptance

MEMBERS = ("acme", "beta", "cove")


def alone(scan, member):
    found = acceptance(scan, MEMBERS)
    place = found.members.index(member)
    return found.alone[place], found.low[place], found.high[place]


def test_willingness_becomes_a_probability(scan_with):
    scan = scan_with()
    assert alone(scan, "beta")[0] == pytest.approx(0.9)
    assert alone(scan, "acme")[0] == pytest.approx(0.1 + 0.8 * 0.75)


def test_unknown_willingness_stands_half_way_and_may_be_anything(scan_with):
    assert alone(scan_with(), "cove") == pytest.approx((0.5, 0.1, 0.9))


def test_the_probability_rises_with_the_members_that_it_trusts(scan_with):
    found = acceptance(scan_with(), MEMBERS)
    cove, acme, beta = (found.members.index(each) for each in ("cove", "acme", "beta"))
    table = found.table()
    assert table[cove, 1 << acme] > table[cove, 0]
    assert table[cove, 1 << beta] == pytest.approx(table[cove, 0]), "cove said nothing of beta"
    assert 0 < found.pull[beta, acme] < found.pull[cove, acme] <= PERSUASION
    assert (np.diag(found.pull) == 0).all()


def test_trust_is_read_from_who_trusts_not_from_who_is_trusted(scan_with):
    found = acceptance(scan_with(said=[say("cove", "acme", rely=4)]), MEMBERS)
    cove, acme = found.members.index("cove"), found.members.index("acme")
    assert found.pull[cove, acme] > 2 * found.pull[acme, cove], "acme did not answer"


def test_earlier_answers_move_it_and_fade(scan_with):
    def with_answer(answer, day):
        asks = pd.DataFrame([asked("acme", day, answer, ask="sponsor", answered=day)])
        return alone(scan_with(asks=asks), "acme")[0]

    base = alone(scan_with(), "acme")[0]
    assert with_answer("no", "2026-06-01") < with_answer("no", "2025-01-01") < base
    assert with_answer("yes", "2026-06-01") > with_answer("yes", "2025-01-01") > base
    assert with_answer("waiting", "2026-06-01") == base


def test_who_has_said_yes_to_joining_is_in(scan_with):
    asks = pd.DataFrame([asked("acme", "2026-05-01", "yes", answered="2026-05-20")])
    assert alone(scan_with(asks=asks), "acme") == pytest.approx((1, 1, 1))


def test_names_and_order_do_not_matter(scan_with):
    one = acceptance(scan_with(), MEMBERS)
    other = acceptance(scan_with(who=WHO[::-1], said=SAID[::-1]), MEMBERS[::-1])
    assert one.members == other.members
    np.testing.assert_array_equal(one.table(), other.table())
