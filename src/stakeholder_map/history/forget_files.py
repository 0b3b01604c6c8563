"""What a scan made of its input, without somebody who is to be forgotten."""

from __future__ import annotations

import base64
import csv
import html
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from stakeholder_map.history.forget_tables import Party
from stakeholder_map.history.readable import holds
from stakeholder_map.privacy.spellings import REMOVED
from stakeholder_map.privacy.tiers import LEDGER

MAP = "map.html"
"""The map to explore, which holds ids in quotes."""

GONE = "This picture was taken out because somebody asked to be forgotten."
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_FIGURE = re.compile(r"<figure\b[^>]*>.*?</figure>", re.DOTALL)
_IMAGE = re.compile(r'<img alt="([^"]*)"([^>]*?)src="data:image/png;base64,[^"]*"')
_DATA = re.compile(r'(data:image/png;base64,[^"]*)')
_QUOTED = re.compile(r'"([^"\n]*)"')
_PICTURES = frozenset({"png", "svg", "image/png"})
_TAGS = re.compile(r"<[^>]+>")


def rewritten(path: Path, party: Party, *, token: str) -> bytes | None:
    """The content of a published file without a party.

    Parameters
    ----------
    path : Path
        A file of a tier.
    party : Party
        Who is to be forgotten.
    token : str
        What its id becomes in the ledger, so that later scans know that a rater is the same.

    Returns
    -------
    bytes or None
        None where the file has to go: nobody could say what is left in it. Pictures, papers and
        arrays cannot be searched; all of them go where an organisation is forgotten. Persons are
        in none of them.
    """
    content = path.read_bytes()
    if path.name == LEDGER:
        return _ledger(content, party, token=token)
    ways: dict[str, Callable[[str, Party], str]] = {
        ".html": _html,
        ".csv": _csv,
        ".ipynb": _notebook,
        ".toml": _toml,
        ".json": _json,
    }
    if path.suffix == ".png":
        return placeholder_png() if party.kind == "stakeholder" else content
    if path.suffix == ".svg":
        hidden = party.kind == "stakeholder" or holds(content, party)
        return placeholder_svg().encode() if hidden else content
    if path.name == MAP:
        return _toml(_html(content.decode("utf-8"), party), party).encode()
    if path.suffix in ways:
        return ways[path.suffix](content.decode("utf-8"), party).encode()
    unreadable = path.suffix in {".pdf", ".npz"} and party.kind == "stakeholder"
    return None if unreadable or holds(content, party) else content


def placeholder_png() -> bytes:
    """A plain grey picture."""
    width, height = 640, 120
    lines = (b"\0" + b"\xee" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def placeholder_svg() -> str:
    """The same as SVG, with a sentence."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 120" role="img">'
        '<rect width="640" height="120" fill="#eee"/>'
        f'<text x="20" y="66" font-size="16" fill="#333">{GONE}</text></svg>\n'
    )


def _prose(text: str, party: Party) -> str:
    """A text without the party; pictures that stand in it as base64 are no text."""
    parts = _DATA.split(text)
    return "".join(
        part if number % 2 else party.spellings.replace(part) for number, part in enumerate(parts)
    )


def unlinked(page: str, removed: list[str]) -> str:
    """A page whose links to removed files are plain words.

    Examples
    --------
    >>> unlinked('<a href="map.html">The map</a>', ["map.html"])
    'The map (removed)'
    """
    for path in removed:
        page = re.sub(rf'<a href="{re.escape(path)}"[^>]*>(.*?)</a>', r"\1 (removed)", page)
    return page


def _toml(text: str, party: Party) -> str:
    def entry(match: re.Match[str]) -> str:
        return f'"{REMOVED}"' if party.spellings.alone(match[1]) else match[0]

    return _prose(_QUOTED.sub(entry, text), party)


def _json(text: str, party: Party) -> str:
    clean = _walk(json.loads(text), party)
    if clean == json.loads(text):
        return text
    return json.dumps(clean, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _html(text: str, party: Party) -> str:
    def row(match: re.Match[str]) -> str:
        cells = [html.unescape(_TAGS.sub("", each)) for each in match[0].split("</t")]
        gone = any(party.spellings.alone(cell) for cell in cells)
        return "" if gone or party.spellings.found(match[0]) else match[0]

    def figure(match: re.Match[str]) -> str:
        if party.kind == "person" and not party.spellings.found(match[0]):
            return match[0]
        png = base64.b64encode(placeholder_png()).decode()
        return _IMAGE.sub(rf'<img alt="{GONE}"\2src="data:image/png;base64,{png}"', match[0])

    return _prose(_FIGURE.sub(figure, _ROW.sub(row, text)), party)


def _csv(text: str, party: Party) -> str:
    """The same records, byte for byte, without those of which a cell is the party."""
    kept = []
    for record in _records(text):
        cells = next(csv.reader([record]), [])
        if not any(party.spellings.alone(cell.removeprefix("'")) for cell in cells):
            kept.append(_prose(record, party))
    return "".join(kept)


def _records(text: str) -> Iterator[str]:
    record = ""
    for line in text.splitlines(keepends=True):
        record += line
        if record.count('"') % 2 == 0:
            yield record
            record = ""
    if record:
        yield record


def _notebook(text: str, party: Party) -> str:
    """Blocks are cleaned and shown anew, so that their previews say no more than they do."""
    from stakeholder_map.report.blocks import from_json
    from stakeholder_map.report.kinds import MIME

    notebook = json.loads(text)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            described = output.get("data", {}).get(MIME)
            if described is not None:
                block: Any = from_json(_block(described, party))
                output["data"], output["metadata"] = block._repr_mimebundle_()
    clean = _walk(notebook, party)
    return json.dumps(clean, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _block(described: dict[str, Any], party: Party) -> dict[str, Any]:
    kind = described["kind"]
    if kind == "blocks":
        return {**described, "blocks": [_block(one, party) for one in described["blocks"]]}
    if kind == "table":
        rows = [
            row
            for row in described["rows"]
            if not any(isinstance(c, str) and party.spellings.alone(c) for c in row)
        ]
        described = {**described, "rows": rows}
    if kind == "chart" and (
        party.kind == "stakeholder" or party.spellings.found(described["alt"] + described["title"])
    ):
        png = base64.b64encode(placeholder_png()).decode()
        described = {**described, "alt": GONE, "png": png, "svg": placeholder_svg()}
    pictures = {key: described[key] for key in ("png", "svg") if key in described}
    words = {key: value for key, value in described.items() if key not in pictures}
    return {**_walk(words, party), **pictures}


def _walk(value: Any, party: Party) -> Any:
    """The same value with every text in it cleaned."""
    if isinstance(value, str):
        return REMOVED if party.spellings.alone(value) else party.spellings.replace(value)
    if isinstance(value, list):
        return [_walk(each, party) for each in value]
    if isinstance(value, dict):
        return {
            party.spellings.replace(k): each if k in _PICTURES else _walk(each, party)
            for k, each in value.items()
        }
    return value


def _ledger(content: bytes, party: Party, *, token: str) -> bytes:
    """The ledger with a token for the party, and without what was told of it alone."""
    told = json.loads(content)
    called = party.spellings

    def named(text: str) -> str:
        return token if called.alone(text) else text

    told["told"] = [
        {**one, "voices": [[named(v[0]), named(v[1]), *v[2:]] for v in one["voices"]]}
        for one in told["told"]
        if not called.alone(one["about"])
    ]
    return (json.dumps(told, sort_keys=True, ensure_ascii=False) + "\n").encode()
