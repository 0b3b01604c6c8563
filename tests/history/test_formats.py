"""Whatever was published in a released format stays readable: one frozen scan for each format.

A format that changes gets a new number and a new folder in ``formats``; the old ones stay.
"""

import json
import zipfile
from pathlib import Path

import pytest

from stakeholder_map.change import findings
from stakeholder_map.history import compare, manifest, read_scan, verify_history, verify_scan
from stakeholder_map.history.published import latest_scan
from stakeholder_map.history.verify import verify_scan as verify_tier
from stakeholder_map.posterior import draws
from stakeholder_map.privacy import TIERS, ledger

FORMATS = Path(__file__).parent / "formats"
NUMBERS = sorted(int(folder.name) for folder in FORMATS.iterdir())


@pytest.fixture(scope="module", params=NUMBERS)
def frozen(request, tmp_path_factory):
    """The scan of one format, unpacked into a history of its own."""
    home = tmp_path_factory.mktemp(f"format-{request.param}") / "ashwater-valley"
    (packed,) = (FORMATS / str(request.param)).glob("*.zip")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(home)
    (home / "latest").symlink_to(packed.stem)
    return read_scan(home / packed.stem)


def test_the_format_of_today_has_a_frozen_scan():
    assert manifest.FORMAT in NUMBERS


def test_a_frozen_scan_verifies(frozen):
    assert verify_scan(frozen.folder) == ()
    assert verify_history(frozen.folder.parents[1]) == ()
    for tier in TIERS:
        assert verify_tier(frozen.folder / tier) == ()
    (frozen.folder / "analyst" / "index.html").write_bytes(
        content := (frozen.folder / "analyst" / "index.html").read_bytes() + b" "
    )
    assert verify_scan(frozen.folder)
    (frozen.folder / "analyst" / "index.html").write_bytes(content[:-1])


def test_a_frozen_scan_says_what_it_was_made_of(frozen):
    assert (frozen.region, frozen.name, frozen.number) == (
        "Ashwater Valley",
        "2026-09-30-001",
        1,
    )
    assert frozen.manifest["parameters"] == {"as_of": "2026-09-30", "draws": 2}
    assert latest_scan(frozen.folder.parents[1], "ashwater-valley") == frozen


def test_what_a_frozen_scan_told_is_known(frozen):
    from stakeholder_map.scanning.told import told_in

    told = told_in(frozen)
    assert len(told) > 30
    content = (frozen.folder / "restricted" / ledger.LEDGER).read_bytes()
    assert ledger.write_ledger(told) == content


def test_a_later_scan_can_be_compared_with_a_frozen_one(frozen):
    assert (frozen.folder / "restricted" / "prepared" / findings.FINDINGS_FILE).is_file()
    found = compare.findings_of(frozen)
    assert found.scan == frozen.name


def test_the_draws_of_a_frozen_scan_can_be_read(frozen):
    from stakeholder_map.read import read_region

    restricted = frozen.folder / "restricted"
    region = read_region(restricted / "inputs", as_of=frozen.as_of)
    assert region.name == frozen.region
    stakeholders = region.table("stakeholders").set_index("stakeholder_id")
    stored = draws.load_draws(restricted / "prepared" / "draws.npz", stakeholders=stakeholders)
    assert len(stored.draws) == 2


def test_a_frozen_scan_could_be_made_again(frozen):
    from stakeholder_map.scanning.rebuild import why_not

    assert why_not(frozen) == ()


def test_a_format_that_is_not_known_is_told_by_its_number(frozen, tmp_path):
    path = frozen.folder / "manifest.json"
    content = path.read_bytes()
    path.write_bytes(manifest.canonical({**json.loads(content), "format": 99}))
    (problem,) = verify_scan(frozen.folder)
    path.write_bytes(content)
    assert "format 99" in str(problem)
