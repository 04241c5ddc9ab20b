"""Writing the text of a letter or a submission: a new version each time, never over what somebody else wrote.

Guards against: a text that changes after it was cleared. A new version takes the clearance back; a text that went out
                takes none, unless nothing of it is kept yet (a letter of years ago whose words are pasted in now).
May import: the foundation, this package.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict, Refused
from bandi.foundation.reference.texts import Language
from bandi.work.advocacy.actions.keeping import is_kept
from bandi.work.advocacy.models import Annex, Letter, Stage, Submission, TextVersion
from bandi.work.advocacy.text_forms import form_for, skeleton

LONGEST_TEXT = 400_000


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
    if is_kept(current.pk):
        raise Refused(_("The text went out and is kept as it was. Begin a correction: it becomes a new version, and the first copy stays."))
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


@transaction.atomic
def begin_with_form(*, row: Letter | Submission, language: Language, by: Account | None) -> TextVersion:
    """Begin a text with the headings of its form and return its first version; what is confidential becomes an annex's place.

    Raises: NotPermitted; Refused when no form holds for it, or something is written already.
    """
    form = form_for(row)
    if form is None:
        raise Refused(_("No form is known for this text. Choose to whom it is addressed and the form, or write freely."))
    if TextVersion.objects.filter(record=row.pk, language=language).exclude(body="").exists():
        raise Refused(_("Something is written already. The form is for an empty page."))
    newest = TextVersion.objects.filter(record=row.pk, language=language).order_by("-number").first()
    english, korean = form.labels()
    note = _("begun with the form “%(form)s”") % {"form": korean or english if language == "ko" else english or korean}
    version = write_text(row=row, language=language, body=skeleton(form, language), by=by, based_on=newest.number if newest else 0, note=note)
    assert version is not None
    known = {title for pair in Annex.objects.filter(record=row.pk).values_list("title_en", "title_ko") for title in pair if title}
    for section in form.sections.all():
        if section.is_confidential and not known & {section.heading_en, section.heading_ko}:
            annex = Annex(record_id=row.pk, title_en=section.heading_en, title_ko=section.heading_ko, is_confidential=True, order=section.order)
            editing.add(annex, by=by)
    return version
