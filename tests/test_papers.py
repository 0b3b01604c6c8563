"""What the papers say of the project is what it is."""

from __future__ import annotations

import ast
import builtins
import re
from pathlib import Path

import pytest

from stakeholder_map.environment.heard import FEWEST_SYSTEMS
from stakeholder_map.privacy.audience import is_for
from stakeholder_map.privacy.rules import SAFE
from stakeholder_map.tables import TABLES

_IMPORTS = (ast.Import, ast.ImportFrom)
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
    rated = f"how at least {WORDS[SAFE.raters]} others rated it together, in bands of half a point"
    assert (rated in text) == is_for("received-organisations", audience="convener")
    assert "counts and areas only" not in text
    assert "not published to leaders at all" not in text
    assert "we delete them ourselves" in text
    assert "reports for leaders say how many" in text


@pytest.mark.parametrize("name", ["README.md", "docs/REGIONS.md"])
def test_a_snippet_imports_what_it_uses(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    snippets = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert snippets
    for tree in map(ast.parse, snippets):
        nodes = list(ast.walk(tree))
        names = [each for each in nodes if isinstance(each, ast.Name)]
        made = {each.id for each in names if isinstance(each.ctx, ast.Store)}
        made |= {alias.asname or alias.name for each in nodes if isinstance(each, _IMPORTS)
                 for alias in each.names}  # fmt: skip
        assert {each.id for each in names} <= made | vars(builtins).keys()
