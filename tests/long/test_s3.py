"""Shared storage on a real server that speaks S3: the tests of the shelf, over HTTP.

s3fs and the server (moto) ask for an older python-dateutil than this library is tested with, so
both live in an environment of their own, made from a hash-locked list:

    uv venv .venv/s3
    uv pip install --python .venv/s3 --require-hashes -r requirements-s3.lock
    pytest tests/long/test_s3.py

What else the tests need is taken from the environment that runs them.
"""

import os
import re
import site
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "s3" / "bin" / "python"
OVER_BOTH = f"""
import sys
sys.path += {site.getsitepackages()!r} + [{str(ROOT / "src")!r}, {str(ROOT / "tests")!r}]
"""
MAKE_BUCKETS = """
import s3fs
for number in range(1, 200):
    s3fs.S3FileSystem().mkdir(f"tests-{number}")
"""
SUITE = """
import json
from pathlib import Path
from regions.stored import Store, new_store, seen
from regions.many import write_regions
from stakeholder_map.regions.places import region_folders
from stakeholder_map.regions.storage import fetched_region
store = new_store()
made = write_regions(Path.cwd() / "regions", ["adams", "brown"])
for folder in made:
    for path in folder.iterdir():
        store.below(f"in/{folder.name}").write(path.name, path.read_bytes())
folders = region_folders(f"{store.url}/in/*", home=Path.cwd())
assert [folder.rpartition("/")[2] for folder in folders] == ["adams", "brown"], folders
with fetched_region(folders[0]) as folder:
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {
        p.name: p.read_bytes() for p in made[0].iterdir()
    }
    assert folder.stat().st_mode & 0o077 == 0
assert not folder.exists()
print("read")
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Variables of the environment that lead to a server of one's own."""
    if not PYTHON.exists():
        pytest.skip("the environment .venv/s3 is not there; see the head of this file")
    log = tmp_path_factory.mktemp("moto") / "log"
    with log.open("w") as output:
        moto = subprocess.Popen(
            [PYTHON, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
            stdout=output,
            stderr=output,
        )
    end = time.monotonic() + 60
    while not (found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text())):
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)
    variables = {
        **os.environ,
        "AWS_ENDPOINT_URL": found[0],
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "STAKEHOLDER_MAP_TEST_STORE": "s3://tests",
    }
    call(MAKE_BUCKETS, environment=variables)
    yield variables
    moto.terminate()
    moto.wait(30)


def call(code, *, environment, cwd=None):
    """Run code over both environments."""
    command = [PYTHON, "-c", OVER_BOTH + code]
    done = subprocess.run(
        command, env=environment, cwd=cwd, capture_output=True, text=True, check=False, timeout=3000
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_the_shelf_stands_every_failure_on_a_real_server(server):
    code = (
        "import pytest\n"
        "arguments = ['-q', '-p', 'no:cacheprovider', '-W', 'default', "
        f"{str(ROOT / 'tests' / 'regions' / 'test_shelf.py')!r}, '--rootdir', {str(ROOT)!r}]\n"
        "sys.exit(pytest.main(arguments))\n"
    )
    assert re.search(r"\b9 passed", call(code, environment=server, cwd=ROOT))


def test_region_folders_are_found_and_read_by_their_addresses(server, tmp_path):
    assert call(SUITE, environment=server, cwd=tmp_path).strip() == "read"


def test_the_list_of_this_environment_is_hash_locked_and_names_no_index():
    lines = (ROOT / "requirements-s3.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and line[0].isalpha()]
    assert len(pinned) > 10
    assert all(line.endswith("\\") and "==" in line for line in pinned)
    assert not any("index-url" in line for line in lines)
    assert sys.version_info >= (3, 11)
