"""What the papers say of the project is what it is."""

from __future__ import annotations

from pathlib import Path

from stakeholder_map.environment.heard import FEWEST_SYSTEMS
from stakeholder_map.tables import TABLES

PROJECT = Path(__file__).resolve().parents[1]
WORDS = {3: "three", 4: "four", 5: "five", 6: "six"}


def paper(name: str) -> str:
    return " ".join((PROJECT / name).read_text(encoding="utf-8").replace("> ", " ").split())


def test_the_changelog_counts_the_tables_that_are_declared() -> None:
    assert f"{len(TABLES)} tables declared once" in paper("CHANGELOG.md")


def test_the_survey_promises_what_the_pages_for_leaders_keep() -> None:
    text = paper("docs/SURVEY.md")
    assert f"only where at least {WORDS[FEWEST_SYSTEMS]} organisations answered" in text
    assert "there is no leadership report" not in text
    assert "in broad bands" not in text
