import numpy as np
import pandas as pd
import pytest
from coopetition.areas_without_kinds import without_kinds
from coopetition.conftest import AREAS, QUESTIONS, agreed, quick_scan
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stakeholder_map.coopetition import cluster_areas, pair_types
from stakeholder_map.coopetition.clusters.chance import LEVEL, chance_of_kinds
from stakeholder_map.coopetition.clusters.tree import adjusted_rand, join_nearest, silhouette
from stakeholder_map.example import planted_answer, write_example

FIVE = pd.DataFrame(
    {
        "area_id": ["asthma", "births", "data", "joints", "plans"],
        "name": ["Asthma", "Births", "Data", "Joints", "Plans"],
        "kind": ["goal", "goal", "scope", "market", "market"],
    }
)


def opened(tmp_path, seed):
    write_example(tmp_path, seed=seed, stakeholders=40)
    return quick_scan(tmp_path, draws=25)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    scan = opened(tmp_path_factory.mktemp("region"), seed=5)
    return cluster_areas(scan, pair_types(scan))


def test_the_planted_areas_are_found(found):
    planted = pd.Series(planted_answer(5, stakeholders=40).areas).reindex(found.areas.index)
    labels = found.areas["group"].to_numpy(dtype=np.int64)
    assert adjusted_rand(labels, pd.factorize(planted)[0]) == 1
    names = {"common": "common ground"}
    assert found.areas["called"].tolist() == planted.replace(names).tolist()
    assert found.structured
    assert found.chance == 1 / 200


def test_areas_of_the_common_ground_suit_a_first_project(found):
    first = found.areas.index[found.areas["first"]]
    assert list(first) == ["child-asthma", "food-and-rides", "healthy-start"]
    assert any("a first project fits here: " in sentence for sentence in found.sentences)


def test_the_most_stable_number_is_taken_and_the_runner_up_told(found):
    count = len(found.groups) - 1  # unclaimed areas are a group by themselves
    assert found.stability[count] == max(found.stability.values())
    assert found.runner_up in found.stability
    assert found.areas["firm"].dropna().between(0, 1).all()


def test_areas_that_differ_by_chance_alone_seldom_have_kinds():
    told = [
        chance_of_kinds(without_kinds(seed=seed), groups=6, seed=seed) <= LEVEL
        for seed in range(20)
    ]
    assert sum(told) <= 4  # more would happen three times in a thousand at a level of .05


def test_kinds_that_are_there_would_be_found():
    records = without_kinds(seed=1, kinds=3)
    assert chance_of_kinds(records, groups=6, seed=1) == 1 / 200


def test_order_of_answers_and_names_of_organisations_change_nothing(scan_of):
    said = [
        ("east", "west", "asthma", 4, 0),
        ("clinic", "east", "births", 4, 1),
        ("clinic", "plan", "data", 3, 0),
        ("east", "west", "joints", 0, 4),
        ("plan", "west", "plans", 1, 3),
        ("clinic", "west", "plans", 0, 3),
    ]
    one, other = (
        scan_of(survey=agreed(rows), questions=QUESTIONS, areas=FIVE) for rows in (said, said[::-1])
    )
    found, again = (cluster_areas(scan, pair_types(scan)) for scan in (one, other))
    pd.testing.assert_frame_equal(found.areas, again.areas, check_exact=True)
    assert (found.chance, found.stability) == (again.chance, again.stability)


def test_a_survey_without_areas_groups_by_positions(scan_of):
    rows = []
    for area, sides, gains in (
        ("asthma", (4, 3, 4, 2), (0, 4)),
        ("births", (3, 3, 4, 3), (0, 4)),
        ("data", (4, 4, 4, 4), (1, 4)),
        ("joints", (4, -4, 3, -3), (4, 0)),
        ("plans", (3, -3, 4, -4), (4, 0)),
    ):
        for one, side in zip(("east", "west", "clinic", "plan"), sides, strict=True):
            rows.append((one, area, side, 3, *gains))
    columns = ["stakeholder_id", "area_id", "position", "priority", "gain_alone", "gain_together"]
    positions = pd.DataFrame(rows, columns=columns)
    said = agreed([("east", "west", "", 4, 2)])
    scan = scan_of(
        survey=said, questions=QUESTIONS, areas=FIVE, positions=positions, unlisted="unknown"
    )
    found = cluster_areas(scan, pair_types(scan))
    assert found.areas["take_part"].isna().all()
    assert found.areas["called"].tolist() == ["common ground"] * 3 + ["contested"] * 2
    assert found.groups["share"].isna().all()
    assert found.structured


def test_without_positions_areas_are_grouped_by_answers_and_the_gap_is_named(scan_of):
    said = [("east", "west", area, 4, 0) for area in FIVE["area_id"]]
    scan = scan_of(survey=agreed(said), questions=QUESTIONS, areas=FIVE)
    found = cluster_areas(scan, pair_types(scan))
    assert found.areas["convergence"].isna().all()
    assert [gap.table for gap in found.missing] == ["positions"]


def test_areas_all_alike_have_no_kinds(scan_of):
    said = [
        (one, other, area, 4, 0)
        for area in FIVE["area_id"]
        for one, other in (("east", "west"), ("clinic", "plan"))
    ]
    scan = scan_of(survey=agreed(said), questions=QUESTIONS, areas=FIVE)
    found = cluster_areas(scan, pair_types(scan))
    assert not found.structured
    assert found.areas["group"].tolist() == [1] * 5
    assert found.groups["called"].tolist() == ["common ground"]
    assert "do not fall into kinds" in found.sentences[0]


@pytest.mark.parametrize(("level", "called"), [((4, 0), "common ground"), ((0, 4), "contested")])
def test_one_area_is_described_by_itself(scan_of, level, called):
    said = agreed([("east", "west", "asthma", *level)])
    scan = scan_of(survey=said, questions=QUESTIONS, areas=AREAS.iloc[:1])
    found = cluster_areas(scan, pair_types(scan))
    assert found.sentences[0].startswith("Too few areas are known to group them: 1 area.")
    assert found.areas["called"].tolist() == [called]
    assert np.isnan(found.chance)
    assert found.runner_up == 0


def positions_on(stands, *, gains):
    """Positions of all but the convener: by area where each stands, and its gains where named."""
    rows = [
        (one, area, side, *gains.get(area, (None, None)))
        for area, sides in stands.items()
        for one, side in zip(("east", "west", "clinic", "plan"), sides, strict=True)
    ]
    columns = ["stakeholder_id", "area_id", "position", "gain_alone", "gain_together"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[2:], "Int64"))


def test_areas_that_fall_into_no_groups_are_called_by_their_own_field(scan_of):
    stands = {"asthma": (4, 4, 4, 4), "births": (4, 4, 4, 4), "data": (2, 2, 2, -2)}
    positions = positions_on(stands, gains={"asthma": (0, 3)})
    scan = scan_of(areas=FIVE.iloc[:3], positions=positions)
    types = pair_types(scan)
    assert types.areas["field"].tolist() == ["common ground", "common ground", "coopetition"]
    found = cluster_areas(scan, types)
    assert found.groups["called"].tolist() == ["common ground"]  # of all positions together
    assert found.areas["called"].tolist() == types.areas["field"].tolist()
    assert found.areas.index[found.areas["first"]].tolist() == ["asthma", "births"]
    gained, unsaid = found.sentences[1:]
    assert gained.endswith(
        "more gain there together than alone; a first project fits here: Asthma."
    )
    assert unsaid.endswith("nobody stated gains there; a first project may fit here: Births.")


def test_areas_of_which_nothing_is_known_have_no_group(scan_of):
    contacts = pd.DataFrame(
        [("2026-06-01", "us", "east", "call")], columns=["date", "from_id", "to_id", "channel"]
    )
    scan = scan_of(areas=AREAS, contacts=contacts)
    found = cluster_areas(scan, pair_types(scan))
    assert found.areas["group"].isna().all()
    assert found.areas["called"].tolist() == [""] * 4
    assert found.groups.empty


def test_no_area_at_all_says_nothing(scan_of):
    scan = scan_of(survey=agreed([("east", "west", "", 4, 0)]), questions=QUESTIONS)
    found = cluster_areas(scan, pair_types(scan))
    assert found.areas.empty
    assert found.sentences == ()
    assert [gap.table for gap in found.missing] == ["areas", "positions"]


tables = st.integers(2, 7).flatmap(
    lambda n: arrays(np.float64, (n, 3), elements=st.integers(0, 1000).map(lambda x: x / 7))
)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_groups_are_those_of_scikit_learn_where_no_two_are_as_near(points):
    from sklearn.cluster import AgglomerativeClustering

    apart = np.sqrt(((points[:, None] - points) ** 2).sum(axis=-1))
    trees = join_nearest(apart[None])[0]
    near = apart[np.triu_indices(len(points), 1)]
    if len(np.unique(near.round(6))) < len(near):
        return
    for count in range(2, len(points)):
        model = AgglomerativeClustering(count, metric="precomputed", linkage="average")
        assert adjusted_rand(trees[count], model.fit_predict(apart)) == 1


@settings(max_examples=40, deadline=None)
@given(arrays(np.int64, (2, 8), elements=st.integers(0, 3)))
def test_the_index_of_rand_and_the_silhouette_are_those_of_scikit_learn(labels):
    from sklearn.metrics import adjusted_rand_score, silhouette_score

    assert adjusted_rand(*labels) == pytest.approx(adjusted_rand_score(*labels))
    points = np.arange(8.0) ** 2
    apart = np.abs(points[:, None] - points)
    if 2 <= len(set(labels[0])) <= 7:
        expected = silhouette_score(apart, labels[0], metric="precomputed")
        assert silhouette(apart, labels[0]) == pytest.approx(expected)
