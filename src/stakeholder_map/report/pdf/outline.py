"""What stands on the paper: the sections of a notebook as data that Typst sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stakeholder_map.phrases import count_of
from stakeholder_map.privacy import Tier
from stakeholder_map.report.context import EDITIONS, PageContext, long_day
from stakeholder_map.report.kinds import Attachment, Card, Chart, Finding, Note, Table
from stakeholder_map.report.pdf.markdown import Item, items_of
from stakeholder_map.report.selection import Plain, Prose, select_sections, title_of

MOST_ROWS = 25
"""Rows of a table on paper; the CSV has all."""

TONES = {"caution": "Caution", "missing": "Not shown"}
_NARROWEST, _WIDEST = 6, 44
_TEXT_WIDTH_PX = 1290.0
"""Width of a picture, in its own pixels, that fills the text."""


@dataclass(frozen=True)
class Outline:
    """A page of a scan, as the Typst template reads it.

    Parameters
    ----------
    title, about : str
        Title and description of the document.
    region, day, edition, foot : str
        What stands at the head and the foot of each page.
    language : str
        ISO 639-1.
    items : list of dict
        Headings, paragraphs, findings, notes, tables, charts, in order.
    """

    title: str
    about: str
    region: str
    day: str
    edition: str
    foot: str
    language: str
    items: list[Item]

    def to_json(self) -> dict[str, Any]:
        """The outline as plain data."""
        return asdict(self)


def outline_of(notebook: Mapping[str, Any], *, tier: Tier, context: PageContext) -> Outline:
    """The outline of an executed notebook for the readers of a tier.

    Parameters
    ----------
    notebook : mapping
        Executed, as nbformat reads it.
    tier : Tier
        Whose paper it is.
    context : PageContext
        Of the scan.

    Returns
    -------
    Outline
        Without code; of long tables the first rows.
    """
    items: list[Item] = []
    for section in select_sections(notebook, tier=tier):
        for item in section.items:
            items += _items(item)
    name, holds = EDITIONS[tier]
    day = long_day(context.as_of)
    return Outline(
        title=title_of(notebook),
        about=f"{context.region}, {day}. {holds}",
        region=context.region,
        day=day,
        edition=name,
        foot=f"Seed {context.seed}, {count_of(context.draws, 'reading')} of the evidence",
        language=context.language,
        items=list(_in_order(items)),
    )


def _items(item: object) -> list[Item]:
    if isinstance(item, Prose):
        return items_of(item.source)
    if isinstance(item, Plain):
        return [{"kind": "code", "text": item.text}]
    if isinstance(item, Finding):
        label = TONES.get(item.tone, "")
        return [{"kind": "finding", "tone": item.tone, "label": label, "text": item.text}]
    if isinstance(item, Note):
        return [{"kind": "note", "text": item.text}]
    for kind, lay_out in _LAID_OUT.items():
        if isinstance(item, kind):
            return [lay_out(item)]
    raise TypeError(f"no way onto paper is known for a {type(item).__name__}")


def _chart(chart: Chart) -> Item:
    width, _ = chart.picture.size
    return {
        "kind": "chart",
        "svg": chart.picture.svg,
        "alt": chart.alt,
        "title": chart.title,
        "width": round(min(1.0, width / _TEXT_WIDTH_PX), 4),
    }


def _card(card: Card) -> Item:
    """A card as a table of what it says, with sources in square brackets."""
    rows = [
        [part.heading if place == 0 else "", f"{text} [{source}]" if source else text]
        for part in card.parts
        for place, (text, source) in enumerate(part.lines)
    ]
    columns = [
        {"label": label, "number": False, "share": share}
        for label, share in (("On what", 1.0), ("What to know", 4.0))
    ]
    return {"kind": "table", "title": card.title, "columns": columns, "rows": rows, "more": ""}


def _file(file: Attachment) -> Item:
    text = f"{file.title}: a file beside the page, {file.name}.{file.suffix}."
    return {"kind": "note", "text": text}


def _table(table: Table) -> Item:
    shown = [at for at, column in enumerate(table.grid.columns) if column.on_page]
    columns = [table.grid.columns[at] for at in shown]
    rows = [
        [column.show(row[at]) for at, column in zip(shown, columns, strict=True)]
        for row in table.grid.rows[:MOST_ROWS]
    ]
    described = [
        {
            "label": column.label,
            "number": column.type in {"whole", "number"},
            "share": _share(column.label, [row[place] for row in rows]),
        }
        for place, column in enumerate(columns)
    ]
    left = len(table.grid.rows) - len(rows)
    more = f"{count_of(left, 'more row')} in the table {table.name}.csv." if left > 0 else ""
    return {
        "kind": "table",
        "title": table.title,
        "columns": described,
        "rows": rows,
        "more": more,
    }


_LAID_OUT: Mapping[type, Callable[[Any], Item]] = {
    Chart: _chart,
    Table: _table,
    Card: _card,
    Attachment: _file,
}


def _share(label: str, cells: Sequence[str]) -> float:
    """Share of the width for a column: room for its longest word, then for its longest text."""
    word = max((len(word) for text in (label, *cells) for word in text.split()), default=0)
    text = max((len(text) for text in (label, *cells)), default=0)
    share: float = max(_NARROWEST, 1.25 * min(word, _WIDEST), min(text, _WIDEST) ** 0.9)
    return share


def _in_order(items: Iterable[Item]) -> Iterable[Item]:
    """Headings at most one level below the one before, and one of level 1."""
    level = 0
    for item in items:
        if item["kind"] == "heading":
            level = min(max(item["level"], 2), level + 1) if level else 1
            yield {**item, "level": level}
        else:
            yield item
