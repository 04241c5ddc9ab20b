"""What can go wrong before anything is found.

    CitationError
    ├── UnreadableInput     a file is missing, is not what it should be, or cannot be read at all
    └── EmptyDocument       the document was read and holds no text (a scan)

A document that is read in part is no error: what was read is used, and `Document.problems` says what was not.
"""

from __future__ import annotations


class CitationError(Exception):
    """Something the user can put right; the message says what."""


class UnreadableInput(CitationError):
    """A file that is missing, broken, or of another form than asked for."""


class EmptyDocument(CitationError):
    """A document without any text, usually a scan: it needs text recognition (OCR) first."""
