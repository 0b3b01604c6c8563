"""What witnesses say of ties: silence, blanks and zeros kept apart, both sides kept."""

from stakeholder_map.evidence.collect import collect_evidence
from stakeholder_map.evidence.coverage import Coverage
from stakeholder_map.evidence.model import Evidence, ReportState
from stakeholder_map.evidence.plain import evidence_from_answers

__all__ = ["Coverage", "Evidence", "ReportState", "collect_evidence", "evidence_from_answers"]
