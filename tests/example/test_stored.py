"""The stored example is what the generator gives, to the byte, and it reads without a fault."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from stakeholder_map.errors import InputError
from stakeholder_map.example import (
    EXAMPLE_FOLDERS,
    EXAMPLE_SEED,
    WAVES,
    example_files,
    generate_region,
    write_example,
)
from stakeholder_map.read import read_region

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.mark.parametrize("wave", WAVES)
def test_the_stored_files_are_what_the_generator_gives_for_the_stored_seed(wave: str) -> None:
    folder = DATA / EXAMPLE_FOLDERS[wave]
    made = example_files(generate_region(seed=EXAMPLE_SEED, wave=wave))
    stored = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert sorted(stored) == sorted(made)
    differing = [name for name, text in made.items() if stored[name] != text.encode("utf-8")]
    assert differing == []


def test_another_seed_gives_other_files() -> None:
    made = example_files(generate_region(seed=EXAMPLE_SEED + 1))
    folder = DATA / EXAMPLE_FOLDERS[WAVES[-1]]
    same = [name for name, text in made.items() if (folder / name).read_text("utf-8") == text]
    assert sorted(same) == [
        "corrections.csv",
        "offers.csv",
        "projects.csv",
        "questions.csv",
        "region.toml",
        "waves.csv",
    ]


def test_the_bytes_do_not_hang_on_the_hash_seed_the_time_zone_or_the_folder(
    tmp_path: Path,
) -> None:
    made = []
    for hash_seed, zone in (("1", "UTC"), ("77", "Pacific/Apia")):
        folder = tmp_path / hash_seed
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone}
        command = [sys.executable, "-m", "stakeholder_map.example", str(folder)]
        subprocess.run(command, check=True, env=env, cwd=tmp_path)
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        made.append({file.relative_to(folder).as_posix(): file.read_bytes() for file in files})
    assert len(made[0]) > 40
    assert made[0] == made[1]


@pytest.mark.parametrize("wave", WAVES)
def test_the_stored_files_are_plain_sorted_text(wave: str) -> None:
    for file in (DATA / EXAMPLE_FOLDERS[wave]).iterdir():
        raw = file.read_bytes()
        assert b"\r" not in raw, file.name
        assert raw.endswith(b"\n"), file.name
        assert not raw.startswith(b"\xef\xbb\xbf"), file.name
        raw.decode("utf-8")


@pytest.mark.parametrize("wave", WAVES)
def test_the_stored_folders_read_without_a_fault_or_a_warning(wave: str) -> None:
    region = read_region(DATA / EXAMPLE_FOLDERS[wave])
    assert region.warnings == ()
    assert region.as_of.isoformat() == f"{wave}-09-30"


def test_a_broken_copy_does_not_read(tmp_path: Path) -> None:
    write_example(tmp_path, seed=EXAMPLE_SEED)
    survey = tmp_path / "survey.csv"
    survey.write_text(survey.read_text("utf-8").replace(",2026,", ",2027,", 1), "utf-8")
    with pytest.raises(InputError, match="2027"):
        read_region(tmp_path)


def test_files_of_tables_that_a_region_lacks_are_removed(tmp_path: Path) -> None:
    write_example(tmp_path, seed=EXAMPLE_SEED)
    assert (tmp_path / "corrections.csv").exists()
    (tmp_path / "notes-of-mine.txt").write_text("keep", "utf-8")
    write_example(tmp_path, seed=EXAMPLE_SEED, wave=WAVES[0])
    assert not (tmp_path / "corrections.csv").exists()
    assert (tmp_path / "notes-of-mine.txt").exists()


def test_the_same_folder_read_as_of_the_earlier_day_gives_the_earlier_answers() -> None:
    folder = DATA / EXAMPLE_FOLDERS[WAVES[-1]]
    then = read_region(folder, as_of=date(2025, 9, 30))
    assert set(then.table("survey")["wave"]) == {"2025"}
    assert then.table("contacts")["date"].max().date() <= date(2025, 9, 30)


def test_importing_the_command_writes_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import stakeholder_map.example.__main__"]
    subprocess.run(command, check=True, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []
