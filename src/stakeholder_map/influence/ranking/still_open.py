"""What a ranking has not heard yet: the survey of which it speaks is still open."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.environment.heard import STILL_OPEN, wave_is_open
from stakeholder_map.phrases import count_of
from stakeholder_map.read import Region
from stakeholder_map.scan import Scan


def tell_still_open(scan: Scan) -> tuple[str, ...]:
    """Say that the survey is still open, and how many answers may still come.

    Parameters
    ----------
    scan : Scan
        An opened scan.

    Returns
    -------
    tuple of str
        Of a wave that was open on the day of the scan: until when, how many were asked, how many
        answers are on file; none of it is read before it closes. Of a survey that is read while it
        is open: how many of those asked have not answered. Nothing where the survey is over.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> print(*tell_still_open(open_scan(folder, draws=2, seed=1, as_of="2026-09-01")))
    The survey's wave 2026 is still open, until 2026-09-18: the answers of up to 36 respondents may
    still come, and none of them is read before it closes. Until then this rests on the wave before.
    """
    region = scan.region
    day = pd.Timestamp(region.as_of)
    waves = region.table("waves")
    now = waves[~(waves["opened"] > day) & (waves["closed"] > day)].sort_values(["closed", "wave"])
    if len(now):
        return tuple(_of_wave(region, now.iloc[-1], waves=len(waves)))
    if wave_is_open(region):
        return (STILL_OPEN,)
    closes = region.settings.survey_closes
    if region.has("survey") and closes is not None and closes > region.as_of:
        silent = int((scan.evidence.witnesses["state"] == "silent").sum())
        may = "they come in" if silent != 1 else "it comes in"
        told = (
            f"The survey is still open, until {closes.isoformat()}: the answers of "
            f"{count_of(silent, 'respondent')} of {len(scan.evidence.witnesses):,} may still come, "
            f"and places may change when {may}."
        )
        return (told,)
    return ()


def _of_wave(region: Region, wave: pd.Series[str], *, waves: int) -> Iterable[str]:
    heard = region.has("survey")
    asked = _others(region, "invitations") if waves - heard == 1 else 0
    until = pd.Timestamp(wave["closed"]).date().isoformat()
    who = f"up to {count_of(asked, 'respondent')}" if asked else "those who are asked"
    yield (
        f"The survey's wave {wave['wave']} is still open, until {until}: the answers of {who} may "
        "still come, and none of them is read before it closes."
        f"{' Until then this rests on the wave before.' if heard else ''}"
    )


def _others(region: Region, table: str) -> int:
    """Rows of a table that belong to another wave than the one that is read."""
    rows = region.balance
    of = (rows["table"] == table) & (rows["reason"] == "other wave")
    return int(rows.loc[of, "rows"].sum())
