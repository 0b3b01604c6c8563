"""What leaders were told in each scan, and whose answers stand behind it: for the restricted tier.

Every later scan reads the ledgers of those before, so that what it tells is judged together with
all that was told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from stakeholder_map.errors import ScanError
from stakeholder_map.privacy.ratings import Scale, Voice
from stakeholder_map.privacy.statements import Cell, Statement
from stakeholder_map.privacy.tiers import LEDGER

FORMAT = 1


def write_ledger(statements: Iterable[Statement]) -> bytes:
    r"""The ledger of one scan.

    Parameters
    ----------
    statements : iterable of Statement
        Everything that was told.

    Returns
    -------
    bytes
        JSON with sorted keys.

    Examples
    --------
    >>> write_ledger([])
    b'{"format": 1, "told": []}\n'
    """
    told = [
        {
            "kind": one.cell.kind,
            "about": one.cell.about,
            "topic": one.cell.topic,
            "scale": [one.cell.scale.lowest, one.cell.scale.highest],
            "voices": [[v.rater, v.subject, v.total, v.answers] for v in one.cell.voices],
            "weights": list(one.weights),
            "between": [one.low, one.high],
            "label": one.label,
        }
        for one in statements
    ]
    text = json.dumps({"format": FORMAT, "told": told}, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode()


def read_ledger(content: bytes) -> tuple[Statement, ...]:
    """The statements of a ledger.

    Parameters
    ----------
    content : bytes
        As :func:`write_ledger` writes it.

    Returns
    -------
    tuple of Statement
        In their order.

    Raises
    ------
    ScanError
        Where it is no ledger: then nobody knows what was told.

    Examples
    --------
    >>> read_ledger(b"[]")
    Traceback (most recent call last):
    ...
    stakeholder_map.errors.ScanError: told.json is no ledger of what was told: format None
    """
    try:
        given = json.loads(content)
        found = given.get("format") if isinstance(given, dict) else None
        if found != FORMAT:
            raise ScanError(f"{LEDGER} is no ledger of what was told: format {found!r}")
        return tuple(_read(entry) for entry in given["told"])
    except (ValueError, KeyError, TypeError) as error:
        raise ScanError(f"{LEDGER} is no ledger of what was told: {error!r}") from error


def _read(entry: Mapping[str, Any]) -> Statement:
    topic = str(entry["topic"])
    voices = tuple(
        Voice(str(rater), str(subject), topic, int(total), int(answers))
        for rater, subject, total, answers in entry["voices"]
    )
    cell = Cell(entry["kind"], str(entry["about"]), topic, Scale(*entry["scale"]), voices)
    low, high = (int(end) for end in entry["between"])
    weights = tuple(int(weight) for weight in entry["weights"])
    return Statement(cell, weights, low, high, str(entry["label"]))
