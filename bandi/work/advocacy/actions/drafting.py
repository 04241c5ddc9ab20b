"""Writing the text of a letter or a submission: a new version each time, never over what somebody else wrote.

Guards against: a text that changes after it was cleared. A new version takes the clearance back; a text that went out
                takes none.
May import: the foundation, this package.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict, NotUndoable, Refused
from bandi.work.advocacy.models import OUT, Letter, Stage, Submission, TextVersion

LONGEST_TEXT = 400_000


def check_undo(revision: Revision, by: Account | None) -> None:
    """Refuse to take back a version, a footnote or a signature of a text that went out. Raises: NotUndoable."""
    for model in (Letter, Submission):
        if model.objects.filter(pk=revision.record, status__in=OUT).exists():
            raise NotUndoable


@transaction.atomic
def write_text(
    *, row: Letter | Submission, language: str, body: str, by: Account | None, based_on: int = 0, note: str = ""
) -> TextVersion | None:
    """Add a version of the text and return it; None when it says the same as the newest.

    based_on: number of the version the writer began with, 0 for none.
    Raises:   NotPermitted; Refused when the text went out or is too long; Conflict when a newer version exists that she did not see.
    """
    require(by, Permission.RECORDS_EDIT)
    current = type(row).objects.select_for_update().get(pk=row.pk)
    if current.status in OUT:
        raise Refused(_("The text went out and is kept as it was. Take it back to its earlier stage if that is wrong."))
    if len(body) > LONGEST_TEXT:
        raise Refused(_("The text is longer than 400,000 characters. Divide it, or make an annex of a part."))
    body = body.replace("\r\n", "\n").strip()
    newest = TextVersion.objects.filter(record=row.pk, language=language).order_by("-number").first()
    if newest is not None and newest.body == body:
        return None
    if newest is not None and newest.number != based_on:
        raise Conflict(version=newest.number, theirs={"body": newest.body}, yours={"body": body})
    number = newest.number + 1 if newest else 1
    version = TextVersion(record_id=row.pk, language=language, number=number, body=body, note=note.strip()[:300], written_by=by)
    editing.add(version, by=by)
    if current.status in (Stage.PLANNED, Stage.CLEARED):
        editing.edit(current, {"status": Stage.DRAFTED}, by=by)
    return version
