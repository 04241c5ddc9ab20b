"""Files of others: receiving them, taking what was read of them into the library, giving them up.

Guards against: a file in plaintext on the disk (it is sealed as it arrives), the same file twice, a document without the file it was read from.
May import: the foundation, this package.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records import attaching, editing
from bandi.foundation.records.sealing import office
from bandi.foundation.vault import blobs
from bandi.foundation.vault.blobs import Incoming
from bandi.foundation.vault.making import make_subject
from bandi.work.advocacy.actions.holdings import take_in
from bandi.work.advocacy.models import IncomingFile, LibraryDocument
from bandi.work.advocacy.passages import restored, words_of

FIELDS = ("symbol", "title", "issued", "body", "language", "address", "source")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
LONGEST_NAME = 200
State = IncomingFile.State


@dataclass(frozen=True)
class Received:
    """A file that was received, or the one that is the same."""

    file: IncomingFile
    is_new: bool


def plain_name(name: str) -> str:
    """Return the name of a file for showing: no path, no control characters, no turned writing; its extension stays."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = " ".join(_UNSEEN.sub("", last).split()) or "file"
    if len(shown) <= LONGEST_NAME:
        return shown
    stem, dot, suffix = shown.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(suffix) - 2]}…{dot}{suffix}" if dot and len(suffix) < 10 else shown[:LONGEST_NAME]


@transaction.atomic
def receive(*, incoming: Incoming, name: str, by: Account | None, is_from_folder: bool = False) -> Received:
    """Keep a file that was sealed as it arrived, to be read; one that is here already is not kept again.

    Whoever gives a file learns nothing of the same file under a document that does not exist for her: hers is kept as well.
    Raises: NotPermitted; ValidationError for an empty file.
    """
    require(by, Permission.RECORDS_EDIT)
    incoming.finish()
    if not incoming.length:
        incoming.drop()
        raise ValidationError(_("%(name)s is empty.") % {"name": plain_name(name)})
    digest = incoming.digest
    known = Q(document=None) | Q(document__in=LibraryDocument.objects.visible_to(by).values("pk"))
    same = IncomingFile.objects.filter(known, digest=digest).defer("blocks").first()
    if same is not None:
        incoming.drop()
        return Received(same, False)
    blob = incoming.keep(subject=make_subject(office()), name=plain_name(name), media_type="application/octet-stream")
    file = IncomingFile.objects.create(blob=blob, name=plain_name(name), digest=digest, size=incoming.length, added_by=by, is_from_folder=is_from_folder)
    journal.append("advocacy:file:receive", by=by.id if by else None, change={"file": str(file.pk), "sealed": bytes(blob.sealed_digest).hex()})
    return Received(file, True)


@transaction.atomic
def take_file(*, file: IncomingFile, values: Mapping[str, str], by: Account | None, is_wordless: bool = False) -> LibraryDocument:
    """Make a document of what was read of a file, with the file kept beside it.

    values:      symbol, title, issued, body, language, address, source, as a person left them.
    is_wordless: keep the file though no words could be read of it.
    Raises:      NotPermitted; ValidationError as `take_in`, and for a file that is not ready or was taken.
    """
    require(by, Permission.RECORDS_EDIT)
    current = IncomingFile.objects.select_for_update().get(pk=file.pk)
    if current.state == State.TAKEN:
        raise ValidationError(_("The file is in the library already."))
    if current.state not in (State.READ, State.NOT_READ) and not current.is_silent:
        raise ValidationError(_("The file is still being read. Wait until it is done."))
    words = words_of(restored(current.blocks))
    given = {name: str(values.get(name, "")) for name in FIELDS}
    row = take_in(text=words, by=by, pages=current.pages or None, is_wordless=is_wordless and not words, is_looked_over=True, **(given | {"source": given["source"] or current.name}))
    if current.blob is not None:
        attaching.adopt(to=row, blob=current.blob, by=by)
    IncomingFile.objects.filter(pk=current.pk).update(state=State.TAKEN, document=row)
    journal.append("advocacy:file:take", by=by.id if by else None, record=row.pk, change={"file": str(current.pk)})
    return row


@transaction.atomic
def read_again(*, file: IncomingFile, by: Account | None, letters: bool = False) -> IncomingFile:
    """Put a file back among those that wait to be read. letters: recognise letters on its pages that have none.

    Raises: NotPermitted; ValidationError when its file is gone or it is being read.
    """
    require(by, Permission.RECORDS_EDIT)
    current = IncomingFile.objects.select_for_update().defer("blocks").get(pk=file.pk)
    if current.blob_id is None:
        raise ValidationError(_("The file itself was destroyed; it cannot be read again."))
    if current.state == State.READING and not current.is_silent:
        raise ValidationError(_("The file is still being read. Wait until it is done."))
    wanted = IncomingFile.Wanted.LETTERS if letters else IncomingFile.Wanted.TEXT
    IncomingFile.objects.filter(pk=current.pk).update(state=State.WAITING, wanted=wanted, done=0, total=0, problem="", seen_at=timezone.now())
    journal.append("advocacy:file:readagain", by=by.id if by else None, record=current.document_id, change={"file": str(current.pk), "letters": letters})
    current.refresh_from_db(fields=["state", "wanted"])
    return current


@transaction.atomic
def give_up(*, file: IncomingFile, by: Account | None) -> None:
    """Destroy a file that was not taken into the library: its key and its bytes. This cannot be undone.

    Raises: NotPermitted; ValidationError for one that is the file of a document (it is destroyed on that document's page).
    """
    require(by, Permission.RECORDS_EDIT)
    current = IncomingFile.objects.select_for_update().defer("blocks").get(pk=file.pk)
    if current.state == State.TAKEN:
        raise ValidationError(_("The file belongs to a document. Destroy it on the document’s page."))
    blob = current.blob
    journal.append("advocacy:file:discard", by=by.id if by else None, change={"file": str(current.pk)})
    current.delete()
    if blob is not None:
        blobs.delete(blob)


def renew_words(*, file: IncomingFile, by: Account | None) -> None:
    """Give a document the words that were recognised on its file since it was taken in, unless it has others by now."""
    document = file.document
    words = words_of(restored(file.blocks))
    if document is not None and words and document.text != words:
        editing.edit(document, {"text": words, "checked_at": None}, by=by)
