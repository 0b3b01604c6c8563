"""The ZIP archive that a workbook is: looked through before any reader may allocate for it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from stakeholder_map.read.formats import other_format

MOST_BYTES = 256 * 2**20
"""Unpacked size up to which a workbook is read."""

_OLD = b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises on archives that are none."""

_XML = (".xml", ".rels")
_OTHERS = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file (.ods)"),
    ("word/document.xml", "a text-processor file (.docx)"),
)
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_PREFIX = rb"<(?:[^\s<>/:=\"']+:)?"
_STRINGS = re.compile(_PREFIX + rb"sst(?=[\s/>])")
_STRING = re.compile(_PREFIX + rb"si(?=[\s/>])")
_ENCODING = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")


class UnfitWorkbookError(Exception):
    """A file that is no workbook we read; carries what was expected and what was found."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.expected = expected
        self.found = found


def open_archive(raw: bytes) -> dict[str, bytes]:
    """XML parts of a workbook.

    Parameters
    ----------
    raw : bytes
        The file as it was stored.

    Returns
    -------
    dict of str to bytes
        Every XML part by its path; pictures and other parts are left where they are.

    Raises
    ------
    UnfitWorkbookError
        For an old or encrypted workbook, a damaged archive, one that unpacks to more than
        256 MB, XML in another encoding than UTF-8, and XML that declares entities or a document
        type: no spreadsheet writes them, and they can make a small file endless.
    """
    if raw.startswith(_OLD):
        locked = _PASSWORD in raw
        found = "one with a password" if locked else "a workbook of the old kind (.xls)"
        raise UnfitWorkbookError("an .xlsx workbook without a password", found)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _parts(archive)
    except _DAMAGED as failure:
        damaged = f"a damaged or other file ({failure})"
        other = None if raw.startswith(b"PK") else other_format(raw)
        found = (other or damaged) if raw else "an empty file"
        raise UnfitWorkbookError("an .xlsx workbook", found) from failure


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    names = archive.namelist()
    for sign, kind in _OTHERS:
        if sign in names:
            raise UnfitWorkbookError("an .xlsx workbook", kind)
    members = {
        info.filename: info
        for info in archive.infolist()
        if info.filename.casefold().endswith(_XML)
    }
    locked = [name for name, info in members.items() if info.flag_bits & 1]
    if locked:
        found = f"one that encrypts {locked[0]!r}"
        raise UnfitWorkbookError("an .xlsx workbook without a password", found)
    usual = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    odd = [name for name, info in members.items() if info.compress_type not in usual]
    if odd:
        expected = "an archive packed as spreadsheets pack it"
        raise UnfitWorkbookError(expected, f"another method in the part {odd[0]!r}")
    left = MOST_BYTES
    parts: dict[str, bytes] = {}
    for name, info in members.items():
        with archive.open(info) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0 or info.file_size > MOST_BYTES:
            expected = f"a workbook that unpacks to at most {MOST_BYTES // 2**20} MB"
            raise UnfitWorkbookError(expected, f"more, in the part {name!r}")
        _refuse_unsafe(name, content)
        parts[name] = _without_claims(name, content)
    return parts


def _refuse_unsafe(name: str, content: bytes) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:64]:
        raise UnfitWorkbookError("XML in UTF-8", f"UTF-16 in the part {name!r}")
    encoding = _ENCODING.search(content[:200])
    if encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii"}:
        raise UnfitWorkbookError("XML in UTF-8", f"{encoding[1]!r} in the part {name!r}")
    if _DOCTYPE.search(content):
        expected = "a workbook without entities or document types"
        raise UnfitWorkbookError(expected, f"a document type in the part {name!r}")


def _without_claims(name: str, content: bytes) -> bytes:
    """The table of texts without the number of texts it claims, which a reader would reserve."""
    tables = len(_STRINGS.findall(content))
    if tables > 1:
        found = f"{tables} in the part {name!r}"
        raise UnfitWorkbookError("one table of texts in each part", found)
    if not tables:
        return content
    first = _STRING.search(content)
    start = first.start() if first else len(content)
    return content[:start].replace(b"uniqueCount", b"claimed") + content[start:]


def pack_again(parts: Mapping[str, bytes]) -> io.BytesIO:
    """An archive of exactly the parts that were looked through.

    Parameters
    ----------
    parts : mapping of str to bytes
        From :func:`open_archive`.

    Returns
    -------
    BytesIO
        What a reader gets: an archive can show one content to one reader and another to the next,
        this one cannot.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed
