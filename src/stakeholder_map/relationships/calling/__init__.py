"""The call list: whom to call, who calls whom, about what."""

from stakeholder_map.relationships.calling.calls import CallList, call_list, relation_value

__all__ = ["CallList", "call_list", "relation_value"]
