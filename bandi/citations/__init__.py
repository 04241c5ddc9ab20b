"""Finding where a document takes up a text of ours: it names us, or it says the same without naming us.

Knows the structure of such documents (numbered paragraphs, notes, symbols, contributors), how sources are cited in
them, and the words of the field in English and Korean. A pure library: no Django, no records, no database. It never
says that a document was written because of us: an echo is what it is called, and a person decides what it means.
"""

from .decisions import Decision, Verdict
from .document import Document, Note, Unit
from .errors import CitationError
from .finder import Finder, find
from .finding import Finding, Passage
from .ours import Ask, Organisation, OurText, load_organisations, load_texts
from .reading import read_document

__all__ = [
    "Ask",
    "CitationError",
    "Decision",
    "Document",
    "Finder",
    "Finding",
    "Note",
    "Organisation",
    "OurText",
    "Passage",
    "Unit",
    "Verdict",
    "find",
    "load_organisations",
    "load_texts",
    "read_document",
]
