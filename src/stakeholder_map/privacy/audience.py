"""What each audience of the leadership pages gets to see: the leaders are themselves the rated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Audience = Literal["convener", "members", "public"]
"""The convener's own leaders; those of the member organisations; everybody."""

AUDIENCES: tuple[Audience, ...] = get_args(Audience)

_EVERYBODY = (
    "climate",
    "data",
    "heard",
    "here",
    "key-groups",
    "missing",
    "needs",
    "nothing",
    "received-areas",
    "received-groups",
    "received-rules",
    "response",
    "safety-off",
    "scan",
    "who-answered",
    "who-is-here",
)
_OPEN: Mapping[Audience, tuple[str, ...]] = {
    "members": (
        *_EVERYBODY,
        "areas-for-leadership",
        "areas-open",
        "counsel-areas",
        "in-their-words",
    ),
    "public": _EVERYBODY,
}
"""Beginnings of the names of blocks that an audience besides the convener sees.

All else is closed to it, blocks that nobody thought of here too: ranks by name, willingness, the
proposal, cards of what to ask whom, lists of whom to call.
"""


def is_for(name: str, *, audience: Audience) -> bool:
    """Whether an audience may see a block of the leadership tier.

    Parameters
    ----------
    name : str
        Name of the block.
    audience : Audience
        Of region.toml.

    Returns
    -------
    bool
        True for the convener; for others only where the name is one of those open to them.

    Examples
    --------
    >>> [is_for(name, audience="public") for name in ("heard-1", "founding-group", "needs")]
    [True, False, True]
    """
    if audience == "convener":
        return True
    return any(name == stem or name.startswith(f"{stem}-") for stem in _OPEN[audience])
