"""One scan: a region as it stood on a day, its evidence, and the draws that every notebook reads.

The draws are made once, by `prepare_scan`, and read by all notebooks through `open_scan`, so that
their pages speak of the same readings. Stored draws that were made from anything else are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from stakeholder_map.errors import ScanError, UsageError
from stakeholder_map.evidence import Evidence, collect_evidence
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.posterior import Draws, Posterior, load_draws
from stakeholder_map.posterior.fit import MODEL, fit_evidence
from stakeholder_map.read import Region, read_region

DRAWS_FILE = "draws.npz"
"""Name of the stored draws in the folder of what was prepared."""

TREATMENT = MODEL
"""How a scan weighs reports: one sampled model of all evidence; see `fit_evidence`."""


@dataclass(frozen=True, eq=False, repr=False)
class Scan:
    """What every notebook begins with.

    Parameters
    ----------
    region : Region
        The checked tables.
    evidence : Evidence
        Reports and witnesses.
    posterior : Posterior
        Probability and strength of each tie.
    draws : Draws
        Readings of the evidence.
    seed : int
        What the draws came from.
    results : dict, optional
        What was worked out of it by functions that work `once_a_scan`; None: each call works anew.
    """

    region: Region
    evidence: Evidence
    posterior: Posterior
    draws: Draws
    seed: int
    results: dict[Any, Any] | None = None

    @property
    def graph(self) -> StakeholderGraph:
        """The expected graph: see `Posterior.expected`."""
        return self.posterior.expected()

    def __repr__(self) -> str:
        return (
            f"Scan of {self.region.name!r} as of {self.region.as_of}: "
            f"{self.graph.n} stakeholders, {len(self.draws)} draws, seed {self.seed}"
        )


def open_scan(
    folder: Path | str, *, draws: int, seed: int, as_of: str = "", prepared: str = ""
) -> Scan:
    r"""A scan of a region folder; the first call of every notebook.

    Parameters
    ----------
    folder : Path or str
        The region folder.
    draws : int
        How many readings of the evidence, at least 1.
    seed : int
        What they are drawn from, at least 0.
    as_of : str
        The day the scan speaks of, ISO 8601; empty: the day in region.toml.
    prepared : str
        Folder with stored draws; empty: make them now.

    Returns
    -------
    Scan

    Raises
    ------
    InputError
        The region has faults; all are listed.
    UsageError
        A day that is none; fewer than one draw; a negative seed; stored draws of another number,
        seed or treatment.
    ScanError
        Stored draws that cannot be read, or were made from another input.

    Examples
    --------
    >>> import tempfile
    >>> files = {
    ...     "region.toml": "name = 'Tiny'\nconvener = 'us'\nas_of = 2026-07-01\n",
    ...     "stakeholders.csv": "stakeholder_id,name,key_group\nus,We,hospital\nb,Be,hospital\n",
    ...     "contacts.csv": "date,from_id,to_id,channel\n2026-06-30,us,b,call\n",
    ... }
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name, text in files.items():
    ...         _ = Path(folder, name).write_text(text)
    ...     open_scan(folder, draws=10, seed=1)
    Scan of 'Tiny' as of 2026-07-01: 2 stakeholders, 10 draws, seed 1
    """
    for ready in _ready:
        if prepared and ready.is_of(folder, prepared, (draws, seed, as_of)):
            return ready.scan
    region, evidence = _collected(folder, as_of=as_of, draws=draws, seed=seed)
    if prepared:
        return _stored(region, evidence, prepared=Path(prepared), draws=draws, seed=seed)
    return _drawn(region, evidence, draws=draws, seed=seed)


def prepare_scan(
    folder: Path | str, into: Path | str, *, draws: int, seed: int, as_of: str = ""
) -> Scan:
    """Make a scan and store its draws for the notebooks.

    Parameters
    ----------
    folder : Path or str
        The region folder.
    into : Path or str
        Folder for the stored draws; it is made where it is not there.
    draws, seed, as_of
        As in `open_scan`.

    Returns
    -------
    Scan
        What `open_scan` gives with ``prepared=into``.

    Raises
    ------
    InputError, UsageError
        As in `open_scan`.
    """
    collected = _collected(folder, as_of=as_of, draws=draws, seed=seed)
    return _made(collected, Path(into), draws=draws, seed=seed)


def make_ready(
    folder: Path | str,
    into: Path | str,
    *,
    draws: int,
    seed: int,
    collected: tuple[Region, Evidence],
) -> Scan:
    """Make a scan, store its draws, and keep it open for this process and those forked from it.

    Parameters
    ----------
    folder, into, draws, seed
        As in `prepare_scan`.
    collected : (Region, Evidence)
        What was read of the folder.

    Returns
    -------
    Scan
        What `open_scan` gives here for the same folders from now on, as long as every file in them
        holds the same bytes. It keeps its `results`.

    Raises
    ------
    UsageError
        As in `open_scan`.
    """
    made = _made(collected, Path(into), draws=draws, seed=seed)
    scan = _stored(made.region, made.evidence, prepared=Path(into), draws=draws, seed=seed)
    scan = replace(scan, results={})
    asked = (draws, seed, made.region.as_of.isoformat())
    _ready[:] = [_Ready(scan, _bytes_in(folder, into), asked)]
    return scan


@dataclass(frozen=True)
class _Ready:
    """A scan that is open, and what it was opened from."""

    scan: Scan
    files: Mapping[Path, str]
    asked: tuple[int, int, str]

    def is_of(self, folder: Path | str, prepared: str, asked: tuple[int, int, str]) -> bool:
        return self.asked == asked and self.files == _bytes_in(folder, prepared)


_ready: list[_Ready] = []


def _bytes_in(folder: Path | str, prepared: Path | str) -> dict[Path, str]:
    """Digests of the input files and of the draws, by their places."""
    files = [path for path in sorted(Path(folder).glob("*")) if path.is_file()]
    stored = [path for path in (Path(prepared, DRAWS_FILE),) if path.is_file()]
    return {path.resolve(): sha256(path.read_bytes()).hexdigest() for path in (*files, *stored)}


def origin_of(region: Region) -> str:
    """What draws are made from: the day and the digest of the input, as stored with the draws."""
    return f"{region.as_of.isoformat()} {region.digest}"


def _collected(folder: Path | str, *, as_of: str, draws: int, seed: int) -> tuple[Region, Evidence]:
    if draws < 1:
        raise UsageError(f"draws: expected a whole number of at least 1, found {draws!r}")
    if seed < 0:
        raise UsageError(f"seed: expected a whole number of at least 0, found {seed!r}")
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise UsageError(f"as_of: expected a day such as 2026-11-22, found {as_of!r}") from None
    region = read_region(folder, as_of=day)
    return region, collect_evidence(region)


def _drawn(region: Region, evidence: Evidence, *, draws: int, seed: int) -> Scan:
    made = fit_evidence(evidence, draws=draws, seed=seed)
    return Scan(region, evidence, Posterior.of(made.candidates), made, seed)


def _made(collected: tuple[Region, Evidence], into: Path, *, draws: int, seed: int) -> Scan:
    """A scan whose draws were stored."""
    scan = _drawn(*collected, draws=draws, seed=seed)
    into.mkdir(parents=True, exist_ok=True)
    scan.draws.save(into / DRAWS_FILE, origin=origin_of(scan.region))
    return scan


def _stored(region: Region, evidence: Evidence, *, prepared: Path, draws: int, seed: int) -> Scan:
    stored = load_draws(prepared / DRAWS_FILE, stakeholders=evidence.stakeholders)
    if stored.origin != origin_of(region):
        raise ScanError(
            f"the draws in {DRAWS_FILE} were made from another input or day: "
            f"expected {origin_of(region)}, found {stored.origin}"
        )
    posterior = Posterior.of(stored.draws.candidates)
    for name, expected, found in (
        ("draws", draws, len(stored.draws)),
        ("seed", seed, stored.draws.seed),
        ("treatment", TREATMENT, posterior.treatment),
    ):
        if expected != found:
            raise UsageError(
                f"{name}: expected {expected!r}, found {found!r} in the stored {DRAWS_FILE}"
            )
    return Scan(region, evidence, posterior, stored.draws, seed)
