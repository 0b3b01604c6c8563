"""The map to explore: one file that needs nothing else, with a table of the same content.

=========  ==================================================================
module     idea
=========  ==================================================================
content    what the map shows: organisations, ties, layers, areas
record     what stands on record of organisations, and was told by nobody in confidence
places     where organisations stand: by the record, the same from scan to scan
leaders    the map for leaders: the record, and of ratings what passed the audit
page       the file: a picture for those without scripts, a map for the others
picture    the picture that stands on pages and on paper
=========  ==================================================================
"""

from stakeholder_map.report.map.content import MapContent, MapNode, map_content
from stakeholder_map.report.map.leaders import leaders_map
from stakeholder_map.report.map.page import map_alone, map_page
from stakeholder_map.report.map.picture import map_block
from stakeholder_map.report.map.places import keep_places

__all__ = [
    "MapContent",
    "MapNode",
    "keep_places",
    "leaders_map",
    "map_alone",
    "map_block",
    "map_content",
    "map_page",
]
