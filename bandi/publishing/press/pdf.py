"""The document as PDF: tagged, archival, every face embedded, both scripts in one book."""

from __future__ import annotations

from datetime import UTC, datetime, time

from bandi.foundation.records.blocks import Document
from bandi.publishing.press.cleaning import cleaned
from bandi.publishing.press.typesetter import begin_book
from bandi.publishing.press.typesetting import typeset_data


class PdfInMaking:
    """A document being set beside the caller as PDF/A-2a that is also PDF/UA-1.

    The typesetter reads the templates, the fonts of this package and the document, and nothing else: no system font,
    no network. The same document gives the same bytes; its day of publication is the file's date.
    """

    def __init__(self, document: Document) -> None:
        dated = datetime.combine(document.dated_on, time(), UTC) if document.dated_on else datetime(2000, 1, 1, tzinfo=UTC)
        self._setting = begin_book(lambda: typeset_data(cleaned(document)), dated=dated)

    def finished(self) -> bytes:
        """Wait until it is set, and return the file. Raises: TypesettingFailed."""
        return self._setting.pages()[0]

    def stop(self) -> None:
        """Let it go: it may not leave."""
        self._setting.stop()


def write_pdf(document: Document) -> bytes:
    """Return the document as PDF. Raises: TypesettingFailed."""
    return PdfInMaking(document).finished()
