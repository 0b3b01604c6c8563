"""How kernels are started: forked from one that has imported, or one by one."""

from __future__ import annotations

import os
import sys
from typing import Literal

from stakeholder_map.errors import UsageError

Kind = Literal["forked", "plain"]
KIND_VARIABLE = "STAKEHOLDER_MAP_KERNELS"


def choose_kind(kind: str | None = None) -> Kind:
    """How kernels are started here.

    Parameters
    ----------
    kind : {"forked", "plain"}, optional
        What the caller wants.

    Returns
    -------
    {"forked", "plain"}
        The caller's wish, the environment's, or what the system allows, in this order.

    Raises
    ------
    UsageError
        If the kind is unknown or cannot be had on this system.

    Examples
    --------
    >>> choose_kind("plain")
    'plain'
    """
    linux = sys.platform.startswith("linux")
    wish = kind or os.environ.get(KIND_VARIABLE, "") or ("forked" if linux else "plain")
    if wish not in {"forked", "plain"}:
        raise UsageError(f"kernels must be one of 'forked', 'plain'; not {wish!r}")
    if wish == "forked" and not linux:
        raise UsageError(f"kernels can be 'forked' on Linux only, not on {sys.platform!r}")
    return "forked" if wish == "forked" else "plain"
