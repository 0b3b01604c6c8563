"""A notebook's own Markdown as plain data: no markup, no pictures, no addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Item = dict[str, Any]

_INLINE = {"strong": "strong", "emphasis": "emphasis"}
_BREAKS = {"linebreak": "break"}


def items_of(source: str) -> list[Item]:
    r"""Headings, paragraphs, lists and code of a piece of Markdown.

    Parameters
    ----------
    source : str
        Markdown, as a notebook has it.

    Returns
    -------
    list of dict
        Each with its `kind` ("heading", "paragraph", "list", "numbered", "code") and its words.
        HTML stands as text; of links and pictures the words remain.

    Examples
    --------
    >>> items_of("# Who *is* here?")[0]["parts"][1]
    {'kind': 'emphasis', 'parts': [{'kind': 'text', 'text': 'is'}]}
    >>> [item["kind"] for item in items_of("One.\n\n- a\n- b")]
    ['paragraph', 'list']
    """
    import mistune

    parsed = mistune.create_markdown(renderer="ast")(source)
    tokens: list[Mapping[str, Any]] = list(parsed) if isinstance(parsed, list) else []
    return [item for token in tokens for item in _block(token)]


def _block(token: Mapping[str, Any]) -> Iterator[Item]:
    kind = token["type"]
    if kind == "heading":
        yield {"kind": "heading", "level": token["attrs"]["level"], "parts": _parts(token)}
    elif kind in {"paragraph", "block_text"}:
        yield {"kind": "paragraph", "parts": _parts(token)}
    elif kind == "list":
        ordered = bool(token["attrs"].get("ordered"))
        items = [_flat(child) for child in token["children"]]
        yield {"kind": "numbered" if ordered else "list", "items": items}
    elif kind in {"block_code", "block_html"}:
        yield {"kind": "code", "text": token["raw"].rstrip("\n")}
    elif kind == "block_quote":
        for child in token["children"]:
            yield from _block(child)


def _flat(token: Mapping[str, Any]) -> list[Item]:
    """All words of a list's item in one line."""
    parts: list[Item] = []
    for child in token.get("children", ()):
        if parts:
            parts.append({"kind": "text", "text": " "})
        parts += _flat(child) if child["type"] in {"list", "list_item"} else _parts(child)
    return parts


def _parts(token: Mapping[str, Any]) -> list[Item]:
    return list(_words(token.get("children", ())))


def _words(tokens: Iterable[Mapping[str, Any]]) -> Iterator[Item]:
    for token in tokens:
        kind = token["type"]
        if kind in _INLINE:
            yield {"kind": _INLINE[kind], "parts": list(_words(token["children"]))}
        elif kind == "codespan":
            yield {"kind": "code", "text": token["raw"]}
        elif kind in _BREAKS:
            yield {"kind": "break"}
        elif kind == "softbreak":
            yield {"kind": "text", "text": " "}
        elif "children" in token:
            yield from _words(token["children"])
        else:
            yield {"kind": "text", "text": token.get("raw", "")}
