"""A copy of the example with canaries in what was told in confidence, and injections as names.

Every naughty string stands in it too, as a comment and as a note, and those that would act in a
page as names of organisations.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from bs4 import BeautifulSoup

TREES = ("ash", "elm", "fir", "oak", "yew")
PERSONS = tuple(f"Canary{mark} Quillfeather" for mark in "abcdefghij")
EMAILS = tuple(f"canary.{mark}@confidence.example" for mark in "abcdefghij")
ADDRESSES = tuple(f"{number} Canaryhouse Lane" for number in range(701, 706))
COMMENTS = tuple(
    f"canarycomment {word} would not sign" for word in ("ash", "elm", "fir", "oak", "yew")
)
NOTES = tuple(
    f"canarynote {word} is leaving in spring" for word in ("ash", "elm", "fir", "oak", "yew")
)
QUOTED = tuple(
    f"canaryquote {word} told in confidence" for word in ("ash", "elm", "fir", "oak", "yew")
)
PERSONAL = (*PERSONS, *EMAILS, *ADDRESSES, *COMMENTS, *NOTES)
CANARIES = (*PERSONAL, *QUOTED)
"""Forty: persons, addresses, comments, notes, and what was told to analysts alone."""

INJECTIONS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "</title><script>alert(3)</script>",
    "</td></tr></table><iframe src=javascript:alert(4)>",
    "<svg onload=alert(5)>",
    "]]><script>alert(6)</script>",
    "</script><script>alert(7)</script>",
    '"><b onmouseover=alert(8)>x',
    "' autofocus onfocus='alert(9)",
    "javascript:alert(10)",
    "[click](javascript:alert(11))",
    "![x](https://evil.example/12.png)",
    "<a href=https://evil.example/13>go</a>",
    "{{ 7 * 191 }} fourteen",
    "{% include 'style.css' %} fifteen",
    "${7*191} sixteen",
    '=HYPERLINK("https://evil.example/17")',
    "+cmd|' /C calc'!A18",
    "-2+3+cmd19",
    "@SUM(1+1)20",
    "=1+1",
    "<style>@import 'https://evil.example/22'</style>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/23>",
    "<!--#exec cmd='24'-->",
    "$\\href{javascript:alert(25)}{x}$",
    "<foreignObject><script>alert(26)</script>",
    "&lt;script&gt;alert(27)&lt;/script&gt;",
    "%3Cscript%3Ealert(28)%3C/script%3E",
    "#set($x=7*191) twentynine",
    "*bold* _thirty_ `code`",
)
"""Scripts, templates, formulas, Markdown: each unique, so that it can be a name."""

NAMES = 10
"""So many more organisations are called by naughty strings."""

ACTIVE = {
    "script", "iframe", "object", "embed", "form", "base", "applet", "frame", "input", "button",
    "foreignobject", "animate", "set", "video", "audio", "template", "portal",
}  # fmt: skip


def edit(folder: Path, table: str, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Read a table, let `change` work on its rows, write it."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def fill(column: str, texts: tuple[str, ...], *, among=lambda _: True):
    """Put the texts into a column of the last rows that `among` takes."""

    def change(rows):
        chosen = [row for row in rows if among(row)][-len(texts) :]
        assert len(chosen) == len(texts)
        for row, text in zip(chosen, texts, strict=True):
            row[column] = text

    return change


def rename(rows, folder, texts):
    """Give the last organisations such names; the old names become aliases."""
    spare = [row for row in rows if row["internal"] != "yes" and "alliance" not in row["name"]]
    chosen = spare[-len(texts) :]
    assert len(chosen) == len(texts)
    former = [{"alias": row["name"], "id": row["stakeholder_id"]} for row in chosen]
    edit(folder, "aliases", lambda aliases: aliases.extend(former))
    for row, text in zip(chosen, texts, strict=True):
        row["name"] = text


def plant(example: Path, into: Path, *, strings: Sequence[str] = ()) -> Path:
    """The example with 40 canaries and 30 injections in it, and as many strings as have room."""
    shutil.copytree(example, into)
    # tests/bad_input shows that the reader refuses signs of control; they never get this far
    told = tuple(text for text in strings if text.isprintable())
    acting = [text for text in told if text not in INJECTIONS and active_nodes(f"<td>{text}</td>")]
    edit(into, "survey", fill("comment", told))
    edit(into, "contacts", fill("notes", told))
    edit(into, "people", fill("name", PERSONS))
    free = {"among": lambda row: row.get("comment", "") not in told}
    edit(into, "survey", fill("comment", (*COMMENTS, *EMAILS[:5], *ADDRESSES), **free))
    free = {"among": lambda row: row.get("notes", "") not in told}
    edit(into, "contacts", fill("notes", (*NOTES, *EMAILS[5:]), **free))
    closed = {"among": lambda row: row["consent"] == "analyst"}
    edit(into, "observations", fill("text", QUOTED, **closed))
    edit(into, "stakeholders", lambda rows: rename(rows, into, (*INJECTIONS, *acting[:NAMES])))
    named = (*INJECTIONS[:6], *acting[-2:])
    edit(into, "areas", fill("name", tuple(f"{each} area" for each in named)))
    open_ = {"among": lambda row: row["consent"] == "leadership"}
    edit(into, "observations", fill("text", tuple(f"{e} said" for e in INJECTIONS[:5]), **open_))
    return into


def active_nodes(markup: str) -> list[str]:
    """Whatever in a page or a picture would run, load or lead elsewhere."""
    soup = BeautifulSoup(re.sub(r"^\s*<\?xml[^>]*>", "", markup), "html.parser")
    found = []
    for tag in soup.find_all(True):
        refresh = tag.name == "meta" and (tag.get("http-equiv") or "").lower() == "refresh"
        if tag.name.lower() in ACTIVE or refresh:
            found.append(tag.name)
        for name, value in tag.attrs.items():
            text = " ".join(value) if isinstance(value, list) else str(value)
            runs = name.lower().startswith("on") or "javascript:" in text.lower()
            leads = name.lower() in {"href", "src", "action", "xlink:href", "srcset", "style"}
            runs = runs and name.lower() not in {"alt", "aria-label", "title", "id", "content"}
            if runs or (leads and ("://" in text or text.startswith("//"))):
                found.append(f"{tag.name} {name}={text[:60]}")
    return found
