"""What notebook 01 answers: who is here, who answered, what is needed, the climate, the data."""

from stakeholder_map.environment.landscape import Landscape, key_groups_of, who_is_here
from stakeholder_map.environment.mood import Climate, climate
from stakeholder_map.environment.needs import NeedsMap, needs_and_services
from stakeholder_map.environment.quality import DataQuality, data_quality
from stakeholder_map.environment.response import Response, who_answered, wilson_interval
from stakeholder_map.phrases import Missing, count_of, listed, percent

__all__ = [
    "Climate",
    "DataQuality",
    "Landscape",
    "Missing",
    "NeedsMap",
    "Response",
    "climate",
    "count_of",
    "data_quality",
    "key_groups_of",
    "listed",
    "needs_and_services",
    "percent",
    "who_answered",
    "who_is_here",
    "wilson_interval",
]
