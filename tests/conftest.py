"""What all tests share: where the data lie, and how Hypothesis behaves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_CI else "here")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the project; tests that need it skip where it is not."""
    folder = ROOT.parent / "shared"
    if folder.is_dir():
        return folder
    message = "the folder 'shared' beside the project is absent: its real data were not tested"
    if IN_CI:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def example_folder() -> Path:
    """The example region."""
    return ROOT / "data" / "example"
