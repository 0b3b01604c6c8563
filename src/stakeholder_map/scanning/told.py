"""What leaders are told in a scan, judged together with what all scans before told them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stakeholder_map.errors import ScanError
from stakeholder_map.history import PublishedScan
from stakeholder_map.privacy.audience import Audience
from stakeholder_map.privacy.ledger import read_ledger, write_ledger
from stakeholder_map.privacy.received import Received, received_ratings
from stakeholder_map.privacy.rules import Rules
from stakeholder_map.privacy.statements import Statement
from stakeholder_map.privacy.tiers import LEDGER

if TYPE_CHECKING:
    from stakeholder_map.privacy.shield import Shield
    from stakeholder_map.read import Region
    from stakeholder_map.report.map import MapContent
    from stakeholder_map.report.map.places import Place


@dataclass(frozen=True)
class Told:
    """What leaders are told.

    Parameters
    ----------
    audience : Audience
        Which leaders they are.
    received : Received
        The suppressed tables.
    rules : Rules
        The thresholds.
    map : MapContent or None
        The map that they may see, if there is one.
    """

    audience: Audience
    received: Received
    rules: Rules
    map: MapContent | None

    def material(
        self, notebooks: Mapping[str, Mapping[str, Any]], *, shield: Shield
    ) -> dict[str, Any]:
        """All that the process which renders for leaders is handed of a scan.

        Parameters
        ----------
        notebooks : mapping of str to notebook
            Executed, by file stem.
        shield : Shield
            Takes out whoever is named.

        Returns
        -------
        dict
            ``notebooks``, and ``map`` where there is one: plain values.
        """
        content = {} if self.map is None else {"map": shield.clean(self.map.to_json())}
        return {"notebooks": shield.clean(self.pages(notebooks)), **content}

    def pages(self, notebooks: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """The pages for leaders, as notebooks that hold nothing but what they may see.

        Parameters
        ----------
        notebooks : mapping of str to notebook
            Executed, by file stem.

        Returns
        -------
        dict
            By file stem: those that have something for them, then the received ratings; where too
            few organisations answered a page that says so, and no other.
        """
        from stakeholder_map.report.pages import speaks_to
        from stakeholder_map.report.received import (
            NO_REPORT_PAGE,
            RECEIVED_PAGE,
            no_report_notebook,
            received_notebook,
            with_banner,
        )
        from stakeholder_map.report.selection import reduce_notebook

        if not self.received.reported:
            return {NO_REPORT_PAGE: no_report_notebook()}
        reduced = {
            stem: reduce_notebook(notebook, tier="leadership", audience=self.audience)
            for stem, notebook in notebooks.items()
        }
        pages = {s: page for s, page in reduced.items() if speaks_to(page, tier="leadership")}
        if self.audience != "convener":
            pages = {stem: _for_others(page, stem=stem) for stem, page in pages.items()}
        if self.received.shown():
            pages[RECEIVED_PAGE] = received_notebook(self.received)
        return {stem: with_banner(page, rules=self.rules) for stem, page in pages.items()}

    def ledger(self) -> bytes:
        """What was told, with the answers behind it, for the restricted tier."""
        return write_ledger(self.received.told)


IN_BRIEF = (
    "# In brief\n\nWhom we heard, what is needed, and what the answers tell of the region as a "
    "whole. What the convener plans, and with whom, stands in its own edition alone."
)
"""How the brief begins for readers who see no proposal in it."""


def _for_others(page: dict[str, Any], *, stem: str) -> dict[str, Any]:
    """The brief under a heading that promises no proposal; other pages as they are."""
    from stakeholder_map.report.context import PAPERS

    if stem not in PAPERS:
        return page
    heading, *cells = page["cells"]
    return {**page, "cells": [{**heading, "source": IN_BRIEF}, *cells]}


def tell_leaders(
    region: Region,
    *,
    earlier: Sequence[PublishedScan],
    rules: Rules,
    places: Mapping[str, Place],
) -> Told:
    """What leaders may be told of the ratings in a region.

    Parameters
    ----------
    region : Region
        Of the scan; its settings say which leaders they are.
    earlier : sequence of PublishedScan
        All scans of the region that were published before.
    rules : Rules
        The thresholds.
    places : mapping of str to (float, float)
        Where organisations stand on the maps of the scan.

    Returns
    -------
    Told

    Raises
    ------
    ScanError
        Where a ledger cannot be read, or is gone though its scan told ratings: what may be told
        now cannot be judged then.
    """
    from stakeholder_map.report.map import leaders_map

    audience = region.settings.audience
    in_order = sorted(earlier, key=lambda scan: scan.number)
    before = [told_in(scan) for scan in in_order]
    received = received_ratings(region, audience=audience, earlier=before, rules=rules)
    shown = leaders_map(region, received=received, audience=audience, places=places, rules=rules)
    return Told(audience, received, rules, shown)


def told_in(scan: PublishedScan) -> tuple[Statement, ...]:
    """What a published scan told leaders; nothing where it was made before there were ledgers.

    Parameters
    ----------
    scan : PublishedScan
        Published before.

    Returns
    -------
    tuple of Statement
        Of its ledger.

    Raises
    ------
    ScanError
        Where the ledger cannot be read, or is gone though the scan told ratings.
    """
    from stakeholder_map.report.received import RECEIVED_PAGE

    path = scan.folder / "restricted" / LEDGER
    if path.is_file():
        try:
            return read_ledger(path.read_bytes())
        except ScanError as error:
            raise ScanError(f"scan {scan.name}: {error}") from error
    if (scan.folder / "leadership" / f"{RECEIVED_PAGE}.html").exists():
        raise ScanError(
            f"scan {scan.name} told leaders of ratings, and its {LEDGER} is gone: "
            "put its restricted tier back before the next scan"
        )
    return ()
