"""Work on many readings, shared out over the cores."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

WORTH_A_THREAD = 5_000_000
"""Steps of a kernel, some nanoseconds each, below which threads cost more than they save."""

SHARES = 4
"""Shares of the work for each core, so that a busy core does not hold up the others."""


def count_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fan_out(work: Callable[[tuple[int, int]], object], *, count: int, steps: int) -> None:
    """Do work on all readings, on as many cores as there are if it is worth it.

    Kernels let go of the interpreter, so threads share memory and still run side by side. Each
    reading is worked on by one thread from first to last: how many threads there are changes no
    figure.

    Parameters
    ----------
    work : callable
        Works on the readings from the first number up to the one before the second.
    count : int
        Number of readings.
    steps : int
        About how many steps all the work takes.

    Examples
    --------
    >>> done = []
    >>> fan_out(done.append, count=3, steps=100)
    >>> done
    [(0, 3)]
    """
    threads = min(count_cores(), count)
    if threads < 2 or steps < WORTH_A_THREAD:
        work((0, count))
        return
    shares = min(threads * SHARES, count)
    ends = [count * share // shares for share in range(shares + 1)]
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(work, pairwise(ends)):
            continue
