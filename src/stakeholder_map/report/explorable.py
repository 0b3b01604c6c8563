"""A figure that can also be explored: a picture, and what a map of its own needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from html import escape
from typing import Any

from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.shown import MIME

HEIGHT = 780
"""Of the frame in a notebook, in pixels."""

_FRONT = "grid-area:1/1;width:100%"


@dataclass(frozen=True)
class Explorable(Chart):
    """A chart whose content is published as a map to explore, too.

    Parameters
    ----------
    name, figure, title, alt, tier
        As of :class:`~stakeholder_map.report.kinds.Chart`: the picture that stands on pages, on
        paper, and where scripts are off. The map is a file called by the name.
    content : mapping
        What the map shows, as plain data: see
        :class:`~stakeholder_map.report.map.content.MapContent`.
    page : str
        The map as HTML, for the notebook that shows it; it is not stored with the block.

    Examples
    --------
    >>> from stakeholder_map.report.style import figure
    >>> Explorable("map", figure(height=1, width=2), title="Map", alt="Nobody", tier="analyst",
    ...            content={"nodes": []}).to_json()["kind"]
    'explorable'
    """

    _: KW_ONLY
    content: Mapping[str, Any]
    page: str = field(default="", compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Everything there is to say of it, as a notebook stores it."""
        return {**super().to_json(), "kind": "explorable", "content": dict(self.content)}

    def in_notebook(self, described: Mapping[str, Any]) -> str:
        """The map in a frame, in front of its picture.

        Where a notebook is not trusted the frame is taken out, and the picture stands there.
        """
        picture = super().in_notebook(described)
        if not self.page:
            return picture
        frame = (
            f'<iframe title="{escape(self.title, quote=True)}" sandbox="allow-scripts" '
            f'style="{_FRONT};height:{HEIGHT}px;border:0;background:#fff" '
            f'srcdoc="{escape(self.page, quote=True)}"></iframe>'
        )
        behind = f'<div style="{_FRONT}">{picture}</div>'
        return f'<div style="display:grid">{behind}{frame}</div>'

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The picture, and the map where notebooks may show it."""
        data, looks = super()._repr_mimebundle_(include, exclude)
        return {**data, "text/html": self.in_notebook(data[MIME])}, looks
