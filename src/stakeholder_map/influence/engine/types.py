"""Types that kernels pass to one another."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]
Short: TypeAlias = npt.NDArray[np.int32]
Bits: TypeAlias = npt.NDArray[np.uint64]
Arcs: TypeAlias = tuple[Whole, Short, Whole]
Ties: TypeAlias = tuple[Whole, Short, Floats]
Span: TypeAlias = tuple[int, int]
Workshop: TypeAlias = tuple[Whole, Floats, Whole, Whole, Any]
