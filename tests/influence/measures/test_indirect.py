"""Oracle: the airport study, whose inputs the authors of MACTOR published."""

import numpy as np
import pytest
from influence.exact import with_ties

from stakeholder_map.errors import UsageError
from stakeholder_map.example.tiny import airport_study
from stakeholder_map.influence import indirect_influence


def airport(*, others=()):
    """The study as a graph: a tie r -> t where t influences r."""
    influence = airport_study().influence
    ids = [f"actor {place}" for place in range(1, 7)]
    ties = [
        (ids[told], ids[mover], "direct_influence", int(influence[mover, told]) / 4)
        for mover, told in zip(*np.nonzero(influence), strict=True)
    ]
    return with_ties(ties, ids=[*ids, *others])


def test_it_gives_the_values_of_the_airport_study():
    found = indirect_influence(airport())
    assert found.direct.to_numpy().tolist() == airport_study().influence.tolist()
    assert found.table["influence"].tolist() == [31, 31, 21, 39, 27, 31]
    assert found.table["dependence"].tolist() == [22, 33, 39, 31, 29, 26]
    assert found.stability == pytest.approx(12.2222, abs=5e-5)
    assert found.table["competitiveness"].tolist() == pytest.approx(
        [1.262784, 0.929549, 0.447783, 1.381044, 0.848160, 1.130680], abs=5e-7
    )


def test_matrix_powers_would_not_give_them():
    influence = airport_study().influence
    wrong = influence + influence @ influence
    np.fill_diagonal(wrong, 0)
    assert wrong.sum(axis=1).tolist() != [31, 31, 21, 39, 27, 31]


def test_the_balance_is_what_one_exerts_less_what_it_bears():
    balance = indirect_influence(airport()).balance.to_numpy()
    np.testing.assert_array_equal(balance, -balance.T)


def test_those_who_were_not_asked_stay_out_unless_they_are_named():
    graph = airport(others=["nobody"])
    assert "nobody" not in indirect_influence(graph).table.index
    named = indirect_influence(graph, actors=graph.ids)
    assert named.table.loc["nobody", ["influence", "dependence"]].tolist() == [0, 0]
    assert named.table.loc["nobody", "competitiveness"] == 0
    assert len(indirect_influence(graph, actors=["actor 1", "actor 4"]).table) == 2


def test_without_any_influence_nothing_is_defined():
    graph = with_ties([("a", "b", "cooperation", 1.0)], ids="ab")
    nobody = indirect_influence(graph)
    assert nobody.table.empty
    assert np.isnan(nobody.stability)
    assert indirect_influence(graph, actors="ab").table["competitiveness"].isna().all()


def test_an_actor_that_there_is_not_is_refused_by_name():
    with pytest.raises(UsageError, match="found 'z'"):
        indirect_influence(airport(), actors=["z"])
