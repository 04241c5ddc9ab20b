"""What the colophon says beneath its lines, the same in all three formats."""

from __future__ import annotations

from bandi.foundation.records.blocks import Document
from bandi.publishing.press.motif import activities
from bandi.publishing.press.words import Words


def colophon_notes(document: Document, words: Words) -> list[str]:
    """Return the notes: where the report comes from, the mark of untranslated passages, the cover, the typefaces."""
    lights = 0 if document.cover else activities(document)
    notes = [
        document.colophon.note,
        words.marked.format(tag=words.tag, count=document.untranslated) if document.untranslated else "",
        words.cover.format(credit=document.cover.credit) if document.cover and document.cover.credit else "",
        words.lights.format(count=lights) if lights else "",
        words.typefaces,
    ]
    return [note for note in notes if note]
