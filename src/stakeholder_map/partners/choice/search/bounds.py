"""Bounds on what a group can still become: the steps of `kernel`.

A group is built member by member. At each node the score of a candidate is at least what it can
still add together with any others: its own gain, what it shares with those taken, half of its best
shares with those still free, and what it covers above a threshold. Thresholds are the prices of a
relaxation, max(x) <= t + sum(max(x - t, 0)) for every t, moved at each node to where they cost
least. The best sum of scores bounds every group below the node; whoever cannot stand in a better
group any more is dropped. Where something required is lacking, only those who bring it are tried.
"""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import part
from stakeholder_map.influence.engine.types import Floats, Whole
from stakeholder_map.partners.choice.search.desk import (
    ADDED,
    AT,
    BENEFIT,
    CLASS,
    CLASSES,
    FIRST_ROUNDS,
    FREE,
    HAVE,
    HOURS,
    MUST,
    NONE,
    ONE,
    PAID,
    REQUIRED,
    REST,
    ROUNDS,
    SCORE,
    SHARED,
    SLACK,
    TURNS,
    Case,
    Desk,
    Found,
    Gains,
    Rules,
)


@part
def _keep(best: Floats, value: float) -> None:
    """Put a value among the best, which fall."""
    last = len(best) - 1
    if last < 0 or value <= best[last]:
        return
    while last > 0 and best[last - 1] < value:
        best[last] = best[last - 1]
        last -= 1
    best[last] = value


@part
def offer(found: Found, value: float, taken: Whole, count: int, last: int) -> None:
    """Put a group among the best found, if it belongs there."""
    values, sets = found
    place = len(values) - 1
    if value <= values[place] + SLACK:
        return
    while place > 0 and values[place - 1] < value - SLACK:
        values[place] = values[place - 1]
        sets[place] = sets[place - 1]
        place -= 1
    values[place] = value
    sets[place] = -1
    sets[place, :count] = taken[:count]
    if last >= 0:
        sets[place, count] = last


@part
def _covers(gains: Gains, one: int, above: Floats) -> float:
    """What a candidate covers above what is covered, or above thresholds."""
    total = 0.0
    for place in range(gains[2][one], gains[2][one + 1]):
        total += max(gains[4][place] - above[gains[3][place]], 0.0)
    return total


@part
def _shares(pairs: Floats, free: Whole, seats: int, out: Floats) -> None:
    """Half of the best that each of those free can share with others of them."""
    best = np.zeros(seats - 1)
    for one in free:
        best[:] = 0.0
        row = pairs[one]
        for other in free:
            if row[other] > 0.0:
                _keep(best, row[other])
        out[one] = best.sum() / 2


@part
def _most(scores: Floats, free: Whole, classes: Whole, lacking: np.uint64, seats: int) -> Floats:
    """Best sum with a seat for each class lacking; the last score in it; the best of each class."""
    out = np.full(2 + CLASSES, -np.inf)
    first = np.full(CLASSES, -1)
    for one in free:
        name = classes[one]
        if name >= 0 and (lacking >> np.uint64(name)) & ONE and scores[one] > out[2 + name]:
            out[2 + name] = scores[one]
            first[name] = one
    total, rest = 0.0, seats
    for name in range(CLASSES):
        if (lacking >> np.uint64(name)) & ONE:
            total += out[2 + name]
            rest -= 1
    if rest < 0:
        return out
    best = np.zeros(rest)
    for one in free:
        if scores[one] > 0.0 and not (classes[one] >= 0 and first[classes[one]] == one):
            _keep(best, scores[one])
    out[0] = total + best.sum()
    out[1] = best[rest - 1] if rest else np.inf
    return out


@part
def _move(gains: Gains, free: Whole, scores: Floats, prices: Floats, seats: int) -> bool:
    """Move each threshold half way to where those who score best cover it once."""
    best = np.full(seats, -np.inf)
    for one in free:
        _keep(best, scores[one])
    above = np.zeros((2, prices.shape[1]))
    for one in free:
        if scores[one] >= best[seats - 1]:
            for place in range(gains[2][one], gains[2][one + 1]):
                group, value = gains[3][place], gains[4][place]
                if value > above[0, group]:
                    above[1, group], above[0, group] = above[0, group], value
                elif value > above[1, group]:
                    above[1, group] = value
    moved = False
    for group in range(prices.shape[1]):
        price, floor = prices[0, group], prices[1, group]
        if price < above[1, group] - SLACK or price > max(above[0, group], floor) + SLACK:
            prices[0, group] = price + (max(above[1, group], floor) - price) / 2
            moved = True
    return moved


@part
def _score(gains: Gains, desk: Desk, depth: int) -> None:
    """Scores of those free at the thresholds of a depth."""
    free, prices = desk[0][depth, : desk[1][FREE, depth]], desk[4][depth]
    added, shared, score = desk[3][ADDED, depth], desk[3][SHARED, depth], desk[3][SCORE, depth]
    desk[2][PAID, depth] = desk[2][BENEFIT, depth] + (prices[0] - prices[1]).sum()
    for one in free:
        score[one] = added[one] + shared[one] + _covers(gains, one, prices[0])


@part
def _drop(rules: Rules, desk: Desk, depth: int, most: Floats, goal: float) -> int:
    """Keep those free who can still stand in a group above the goal; how many these are."""
    lacking = desk[5][depth, REQUIRED] & desk[5][depth, CLASS] & ~desk[5][depth, HAVE]
    score, kept = desk[3][SCORE, depth], 0
    for place in range(desk[1][FREE, depth]):
        one = desk[0][depth, place]
        name, room = rules[3][one], most[1]
        if name >= 0 and (lacking >> np.uint64(name)) & ONE:
            room = min(room, most[2 + name])
        if desk[2][PAID, depth] + most[0] - max(room - score[one], 0.0) > goal:
            desk[0][depth, kept] = one
            kept += 1
    desk[1][FREE, depth] = kept
    return kept


@part
def bound(gains: Gains, rules: Rules, desk: Desk, depth: int, goal: float) -> float:
    """Score those free, drop who cannot stand in a better group; a bound on all below."""
    lacking = desk[5][depth, REQUIRED] & desk[5][depth, CLASS] & ~desk[5][depth, HAVE]
    seats, prices = len(desk[0]) - 1 - depth, desk[4][depth]
    free = desk[0][depth, : desk[1][FREE, depth]]
    _shares(gains[1], free, seats, desk[3][SHARED, depth])
    shared_by, best, known = len(free), np.inf, prices[0].copy()
    for _ in range(ROUNDS if depth else FIRST_ROUNDS):
        _score(gains, desk, depth)
        most = _most(desk[3][SCORE, depth], free, rules[3], lacking, seats)
        if desk[2][PAID, depth] + most[0] < best:
            best = desk[2][PAID, depth] + most[0]
            known[:] = prices[0]
        if best <= goal:
            return best
        free = desk[0][depth, : _drop(rules, desk, depth, most, goal)]
        if 4 * len(free) < 3 * shared_by:
            _shares(gains[1], free, seats, desk[3][SHARED, depth])
            shared_by = len(free)
        elif not _move(gains, free, desk[3][SCORE, depth], prices, seats):
            break
    prices[0] = known
    _score(gains, desk, depth)
    most = _most(desk[3][SCORE, depth], free, rules[3], lacking, seats)
    return float(min(best, desk[2][PAID, depth] + most[0]))


@part
def possible(rules: Rules, desk: Desk, depth: int, needed: float) -> bool:
    """Whether those free can bring what is required, and the hours."""
    free = desk[0][depth, : desk[1][FREE, depth]]
    brought = desk[5][depth, HAVE]
    for one in free:
        brought |= rules[0][one]
    if desk[5][depth, REQUIRED] & ~brought:
        return False
    if desk[2][HOURS, depth] >= needed - SLACK:
        return True
    lacking = desk[5][depth, REQUIRED] & desk[5][depth, CLASS] & ~desk[5][depth, HAVE]
    most = _most(rules[1], free, rules[3], lacking, len(desk[0]) - 1 - depth)
    return bool(desk[2][HOURS, depth] + most[0] >= needed - SLACK)


@part
def last(case: Case, desk: Desk, depth: int, found: Found) -> None:
    """Try everybody free on the last seat."""
    gains, rules, needed = case[0], case[1], case[2][4][1]
    lacking = desk[5][depth, REQUIRED] & ~desk[5][depth, HAVE]
    count = len(desk[6]) - 1
    for place in range(desk[1][FREE, depth]):
        one = desk[0][depth, place]
        if lacking & ~rules[0][one] or desk[2][HOURS, depth] + rules[1][one] < needed - SLACK:
            continue
        value = desk[2][BENEFIT, depth] + desk[3][ADDED, depth, one]
        value += _covers(gains, one, desk[4][depth, 1])
        offer(found, value, desk[6], count, one)


@part
def _falling(score: Floats, free: Whole) -> Whole:
    """Those free by falling score, by merging: equal ones keep their order."""
    order, spare, width = free.copy(), free.copy(), 1
    while width < len(order):
        for begin in range(0, len(order), 2 * width):
            one, other = begin, min(begin + width, len(order))
            middle, end = other, min(begin + 2 * width, len(order))
            for place in range(begin, end):
                if one < middle and (other >= end or score[order[one]] >= score[order[other]]):
                    spare[place] = order[one]
                    one += 1
                else:
                    spare[place] = order[other]
                    other += 1
        order, spare, width = spare, order, 2 * width
    return order


@part
def arrange(rules: Rules, desk: Desk, depth: int) -> None:
    """Put those free in order: first who brings what fewest bring of what is lacking."""
    count, score = desk[1][FREE, depth], desk[3][SCORE, depth]
    free = desk[0][depth, :count].copy()
    lacking = desk[5][depth, REQUIRED] & ~desk[5][depth, HAVE]
    chosen, fewest = NONE, count + 1
    for name in range(CLASSES):
        bit = ONE << np.uint64(name)
        if lacking & bit:
            bring = 0
            for one in free:
                bring += 1 if rules[0][one] & bit else 0
            if bring < fewest:
                chosen, fewest = bit, bring
    order = _falling(score, free)
    desk[1][MUST, depth] = 1 if chosen else 0
    desk[1][TURNS, depth] = fewest if chosen else count
    first, second = 0, desk[1][TURNS, depth] if chosen else 0
    for one in order:
        if chosen and rules[0][one] & chosen:
            desk[0][depth, first] = one
            first += 1
        else:
            desk[0][depth, second] = one
            second += 1
    best = np.zeros(len(desk[0]) - 2 - depth)
    for one in free:
        _keep(best, score[one])
    desk[2][REST, depth] = desk[2][PAID, depth] + best.sum()


@part
def left(desk: Desk, depth: int) -> float:
    """Bound on groups with the one whose turn it is, or one of those behind."""
    at, score = desk[1][AT, depth], desk[3][SCORE, depth]
    if desk[1][MUST, depth]:
        return float(desk[2][REST, depth] + score[desk[0][depth, at]])
    total = desk[2][PAID, depth] + score[desk[0][depth, at]]
    for place in range(at + 1, min(at + len(desk[0]) - 1 - depth, desk[1][FREE, depth])):
        total += max(score[desk[0][depth, place]], 0.0)
    return float(total)
