"""What can be read in a published file: its text, and the texts that are packed into it.

Packed bytes are never text: an id of two or three characters stands in them by chance.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from stakeholder_map.history.forget_tables import Party

_PNG, _PDF, _ZIP, _ARRAY = b"\x89PNG\r\n\x1a\n", b"%PDF", b"PK\x03\x04", b"\x93NUMPY"
_STREAM = re.compile(rb"(?<!end)stream\r?\n(.*?)endstream", re.DOTALL)
_NO_TEXT = re.compile(rb"/(?:Image|CIDFontType0C|Type1C|OpenType|Length1|XRef)\b")
_ENCODED = re.compile(rb"(?:iVBORw0KGgo|JVBERi|UEsDB)[A-Za-z0-9+/]{16,}={0,2}")
_NUMBERS = re.compile(rb"'descr':\s*'[<>=|]?[biufc?]\d*'")
_CELL = re.compile(rb' (?:r|ref|sqref|topLeftCell|activeCell)="[A-Z0-9:$ ]+"')
_DRAWN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_PROFILE = slice(36, 40)


def holds(content: bytes, party: Party) -> bool:
    """Whether a file still says who it was, packed or not.

    Parameters
    ----------
    content : bytes
        Of any file.
    party : Party
        Who is to be forgotten.

    Returns
    -------
    bool
        By every spelling, in UTF-8, UTF-16 and UTF-32. What a PDF prints is not found.
    """
    return any(
        party.spellings.found(view.decode(encoding, errors="ignore"))
        for view in views(content)
        for encoding in ("utf-8", *(("utf-16-le", "utf-32-le") if b"\0" in view else ()))
    )


def views(content: bytes) -> Iterator[bytes]:
    r"""What can be read in a file.

    Parameters
    ----------
    content : bytes
        Of a file.

    Yields
    ------
    bytes
        Of a zip archive (workbooks and arrays are such) the name and the views of each member,
        without the addresses of cells; of a PNG its texts; of a PDF what stands outside its
        streams, and each stream unpacked, except fonts, pictures and colour profiles; of an array
        of numbers its header. Of any other file the content without the pictures, papers and
        archives that stand in it as base64, and the views of those.

    Examples
    --------
    >>> drawn, text = b"\0\0\0\x02IDATp3\0\0\0\0", b"\0\0\0\x06tEXtby\0Ann\0\0\0\0"
    >>> list(views(b"\x89PNG\r\n\x1a\n" + drawn + text))
    [b'by\x00Ann']
    """
    if content.startswith(_ZIP):
        yield from _members(content)
    elif content.startswith(_PNG):
        yield from _chunks(content)
    elif content.startswith(_PDF):
        yield from _streams(content)
    elif content.startswith(_ARRAY):
        head = content.partition(b"\n")[0]
        yield head if _NUMBERS.search(head) else content
    else:
        yield _ENCODED.sub(b"", content)
        for encoded in _ENCODED.findall(content):
            yield from _decoded(encoded)


def _decoded(encoded: bytes) -> Iterator[bytes]:
    """The views of what is written as base64; the letters themselves where it is none."""
    try:
        content = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        yield encoded
    else:
        yield from views(content)


def _members(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield archive.comment
        for member in archive.infolist():
            yield member.filename.encode()
            yield member.comment
            inside = archive.read(member)
            sheet = member.filename.startswith("xl/worksheets/")
            yield from views(_CELL.sub(b"", inside) if sheet else inside)


def _chunks(content: bytes) -> Iterator[bytes]:
    """All of a PNG that is no picture, and what follows its end."""
    place, kind = len(_PNG), b""
    while place + 8 <= len(content) and kind != b"IEND":
        size = int.from_bytes(content[place : place + 4])
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        if kind not in _DRAWN:
            yield data
        if kind in {b"zTXt", b"iTXt"}:
            yield from _unpacked(data, kind)
        place += 12 + size
    if content[place:]:
        yield content[place:]


def _unpacked(data: bytes, kind: bytes) -> Iterator[bytes]:
    """The packed text of a chunk; nothing where it is not packed."""
    parts = data.partition(b"\0")[2]
    if kind == b"zTXt":
        yield zlib.decompress(parts[1:])
    elif parts.startswith(b"\1"):
        yield zlib.decompress(parts[2:].split(b"\0", 2)[2])


def _streams(content: bytes) -> Iterator[bytes]:
    place = 0
    for stream in _STREAM.finditer(content):
        before = content[place : stream.start()]
        yield before
        yield from _stream(before.rpartition(b" obj")[2], stream[1])
        place = stream.end()
    yield content[place:]


def _stream(head: bytes, packed: bytes) -> Iterator[bytes]:
    """A stream that may hold text, unpacked; one packed in another way than by deflate is none."""
    if _NO_TEXT.search(head):
        return
    if b"/Filter" not in head:
        yield packed
        return
    try:
        content = zlib.decompressobj().decompress(packed)
    except zlib.error:
        return
    if content[_PROFILE] != b"acsp":
        yield from views(content)
