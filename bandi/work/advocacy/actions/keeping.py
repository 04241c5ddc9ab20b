"""Keeping what went out: a copy of the whole paper at each filing, and nothing of it changes afterwards.

Guards against: a filed text that reads differently a year later, by an edit of its words, its footnotes, its signatories or
                annexes, of what is printed at its head, or by undo. A correction is a new version and a new filing; the
                first copy stays beside it.
Not for:        whoever can write to the database itself; the journal tells of her.
May import:     the foundation, this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Language
from bandi.foundation.records.errors import NotUndoable
from bandi.foundation.records.paper_keeping import digest_of, kept
from bandi.work.advocacy.models import OUT, Annex, Filing, Footnote, Letter, Signatory, Submission
from bandi.work.advocacy.papers import paper_of
from bandi.work.advocacy.problems import Draft

PRINTED = {
    "title_en", "title_ko", "subject_en", "subject_ko", "recipients_en", "recipients_ko", "addressed_to", "addressed_to_id", "mechanism", "meeting",
    "meeting_id", "session", "form", "is_joint", "filed", "filed_on", "sent", "sent_on",
}  # fmt: skip
"""The fields of a letter or a submission that are printed with its text, or say which rule it was counted against."""


def is_kept(record: Any) -> bool:
    """Return whether a text went out and a copy of it stands: then nothing that is printed with it changes."""
    if not Filing.objects.filter(record=record).newest().exists():
        return False
    return any(model.objects.filter(pk=record, status__in=OUT).exists() for model in (Letter, Submission))


def check_part(part: Footnote | Signatory | Annex, changes: Mapping[str, Any] | None) -> None:
    """Refuse to add, change or remove what is printed with a text that went out. Raises: ValidationError."""
    if is_kept(part.parent_record):
        raise ValidationError(_("The text went out and is kept as it was. Begin a correction on its page; then this can be changed."))


def check_row(row: Letter | Submission, changes: Mapping[str, Any] | None) -> None:
    """Refuse to change what is printed at the head of a text that went out. Raises: ValidationError."""
    if changes and PRINTED & changes.keys() and is_kept(row.pk):
        raise ValidationError(_("The text went out with this at its head and is kept as it was. Begin a correction on the page of its text."))


def check_undo(revision: Revision, by: Account | None) -> None:
    """Refuse to take back anything of a text that went out. Raises: NotUndoable."""
    if is_kept(revision.record):
        raise NotUndoable


def keep(row: Letter | Submission, *, by: Account | None) -> list[Filing]:
    """Keep a copy of each language of a text that goes out now, and return them; none where nothing is written here."""
    draft = Draft.read(row)
    before = Filing.objects.filter(record=row.pk).order_by("-number").first()
    number = before.number + 1 if before else 1
    made = []
    for language, version in draft.texts.items():
        if not version.body.strip():
            continue
        paper = kept(paper_of(draft, cast(Language, language)))
        filed_on = row.filed_on if isinstance(row, Submission) else row.sent_on
        filing = Filing(
            record_id=row.pk, number=number, language=language, version=version, paper=paper, digest=digest_of(paper), filed_on=filed_on,
            receipt=row.receipt, filed_by=by,
        )  # fmt: skip
        made.append(editing.add(filing, by=by))
    return made


@transaction.atomic
def keep_as_it_went_out(*, row: Letter | Submission, by: Account | None) -> list[Filing]:
    """Keep a text that was written down here after it had gone out, and return the copies.

    Raises: NotPermitted; ValidationError when it did not go out, has no text, or is kept already.
    """
    require(by, Permission.TEXT_CLEAR)
    current: Any = type(row).objects.select_for_update().get(pk=row.pk)
    if current.status not in OUT or is_kept(row.pk):
        raise ValidationError(_("Only a text that went out, and of which no copy stands yet, can be kept."))
    made = keep(current, by=by)
    if not made:
        raise ValidationError(_("There is no text yet. Write it, or paste it, in at least one language."))
    journal.append(_kind(row, "keep"), by=by.id if by else None, record=row.pk, change={"copies": [one.digest for one in made]})
    return made


def end(row: Letter | Submission, how: str, because: str, *, by: Account | None) -> None:
    """End the time of the copies that stand: they were corrected, or it was noted by mistake that they went out."""
    for one in Filing.objects.filter(record=row.pk).newest():
        editing.edit(one, {"ended": how, "ended_because": because[:400], "ended_at": timezone.now()}, by=by)


def _kind(row: Any, verb: str) -> str:
    return f"{row._meta.label_lower.replace('.', ':')}:{verb}"
