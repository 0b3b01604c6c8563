import pandas as pd
import pytest
from coopetition.conftest import QUESTIONS, agreed
from real.regions import write_region
from sklearn.metrics import adjusted_rand_score

from stakeholder_map.coopetition import cluster_areas, pair_types
from stakeholder_map.coopetition.blocs import blocs_by_area, find_blocs
from stakeholder_map.errors import UsageError
from stakeholder_map.example import write_example
from stakeholder_map.example.planted import planted_answer
from stakeholder_map.scan import open_scan

CAMPS = {"A": list("abcdef"), "B": list("ghijkl")}
EVERYBODY = [each for camp in CAMPS.values() for each in camp]
WHO = pd.DataFrame({"stakeholder_id": EVERYBODY, "name": [f"Org {i}" for i in EVERYBODY]}).assign(
    key_group="hospital"
)
LOG = {
    "contacts": pd.DataFrame(
        [("2026-06-01", "a", "b", "call")], columns=["date", "from_id", "to_id", "channel"]
    )
}
NAMES = ["Asthma", "Data", "Few", "Joints", "Mixed", "Pair"]
AREAS = pd.DataFrame({"area_id": [each.lower() for each in NAMES], "name": NAMES, "kind": "goal"})


def said(area="", *, works=4, competes=4, leave=()):
    """Survey rows in which the two camps work together inside and compete between."""
    rows = []
    for one in EVERYBODY:
        for other in EVERYBODY:
            if one < other and not {one, other} & set(leave):
                inside = any({one, other} <= set(camp) for camp in CAMPS.values())
                rows.append((one, other, area, works * inside, competes * (not inside)))
    return rows


def mixed(area):
    """Ties without order."""
    for i, one in enumerate(EVERYBODY):
        for j, other in enumerate(EVERYBODY):
            if one < other and (i + 2 * j) % 3:
                works = (7 * i + 3 * j) % 5 < 3
                yield one, other, area, 4 * works, 4 * (not works)


def opened(folder, rows, **tables):
    asked = {"survey": agreed(rows), "questions": QUESTIONS} if rows else LOG
    settings = {"name": "R", "convener": "a", "as_of": "2026-06-30", "unlisted": "zero"}
    write_region(folder, settings=settings, tables={"stakeholders": WHO, **asked, **tables})
    return open_scan(folder, draws=20, seed=1)


@pytest.fixture
def scan_of(tmp_path):
    def make(rows):
        return opened(tmp_path / f"region-{len(list(tmp_path.iterdir()))}", rows)

    return make


@pytest.fixture(scope="module")
def with_areas(tmp_path_factory):
    """One scan, in each area another case: nothing at all was reported in Data."""
    rows = [
        *said("asthma", competes=0),
        *said("joints", works=0),
        *said("few", leave="cdefijkl"),
        *said("pair", leave="bcdefhijkl"),
        *mixed("mixed"),
    ]
    return opened(tmp_path_factory.mktemp("areas") / "region", rows, areas=AREAS)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example")
    write_example(folder, seed=2)
    return open_scan(folder, draws=40, seed=1)


@pytest.fixture(scope="module")
def found(example):
    return find_blocs(example)


def test_the_planted_blocs_of_the_example_are_found(found):
    # 100 seeds: tests/long/test_blocs_of_many_seeds.py
    planted = planted_answer(2).blocs
    told = found.members["bloc"].reindex(list(planted))
    assert found.state == "blocs"
    assert adjusted_rand_score(list(planted.values()), told.tolist()) >= 0.9


def test_each_membership_tells_how_steady_it_is(found):
    members = found.members[found.members["bloc"] != ""]
    assert members["steady"].between(0, 1).all()
    assert members["steady"].median() > 0.9
    shaky = members[members["steady"] < 0.9]
    assert shaky["between"].all()
    assert found.blocs["size"].sum() == len(members)
    assert found.blocs["firm"].sum() == (members["steady"] >= 0.9).sum()
    assert not set(found.members.index) & {"us-finance", "us-data"}


def test_the_ties_that_break_the_picture_are_those_against_the_blocs(found):
    bloc = found.members["bloc"]
    for tie in found.high_ties.itertuples():
        across = bloc[tie.source] != bloc[tie.target]
        assert tie.against == (across == (tie.layer == "cooperation"))
        assert tie.share >= 0.5
    assert found.least.lower_bound <= len(found.breaking)
    assert found.breaking["share"].is_monotonic_decreasing


def test_the_number_is_told_with_its_runner_up(found):
    assert found.numbers.index[found.numbers["chosen"]].tolist() == [found.count]
    assert found.runner_up != found.count
    assert found.numbers.loc[found.count, "behind"] == 0.0
    assert f"is {found.runner_up}" in " ".join(found.sentences)


def test_balanced_triads_are_more_than_chance(found):
    assert found.triads.loc["three partners", "count"] > found.triads.loc["three partners", "high"]


def test_sentences_for_all_name_no_organisation(found):
    text = " ".join(found.sentences)
    assert not [name for name in found.members["name"] if name in text]
    assert any(name in " ".join(found.named) for name in found.members["name"])


def test_the_same_scan_gives_the_same_blocs(example, found):
    again = find_blocs(example)
    pd.testing.assert_frame_equal(again.members, found.members)
    assert again.sentences == found.sentences


def test_blocs_are_read_area_by_area(example, found):
    result = blocs_by_area(example, blocs=found)
    table = result.areas
    assert list(table.index) == sorted(example.region.table("areas")["area_id"])
    rivalry = table.loc["primary-care"]
    assert rivalry["holds"]
    assert rivalry["against"] < rivalry["against_by_chance"]
    silent = table.loc["rural-dental"]
    assert silent["organisations"] == 0
    assert pd.isna(silent["holds"])
    assert pd.isna(silent["own"])
    assert rivalry["own"] >= 1
    assert rivalry["name"] in result.sentences[0]
    assert silent["name"] in result.sentences[-1]


def test_groups_of_areas_are_read_as_one(example, found):
    clusters = cluster_areas(example, pair_types(example))
    several = clusters.groups[clusters.groups["areas"] > 1]
    table = blocs_by_area(example, blocs=found, clusters=clusters).areas
    groups = table[table.index.str.startswith("group ")]
    assert list(groups.index) == [f"group {number}" for number in several.index]
    assert (groups["organisations"] > 0).all()


def test_ties_stand_bloc_after_bloc_for_the_whole_and_each_area(example, found):
    result = blocs_by_area(example, blocs=found)
    assert list(result.letters) == list(found.members.loc[list(result.order), "bloc"])
    told = [each for each in result.letters if each]
    assert told == sorted(told)
    assert list(result.letters[len(told) :]) == [""] * (len(result.letters) - len(told))
    reported = result.areas.index[result.areas["organisations"] > 0]
    assert set(result.strengths) == {"", *reported}
    for kind, layer in enumerate(("cooperation", "competition")):
        for area, pair in result.strengths.items():
            whole = example.graph.matrix(layer, area=area)
            places = [example.graph.ids.index(each) for each in result.order]
            assert abs(pair[kind] - whole[places][:, places]).max() == 0


@pytest.mark.parametrize(
    ("area", "states"),
    [
        ("asthma", {"only cooperation"}),
        ("joints", {"only competition"}),
        ("pair", {"only competition"}),
        ("few", {"too few"}),
        ("data", {"no ties"}),
        ("mixed", {"no blocs", "cannot tell"}),
    ],
)
def test_areas_of_one_kind_of_few_or_without_order_have_written_answers(with_areas, area, states):
    found = find_blocs(with_areas, area=area)
    assert found.state in states
    assert found.count == 0
    assert (found.members["bloc"] == "").all()
    assert found.sentences[0].startswith(f"In {area.title()}: ")
    assert found.breaking.empty
    assert found.least is None


def test_a_cluster_of_areas_is_read_as_one(with_areas):
    both = find_blocs(with_areas, area=("joints", "asthma"))
    assert (both.state, both.count, both.where) == ("blocs", 2, "Asthma and Joints")
    assert len(set(both.members.loc[CAMPS["A"], "bloc"])) == 1
    with pytest.raises(UsageError, match="'elsewhere'"):
        find_blocs(with_areas, area="elsewhere")


def test_a_region_without_a_survey_says_what_is_missing(scan_of):
    found = find_blocs(scan_of([]))
    assert found.state == "no ties"
    assert [gap.table for gap in found.missing] == ["survey"]


def test_two_camps_of_a_survey_without_areas_are_proven(scan_of):
    scan = scan_of(said())
    found = find_blocs(scan)
    assert (found.state, found.count) == ("blocs", 2)
    assert (found.least.frustration, found.least.proven) == (0.0, True)
    assert found.breaking.empty
    assert blocs_by_area(scan, blocs=found).areas.empty


def test_competition_leaves_every_cooperation_figure_as_it_was(scan_of):
    before = find_blocs(scan_of(said(competes=3))).members
    after = find_blocs(scan_of(said(competes=4))).members
    figures = ["bloc", "cooperation_inside", "cooperation_between"]
    pd.testing.assert_frame_equal(before[figures], after[figures])
    assert (after["competition_between"] > before["competition_between"]).all()


def test_the_order_of_rows_changes_nothing(scan_of):
    rows = [*said(leave="f"), ("a", "g", "", 3, 4)]
    rows = [row for row in rows if row != ("a", "g", "", 0, 4)]
    plain, turned = find_blocs(scan_of(rows)), find_blocs(scan_of(rows[::-1]))
    pd.testing.assert_frame_equal(plain.members, turned.members)
    assert plain.sentences == turned.sentences
