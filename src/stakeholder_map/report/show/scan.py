"""What every notebook says of the scan itself."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.report.kinds import Block, Note
from stakeholder_map.report.show.verbs import method_of
from stakeholder_map.scan import Scan


@method_of.register
def _(result: Scan) -> Iterable[Block]:
    region = result.region
    used = int(region.balance.loc[region.balance["reason"] == "used", "rows"].sum())
    read = int(region.balance["rows"].sum())
    settings = region.settings
    text = (
        f"{region.name} as of {region.as_of.isoformat()}: {read:,} rows read, {used:,} used. "
        f"{len(result.draws):,} readings of the evidence from seed {result.seed}."
    )
    if settings.weights_by:
        on = f", on {settings.weights_on.isoformat()}" if settings.weights_on else ""
        text += f" Weights set by {settings.weights_by}{on}."
    yield Note("scan", text, tier="leadership")
