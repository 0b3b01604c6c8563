"""What all kinds of block share: their checks, and how a notebook shows and stores them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Protocol

from stakeholder_map.privacy import Tier, as_tier
from stakeholder_map.report.grid import clean_text
from stakeholder_map.report.preview import preview_html, preview_text

MIME = "application/vnd.stakeholder-map.block+json"
"""Media type under which an executed notebook carries a block."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


class Shown:
    """What all blocks share: how a notebook shows and stores them."""

    def to_json(self) -> dict[str, Any]:
        """Everything there is to say of the block, as a notebook stores it."""
        kind = type(self).__name__.lower()
        return {"kind": kind, **asdict(self)}  # type: ignore[call-overload]

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002
        exclude: object = None,  # noqa: ARG002
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        described = self.to_json()
        data: dict[str, Any] = {"text/plain": preview_text(described), MIME: described}
        return {**data, "text/html": self.in_notebook(described)}, {}

    def in_notebook(self, described: Mapping[str, Any]) -> str:
        """The block as a notebook shows it: a piece of HTML.

        Parameters
        ----------
        described : mapping
            What `to_json` gives.

        Returns
        -------
        str
            Every text of the input is escaped.
        """
        return preview_html(described)


class Named(Protocol):
    """Whatever has a name and a tier."""

    @property
    def name(self) -> str:
        """Slug, unique in its notebook."""

    @property
    def tier(self) -> Tier:
        """Who may see it."""


def check_block(block: Named, **texts: str) -> None:
    """Refuse an empty text, a name that could not be a file's, and an unknown tier.

    Parameters
    ----------
    block : Named
        A block that is being made; its texts are cleaned.
    **texts : str
        Its fields that must say something.

    Raises
    ------
    ValueError
        If one says nothing, or the name or tier is not of the right form.
    """
    if not _SLUG.fullmatch(block.name):
        raise ValueError(f"a name has small letters, digits, '-' and '_'; not {block.name!r}")
    as_tier(block.tier)
    for key, value in texts.items():
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{key} of {block.name!r} must say something, found {value!r}")
        object.__setattr__(block, key, clean_text(value).strip())
