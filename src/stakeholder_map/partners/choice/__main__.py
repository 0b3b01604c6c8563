"""Compile the search for partners once, so that no scan has to wait for it."""

from __future__ import annotations

import sys
import time


def main() -> int:
    """Load the kernel, compiling it where it is not kept yet, and say how long it took.

    Returns
    -------
    int
        Exit code, 0.
    """
    begun = time.perf_counter()
    from stakeholder_map.partners.choice.search import kernel

    name = kernel.__name__.rpartition(".")[2]
    sys.stdout.write(f"{name}: ready after {time.perf_counter() - begun:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
