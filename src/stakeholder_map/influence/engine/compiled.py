"""How kernels are compiled: the only place that imports numba."""

from __future__ import annotations

from collections.abc import Callable
from pickle import PickleError
from typing import Any, TypeVar, cast

import numba  # type: ignore[import-untyped, unused-ignore]

from stakeholder_map.posterior.kept_code import reason_of, tell_not_kept

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
"""No fast mathematics: sums are taken in the order in which they are written."""


def compiled(signature: str) -> Callable[[Kernel], Kernel]:
    """Compile a kernel for one signature, when its module is imported, and keep it on disk.

    Parameters
    ----------
    signature : str
        Types of result and parameters, as numba writes them.

    Returns
    -------
    callable
        A decorator. The machine code is kept in ``__pycache__`` beside the source, where that can
        be written, else in the user's cache folder, or in ``NUMBA_CACHE_DIR`` where that is set;
        where nothing can be written, or what was kept cannot be read, it is made anew in each
        process.

    Notes
    -----
    A kernel calls `part` functions of its own file only: a change in another file would not be
    seen by what is kept.
    """

    def compile_kernel(function: Kernel) -> Kernel:
        try:
            return cast(Kernel, numba.njit(signature, cache=True, **OPTIONS)(function))
        except (RuntimeError, OSError, EOFError, PickleError) as error:
            tell_not_kept(reason_of(error))
            return cast(Kernel, numba.njit(signature, **OPTIONS)(function))

    return compile_kernel


def part(function: Kernel) -> Kernel:
    """A piece of a kernel, compiled into it."""
    return cast(Kernel, numba.njit(**OPTIONS)(function))
