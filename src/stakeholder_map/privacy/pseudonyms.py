"""Names for respondents that tell nobody who they are."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

SHORTEST = 5
"""Letters and digits of a pseudonym."""


def pseudonyms(ids: Iterable[str], *, secret: bytes) -> dict[str, str]:
    """A pseudonym for each id, by a keyed hash (HMAC-SHA-256).

    Parameters
    ----------
    ids : iterable of str
        Of respondents.
    secret : bytes
        Of one scan. Who has it can tell which pseudonym an id has; nobody else can, and two scans
        with different secrets give pseudonyms that have nothing to do with each other.

    Returns
    -------
    dict of str to str
        "respondent" and some letters and digits, different for different ids.

    Examples
    --------
    >>> first = pseudonyms(["r1", "r2"], secret=b"first scan")
    >>> second = pseudonyms(["r1", "r2"], secret=b"second scan")
    >>> first["r1"].startswith("respondent "), first["r1"] == second["r1"]
    (True, False)
    """
    given = sorted(set(ids))
    marks = {
        each: base64.b32encode(hmac.digest(secret, each.encode(), hashlib.sha256)).decode().lower()
        for each in given
    }
    length = SHORTEST
    while len({mark[:length] for mark in marks.values()}) < len(given):
        length += 1
    return {each: f"respondent {marks[each][:length]}" for each in given}
