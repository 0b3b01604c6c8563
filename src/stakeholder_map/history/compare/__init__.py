"""Findings kept with published scans, and scans compared by them."""

from stakeholder_map.history.compare.keeping import compare_scans, findings_of, keep_findings

__all__ = ["compare_scans", "findings_of", "keep_findings"]
