"""Spans of seats and roles: both days belong to them, wherever they are read."""

from datetime import date

import pandas as pd

from stakeholder_map.evidence.gatherings import membership_records
from stakeholder_map.tables.spans import holding

DAY = date(2026, 7, 1)


def seats(since, until):
    columns = {"since": pd.to_datetime([since] * 2), "until": pd.to_datetime([until] * 2)}
    return pd.DataFrame({"member_id": ["a", "b"], "body": "board", **columns})


def test_a_span_holds_from_its_first_day_to_its_last():
    for since, until, held in (
        (None, None, True),
        ("2026-07-01", "2026-07-01", True),
        ("2026-07-02", None, False),
        (None, "2026-06-30", False),
    ):
        assert (len(holding(seats(since, until), DAY)) == 2) is held, (since, until)


def test_two_who_sit_together_to_this_day_share_a_body_and_yesterday_they_did():
    for until, shared in (("2026-07-01", 1), ("2026-06-30", 0)):
        told = membership_records(seats(None, until), organisation_of=str, as_of=DAY)
        assert len(told.reports) == shared
        assert dict(told.left)["not current"] == 2 * (1 - shared)
