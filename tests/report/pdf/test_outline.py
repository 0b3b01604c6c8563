"""What stands on paper is what stands on the page, as data."""

import json

import pandas as pd
import pytest
from report.made import a_chart, a_context, markdown, notebook, output, printed

from stakeholder_map.privacy import TIERS
from stakeholder_map.report.blocks import Finding, Note, Table
from stakeholder_map.report.pdf import outline_of
from stakeholder_map.report.pdf.markdown import items_of
from stakeholder_map.report.pdf.outline import MOST_ROWS


def outlined(*cells, tier="analyst"):
    return outline_of(notebook(*cells), tier=tier, context=a_context())


def test_items_keep_the_order_of_the_notebook():
    items = outlined(
        markdown("# Who?\n\nA *short* page."),
        output(Finding("f", "One.")),
        output(Note("n", "Two.", tier="analyst")),
        markdown("## More"),
        output(a_chart("c", tier="analyst")),
    ).items
    assert [item["kind"] for item in items] == [
        "heading",
        "paragraph",
        "finding",
        "note",
        "heading",
        "chart",
    ]


def test_headings_that_skip_or_repeat_are_put_in_order():
    items = outlined(markdown("### A\n\n# B\n\n#### C")).items
    assert [item["level"] for item in items] == [1, 2, 3]


@pytest.mark.parametrize("tier", TIERS)
def test_a_tier_gets_on_paper_what_it_may_see_and_no_trace_of_more(tier):
    said = {each: f"Told to {each}." for each in TIERS}
    outline = outlined(
        markdown("# T"),
        *(output(Finding(each, said[each], tier=each)) for each in TIERS),
        tier=tier,
    )
    seen = {each for each in TIERS if said[each] in json.dumps(outline.to_json())}
    assert seen == set(TIERS[TIERS.index(tier) :])


def test_what_a_cell_printed_is_for_the_restricted_tier():
    cells = (markdown("# T"), printed("loose words"))
    assert "loose words" in json.dumps(outlined(*cells, tier="restricted").to_json())
    assert "loose words" not in json.dumps(outlined(*cells).to_json())


def test_a_long_table_is_cut_and_says_where_the_rest_is():
    frame = pd.DataFrame({"name": [f"r{n}" for n in range(60)], "n": range(60)})
    table = outlined(markdown("# T"), output(Table("t", frame, title="All", tier="analyst"))).items[
        1
    ]
    assert len(table["rows"]) == MOST_ROWS
    assert table["more"] == f"{60 - MOST_ROWS} more rows in the table t.csv."


def test_a_column_has_room_for_its_longest_word():
    frame = pd.DataFrame({"name": ["Transportation " * 3, "x"], "n": [1, 2]})
    table = outlined(markdown("# T"), output(Table("t", frame, title="All", tier="analyst"))).items[
        1
    ]
    shares = [column["share"] for column in table["columns"]]
    assert shares[0] / sum(shares) > 0.7


def test_markdown_keeps_its_words_and_loses_addresses_pictures_and_html():
    items = items_of(
        "See [the page](https://elsewhere.example/x) ![a map](https://elsewhere.example/m.png)\n\n"
        "<script>alert(1)</script>\n\n> quoted\n\n1. one\n2. **two**\n\n`code`"
    )
    text = json.dumps(items)
    assert "elsewhere" not in text
    assert "the page" in text
    assert "a map" in text
    assert [item["kind"] for item in items] == [
        "paragraph",
        "code",
        "paragraph",
        "numbered",
        "paragraph",
    ]
