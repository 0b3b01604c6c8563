"""The pages, tables and figures of the three tiers, rendered while notebooks still run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from stakeholder_map.history import PublishedScan, Staging
from stakeholder_map.history.gaps import missed_days, schedule_in
from stakeholder_map.privacy import Tier
from stakeholder_map.privacy.shield import Shield
from stakeholder_map.privacy.tiers import LEDGER
from stakeholder_map.scanning.edition import edition_files, print_papers, workbook_file
from stakeholder_map.scanning.leadership import LeadershipBuild
from stakeholder_map.scanning.told import Told
from stakeholder_map.suite import Progress, ProgressEvent

if TYPE_CHECKING:
    from stakeholder_map.report.pages import EarlierScan, PageContext

OWN: tuple[Tier, ...] = ("restricted", "analyst")
"""Tiers that this process renders; that for leaders is rendered by one that has seen less."""

MOST_EARLIER = 50
"""Earlier scans that an index leads to; the oldest of them lead on to those before."""


class PageWriter:
    """Writes what each tier may see of a notebook as soon as the notebook has run.

    One thread renders, so that pages cost little beyond the time that notebooks take anyway.

    Parameters
    ----------
    staging : Staging
        Where the tiers stand.
    executed : Path
        Folder of the executed notebooks.
    context : PageContext
        What every page says of the scan.
    shield : Shield
        Takes out whoever is named below the restricted tier.
    """

    def __init__(
        self, staging: Staging, *, executed: Path, context: PageContext, shield: Shield
    ) -> None:
        self.staging = staging
        self.shield = shield
        self.executed = executed
        self.context = context
        self._notebooks: dict[str, Future[dict[Tier, Mapping[str, Any]]]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pages")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def watch(self, progress: Progress | None) -> Progress:
        """A receiver of events that renders each finished notebook and tells `progress` too."""

        def receive(event: ProgressEvent) -> None:
            if event.state == "done":
                stem = event.notebook.removesuffix(".ipynb")
                self._notebooks[stem] = self._thread.submit(self._write_pages, stem)
                if len(self._notebooks) == len(self.context.pages) - 1:
                    self._thread.submit(self._prepare_workbook)
            if progress is not None:
                progress(event)

        return receive

    def finish(self, *, earlier: list[PublishedScan], told: Told, build: LeadershipBuild) -> None:
        """Wait for the pages, write the index of each tier, have the leaders' pages made.

        Parameters
        ----------
        earlier : list of PublishedScan
            Scans of the region that were published before.
        told : Told
            What leaders may be told of the ratings, and which leaders they are.
        build : LeadershipBuild
            The process that renders for them.
        """
        from stakeholder_map.report.pages import render_index

        missed = self._missed(earlier)
        done = {stem: self._notebooks[stem].result() for stem, _ in self.context.pages}
        whole = {stem: notebooks["restricted"] for stem, notebooks in done.items()}
        material = {
            "context": {
                name: getattr(self.context, name) for name in ("region", "as_of", "seed", "draws")
            },
            **told.material(whole, shield=self.shield),
            "earlier": [
                [e.label, e.href] for e in _links(earlier, tier="leadership", missed=missed)
            ],
        }
        # Rendered by another process, while this one finishes the other tiers.
        for_leaders = self._thread.submit(build.render, material)
        for tier in OWN:
            links = _links(earlier, tier=tier, missed=missed)
            seen = {stem: notebooks[tier] for stem, notebooks in done.items()}
            files = print_papers(edition_files(seen, tier=tier, context=self.context))
            for path, content in files.items():
                _write(self.staging.tier(tier) / path, content)
            html = render_index(seen, tier=tier, context=self.context, earlier=links, files=files)
            _write(self.staging.tier(tier) / "index.html", html.encode())
        for path, content in print_papers(for_leaders.result()).items():
            _write(self.staging.tier("leadership") / path, content)
        _write(self.staging.tier("restricted") / LEDGER, told.ledger())

    def _prepare_workbook(self) -> None:
        """Make the workbook of the tables that are there, while the last notebook runs."""
        # The last one may have been handed in by now: it waits for this very thread.
        done = {
            stem: self._notebooks[stem].result()["analyst"]
            for stem, _ in self.context.pages
            if stem in self._notebooks and self._notebooks[stem].done()
        }
        workbook_file(done, tier="analyst", context=self.context)

    def _missed(self, earlier: list[PublishedScan]) -> tuple[date, ...]:
        """Days on which a scan was due and none was made, up to the day of this one."""
        until = date.fromisoformat(self.context.as_of)
        schedule = schedule_in(self.staging.tier("restricted") / "inputs")
        return missed_days([*(s.as_of for s in earlier), until], schedule=schedule, until=until)

    def _write_pages(self, stem: str) -> dict[Tier, Mapping[str, Any]]:
        """Write what each tier may see of one notebook, and return it for the index."""
        notebook = read_notebook(self.executed / f"{stem}.ipynb")
        seen = {tier: self._seen(notebook, tier=tier) for tier in OWN}
        for tier in OWN:
            self._write_page(seen[tier], stem=stem, tier=tier)
        return seen

    def _seen(self, notebook: Mapping[str, Any], *, tier: Tier) -> Mapping[str, Any]:
        """What a tier may see of a notebook; below the restricted one nobody is named."""
        from stakeholder_map.report.selection import reduce_notebook

        if tier == "restricted":
            return notebook
        seen: Mapping[str, Any] = self.shield.clean(reduce_notebook(notebook, tier=tier))
        return seen

    def _write_page(self, notebook: Mapping[str, Any], *, stem: str, tier: Tier) -> None:
        """Write one notebook's page, tables and figures of one tier."""
        from stakeholder_map.report.downloads import collect_downloads
        from stakeholder_map.report.pages import render_page

        folder = self.staging.tier(tier)
        html = render_page(notebook, tier=tier, context=self.context, page=stem)
        _write(folder / f"{stem}.html", html.encode())
        for path, content in collect_downloads(notebook, tier=tier, page=stem).items():
            _write(folder / path, content)


def read_notebook(path: Path) -> Mapping[str, Any]:
    """A notebook as its file holds it: one that this suite stored, or has just run."""
    notebook: Mapping[str, Any] = json.loads(path.read_bytes())
    return notebook


def _links(
    earlier: list[PublishedScan], *, tier: Tier, missed: Sequence[date]
) -> list[EarlierScan]:
    """Links from the index of a tier to that of the scans before, newest first, gaps among them."""
    from stakeholder_map.report.pages import EarlierScan

    newest = sorted(earlier, key=lambda scan: scan.order, reverse=True)[:MOST_EARLIER]
    links = [
        (
            scan.order,
            EarlierScan(
                f"{scan.as_of.isoformat()}, scan {scan.sequence:03d}",
                f"../../{scan.name}/{tier}/index.html",
            ),
        )
        for scan in newest
    ]
    oldest = newest[-1].as_of if newest else date.max
    links += [
        ((day, 0), EarlierScan(f"{day.isoformat()}: a scan was due, none was made", ""))
        for day in missed
        if day >= oldest
    ]
    return [link for _, link in sorted(links, key=lambda each: each[0], reverse=True)]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
