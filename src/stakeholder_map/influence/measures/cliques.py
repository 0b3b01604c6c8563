"""Sets of whom every two are joined, and that nobody else could join."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt


def find_cliques(joined: npt.NDArray[np.bool_]) -> Iterator[list[int]]:
    """All largest sets of whom every two are joined (Bron & Kerbosch, with a pivot).

    Parameters
    ----------
    joined : ndarray
        Shape (n, n), symmetric; the diagonal is not read.

    Yields
    ------
    list of int
        Places, ascending; each set once, those who are joined to nobody by themselves.

    References
    ----------
    Tomita, E., Tanaka, A. & Takahashi, H. (2006). The worst-case time complexity for generating all
    maximal cliques and computational experiments. Theoretical Computer Science 363, 28-42.

    Examples
    --------
    >>> joined = np.array([[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0]], dtype=bool)
    >>> sorted(find_cliques(joined))
    [[0, 1, 2], [2, 3]]
    """
    near = [set(np.flatnonzero(row).tolist()) - {at} for at, row in enumerate(joined)]
    if near:
        yield from _extend([], set(range(len(near))), set(), near)


def _extend(
    members: list[int], open_: set[int], done: set[int], near: list[set[int]]
) -> Iterator[list[int]]:
    """Sets that hold all members, some of those still open, and could hold none of those done."""
    if not open_ and not done:
        yield sorted(members)
        return
    pivot = max(sorted(open_ | done), key=lambda one: len(open_ & near[one]))
    for one in sorted(open_ - near[pivot]):
        yield from _extend([*members, one], open_ & near[one], done & near[one], near)
        open_ = open_ - {one}
        done = done | {one}
