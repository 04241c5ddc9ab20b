"""Notes and files on a record's page.

May import: the foundation, people (consents about a file), Django.
"""

from __future__ import annotations

import json
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.models import Attachment, Note
from bandi.foundation.reference.statements import UUID_VALUE, Given, Statement
from bandi.interfaces.desk.addresses import url_of, with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.unsealing import unseal
from bandi.register.people.models import Consent, ProtectedPerson

MOST = 100
_RECORD = Given("record", UUID_VALUE)
_NOTES: Statement[Note] = Statement(lambda: Note.objects.filter(record=_RECORD).select_related("subject__compartment", "written_by")[:MOST])
_FILES: Statement[Attachment] = Statement(lambda: Attachment.objects.filter(record=_RECORD).select_related("blob__subject__compartment", "added_by")[:MOST])

Piece = dict[str, Any]


def panels_of(kind: ListOf, row: Any, reader: Reader) -> Piece:
    """Return the notes and files of a record; what is sealed for the reader is shown as sealed, with its date."""
    notes, files = _NOTES.all(record=row.pk), _FILES.all(record=row.pk)
    unseal(notes, ["text"])
    unseal([one.blob for one in files], ["facts"])
    base = reverse("desk:record", args=[kind.key, row.pk])
    consents = list(Consent.objects.visible_to(reader.account).filter(file__in=[one.pk for one in files]).select_related("record").order_by("-given_from")) if files else []
    return {
        "notes": [_note(one, base, reader) for one in notes],
        "files": [_file(one, base, row, reader, consents) for one in files],
        "note_url": f"{base}notes/" if reader.edits else "", "file_url": f"{base}files/" if reader.edits else "",
    }  # fmt: skip


def _note(note: Note, base: str, reader: Reader) -> Piece:
    return {
        "text": str(note.text), "is_open": note.text.is_open, "by": note.written_by.display_name if note.written_by else "",
        "at": note.written_at, "remove_url": f"{base}notes/{note.pk}/remove/" if reader.edits else "",
    }  # fmt: skip


def _file(attachment: Attachment, base: str, row: Any, reader: Reader, consents: list[Consent]) -> Piece:
    facts = attachment.blob.facts
    known = json.loads(facts.plain) if facts.plain else {}
    own = f"{base}files/{attachment.pk}/"
    return {
        "name": known.get("name") or str(facts), "is_open": bool(known), "size": filesizeformat(known["length"]) if known else "",
        "by": attachment.added_by.display_name if attachment.added_by else "", "at": attachment.added_at,
        "url": f"{own}preview/" if known else "", "open_url": own if known else "", "take_url": f"{own}take/" if known and reader.account.may(Permission.RECORDS_EXPORT) else "",
        "remove_url": f"{own}remove/" if reader.edits else "", "consents": [{"code": one.code, "url": url_of(one)} for one in consents if one.file == attachment.pk],
        "consent_url": with_state(reverse("desk:record_new", args=["consents"]), _about(attachment, row)) if reader.edits else "",
    }  # fmt: skip


def _about(attachment: Attachment, row: Any) -> dict[str, str]:
    """Return what a new consent about a file begins with: the file, and the person where it lies with her."""
    return {"file": str(attachment.pk), **({"person": str(row.pk)} if isinstance(row, ProtectedPerson) else {})}
