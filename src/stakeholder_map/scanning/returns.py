"""Each participant's own results, from a published scan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stakeholder_map.errors import UsageError
from stakeholder_map.history import PublishedScan, read_scan
from stakeholder_map.history.removal import require_standing
from stakeholder_map.scanning.told import told_in

if TYPE_CHECKING:
    from stakeholder_map.report.pages import PageContext


def write_returns(scan: Path, *, into: Path) -> tuple[list[Path], int]:
    """Write a page for each participant that has a result which may be shown.

    Parameters
    ----------
    scan : Path
        Folder of a published scan, with its restricted tier.
    into : Path
        Folder for the pages; made where it is missing, open to its owner only.

    Returns
    -------
    list of Path
        The pages, named by the participants' ids.
    int
        Participants without any result that may be shown.

    Raises
    ------
    UsageError
        Where the restricted tier is not there, or nothing was told of any organisation.
    """
    from stakeholder_map.privacy.cells import pooled_groups, rated_organisations
    from stakeholder_map.privacy.own import own_results
    from stakeholder_map.privacy.rules import SAFE
    from stakeholder_map.read import read_region
    from stakeholder_map.report.returns import return_notebook

    published = read_scan(scan)
    require_standing(published)
    inputs = published.folder / "restricted" / "inputs"
    told = told_in(published)
    if not inputs.is_dir() or not told:
        raise UsageError(f"scan {published.name!r} holds nothing that participants may be told")
    region = read_region(inputs, as_of=published.as_of)
    groups = pooled_groups(region, fewest=SAFE.group)
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    written: list[Path] = []
    names = rated_organisations(region)
    for each, name in sorted(names.items()):
        results = own_results(told, subject=each, groups=groups)
        if not any(row["raters"] for row in results.own.records()):
            continue
        path = into / f"{_file_of(each)}.html"
        path.write_text(_page(return_notebook(results, name=name), published), encoding="utf-8")
        written.append(path)
    return written, len(names) - len(written)


def _file_of(stakeholder_id: str) -> str:
    """An id as a file may be called."""
    from stakeholder_map.history import slug_of

    return slug_of(stakeholder_id)


def _page(notebook: dict[str, Any], scan: PublishedScan) -> str:
    from stakeholder_map.report.pages import render_page

    return render_page(notebook, tier="leadership", context=_context(scan), page="return")


def _context(scan: PublishedScan) -> PageContext:
    from stakeholder_map.report.pages import PageContext

    parameters = scan.manifest.get("parameters", {})
    return PageContext(
        scan.region,
        as_of=scan.as_of.isoformat(),
        seed=int(scan.manifest.get("seed", 0)),
        draws=int(parameters.get("draws", 0)),
        pages=(),
    )
