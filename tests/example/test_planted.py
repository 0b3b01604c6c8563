"""The planted answer: what is true, kept apart from what a scan is given."""

import numpy as np
import pandas as pd
import pytest

from stakeholder_map.example import Noise, Planted, example_files, generate_region, planted_answer


@pytest.fixture(scope="module")
def planted() -> Planted:
    return planted_answer(2026)


@pytest.mark.parametrize("stakeholders", [36, 48, 60, 120])
def test_the_structure_scales_with_the_region(stakeholders: int) -> None:
    planted = planted_answer(5, stakeholders=stakeholders)
    assert len(planted.influential) == max(6, stakeholders // 6)
    assert len(planted.founding) == 6
    counts = pd.Series(planted.blocs).value_counts()
    assert set(counts.index) == {0, 1, 2}
    assert counts.min() >= stakeholders / 5
    degree = (planted.graph.matrix("cooperation").toarray() > 0).sum(axis=1)
    assert 7 < degree.mean() < 17


def test_the_influential_are_those_of_whom_most_is_said(planted: Planted) -> None:
    graph = planted.graph
    strength = pd.Series(graph.matrix("value_influence").toarray().sum(axis=0), index=graph.ids)
    first = strength[list(planted.blocs)].nlargest(len(planted.influential)).index
    assert set(first) == set(planted.influential)


def test_cooperation_lies_inside_the_blocs_and_competition_between_them(planted: Planted) -> None:
    ids = sorted(planted.blocs)
    graph = planted.graph.select(stakeholders=ids)
    bloc = np.array([planted.blocs[each] for each in ids])
    inside = bloc[:, None] == bloc[None, :]
    works, competes = (graph.matrix(layer).toarray() for layer in ("cooperation", "competition"))
    assert works[inside].sum() > 2 * works[~inside].sum()
    assert competes[~inside].sum() > 10 * competes[inside].sum()


def test_each_area_is_of_the_type_that_is_planted(planted: Planted) -> None:
    for area, kind in planted.areas.items():
        works, competes = (
            planted.graph.matrix(layer, area=area).toarray() > 0
            if area in planted.graph.areas
            else np.zeros((2, 2), dtype=bool)
            for layer in ("cooperation", "competition")
        )
        both = (works & competes).sum()
        assert {
            "common": works.sum() > 50 and competes.sum() == 0,
            "contested": competes.sum() > 3 * works.sum() and both < 5,
            "coopetition": both > 20 and both > competes.sum() / 2,
            "unclaimed": works.sum() == competes.sum() == 0,
        }[kind], (area, works.sum(), competes.sum(), both)


def test_the_founding_group_trusts_one_another_and_has_no_quarrel(planted: Planted) -> None:
    group = planted.graph.select(stakeholders=planted.founding)
    off_diagonal = ~np.eye(6, dtype=bool)
    assert (group.matrix("cooperation", area="child-asthma").toarray()[off_diagonal] >= 0.75).all()
    assert group.matrix("competition").nnz == 0
    assert group.matrix("trust_reliability").toarray()[off_diagonal].min() >= 0.75
    key_groups = group.stakeholders["key_group"]
    assert key_groups.is_unique
    assert {"patient_rights", "community_service"} <= set(key_groups)


def test_two_rivals_have_become_partners(planted: Planted) -> None:
    one, other = planted.turned
    pair = (planted.graph.ids.index(one), planted.graph.ids.index(other))
    then = (planted.earlier.ids.index(one), planted.earlier.ids.index(other))
    assert planted.earlier.matrix("competition")[then] == 1.0
    assert planted.earlier.matrix("cooperation")[then] == 0.0
    assert planted.graph.matrix("competition")[pair] == 0.0
    assert planted.graph.matrix("cooperation")[pair] == 1.0


def test_people_who_left_and_who_will_leave_are_in_the_table(planted: Planted) -> None:
    people = generate_region(seed=2026).tables["people"].set_index("person_id")
    assert "" < people.loc[planted.departed, "until"] < "2026-09-30"
    assert people.loc[planted.departed, "stakeholder_id"] in planted.influential
    assert people.loc[planted.leaving, "until"] > "2026-09-30"


def test_the_quiet_have_not_been_in_touch_since_january(planted: Planted) -> None:
    region = generate_region(seed=2026)
    people = region.tables["people"].set_index("person_id")["stakeholder_id"].to_dict()
    contacts = region.tables["contacts"]
    recent = contacts[(contacts["date"] > "2026-01-30") & (contacts["date"] <= "2026-09-30")]
    seen = {people.get(party, party) for party in [*recent["from_id"], *recent["to_id"]]}
    assert planted.quiet
    assert not set(planted.quiet) & seen


def test_the_answer_is_not_in_the_files() -> None:
    region = generate_region(seed=2026)
    text = "\n".join(example_files(region).values()).lower()
    for word in (
        "planted",
        "bloc",
        "founding",
        "popularity",
        "contested",
        "unclaimed",
        "influential",
    ):
        assert word not in text, word
    columns = {column for frame in region.tables.values() for column in frame.columns}
    assert not columns & {"bloc", "type", "truth", "rank", "influence"}


def test_no_order_of_rows_or_ids_tells_who_is_in_the_founding_group(planted: Planted) -> None:
    ids = generate_region(seed=2026).tables["stakeholders"]["stakeholder_id"].tolist()
    places = [ids.index(each) for each in planted.founding]
    assert ids == sorted(ids)
    assert max(places) - min(places) > 10


def test_the_answer_does_not_depend_on_the_noise() -> None:
    noisy = generate_region(seed=9, noise=Noise(response=0.5, seed=4)).planted
    quiet = planted_answer(9)
    assert noisy.founding == quiet.founding
    assert noisy.blocs == quiet.blocs
    assert (noisy.graph.ties == quiet.graph.ties).all(axis=None)
