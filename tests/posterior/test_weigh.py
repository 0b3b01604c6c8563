"""From reports to probabilities: what each treatment makes of two sides, silence and zeros."""

import numpy as np
import pandas as pd
import pytest
from evidence.made import made_region, question, survey_region
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.errors import UsageError
from stakeholder_map.evidence import collect_evidence, evidence_from_answers
from stakeholder_map.posterior import TREATMENTS, weigh_evidence
from stakeholder_map.tables import LAYERS

IDS = "abcde"
LAYER_NAMES = ("value_influence", "trust_mission", "cooperation", "intensity", "competition")
ANSWERS = st.dictionaries(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(IDS),
        st.sampled_from(LAYER_NAMES),
        st.sampled_from(["", "x"]),
    ).filter(lambda key: key[0] != key[1]),
    st.one_of(st.none(), st.integers(0, 4)),
    max_size=20,
)


def told(answers):
    return [(w, t, layer, level, area) for (w, t, layer, area), level in answers.items()]


def posterior_of(answers, *, treatment="either_side", **options):
    options.setdefault("others", IDS)
    return weigh_evidence(evidence_from_answers(answers, **options), treatment=treatment)


def tie(posterior, source, target, layer="cooperation", area=""):
    ties = posterior.ties
    keys = {"source": source, "target": target, "layer": layer, "area": area}
    for name, value in keys.items():
        ties = ties[ties[name] == value]
    assert len(ties) == 1, posterior.ties
    return ties.iloc[0]


# Density of all cases below: 2 positive sides of the 6 that a, b and d tell; c and e are silent.
SAID = [
    ("a", "b", "cooperation", 4),
    ("b", "a", "cooperation", 2),
    ("a", "d", "cooperation", 3),
    ("d", "a", "cooperation", 0),
    ("b", "c", "cooperation", 2),
]
DENSITY = 4 / 12


@pytest.mark.parametrize(
    ("treatment", "pair", "probability", "strength", "stated"),
    [
        ("as_stated", "ab", (2 + DENSITY) / 3, 0.75, 1.0),
        ("as_stated", "ad", (1 + DENSITY) / 3, 0.75, 0.5),
        ("as_stated", "bc", (1 + DENSITY) / 2, 0.5, 1.0),
        ("either_side", "ab", (2 + DENSITY) / 3, 1.0, 1.0),
        ("either_side", "ad", (1 + DENSITY) / 2, 0.75, 1.0),
        ("either_side", "bc", (1 + DENSITY) / 2, 0.5, 1.0),
        ("both_sides", "ab", (2 + DENSITY) / 3, 0.5, 1.0),
        ("both_sides", "ad", DENSITY / 2, 0.75, 0.0),
        ("both_sides", "bc", DENSITY, 0.5, 0.0),
    ],
)
def test_each_treatment_weighs_two_sides_as_it_says(treatment, pair, probability, strength, stated):
    posterior = posterior_of(SAID, treatment=treatment, silent="ce")
    found = tie(posterior, *pair)
    assert found["probability"] == pytest.approx(probability)
    assert found["strength"] == strength
    assert found["stated"] == stated
    assert not found["imputed"]


def test_an_unknown_treatment_is_refused():
    with pytest.raises(UsageError, match=r"'as_stated', 'either_side', 'both_sides', found 'em'"):
        posterior_of(SAID, treatment="em")


def test_silence_zero_and_blank_lead_to_different_probabilities():
    shown = [("a", each, "trust_mission", 2) for each in "bcd"]
    answers = [*shown, ("a", "e", "value_influence", 4), ("a", "b", "value_influence", 0)]
    answers += [("a", "c", "value_influence", None)]
    posterior = posterior_of(answers, silent="b")
    density = 1 / 3  # a answered about b, d (left out) and e; of e it saw a tie
    account = posterior.account.set_index("layer")
    assert account.loc["value_influence", "density"] == pytest.approx(density)
    zero, blank, left_out, silent = (
        tie(posterior, *pair, layer="value_influence") for pair in ("ab", "ac", "ad", "ba")
    )
    assert zero["probability"] == left_out["probability"] == pytest.approx(density / 2)
    assert blank["probability"] == silent["probability"] == pytest.approx(density)
    assert [each["reports"] for each in (zero, blank, left_out, silent)] == [1, 0, 1, 0]
    assert zero["imputed"]
    assert silent["imputed"]


def test_a_pair_that_nothing_shows_is_left_out_and_counted():
    posterior = posterior_of([("a", "b", "value_influence", 4), ("b", "c", "value_influence", 0)])
    assert posterior.ties[["source", "target"]].values.tolist() == [["a", "b"], ["b", "a"]]
    account = posterior.account.iloc[0]
    # a and b told of 4 targets each: 8 pairs, of which a-b and b-a are candidates
    assert account[["candidates", "denied", "unknown"]].tolist() == [2, 6, 12]


def test_a_contact_shows_a_pair_to_layers_of_either_sign_but_a_position_does_not():
    questions = [question("q", "cooperation"), question("r", "competition")]
    survey = [{"respondent_id": "a", "target_id": "b", "q": 2, "r": 2}]
    positions = [{"stakeholder_id": each, "area_id": "x", "position": 4} for each in "ac"]
    contacts = [
        {"date": pd.Timestamp("2026-09-01"), "from_id": "us", "to_id": "c", "channel": "call"}
    ]
    tables = {"questions": questions, "survey": survey, "positions": positions}
    without = made_region("us", "a", "b", "c", **tables)
    with_contact = made_region("us", "a", "b", "c", contacts=contacts, **tables)
    for region, shown in ((without, []), (with_contact, [["c", "us"]])):
        ties = weigh_evidence(collect_evidence(region)).ties
        for layer in ("cooperation", "competition"):
            found = ties.loc[(ties["layer"] == layer) & ties["imputed"], ["source", "target"]]
            assert found.values.tolist() == shown


def test_records_and_positions_are_certain():
    positions = [
        {"stakeholder_id": "a", "area_id": "x", "position": 4},
        {"stakeholder_id": "b", "area_id": "x", "position": -2},
    ]
    memberships = [{"member_id": each, "body": "board"} for each in "ab"]
    region = made_region("us", "a", "b", positions=positions, memberships=memberships)
    ties = weigh_evidence(collect_evidence(region)).ties.set_index(["layer", "area"])
    assert ties["probability"].unique().tolist() == [1.0]
    assert ties.loc[("divergence", "x"), ["level", "highest"]].tolist() == [6, 8]
    assert pd.isna(ties.loc[("shared_bodies", ""), "level"])


def test_colleagues_have_one_voice():
    invitations = [
        {"respondent_id": f"r{k}", "stakeholder_id": whom} for k, whom in enumerate("aaab")
    ]
    answers = [("r0", "b", 4), ("r1", "b", 2), ("r0", "c", 4), ("r2", "us", 1), ("r3", "c", 1)]
    region = survey_region(answers, invitations=invitations, construct="value_influence")
    posterior = weigh_evidence(collect_evidence(region))
    seen = tie(posterior, "a", "b", "value_influence")
    assert seen[["reports", "positives", "strength", "level"]].tolist() == [1, 1, 0.5, 2]
    # one of three colleagues sees a tie of a and c: it shows the two, and is not the voice of a
    density = 2 / 6
    assert posterior.account.loc[0, "density"] == pytest.approx(density)
    doubted = tie(posterior, "a", "c", "value_influence")
    assert doubted[["reports", "positives", "imputed"]].tolist() == [1, 0, True]
    assert doubted["probability"] == pytest.approx(density / 2)


def test_named_freely_the_density_counts_those_left_out():
    answers = [("a", "b", "value_influence", 4), ("c", "b", "value_influence", 4)]
    posterior = posterior_of(answers, unlisted="unknown")
    assert posterior.account.loc[0, "density"] == pytest.approx(2 / 8)
    assert tie(posterior, "a", "b", "value_influence")["reports"] == 1


@given(ANSWERS, st.sampled_from(sorted(TREATMENTS)), st.sets(st.sampled_from(IDS)))
@settings(max_examples=15)
def test_every_posterior_is_sound(answers, treatment, silent):
    posterior = posterior_of(told(answers), treatment=treatment, silent=silent)
    ties = posterior.ties
    for column in ("probability", "strength"):
        assert ((ties[column] > 0) & (ties[column] <= 1)).all()
    assert ((ties["level"] >= 1) & (ties["level"] <= 4)).all()
    assert (ties["positives"] <= ties["reports"]).all()
    columns = ["source", "target", "layer", "area", "strength", "probability"]
    pd.testing.assert_frame_equal(posterior.everything.ties[columns], ties[columns])
    n = len(IDS)
    for row in posterior.account.itertuples():
        pairs = n * (n - 1) if LAYERS[row.layer].directed else n * (n - 1) // 2
        assert row.candidates + row.denied + row.unknown == pairs
        assert min(row.candidates, row.denied, row.unknown) >= 0
        assert np.isnan(row.density) or 0 <= row.density <= 1
    assert posterior.expected().layers == posterior.layers
    assert (posterior.stated().ties["probability"] == 1).all()


@given(ANSWERS, st.permutations(IDS), st.randoms())
@settings(max_examples=12)
def test_names_and_the_order_of_rows_do_not_matter(answers, names, random):
    new = dict(zip(IDS, names, strict=True))
    renamed = [(new[w], new[t], *rest) for w, t, *rest in told(answers)]
    random.shuffle(renamed)
    first, second = posterior_of(told(answers)), posterior_of(renamed)
    pd.testing.assert_frame_equal(first.account, second.account)
    assert _by_name(first, new) == _by_name(second, {each: each for each in IDS})


def _by_name(posterior, names):
    found = {}
    for row in posterior.ties.itertuples():
        ends = [names[row.source], names[row.target]]
        if not LAYERS[row.layer].directed:
            ends.sort()
        key = (*ends, row.layer, row.area)
        found[key] = (round(row.probability, 12), round(row.strength, 12), row.level, row.reports)
    return found


@given(ANSWERS, ANSWERS)
@settings(max_examples=15)
def test_reports_of_competition_change_nothing_on_the_positive_side(answers, further):
    positive = {key: level for key, level in answers.items() if key[2] != "competition"}
    rivals = {key: level for key, level in further.items() if key[2] == "competition"}
    without, with_them = posterior_of(told(positive)), posterior_of(told(positive | rivals))
    _same(_positive(without.ties), _positive(with_them.ties))
    _same(without.expected().positive.ties, with_them.expected().positive.ties)
    if without.ties.empty:
        return
    first, second = (each.draw(draws=3, seed=5) for each in (without, with_them))
    for k in range(3):
        _same(_positive(first.graph(k).ties), _positive(second.graph(k).ties))


def _positive(ties):
    return ties[ties["layer"] != "competition"].reset_index(drop=True)


def _same(first, second):
    pd.testing.assert_frame_equal(first, second)


def test_competition_that_changed_a_positive_layer_would_be_found():
    positive = [("a", "b", "cooperation", 4), ("b", "a", "cooperation", 4)]
    changed = [("a", "b", "cooperation", 4), ("b", "a", "cooperation", 3)]
    with pytest.raises(AssertionError):
        _same(posterior_of(positive).ties, posterior_of(changed, treatment="both_sides").ties)


def test_one_respondent_only_gives_its_own_ties():
    posterior = posterior_of([("a", "b", "cooperation", 4)], silent="bcde")
    assert posterior.ties[["source", "target"]].values.tolist() == [["a", "b"]]
    assert tie(posterior, "a", "b")["probability"] == pytest.approx((1 + 1 / 4) / 2)


def test_a_layer_that_nobody_answered_has_no_ties_but_stays_a_layer():
    answers = [("a", "b", "cooperation", 4), ("a", "b", "competition", None)]
    posterior = posterior_of(answers)
    assert set(posterior.ties["layer"]) == {"cooperation"}
    assert posterior.layers == ("cooperation", "competition")
    account = posterior.account.set_index("layer").loc["competition"]
    assert np.isnan(account["density"])
    assert account["unknown"] == 10
    assert posterior.expected().matrix("competition").nnz == 0
    assert next(posterior.draw(draws=1, seed=1).matrices("competition")).nnz == 0


def test_nobody_answered():
    posterior = weigh_evidence(collect_evidence(survey_region([])))
    assert posterior.ties.empty
    assert posterior.layers == ("cooperation",)
    assert posterior.expected().n == 4
    draws = posterior.draw(draws=2, seed=1)
    assert [draws.graph(k).ties.empty for k in range(2)] == [True, True]


def test_a_layer_in_which_all_say_zero_has_no_ties():
    posterior = posterior_of([("a", "b", "cooperation", 0), ("b", "a", "cooperation", 0)])
    assert posterior.ties.empty
    assert posterior.account.loc[0, "density"] == 0


def test_two_sides_that_all_disagree():
    pairs = [("a", "b"), ("c", "d"), ("e", "a")]
    answers = [(w, t, "cooperation", 4) for w, t in pairs]
    answers += [(t, w, "cooperation", 0) for w, t in pairs]
    for treatment, low, high in (("as_stated", 0.3, 0.5), ("both_sides", 0, 0.2)):
        ties = posterior_of(answers, treatment=treatment).ties
        assert ties["probability"].between(low, high).all()
    assert posterior_of(answers, treatment="both_sides").stated().ties.empty


def test_a_stakeholder_named_by_all_who_answered_nothing_has_incoming_ties_only_from_reports():
    answers = [(each, "e", "value_influence", 4) for each in "abcd"]
    posterior = posterior_of(answers, silent="e")
    ties = posterior.ties.set_index(["source", "target"])
    assert ties.loc[("a", "e"), "positives"] == 1
    assert ties.loc[("e", "a"), ["reports", "imputed"]].tolist() == [0, True]
    assert ties.loc[("e", "a"), "probability"] == pytest.approx(4 / 16)


def test_a_respondent_who_names_everybody_moves_nobody_elses_reports():
    answers = [("a", each, "value_influence", 4) for each in "bcde"]
    posterior = posterior_of([*answers, ("b", "a", "value_influence", 0)], silent="cde")
    assert tie(posterior, "b", "a", "value_influence")["probability"] < 0.5
    assert (posterior.ties["source"] == "a").sum() == 4
