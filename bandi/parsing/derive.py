"""Derivatives made from pixels and from nothing else: what an original carries beside them cannot come along.

These functions write; they parse nothing of a stranger, so they run outside of the jail. Same pixels, same bytes.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable

from bandi.parsing.answers import Pixels


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(pixels: Pixels) -> bytes:
    """Return a PNG of three chunks: its size, its pixels, its end. No place for metadata."""
    line = pixels.width * 3
    packer = zlib.compressobj(6)
    body = b"".join(packer.compress(b"\x00" + pixels.rgb[at : at + line]) for at in range(0, len(pixels.rgb), line))
    head = struct.pack(">IIBBBBB", pixels.width, pixels.height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body + packer.flush()) + _chunk(b"IEND", b"")


def jpeg(pixels: Pixels, *, quality: int = 85) -> bytes:
    """Return a JPEG without EXIF, comment or colour profile."""
    from PIL import Image

    held = io.BytesIO()
    Image.frombytes("RGB", (pixels.width, pixels.height), pixels.rgb).save(held, "JPEG", quality=quality)
    return held.getvalue()


def pdf(pages: Iterable[Pixels], *, quality: int = 80, dots_per_inch: int = 150) -> bytes:
    """Return a PDF whose pages are pictures of the given pages: no text, no links, no scripts, no author, no date.

    Shape:  one catalogue, one tree, and three objects a page; the pictures are JPEG.
    Source: ISO 32000-1, 7.5 (file structure), 8.9 (images).
    """
    out, places = io.BytesIO(), {}

    def write(number: int, body: bytes) -> None:
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    kids = []
    for place, page in enumerate(pages):
        number = 3 + place * 3
        kids.append(number)
        wide, high = (side * 72 / dots_per_inch for side in (page.width, page.height))
        drawing = b"q %.2f 0 0 %.2f 0 0 cm /P Do Q" % (wide, high)
        picture = jpeg(page, quality=quality)
        write(number, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Resources << /XObject << /P %d 0 R >> >> >>" % (wide, high, number + 1, number + 2))
        write(number + 1, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
        shape = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>"
        write(number + 2, shape % (page.width, page.height, len(picture)) + b"\nstream\n" + picture + b"\nendstream")
    write(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    write(2, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places)))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table))
    return out.getvalue()
