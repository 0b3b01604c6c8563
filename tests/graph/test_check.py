"""What makes a table no graph: each refusal names the values."""

import numpy as np
import pandas as pd
import pytest

from stakeholder_map.graph import StakeholderGraph

NODES = pd.DataFrame(index=pd.Index(["a", "b", "c"], name="stakeholder_id"))


def refuse(message, *, nodes=NODES, **columns):
    tie = {"source": ["a"], "target": ["b"], "layer": ["cooperation"], "strength": [0.5]}
    length = max(len(values) for values in columns.values()) if columns else 1
    table = pd.DataFrame({name: values * length for name, values in tie.items()} | columns)
    with pytest.raises(ValueError, match=message):
        StakeholderGraph(nodes, table)


def test_a_sound_table_is_accepted():
    with pytest.raises(pytest.fail.Exception):
        refuse("anything")


@pytest.mark.parametrize("bad", [0.0, -0.5, 1.2, np.nan, np.inf])
@pytest.mark.parametrize("column", ["strength", "probability"])
def test_numbers_out_of_range_are_refused(column, bad):
    refuse(f"{column} must be above 0 and at most 1; found .*{bad}", **{column: [bad]})


def test_unknown_stakeholders_and_layers_are_listed():
    refuse("stakeholders that are not declared: 'x', 'y'", source=["x", "y"])
    refuse("stakeholders that are not declared: 'z'", target=["z"])
    refuse("layers that are not declared: 'friendship'", layer=["friendship"])


def test_many_values_are_counted_instead_of_listed():
    refuse("'x0', 'x1', 'x2', 'x3', 'x4' and 7 more", source=[f"x{i}" for i in range(12)])


def test_self_ties_are_refused():
    refuse("no tie with itself; found 'b'", source=["b"])


def test_a_tie_stands_once_also_from_its_other_end():
    refuse(r"stand twice .*\('a', 'b', 'cooperation', ''\)", source=["a", "b"], target=["b", "a"])
    with pytest.raises(pytest.fail.Exception):
        refuse(
            "twice",
            source=["a", "b"],
            target=["b", "a"],
            layer=["trust_mission", "trust_mission"],
        )


def test_levels_lie_on_one_scale():
    refuse("between 1 and the highest level; found 5", level=[5], highest=[4])
    refuse("between 1 and the highest level; found 0", level=[0], highest=[4])
    refuse("between 1 and the highest level; found 2", level=[2])
    refuse(
        "one highest level in an area; not so in 'cooperation'",
        target=["b", "c"],
        level=[1, 1],
        highest=[4, 5],
    )


def test_columns_are_those_of_the_contract():
    refuse("unknown: 'weight'", weight=[1.0])
    with pytest.raises(ValueError, match="missing: 'layer', 'strength'"):
        StakeholderGraph(NODES, pd.DataFrame({"source": ["a"], "target": ["b"]}))
    refuse("source of a tie must be text; found 7", source=[7])
    refuse("area of a tie must be text; found nan", area=[np.nan])


def test_ids_of_stakeholders_are_text_and_used_once():
    refuse("used twice: 'a'", nodes=pd.DataFrame(index=["a", "b", "a"]))
    refuse("found 7", nodes=pd.DataFrame(index=[7]))
    refuse("found ''", nodes=pd.DataFrame({"stakeholder_id": ["", "a"]}))
