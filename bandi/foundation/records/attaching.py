"""Notes and files of records: adding, giving out, taking away. Every act is journalled; reading is written down by the holder.

Guards against: a file in plaintext on the disk (it is sealed as it arrives), and a file of a sealed record that outlives it.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records import editing, sealing
from bandi.foundation.records.models import Attachment, Note, RecordBase, SealedRecordBase
from bandi.foundation.vault import blobs, erasure
from bandi.foundation.vault.errors import Held
from bandi.foundation.vault.models import Blob
from bandi.foundation.vault.uploads import SealedUpload

LONGEST_NAME = 200


@transaction.atomic
def add_note(*, to: RecordBase, text: str, by: Account | None) -> Note:
    """Write a note on a record. Raises: NotPermitted, ValidationError (empty, too long)."""
    if not text.strip():
        raise ValidationError({"text": _("Write something first.")})
    note = Note(record_id=to.pk, written_by=by)
    note.text = text.strip()
    return editing.add(note, by=by)


@transaction.atomic
def attach(*, to: RecordBase, upload: SealedUpload, by: Account | None) -> Attachment:
    """Keep an uploaded file with a record. Raises: NotPermitted, vault.Erased."""
    require(by, Permission.RECORDS_EDIT)
    sealing.permit(to, by)
    name = upload.name[-LONGEST_NAME:] or "file"
    blob = upload.incoming.keep(subject=sealing.subject_for(to), name=name, media_type=upload.content_type or "")
    attachment = Attachment.objects.create(record_id=to.pk, blob=blob, added_by=by)
    change = {"blob": blob.id, "sealed": bytes(blob.sealed_digest).hex(), "length": blob.sealed_length}
    journal.append("records:attachment:add", by=by.id if by else None, record=to.pk, change=change)
    return attachment


@transaction.atomic
def adopt(*, to: RecordBase, blob: Blob, by: Account | None) -> Attachment:
    """Make a sealed file that is kept already a file of a record: what was read before there was a record to keep it with.

    Raises: NotPermitted; ValueError for a sealed record, whose files stand under its own key from the first byte.
    """
    require(by, Permission.RECORDS_EDIT)
    if isinstance(to, SealedRecordBase):
        raise ValueError("a file of a sealed record is sealed for it as it arrives")
    attachment = Attachment.objects.create(record_id=to.pk, blob=blob, added_by=by)
    journal.append("records:attachment:add", by=by.id if by else None, record=to.pk, change={"blob": blob.id, "sealed": bytes(blob.sealed_digest).hex(), "length": blob.sealed_length})
    return attachment


@transaction.atomic
def keep(*, to: RecordBase, content: bytes, name: str, media_type: str, by: Account | None) -> Attachment:
    """Seal what the house made itself (a picture made anew) and keep it with a record. Raises: NotPermitted, vault.Erased."""
    require(by, Permission.RECORDS_EDIT)
    sealing.permit(to, by)
    blob = blobs.store([content], subject=sealing.subject_for(to), name=name, media_type=media_type)
    attachment = Attachment.objects.create(record_id=to.pk, blob=blob, added_by=by)
    journal.append("records:attachment:add", by=by.id if by else None, record=to.pk, change={"blob": blob.id, "sealed": bytes(blob.sealed_digest).hex(), "length": blob.sealed_length})
    return attachment


def content_of(attachment: Attachment) -> bytes:
    """Return a file that the house made itself, whole. Strangers' files are never opened by this: `previews` reads them in the jail. Raises: VaultError."""
    return b"".join(blobs.opened(attachment.blob, why="print")[1])


@transaction.atomic
def detach(*, attachment: Attachment, of: RecordBase, by: Account | None) -> None:
    """Destroy a file of a record: its key and its bytes. This cannot be undone. Raises: NotPermitted; vault.Held under a legal hold."""
    require(by, Permission.RECORDS_EDIT)
    sealing.permit(of, by)
    blob = attachment.blob
    if erasure.is_held(blob.subject):
        raise Held("a legal hold stands on what this file belongs to")
    journal.append("records:attachment:remove", by=by.id if by else None, record=of.pk, change={"blob": blob.id})
    attachment.delete()
    blobs.delete(blob)
