"""The planted founding group and project are truly best, by a margin, whatever the seed.

The score is a plain mean of seven aims, each from 0 to 1, over the truth and the tables; it is
written here again from the design and shares no code with the generator.
"""

from functools import cached_property
from itertools import chain, combinations

import numpy as np
import pandas as pd
import pytest

from stakeholder_map.example import ExampleRegion, generate_region

BUDGET = 120_000
MONTHS_TO_KICK_OFF = 4


class Choice:
    """Scores groups of six candidates who are not ruled out."""

    def __init__(self, region: ExampleRegion) -> None:
        self.region = region
        table = region.tables["stakeholders"].set_index("stakeholder_id")
        table = table.loc[[each in region.planted.blocs for each in table.index]]
        willing = table["willingness"].replace("", "2").astype(float)
        lead = table["lead_months_min"].replace("", "3").astype(float)
        table = table[(willing >= 2) & (lead <= MONTHS_TO_KICK_OFF)]
        self.ids = sorted(table.index)
        self.key_group = table.loc[self.ids, "key_group"].to_numpy()
        self.willing = willing[self.ids].to_numpy() / 4
        graph = region.planted.graph
        index = [graph.ids.index(each) for each in self.ids]
        self.inside = np.ix_(index, index)
        influence = graph.matrix("value_influence").toarray().sum(axis=0)[index]
        self.influence = influence / influence.max()
        trust = graph.matrix("trust_reliability").toarray()[self.inside]
        self.trust = (trust + trust.T) / 2

    @cached_property
    def groups(self) -> np.ndarray:
        """All groups of six, one a row."""
        flat = chain.from_iterable(combinations(range(len(self.ids)), 6))
        return np.fromiter(flat, dtype=np.int16).reshape(-1, 6)

    def _best_of(self, table: str, kind: str, value: str) -> pd.DataFrame:
        """The largest value of each kind that each candidate has; names are spelt as ids."""
        rows = self.region.tables[table]
        stakeholders = self.region.tables["stakeholders"]
        ids = dict(zip(stakeholders["name"], stakeholders["stakeholder_id"], strict=True))
        ids |= dict(self.region.tables["aliases"].itertuples(index=False))
        who = rows["stakeholder_id"].replace(ids)
        rows = rows.assign(who=who, number=rows[value].astype(float))
        numbers = rows.pivot_table("number", "who", kind, aggfunc="max", fill_value=0.0)
        return numbers.reindex(self.ids, fill_value=0.0)

    def _worth(self, project: pd.Series) -> float:
        needs = self.region.tables["needs"].set_index("need_id")
        weights = needs["people_affected"].astype(float) * needs["urgency"].astype(float)
        met = sum(weights[need] for need in project["needs"].split("|") if need)
        positions = self.region.tables["positions"]
        high = positions.loc[positions["priority"].isin(["3", "4"]), "area_id"].value_counts()
        parts = [
            met / weights.sum(),
            high.get(project["area_id"], 0) / high.max(),
            float(project["visibility"]) / 4,
            float(project["feasibility"]) / 4,
            1 - float(project["months"]) / 24,
        ]
        return float(np.mean(parts))

    def scores(self, project: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Groups that the project allows, and the score of each."""
        groups = self.groups
        if float(project["cost"]) > BUDGET:
            return groups[:0], np.zeros(0)
        for key_group in project["key_groups_required"].split("|"):
            groups = groups[(self.key_group == key_group)[groups].any(axis=1)]
        pairs = list(combinations(range(6), 2))
        served = self._best_of("services", "population", "people").to_numpy()
        assets = self._best_of("assets", "kind", "strength") / 4
        assets = assets.reindex(columns=project["asset_kinds_required"].split("|"), fill_value=0.0)
        graph, area = self.region.planted.graph, project["area_id"]
        rivalry = np.zeros((len(self.ids),) * 2)
        if area in graph.areas:
            rivalry = graph.matrix("competition", area=area).toarray()[self.inside]
        aims = [
            self.influence[groups].mean(axis=1),
            self.willing[groups].mean(axis=1),
            served[groups].max(axis=1).sum(axis=1) / served.max(axis=0).sum(),
            assets.to_numpy()[groups].max(axis=1).mean(axis=1),
            np.mean([self.trust[groups[:, a], groups[:, b]] for a, b in pairs], axis=0),
            1 - np.mean([rivalry[groups[:, a], groups[:, b]] for a, b in pairs], axis=0),
            np.full(len(groups), self._worth(project)),
        ]
        return groups, np.mean(aims, axis=0)


@pytest.mark.parametrize("seed", [2026, 1])
def test_no_other_feasible_group_and_project_come_near_the_planted_ones(seed: int) -> None:
    choice = Choice(generate_region(seed=seed))
    planted = choice.region.planted
    found, everything = [], []
    for _, project in choice.region.tables["projects"].iterrows():
        groups, scores = choice.scores(project)
        everything.append(scores)
        for place in np.argsort(-scores)[:2]:
            group = tuple(choice.ids[member] for member in groups[place])
            found.append((scores[place], project["project_id"], group))
    best, second = sorted(found, reverse=True)[:2]
    assert best[1:] == (planted.project, planted.founding)
    assert (best[0] - second[0]) / (best[0] - np.concatenate(everything).mean()) > 0.05
    assert sum(len(scores) > 0 for scores in everything) > 1


def test_the_most_influential_of_all_are_ruled_out_and_not_merely_outscored() -> None:
    choice = Choice(generate_region(seed=2026))
    assert not set(choice.region.planted.influential[:2]) & set(choice.ids)
