"""Hand-made executed notebooks and a reader of pages, for the tests of this folder."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from stakeholder_map.report.blocks import Blocks, Chart, Finding, Note, Table, missing
from stakeholder_map.report.pages import page_context
from stakeholder_map.report.picture import draw
from stakeholder_map.report.style import figure, style

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
VOID = {"meta", "link", "img", "br", "hr", "input", "col"}


def naughty_strings() -> list[str]:
    path = SHARED / "badinput" / "blns" / "blns.json"
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is needed under CI")
        pytest.skip("the shared folder is not beside the project")
    return [text for text in json.loads(path.read_text("utf-8")) if text.strip()]


INJECTIONS = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<iframe src=javascript:alert(1)></iframe>",
    "{{ 7*7 }}{% include 'conf.json' %}{# gone #}",
    "${7*7} #{7*7} $\\frac{1}{2}$",
    "[link](javascript:alert(1)) ![x](http://elsewhere.example/x.png)",
    "# heading\n## another",
    "<!-- -->]]><b>bold</b>",
    "a\x00b\x1b[31mred\ud800",
    "=cmd|' /C calc'!A0",
    "\u202eright to left",
)


@cache
def a_picture():
    with style():
        drawn = figure(height=1.5, width=3)
        drawn.add_subplot().bar(["a", "b"], [3, 4])
    return draw(drawn)


def a_chart(name="bars", *, alt="Two bars, 3 and 4.", title="Bars", tier="leadership"):
    return Chart(name, a_picture(), title=title, alt=alt, tier=tier)


def a_table(name="rows", *, title="Rows", tier="analyst", rows=3):
    frame = pd.DataFrame({"who": [f"Org {n}" for n in range(rows)], "share": [0.5] * rows})
    frame.loc[0, "share"] = None
    return Table(name, frame, title=title, tier=tier, notes={"share": "of all"})


def markdown(text):
    return nbformat.v4.new_markdown_cell(text)


def output(block):
    data, metadata = block._repr_mimebundle_()
    shown = nbformat.v4.new_output(
        "execute_result", data=data, metadata=metadata, execution_count=1
    )
    return nbformat.v4.new_code_cell("secret_code()", outputs=[shown])


def printed(text):
    shown = nbformat.v4.new_output("stream", name="stdout", text=text)
    return nbformat.v4.new_code_cell("print('x')", outputs=[shown])


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def a_notebook():
    return notebook(
        markdown("# Who is here?\n\nThe question, in one sentence."),
        markdown("## The answer"),
        output(
            Blocks(
                [
                    Finding("all", "31 of 44 answered.", tier="leadership"),
                    Finding("some", "Four are central.", tone="caution"),
                    missing("contacts", "who is overdue"),
                ]
            )
        ),
        markdown("## The evidence\n\nEach counts *once*."),
        output(a_chart()),
        output(a_table()),
        markdown("## By respondent\n\nRaw answers stand here."),
        output(Note("raw", "Respondent r7 said 4.", tier="restricted")),
        printed("person p1 <b>called</b>"),
        markdown("## What this cannot tell\n\nA blank is no *no*."),
    )


def a_context(*, region="Three Rivers", title="Who is here?"):
    books = {"01_environment": notebook(markdown(f"# {title}")), "02_influence": a_notebook()}
    return page_context(books, region=region, as_of="2026-11-22", seed=7, draws=200)


@dataclass
class Page(HTMLParser):
    """What stands on a page, read as a browser would."""

    html: str
    nodes: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.nodes.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open[-1:] == [tag], f"{tag} closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data):
        if "style" not in self.open:
            self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.nodes if name == tag]

    @property
    def headings(self):
        return [int(tag[1]) for tag, _ in self.nodes if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


ALLOWED = re.compile(
    "html|head|meta|title|link|style|body|a|header|nav|ul|ol|li|main|section|h[1-6]|p|span|strong"
    "|em|b|br|div|figure|figcaption|img|table|caption|thead|tbody|tr|th|td|pre|code|dl|dt|dd|footer"
    "|del|hr|blockquote"
)
ATTRIBUTES = re.compile(
    "lang|charset|http-equiv|content|name|rel|href|class|id|aria-label|aria-current"
    "|aria-labelledby|role|tabindex|alt|width|height|src|scope"
)


def assert_inert(page):
    """No node that acts, no address but relative ones and pictures of the page itself."""
    for tag, attributes in page.nodes:
        assert ALLOWED.fullmatch(tag), tag
        assert all(map(ATTRIBUTES.fullmatch, attributes)), attributes
        assert not (tag == "meta" and attributes.get("http-equiv") == "refresh")
        if tag == "img":
            assert attributes["src"].startswith("data:image/png;base64,")
        if "href" in attributes:
            assert attributes["href"] == "data:," or ":" not in attributes["href"], attributes
