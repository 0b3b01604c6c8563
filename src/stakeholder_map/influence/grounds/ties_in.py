"""What comes in to a stakeholder: from whom, how strongly, and in how many of the readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from stakeholder_map.influence.measures.readings import Floats, Readings, entries_of

Flags = npt.NDArray[np.bool_]


def strengths(readings: Readings) -> Floats:
    """The first reading as an array, shape (n, n): [i, j] is what i says of j."""
    first = readings.ties[: readings.n, : readings.n]
    return np.asarray(first.toarray(), dtype=np.float64)


def presence(readings: Readings) -> Floats:
    """Share of the readings in which each tie is there.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (n, n), from 0 to 1; [i, j] is the tie i -> j.

    Examples
    --------
    >>> ties = sparse.csr_array(np.array([[0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]))
    >>> presence(Readings(ties=ties, n=2, count=2, steps=1)).tolist()
    [[0.0, 1.0], [0.5, 0.0]]
    """
    n = readings.n
    _, row, column, _ = entries_of([readings.ties])
    counts = np.bincount((row % n) * n + column % n, minlength=n * n) if n else np.zeros(0)
    return np.asarray(counts.reshape(n, n) / max(readings.count, 1), dtype=np.float64)


def there(readings: Readings, *, target: int) -> Flags:
    """In which readings each tie to one stakeholder is there, shape (count, n).

    Parameters
    ----------
    readings : Readings
        Graphs side by side.
    target : int
        Place of the stakeholder.

    Examples
    --------
    >>> ties = sparse.csr_array(np.array([[0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]))
    >>> there(Readings(ties=ties, n=2, count=2, steps=1), target=0).tolist()
    [[False, False], [False, True]]
    """
    columns = np.arange(readings.count) * readings.n + target
    incoming = sparse.csc_array(readings.ties)[:, columns].tocoo()
    flags = np.zeros((readings.count, readings.n), dtype=np.bool_)
    flags[incoming.row // max(readings.n, 1), incoming.row % max(readings.n, 1)] = True
    return flags


def strongest(column: Floats, *, names: Sequence[str], most: int) -> list[str]:
    """Names of those from whom most comes in, the strongest first, equals in order.

    Examples
    --------
    >>> strongest(np.array([0.0, 0.5, 0.9]), names=["a", "b", "c"], most=2)
    ['c', 'b']
    """
    order = np.argsort(-column.round(9), kind="stable")
    return [names[at] for at in order[:most] if column[at] > 0]


def unjoined(tied: Flags, *, groups: Sequence[str], place: int) -> list[tuple[str, str, int]]:
    """Pairs of contacts of one stakeholder that have no tie of their own, by key groups.

    Parameters
    ----------
    tied : ndarray
        Shape (n, n), symmetric: who is tied to whom.
    groups : sequence of str
        Key group of each, in order.
    place : int
        Of the stakeholder.

    Returns
    -------
    list of (str, str, int)
        Two key groups in alphabetical order and their number of pairs, the most first.

    Examples
    --------
    >>> star = np.array([[0, 1, 1], [1, 0, 0], [1, 0, 0]], dtype=bool)
    >>> unjoined(star, groups=["x", "y", "z"], place=0)
    [('y', 'z', 1)]
    """
    contacts = np.flatnonzero(tied[place])
    apart = np.triu(~tied[np.ix_(contacts, contacts)], k=1)
    ends = zip(*(contacts[end].tolist() for end in np.nonzero(apart)), strict=True)
    counts = Counter(tuple(sorted((groups[one], groups[other]))) for one, other in ends)
    return sorted(
        ((one, other, count) for (one, other), count in counts.items()),
        key=lambda found: (-found[2], found[:2]),
    )
