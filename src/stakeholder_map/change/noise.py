"""How far apart two scans lie by chance alone: what the bulk of their differences shows."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ALPHA = 0.05
"""Chance that two scans of an unchanged region show any change at all, over everything compared."""

FAMILIES = MappingProxyType(
    {"influence": 1 / 6, "ties": 1 / 6, "pairs": 1 / 3, "areas": 1 / 6, "blocs": 1 / 6}
)
"""Kinds of difference that are tested, and the share of `ALPHA` of each: more for single pairs,
which rest on four answers."""

FEWEST = 8
"""Respondents in common from which ties are compared."""


def two_sided(values: Floats, *, freedom: int) -> Floats:
    """Chance of a value as far from 0, by Student's t.

    Examples
    --------
    >>> two_sided(np.array([0.0, 2.228]), freedom=10).round(3).tolist()
    [1.0, 0.05]
    """
    from scipy.special import stdtr

    return np.asarray(2 * stdtr(max(freedom, 1), -np.abs(values)), dtype=np.float64)


def studentised(values: Floats, *, spread: Floats) -> Floats:
    """How far each value lies from the others, in units of what the others make of chance.

    Each is divided by its own `spread`; what is left is scaled by the standard deviation of all
    the others (at least 1: where values agree more than their spread allows, the spread stands).

    Parameters
    ----------
    values : ndarray
        Shape (n,).
    spread : ndarray
        Shape (n,), above 0: standard deviation of each by what is known of it alone.

    Returns
    -------
    ndarray
        Shape (n,): of Student's t with n - 2 degrees of freedom where nothing changed; 0 where
        there are fewer than four values.

    References
    ----------
    Cook, R. D. & Weisberg, S. (1982). Residuals and Influence in Regression. Chapman & Hall, ch. 2.

    Examples
    --------
    >>> far = studentised(np.array([0.1, -0.1, 0.2, -0.2, 9.0]), spread=np.ones(5))
    >>> int(far.argmax()), bool(abs(far[:4]).max() < 1)
    (4, True)
    """
    n = len(values)
    if n < 4:
        return np.zeros(n)
    scaled = values / spread
    middle = float(np.median(scaled))
    squares = (scaled - middle) ** 2
    others = np.maximum((squares.sum() - squares) / (n - 2), 1.0)
    return np.asarray((scaled - middle) / np.sqrt(others), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class PairNoise:
    """Differences of pairs between two scans, taken apart: what comes with a respondent, and rest.

    A difference is ``mean + u_i + u_j + e_ij``: respondents differ from scan to scan, and so does
    what two of them make of one tie.

    Parameters
    ----------
    differences : ndarray
        Shape (n, n), symmetric; the diagonal does not count.
    mean : float
        Over all pairs.
    by_respondent, rest : float
        Variances of u and e.
    """

    differences: Floats
    mean: float
    by_respondent: float
    rest: float

    @property
    def count(self) -> int:
        """How many respondents."""
        return len(self.differences)

    def rows(self) -> tuple[Floats, Floats]:
        """Mean difference of each one's pairs from the mean of all, and its spread by chance."""
        n = self.count
        off = self.differences - self.mean
        np.fill_diagonal(off, 0.0)
        spread = np.sqrt((self.by_respondent + self.rest) / max(n - 1, 1)) * np.ones(n)
        return off.sum(axis=1) / max(n - 1, 1), np.maximum(spread, 1e-9)

    def overall(self) -> float:
        """Mean difference in units of its spread by chance."""
        n = self.count
        spread = 4 * self.by_respondent / n + 2 * self.rest / (n * (n - 1))
        return self.mean / float(np.sqrt(max(spread, 1e-12)))

    def between(self, one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> float:
        """Mean difference across two groups, from that of all, in units of its spread by chance."""
        k, m = len(one), len(other)
        found = float(self.differences[np.ix_(one, other)].mean()) - self.mean
        spread = self.by_respondent * (1 / k + 1 / m) + self.rest / (k * m)
        return found / float(np.sqrt(max(spread, 1e-12)))


def pair_noise(differences: Floats, *, known: Floats | None = None) -> PairNoise:
    """Take the differences of pairs apart.

    Parameters
    ----------
    differences : ndarray
        Shape (n, n), symmetric, n at least 3.
    known : ndarray, optional
        Shape (n, n): variance of each difference by the readings of both scans; the rest is at
        least its mean.

    Returns
    -------
    PairNoise

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> u, e = rng.normal(0, 2, 300), rng.normal(0, 1, (300, 300))
    >>> found = pair_noise(u[:, None] + u[None, :] + (e + e.T) / 2**0.5)
    >>> round(found.by_respondent, 1), round(float(u.var()), 1), round(found.rest, 1)
    (3.4, 3.4, 1.0)
    """
    n = len(differences)
    off = ~np.eye(n, dtype=np.bool_)
    mean = float(differences[off].mean())
    centred = np.where(off, differences - mean, 0.0)
    whole = float((centred[off] ** 2).sum() / max(n * (n - 1) - 1, 1))
    rows = centred.sum(axis=1) / (n - 1)
    of_rows = float((rows**2).sum() / (n - 1))
    m = n - 1
    by_respondent = max((of_rows - whole / m) / (1 - 1 / m), 0.0)
    rest = max(whole - 2 * by_respondent, 0.0)
    if known is not None:
        rest = max(rest, float(known[off].mean()))
    return PairNoise(differences, mean, by_respondent, rest)
