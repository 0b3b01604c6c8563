"""Compile the kernels once, so that no scan has to wait for it."""

from __future__ import annotations

import sys
import time


def main() -> int:
    """Load every kernel, compiling what is not kept yet, and say how long it took.

    Returns
    -------
    int
        Exit code, 0.
    """
    begun = time.perf_counter()
    from stakeholder_map.influence.engine import kernels
    from stakeholder_map.posterior.fit import compile_model

    compile_model()
    names = ", ".join((*kernels.NAMES, "evidence"))
    sys.stdout.write(f"{names}: ready after {time.perf_counter() - begun:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
