"""The overview of a scan leads to those before it, and shows where one is missing."""

from datetime import date
from pathlib import Path

from stakeholder_map.history import PublishedScan
from stakeholder_map.report.pages import page_context, render_index
from stakeholder_map.scanning.pages import _links

SCANS = [
    PublishedScan(Path(f"vale/{day}-001"), date.fromisoformat(day), 1)
    for day in ("2026-05-01", "2026-06-02")
]


def test_gaps_stand_among_the_scans_where_they_are():
    missed = [date(2026, 7, 1), date(2026, 5, 20), date(2026, 4, 1)]
    links = _links(SCANS, tier="analyst", missed=missed)
    assert [(link.label[:10], bool(link.href)) for link in links] == [
        ("2026-07-01", False),
        ("2026-06-02", True),
        ("2026-05-20", False),
        ("2026-05-01", True),
    ]
    assert links[0].label == "2026-07-01: a scan was due, none was made"


def test_a_gap_is_words_and_no_link():
    context = page_context({}, region="Vale", as_of="2026-07-02", seed=1, draws=5)
    links = _links(SCANS[:1], tier="analyst", missed=[date(2026, 6, 1)])
    html = render_index({}, tier="analyst", context=context, earlier=links, files=[])
    assert "<li>2026-06-01: a scan was due, none was made</li>" in html
    assert '<a href="../../2026-05-01-001/analyst/index.html">2026-05-01, scan 001</a>' in html
