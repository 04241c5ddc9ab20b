"""Notes and files on a record's page.

May import: the foundation, Django.
"""

from __future__ import annotations

import json
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from bandi.foundation.records.models import Attachment, Note
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.unsealing import unseal

MOST = 100

Piece = dict[str, Any]


def panels_of(kind: ListOf, row: Any, reader: Reader) -> Piece:
    """Return the notes and files of a record; what is sealed for the reader is shown as sealed, with its date."""
    notes = list(Note.objects.filter(record=row.pk).select_related("subject__compartment", "written_by")[:MOST])
    files = list(Attachment.objects.filter(record=row.pk).select_related("blob__subject__compartment", "added_by")[:MOST])
    unseal(notes, ["text"])
    unseal([one.blob for one in files], ["facts"])
    base = reverse("desk:record", args=[kind.key, row.pk])
    return {
        "notes": [_note(one, base, reader) for one in notes],
        "files": [_file(one, base, reader) for one in files],
        "note_url": f"{base}notes/" if reader.edits else "", "file_url": f"{base}files/" if reader.edits else "",
    }  # fmt: skip


def _note(note: Note, base: str, reader: Reader) -> Piece:
    return {
        "text": str(note.text), "is_open": note.text.is_open, "by": note.written_by.display_name if note.written_by else "",
        "at": note.written_at, "remove_url": f"{base}notes/{note.pk}/remove/" if reader.edits else "",
    }  # fmt: skip


def _file(attachment: Attachment, base: str, reader: Reader) -> Piece:
    facts = attachment.blob.facts
    known = json.loads(facts.plain) if facts.plain else {}
    return {
        "name": known.get("name") or str(facts), "is_open": bool(known), "size": filesizeformat(known["length"]) if known else "",
        "by": attachment.added_by.display_name if attachment.added_by else "", "at": attachment.added_at,
        "url": f"{base}files/{attachment.pk}/preview/" if known else "", "open_url": f"{base}files/{attachment.pk}/" if known else "", "remove_url": f"{base}files/{attachment.pk}/remove/" if reader.edits else "",
    }  # fmt: skip
