"""What can be read in a file is found; what is packed is no text."""

import base64
import io
import struct
import zipfile
import zlib

import numpy as np
import pytest

from stakeholder_map.history.forget_tables import Party
from stakeholder_map.history.readable import holds, views
from stakeholder_map.privacy.spellings import Spellings

SHORT = Party("person", Spellings(frozenset({"p3"}), frozenset({"Ann O'Hara"})))
CHANCE = b"\0(p3)\0/p3+\n p3 "
"""Packed bytes in which the id stands by chance."""


def png(*chunks):
    def chunk(kind, data):
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in (*chunks, (b"IEND", b"")))


def pdf(head, stream):
    return b"%%PDF-1.7\n1 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (head, stream)


def book(content, *, name="xl/a.xml"):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def arrays(values):
    held = io.BytesIO()
    np.savez(held, values=values)
    return held.getvalue()


def written(content):
    return b'<img src="data:image/png;base64,' + base64.b64encode(content) + b'">'


DEFLATED = b"/Filter/FlateDecode"
PACKED = {
    "pixels": png((b"IDAT", CHANCE)),
    "pixels of a page": written(png((b"IDAT", CHANCE))),
    "a font": pdf(DEFLATED + b"/Subtype/CIDFontType0C", zlib.compress(CHANCE)),
    "a packed stream": pdf(b"/Filter/DCTDecode", CHANCE),
    "a colour profile": pdf(DEFLATED, zlib.compress(b"\0" * 36 + b"acsp" + CHANCE)),
    "the address of a cell": book('<c r="P3"><v>1</v></c>', name="xl/worksheets/sheet1.xml"),
    "numbers": arrays(np.frombuffer(CHANCE, dtype="u1")),
}
READABLE = {
    "plain": b"(p3)",
    "beside a picture": written(png((b"IDAT", CHANCE))) + b"<p>p3</p>",
    "a text": png((b"tEXt", b"by\0p3")),
    "a packed text": png((b"zTXt", b"by\0\0" + zlib.compress(b"p3"))),
    "a packed international text": png((b"iTXt", b"by\0\1\0\0\0" + zlib.compress(b"p3"))),
    "a text of a picture of a page": written(png((b"tEXt", b"by\0p3"), (b"IDAT", b"\0" * 40))),
    "after the end": png() + b" p3",
    "the title of a paper": pdf(b"/Title (p3)/Filter/DCTDecode", b""),
    "a stream": pdf(DEFLATED, zlib.compress(b"(p3) Tj")),
    "a plain stream": pdf(b"", b"(p3) Tj"),
    "a cell": book('<c r="A1"><t>p3</t></c>', name="xl/worksheets/sheet1.xml"),
    "a shared text": book("<t>p3</t>"),
    "a name": book("", name="of p3.csv"),
    "a book in a book": book(book("<t>p3</t>")),
    "words": arrays(np.array(["p3", "other"])),
}


@pytest.mark.parametrize("content", PACKED.values(), ids=PACKED)
def test_a_short_id_that_stands_in_packed_bytes_by_chance_is_not_found(content):
    assert not holds(content, SHORT)


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE)
def test_whatever_can_be_read_is_found(content):
    assert holds(content, SHORT)


def test_packed_bytes_themselves_are_no_view():
    noise = np.random.default_rng(1).integers(0, 256, 4000, dtype="u1").tobytes()
    for content in (book(noise), png((b"IDAT", noise)), pdf(b"/Filter/DCTDecode", noise)):
        assert content not in list(views(content))
