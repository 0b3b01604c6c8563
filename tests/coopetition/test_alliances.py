import numpy as np
import pandas as pd
import pytest
from coopetition.conftest import AREAS

from stakeholder_map.coopetition import find_alliances, mactor
from stakeholder_map.coopetition.actors.weighed import _told
from stakeholder_map.example.tiny import airport_study
from stakeholder_map.influence.measures.indirect import LAYER

ACTORS = [f"actor {place}" for place in range(1, 7)]
AIMS = pd.DataFrame({"area_id": list("abcde"), "name": list("ABCDE"), "kind": "goal"})
WHO = pd.DataFrame({"stakeholder_id": ["us", *ACTORS], "name": ["Us", *map(str.title, ACTORS)]})
ASKED = pd.DataFrame(
    {
        "question": ["sways"],
        "construct": ["direct_influence"],
        "lowest": 0,
        "highest": 4,
        "wording": "How much do they sway you?",
        "consent": "analyst",
    }
)


def airport_tables(*, positions=True, influence=True):
    """The airport study as tables: everybody says of each other how much it sways them."""
    study = airport_study()
    tables = {"stakeholders": WHO.assign(key_group="hospital"), "areas": AIMS}
    if influence:
        rows = [
            (ACTORS[told], ACTORS[mover], "2026-05-01", int(study.influence[mover, told]))
            for told in range(6)
            for mover in range(6)
            if told != mover
        ]
        columns = ["respondent_id", "target_id", "submitted_at", "sways"]
        tables |= {"survey": pd.DataFrame(rows, columns=columns), "questions": ASKED}
    if positions:
        stands = [
            (ACTORS[one], AIMS["area_id"][aim], int(study.positions[one, aim]))
            for one in range(6)
            for aim in range(5)
        ]
        columns = ["stakeholder_id", "area_id", "position"]
        tables["positions"] = pd.DataFrame(stands, columns=columns)
    return tables


def test_a_scan_of_the_airport_study_agrees_with_the_study_on_positions(scan_of):
    found = find_alliances(scan_of(**airport_tables()))
    study = mactor(*airport_study())
    for order in (1, 2):
        assert found.degree[order] == pytest.approx(study.convergence_degree[order])
    first = found.pairs.iloc[0]
    assert (first["source"], first["target"]) == ("actor 3", "actor 5")
    assert found.areas["sum_against"].tolist() == study.mobilisation_against[2].tolist()
    assert found.actors["ambivalence"].tolist() == pytest.approx(
        study.ambivalence[2].tolist(), nan_ok=True
    )


def test_weights_have_intervals_and_a_field_of_the_plane(scan_of):
    actors = find_alliances(scan_of(**airport_tables())).actors
    for name in ("influence", "dependence", "competitiveness"):
        assert (actors[f"{name}_low"] <= actors[f"{name}_high"]).all()
    assert actors["field_share"].between(0.25, 1).all()
    assert set(actors["field"]) <= {
        "moves others",
        "moves others and is moved",
        "is moved",
        "by itself",
    }


def some_asked(heard):
    """The airport study of which only some were asked by whom they are swayed."""
    tables = airport_tables()
    survey = tables["survey"]
    return tables | {"survey": survey[survey["respondent_id"].isin(ACTORS[:heard])]}


def read(scan, actors):
    """MACTOR among some actors, reading by reading."""
    places = [scan.graph.ids.index(one) for one in actors]
    stands = airport_study().positions[: len(actors)]
    strengths = (each.toarray()[np.ix_(places, places)] for each in scan.draws.matrices(LAYER))
    return [mactor((4 * each.T).round(9), stands) for each in strengths]


def test_figures_are_means_over_the_readings_and_lie_in_their_intervals(scan_of):
    scan = scan_of(**some_asked(3), unlisted="unknown")
    found = find_alliances(scan)
    readings = read(scan, ACTORS)
    assert len({tuple(one.influence) for one in readings}) > 10
    actors = found.actors.loc[ACTORS]
    for name in ("influence", "dependence", "competitiveness"):
        mean = np.mean([getattr(one, name) for one in readings], axis=0)
        np.testing.assert_allclose(actors[name], mean, atol=1e-8)
        assert actors[name].between(actors[f"{name}_low"], actors[f"{name}_high"]).all()
    pairs = found.pairs.set_index(["source", "target"])
    mean = np.mean([one.convergence[3] for one in readings], axis=0)
    for one, other in [(0, 3), (2, 4)]:
        told = pairs.loc[(ACTORS[one], ACTORS[other]), "weighed_convergence"]
        assert told == pytest.approx(mean[one, other], abs=1e-8)
    against = np.mean([one.mobilisation_against[3] for one in readings], axis=0)
    np.testing.assert_allclose(found.areas["weighed_against"], against, atol=1e-8)
    assert found.stability == pytest.approx(np.mean([one.stability for one in readings]))
    assert found.degree[3] == pytest.approx(
        np.mean([one.convergence_degree[3] for one in readings])
    )


def test_a_weight_rests_on_the_readings_that_give_one(scan_of):
    tables = airport_tables()
    rows = [("actor 1", "actor 2", "2026-05-01", 3), ("actor 2", "actor 1", "2026-05-01", 3)]
    tables["survey"] = pd.DataFrame(rows, columns=tables["survey"].columns)
    scan = scan_of(**tables)
    found = find_alliances(scan)
    weights = np.array([one.competitiveness for one in read(scan, ACTORS[:2])])
    known = weights[~np.isnan(weights[:, 0])]
    assert 10 < len(known) < len(weights)  # in the others the two move each other alike
    actors = found.actors.loc[ACTORS[:2]]
    np.testing.assert_allclose(actors["competitiveness"], known.mean(axis=0), atol=1e-8)
    ends = [actors[f"competitiveness_{end}"] for end in ("low", "high")]
    assert actors["competitiveness"].between(*ends).all()


def test_where_no_reading_gives_a_weight_it_has_no_interval():
    alike = np.tile([[3.0, 3.0], [3.0, 3.0], [np.nan, np.nan]], (5, 1, 1))
    table = _told(pd.Index(["east", "west"]), alike)
    assert table.filter(like="competitiveness").isna().all(axis=None)
    assert (table.filter(regex="influence|dependence") == 3).all(axis=None)


def test_without_positions_the_weights_remain(scan_of):
    found = find_alliances(scan_of(**airport_tables(positions=False)))
    assert found.pairs.empty
    assert np.isnan(found.degree[2])
    assert (found.actors["influence"] > 0).all()
    assert [gap.table for gap in found.missing] == ["positions"]


def test_without_direct_influence_the_alliances_remain(scan_of):
    found = find_alliances(scan_of(**airport_tables(influence=False)))
    assert found.pairs["weighed_convergence"].isna().all()
    assert found.areas["weighed_for"].isna().all()
    assert set(found.actors["field"]) == {""}
    assert np.isnan(found.stability)
    assert found.missing[-1].table == "survey"


def test_with_neither_nothing_is_said(scan_of):
    contacts = pd.DataFrame(
        [("2026-06-01", "us", "east", "call")], columns=["date", "from_id", "to_id", "channel"]
    )
    found = find_alliances(scan_of(areas=AREAS, contacts=contacts))
    assert found.actors.empty
    assert found.pairs.empty
    assert found.sentences == ()


@pytest.mark.parametrize(("side", "agree"), [((3, 2), 100), ((-3, -2), 100), ((3, -3), 0)])
def test_all_for_all_against_and_opposed(scan_of, side, agree):
    rows = [("east", "asthma", side[0]), ("west", "asthma", side[1])]
    positions = pd.DataFrame(rows, columns=["stakeholder_id", "area_id", "position"])
    found = find_alliances(scan_of(areas=AREAS, positions=positions))
    assert found.degree[2] == agree
    told = [one.partition(":")[0] for one in found.sentences[1:]]
    assert told == ["Most agree" if agree else "Most differ"]


def test_pairs_that_are_level_are_all_named_or_counted(scan_of):
    everybody = ["east", "west", "clinic", "plan"]
    told = []
    for count in (3, 4):
        rows = [(one, "asthma", 2) for one in everybody[:count]]
        positions = pd.DataFrame(rows, columns=["stakeholder_id", "area_id", "position"])
        told.append(find_alliances(scan_of(areas=AREAS, positions=positions)).sentences[1])
    assert told == [
        "Most agree: Clinic and East; Clinic and West; East and West.",
        "Most agree: Clinic and East; Clinic and Plan; Clinic and West (level with 3 more pairs).",
    ]


def test_one_actor_and_one_area_give_no_pair(scan_of):
    positions = pd.DataFrame(
        [("east", "asthma", 4)], columns=["stakeholder_id", "area_id", "position"]
    )
    found = find_alliances(scan_of(areas=AREAS.iloc[:1], positions=positions))
    assert found.pairs.empty
    assert found.actors["areas"].tolist() == [1]
    assert found.areas["sum_for"].tolist() == [4]
