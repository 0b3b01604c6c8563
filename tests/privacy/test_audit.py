"""The audit against all answers written out."""

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.privacy.audit import pinned, tellable
from stakeholder_map.privacy.known import Known
from stakeholder_map.privacy.ratings import Scale, Voice
from stakeholder_map.privacy.solver import other_answers
from stakeholder_map.privacy.statements import Cell, state

HALF = Fraction(1, 2)
SCALE = Scale(1, 3)


def told_of(members, *, about="x", band=HALF):
    voices = tuple(Voice(rater, "x", "value", total, 1) for rater, total in sorted(members.items()))
    return state(Cell("organisation", about, "value", SCALE, voices), band=band)


def written_out(statements):
    """Unknowns that some rater can pin, by all answers that fit all statements."""
    known = Known(statements)
    truth = [voice.total for voice in known.voices]
    fits = [
        answers
        for answers in product(range(1, 4), repeat=len(truth))
        if all(
            told.low <= sum(w * answers[p] for p, w in known.members[n].items()) <= told.high
            for n, told in enumerate(statements)
        )
    ]
    found = set()
    for mine in range(len(truth)):
        seen = [answers for answers in fits if answers[mine] == truth[mine]]
        for other in range(len(truth)):
            if other != mine and len({answers[other] for answers in seen}) == 1:
                found.add(other)
    return tuple(sorted(found))


@st.composite
def histories(draw):
    """Up to four scans over six raters, each with some of them; some tell exact means."""
    answers = {f"r{n}": draw(st.integers(1, 3)) for n in range(6)}
    scans = []
    for number in range(draw(st.integers(1, 4))):
        here = draw(st.sets(st.sampled_from(sorted(answers)), min_size=2))
        band = draw(st.sampled_from((HALF, HALF, None)))
        scans.append(told_of({r: answers[r] for r in here}, about=f"x{number}", band=band))
    return scans


@given(histories())
def test_it_finds_exactly_the_answers_that_can_be_worked_out(scans):
    assert pinned(Known(scans)) == written_out(scans)


@given(histories())
def test_what_may_be_told_pins_nobody(scans):
    kept = tellable([], scans)
    assert written_out(kept) == () if kept else True


def test_a_witness_fits_all_statements_and_leaves_the_readers_own_answers():
    told = [told_of({"a": 3, "b": 3, "c": 2, "d": 1, "e": 2})]
    known = Known(told)
    moves = other_answers(known, 1, reader="a")
    assert moves is not None
    assert known.holds(moves)
    assert moves[1] != 0
    assert 0 not in moves


def test_a_leaver_between_two_exact_means_is_found_and_the_second_mean_withheld():
    first = told_of({"a": 3, "b": 1, "c": 2, "d": 3, "e": 2, "f": 1}, band=None)
    second = told_of({"a": 3, "b": 1, "c": 2, "d": 3, "e": 2}, band=None)
    assert pinned(Known([first, second]))
    assert tellable([first], [second]) == []


def test_control_the_first_mean_alone_is_safe():
    first = told_of({"a": 3, "b": 1, "c": 2, "d": 3, "e": 2, "f": 1}, band=None)
    assert tellable([], [first]) == [first]


def test_a_total_is_given_up_before_an_organisation():
    parts = {"a": 3, "b": 2, "c": 1, "d": 3, "e": 2}
    organisation = told_of(parts, band=None)
    voices = (*organisation.cell.voices, Voice("f", "y", "value", 1, 1))
    total = state(Cell("region", "", "value", SCALE, voices), band=None)
    assert tellable([], [organisation, total]) == [organisation]
