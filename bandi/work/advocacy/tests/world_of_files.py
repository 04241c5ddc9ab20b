"""Files given to the library, as tests make them."""

from __future__ import annotations

from bandi.foundation.access.models import Account
from bandi.foundation.vault.blobs import Incoming
from bandi.parsing.tests import files
from bandi.work.advocacy.actions.incoming import Received, receive
from bandi.work.advocacy.models import IncomingFile
from bandi.work.advocacy.reading import read_waiting

REPORT = (
    "United Nations A/HRC/57/46\nHuman Rights Council\n16 May 2031\nReport on lanterns at the pond\n\n"
    "1. The Pond Alliance asked for lanterns on the bridge.1\n\n2. See also A/RES/60/251.\n\n1 Pond Alliance, letter of 9 May 2031.\n"
)


def given(data: bytes, name: str, by: Account | None = None, *, is_from_folder: bool = False) -> Received:
    """Give a file to the library, as an upload does."""
    incoming = Incoming()
    incoming.write(data)
    try:
        return receive(incoming=incoming, name=name, by=by, is_from_folder=is_from_folder)
    finally:
        if not incoming.is_kept:
            incoming.drop()


def read(data: bytes, name: str, by: Account | None = None) -> IncomingFile:
    """Give a file to the library and read it."""
    file = given(data, name, by).file
    read_waiting()
    return IncomingFile.objects.get(pk=file.pk)


def paper(*pages: list[str]) -> bytes:
    """A PDF whose pages hold these lines in Latin letters, each well apart from the next."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        kids.append(len(objects) + 1)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> >>" % (len(objects) + 2))
        words = b" ".join(b"BT /F 14 Tf 60 %d Td (%s) Tj ET" % (780 - 40 * place, line.encode("latin-1")) for place, line in enumerate(lines))
        objects.append(files.stream(words))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return files.raw_pdf(objects)


def scan(*pages: list[str]) -> bytes:
    """The same as pictures without text, as a scanner makes them."""
    from bandi.parsing import derive, page_images

    return derive.pdf(page_images(paper(*pages), width=1_654), dots_per_inch=200)
