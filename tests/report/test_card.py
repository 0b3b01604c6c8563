"""Cards and attachments, from the notebook to the page and to the file."""

import json

import pytest
from report.made import INJECTIONS, Page, a_context, assert_inert, markdown, notebook, output

from stakeholder_map.report.blocks import Attachment, Blocks, Card, from_json, read_blocks
from stakeholder_map.report.card import CardPart
from stakeholder_map.report.downloads import collect_downloads
from stakeholder_map.report.pages import render_page
from stakeholder_map.report.pdf import outline_of

ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Ask <b>Elm</b>\r\nEND:VCALENDAR\r\n"


def a_card(*, tier="analyst", text="Join us.", source="asks, 2026-03-01"):
    part = CardPart("The ask", ((text, source), ("Plain.", "")))
    return Card("ask-elm", (part,), title="Elm Clinic", tier=tier)


def a_file(*, tier="analyst"):
    return Attachment("asks", ICS, title="Calendar of asks", suffix="ics", tier=tier)


def page_of(*blocks, tier="analyst"):
    book = notebook(markdown("# Who?\n\n## The answer"), output(Blocks(blocks)))
    return render_page(book, tier=tier, context=a_context(), page="01_environment")


def test_a_card_survives_the_way_through_a_notebook_file():
    card = a_card()
    assert from_json(json.loads(json.dumps(card.to_json()))) == card


def test_an_attachment_survives_letter_by_letter():
    again = from_json(json.loads(json.dumps(a_file().to_json())))
    assert again == a_file()
    assert again.text == ICS


def test_a_page_shows_a_card_with_its_sources():
    page = Page(page_of(a_card()))
    assert_inert(page)
    assert "Elm Clinic" in page.text
    assert "Join us. asks, 2026-03-01" in page.text
    assert {"class": "card", "aria-labelledby": "ask-elm"} in page.all("section")


def test_a_file_stands_beside_the_page_and_is_linked_from_it():
    book = notebook(markdown("# Who?"), output(a_file()))
    files = collect_downloads(book, tier="analyst", page="04_first_partners")
    assert files == {"files/04_first_partners-asks.ics": ICS.encode()}
    page = Page(page_of(a_file()))
    assert_inert(page)
    assert "files/01_environment-asks.ics" in [each["href"] for each in page.all("a")]


@pytest.mark.parametrize("block", [a_card(tier="restricted"), a_file(tier="restricted")])
def test_neither_is_seen_beyond_its_tier(block):
    book = notebook(markdown("# Who?\n\n## The answer"), output(block))
    assert collect_downloads(book, tier="analyst", page="p") == {}
    assert "Elm" not in page_of(block)
    assert len(read_blocks(book)) == 1


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_that_a_card_says_becomes_markup(text):
    part = CardPart(text, ((text, text),))
    assert_inert(Page(page_of(Card("c", (part,), title=text, tier="analyst"))))


def test_a_notebook_previews_both_escaped():
    card = a_card(text="<script>")
    data, _ = card._repr_mimebundle_()
    assert "<script>" not in data["text/html"]
    assert "Elm Clinic" in data["text/plain"]
    data, _ = a_file()._repr_mimebundle_()
    assert data["text/plain"] == "Calendar of asks (file asks.ics)"


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda: Card("c", (), title="t", tier="analyst"), r"\(\)"),
        (lambda: CardPart("", (("a", ""),)), "heading=''"),
        (lambda: CardPart("h", ()), r"lines=\(\)"),
        (lambda: Attachment("a", "", title="t", suffix="ics", tier="analyst"), "''"),
        (lambda: Attachment("a", "x", title="t", suffix="../x", tier="analyst"), "'../x'"),
    ],
)
def test_what_says_nothing_is_refused(make, found):
    with pytest.raises(ValueError, match=found):
        make()


def test_both_find_their_way_onto_paper():
    book = notebook(markdown("# Who?"), output(Blocks([a_card(), a_file()])))
    _, table, note = outline_of(book, tier="analyst", context=a_context()).items
    assert table["rows"] == [["The ask", "Join us. [asks, 2026-03-01]"], ["", "Plain."]]
    assert note["text"] == "Calendar of asks: a file beside the page, asks.ics."
