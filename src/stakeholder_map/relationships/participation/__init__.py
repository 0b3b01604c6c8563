"""What partners carry and deliver, and whether they still take part."""

from stakeholder_map.relationships.participation.deliveries import Deliveries, deliveries
from stakeholder_map.relationships.participation.load import Load, load
from stakeholder_map.relationships.participation.quiet import Quiet, gone_quiet

__all__ = ["Deliveries", "Load", "Quiet", "deliveries", "gone_quiet", "load"]
