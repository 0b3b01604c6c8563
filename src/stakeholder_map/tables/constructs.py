"""What a survey question can measure, and the layer of the graph that its answers make.

Question columns of the `survey` table are named by the region; the `questions` table says which
construct each one measures. A construct decides the layer, its direction and its sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Sign = Literal["positive", "negative"]


@dataclass(frozen=True)
class Construct:
    """A thing that one stakeholder can say of another, or a layer that is derived.

    Parameters
    ----------
    name : str
        Name of the construct and of its layer.
    sign : {"positive", "negative"}
        On which side of the graph the layer stands; the sides are never netted.
    directed : bool
        Directed: one report a direction, a tie runs from who says it to whom it is said of.
        Symmetric: up to two reports a pair.
    lowest, highest : int
        Ends of the usual scale; a `questions` row may declare others.
    meaning : str
        What more of it means.
    """

    name: str
    sign: Sign
    directed: bool
    lowest: int
    highest: int
    meaning: str


_DECLARED = (
    Construct("trust_reliability", "positive", True, 1, 4, "keeps its word"),
    Construct("trust_mission", "positive", True, 1, 4, "shares our mission"),
    Construct("trust_openness", "positive", True, 1, 4, "is open to discussion"),
    Construct("value_influence", "positive", True, 1, 4, "has power and influence here"),
    Construct("value_involvement", "positive", True, 1, 4, "is involved in our work"),
    Construct("value_resources", "positive", True, 1, 4, "contributes resources"),
    Construct("would_partner", "positive", True, 0, 4, "we would partner with it"),
    Construct("direct_influence", "positive", True, 0, 4, "can change what we do"),
    Construct("contact_frequency", "positive", False, 0, 4, "how often we are in touch"),
    Construct("intensity", "positive", False, 0, 4, "from none over awareness to integration"),
    Construct("shared_population", "positive", False, 0, 4, "we serve the same people"),
    Construct("cooperation", "positive", False, 0, 4, "we work together"),
    Construct("competition", "negative", False, 0, 4, "we compete"),
)

CONSTRUCTS: Mapping[str, Construct] = {construct.name: construct for construct in _DECLARED}
"""Every construct that a question may measure, by name."""

DERIVED: Mapping[str, Construct] = {
    construct.name: construct
    for construct in (
        Construct("contact", "positive", False, 0, 1, "contacts on record, decayed by age"),
        Construct("joint_events", "positive", False, 0, 1, "meetings attended together"),
        Construct("shared_bodies", "positive", False, 0, 1, "bodies that both sit on"),
        Construct("convergence", "positive", False, 0, 4, "stand on the same side of an area"),
        Construct("divergence", "negative", False, 0, 4, "stand on opposite sides of an area"),
    )
}
"""Layers that no question asks for: they come from logs, memberships and positions."""

LAYERS: Mapping[str, Construct] = {**CONSTRUCTS, **DERIVED}
"""Every layer a graph can have."""

TRUST = ("trust_reliability", "trust_mission", "trust_openness")
"""The three dimensions of trust (public-health network surveys; Varda)."""

VALUE = ("value_influence", "value_involvement", "value_resources")
"""The three dimensions of value (the same)."""
