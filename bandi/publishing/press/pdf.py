"""The document as PDF: tagged, archival, every face embedded, both scripts in one book."""

from __future__ import annotations

from datetime import UTC, datetime, time

from bandi.foundation.records.blocks import Document
from bandi.publishing.press.cleaning import cleaned
from bandi.publishing.press.typesetter import set_book
from bandi.publishing.press.typesetting import typeset_data


def write_pdf(document: Document) -> bytes:
    """Return the document as PDF/A-2a that is also PDF/UA-1.

    The typesetter reads the templates, the fonts of this package and the document, and nothing else: no system font,
    no network. The same document gives the same bytes; its day of publication is the file's date.
    Raises: TypesettingFailed.
    """
    document = cleaned(document)
    dated = datetime.combine(document.dated_on, time(), UTC) if document.dated_on else datetime(2000, 1, 1, tzinfo=UTC)
    return set_book(typeset_data(document), dated=dated)
