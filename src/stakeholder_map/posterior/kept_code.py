"""A word to whoever has to wait for compiled code that could not be kept."""

from __future__ import annotations

import logging
from functools import cache

LOGGER = logging.getLogger("stakeholder_map")


@cache
def tell_not_kept(why: str) -> None:
    """Log a warning that compiled code cannot be kept on disk; each reason once in a process.

    Parameters
    ----------
    why : str
        What the attempt said.
    """
    LOGGER.warning(
        "Compiled code cannot be kept on disk (%s), so that every start takes up to a minute "
        "longer; name a folder that can be written to in NUMBA_CACHE_DIR, and make room in it.",
        why,
    )


def reason_of(error: Exception) -> str:
    """What stood in the way, the same for all functions of a folder.

    Parameters
    ----------
    error : Exception
        What the attempt raised.

    Returns
    -------
    str

    Examples
    --------
    >>> reason_of(RuntimeError("cannot cache function 'f': no locator available for file 'x.py'"))
    'no folder for it can be written to'
    >>> reason_of(OSError(28, "No space left on device"))
    'No space left on device'
    >>> reason_of(EOFError("Ran out of input"))
    'what was kept cannot be read'
    """
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, RuntimeError):
        return "no folder for it can be written to"
    return "what was kept cannot be read"
