"""What a file is when it is not what its name says."""

from __future__ import annotations

_SIGNATURES = (
    (b"PK\x03\x04", "a workbook or ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"{\\rtf", "a text-processor file (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta")


def other_format(raw: bytes) -> str | None:
    """Format of a file that is no UTF-8 text, in words.

    Parameters
    ----------
    raw : bytes
        The file as it was stored.

    Returns
    -------
    str or None
        ``None`` where nothing speaks against text.

    Examples
    --------
    >>> other_format(b"%PDF-1.7"), other_format(b"id,name")
    ('a PDF', None)
    """
    for signature, name in _SIGNATURES:
        if raw.startswith(signature):
            return name
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16 text"
    start = raw[:2000]
    if max(start[::2].count(0), start[1::2].count(0)) > len(start) // 4:
        return "UTF-16 text"
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:10].lower().startswith(_MARKUP):
        return "a web page or XML"
    return None
