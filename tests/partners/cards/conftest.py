from __future__ import annotations

from partners.asking.conftest import scan_with

__all__ = ["scan_with"]
