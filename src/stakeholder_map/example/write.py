"""An example region as a folder."""

from __future__ import annotations

from pathlib import Path

from stakeholder_map.example.region import ExampleRegion, generate_region
from stakeholder_map.example.world import WAVES, Noise
from stakeholder_map.tables import TABLES

EXAMPLE_SEED = 2026
"""Seed of the regions that are stored under `data`."""

EXAMPLE_FOLDERS = {"2025": "example-earlier", "2026": "example"}
"""Folder under `data` of the region as it stood after each wave."""


def write_example(
    folder: Path | str,
    *,
    seed: int,
    stakeholders: int = 48,
    wave: str = WAVES[-1],
    noise: Noise | None = None,
) -> ExampleRegion:
    """Write a synthetic region into a folder.

    Parameters
    ----------
    folder : Path or str
        Made where it is not there; files of the same names are replaced, and files of tables that
        this region does not have are removed.
    seed, stakeholders, wave, noise
        As for `generate_region`.

    Returns
    -------
    ExampleRegion
        What was written, and the planted answer, which is not written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     region = write_example(folder, seed=1)
    ...     sorted(file.name for file in Path(folder).iterdir())[:2]
    ['acquaintances.csv', 'aliases.csv']
    """
    region = generate_region(seed=seed, stakeholders=stakeholders, wave=wave, noise=noise)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name in set(TABLES) - set(region.tables):
        (target / f"{name}.csv").unlink(missing_ok=True)
    for name, text in example_files(region).items():
        (target / name).write_bytes(text.encode("utf-8"))
    return region


def example_files(region: ExampleRegion) -> dict[str, str]:
    """Text of every file of a region folder, by file name; lines end in LF."""
    files = {
        f"{name}.csv": frame.to_csv(index=False, lineterminator="\n")
        for name, frame in region.tables.items()
    }
    return {"region.toml": region.settings, **files}
