"""The library's sources as syntax trees: what the house rules read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "stakeholder_map"


@dataclass(frozen=True)
class Module:
    """One source file of the package."""

    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def name(self) -> str:
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The module or package directly under stakeholder_map that it belongs to."""
        return ([*self.name.split("."), ""])[1]

    def imported(self) -> Iterator[str]:
        """Names of the package's own modules that this one imports, wherever the import stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (a.name for a in node.names if a.name.startswith("stakeholder_map"))
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                if node.module == "stakeholder_map":
                    yield from (f"stakeholder_map.{alias.name}" for alias in node.names)
                elif node.module.startswith("stakeholder_map."):
                    yield node.module

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def modules() -> list[Module]:
    """Every module of the package, by path."""
    return [Module(path) for path in sorted(PACKAGE.rglob("*.py"))]
