"""The file that lists many scans is read strictly, with all its faults at once."""

import pytest
from regions.many import write_suite

from stakeholder_map.errors import InputError
from stakeholder_map.regions import read_plan


def faults(tmp_path, text, *, names=("adams", "brown")):
    suite = write_suite(tmp_path, names, text=text)
    with pytest.raises(InputError) as caught:
        read_plan(suite)
    return [str(problem) for problem in caught.value.problems]


def test_regions_times_sets_make_scans_with_folders_of_their_own(tmp_path):
    text = (
        'name = "Both"\nregions = ["regions/*"]\nnotebooks = "notebooks"\nseed = 7\n'
        "[parameters]\nhigh = 0.6\n"
        "[sets.plain]\n[sets.wide]\ndraws = 50\nas_of = 2026-10-31\nparameters = { high = 0.4 }\n"
    )
    plan = read_plan(write_suite(tmp_path, ["adams", "brown"], text=text))
    assert [task.name for task in plan.tasks] == [
        *("plain/adams", "plain/brown", "wide/adams", "wide/brown")
    ]
    plain, wide = plan.tasks[0], plan.tasks[2]
    assert (plain.draws, plain.seed, plain.as_of, plain.parameters) == (200, 7, "", {"high": 0.6})
    assert (wide.draws, wide.as_of, wide.parameters) == (50, "2026-10-31", {"high": 0.4})
    assert plain.reports == str(tmp_path / "reports" / "plain")
    assert plain.request(region=tmp_path, reports=tmp_path).assignments == ("high=0.6",)


def test_without_sets_the_scans_stand_in_the_reports_folder_itself(tmp_path):
    suite = write_suite(tmp_path, ["adams"])
    assert read_plan(suite).tasks[0].reports == str(tmp_path / "reports")
    assert read_plan(suite, reports="s3://b/r").tasks[0].reports == "s3://b/r"


def test_every_fault_is_told_at_once_with_its_row_and_the_nearest_key(tmp_path):
    text = (
        'name = 3\nregion = ["x"]\nregions = ["nowhere", "regions/a*"]\ndraws = 0\n'
        'notebook = "n"\n[parameters]\nhihg = 1\nhigh = "much"\nseed = 2\n'
        "[sets.Wide]\n[sets.b]\ndraw = 5\nas_of = 'soon'\n"
    )
    found = faults(tmp_path, text)
    assert len(found) == 11
    assert found[:3] == [
        "row 1, key name: expected text in quotation marks, found 3",
        "row 2, key region: expected a declared key (closest: 'regions'), found ['x']",
        "row 3, key regions: expected a folder with a region.toml, found 'nowhere'",
    ]
    assert "row 5, key notebook: expected a declared key (closest: 'notebooks'), found 'n'" in (
        found
    )
    joined = "\n".join(found)
    assert "row 7, key parameters.hihg: expected a parameter that the notebooks declare" in joined
    assert "row 9, key parameters.seed: expected a parameter that no scan sets itself" in joined
    assert "row 12, key sets.b.draw: expected a declared key (closest: 'draws')" in joined
    assert "row 13, key sets.b.as_of: expected a day such as 2026-11-22, found 'soon'" in joined


def test_an_ill_typed_parameter_is_refused_as_the_notebooks_declare_it(tmp_path):
    text = (
        'name = "A"\nregions = ["regions/*"]\nnotebooks = "notebooks"\n[parameters]\nhigh = "much"'
    )
    assert faults(tmp_path, text) == [
        "row 5, key parameters.high: expected a number, as the notebooks declare, found 'much'"
    ]


def test_two_regions_of_one_name_would_share_a_history(tmp_path):
    suite = write_suite(tmp_path, ["adams", "brown"])
    other = tmp_path / "regions" / "brown" / "region.toml"
    other.write_text(other.read_text().replace("Vale brown", "Vale adams"))
    with pytest.raises(InputError, match=r"a name of its own .* 'Vale adams' for adams and for br"):
        read_plan(suite)


def test_two_folders_of_one_name_and_one_folder_twice_are_faults(tmp_path):
    found = faults(
        tmp_path, 'name = "A"\nregions = ["regions/adams", "regions/a*", "regions/brown"]'
    )
    assert found == ["row 2, key regions: expected each folder once, found 'adams' twice"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "text that is not TOML"),
        ('name = "A"\n', "key regions: expected a list such as"),
        ('name = "A"\nregions = []', "expected at least one region folder, found none"),
        ('name = "A"\nregions = ["regions/*"]\nsets = 3', "tables such as \\[sets.cautious\\]"),
        ('name = "A"\nregions = ["regions/*"]\nparameters = 3', "a table of parameters, found 3"),
        ('name = "A"\nregions = ["regions/*"]\nnotebooks = "none"', "a folder of notebooks"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path, text, told):
    with pytest.raises(InputError, match=told):
        read_plan(write_suite(tmp_path, ["adams"], text=text))


def test_a_suite_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(InputError, match=r"none.toml has 1 problem:\n .*a readable file"):
        read_plan(tmp_path / "none.toml")


def test_a_region_whose_own_file_is_broken_is_no_fault_of_the_suite(tmp_path):
    suite = write_suite(tmp_path, ["adams", "brown"])
    (tmp_path / "regions" / "brown" / "region.toml").write_text("name = \n")
    assert [task.name for task in read_plan(suite).tasks] == ["adams", "brown"]
