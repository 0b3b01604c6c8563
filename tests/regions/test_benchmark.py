"""The benchmark of the fan-out: what it counts; a run of it is in `tests/long`."""

import importlib.util
import sys
from pathlib import Path

import pytest

from stakeholder_map.regions.places import name_in

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


def load(name, patch):
    """A benchmark as the module that others of them import."""
    specification = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    patch.setitem(sys.modules, name, module)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def fan_out():
    with pytest.MonkeyPatch.context() as patch:
        load("suite", patch)  # a folder of tests has this name too
        yield load("fan_out", patch)


def test_its_regions_have_names_of_their_own(fan_out, tmp_path, example_folder):
    small = fan_out.make_regions(tmp_path / "small", count=3, source=None)
    assert [name_in(str(region)) for region in small] == ["Vale 01", "Vale 02", "Vale 03"]
    copies = fan_out.make_regions(tmp_path / "copies", count=2, source=example_folder)
    assert [name_in(str(region)) for region in copies] == [
        *("Ashwater Valley 01", "Ashwater Valley 02")
    ]


def test_what_was_measured_on_some_regions_is_told_for_all(fan_out):
    some = fan_out.Took(wall_s=10.0, cpu_s=8.0, cells_s=2.0, cells_cpu_s=1.0, others=0.5, of=2)
    assert some.whole(16) == fan_out.Took(80.0, 64.0, 16.0, 8.0, 0.5, 16)


@pytest.mark.parametrize(("wall", "code"), [(50.0, 0), (60.0, 1)])
def test_the_verdict_is_by_the_clock_and_takes_cells_off_against_papermill_only(
    fan_out, capsys, wall, code
):
    took = {
        "ours": fan_out.Took(wall, 90.0, 10.0, 20.0, 0.0, 16),
        "row": fan_out.Took(100.0, 100.0, 0.0, 0.0, 0.0, 16),
        "papermill": fan_out.Took(40.0, 40.0, 10.0, 9.0, 0.0, 2),
    }
    assert fan_out.report(took, regions=16, jobs=2, check=True) == code
    out = capsys.readouterr().out
    assert f"of row          {wall / 100:.2f} by the clock" in out
    assert f"of papermill    {(wall - 10) / 240:.2f} by the clock" in out
