"""Who signed a letter or a submission, as three columns of names say it.

May import: people, records, this package's models.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder
from bandi.foundation.records.rows import Row
from bandi.register.people.intake.matching import organisation_called, person_called
from bandi.work.advocacy.actions.keeping import is_kept
from bandi.work.advocacy.models import Letter, Signatory, Submission

COLUMNS = {"initiators": Signatory.Role.INITIATOR, "co_signatories": Signatory.Role.SIGNATORY, "supporters": Signatory.Role.SUPPORTER}


def bring_signatories(folder: Folder, row: Row, text: Letter | Submission) -> None:
    """Bring the signatories of a text to what the row names; without any of the columns they are left alone."""
    if not COLUMNS.keys() & row.values.keys():
        return
    if is_kept(text.pk):
        folder.doubt(_("the text went out and is kept; its signatories were left as they are"))
        return
    wanted = []
    for column, role in COLUMNS.items():
        for name in row.parts(column):
            organisation = organisation_called(folder, name)
            person = None if organisation else person_called(folder, name)
            known = organisation is not None or person is not None
            wanted.append(
                Signatory(record_id=text.pk, organisation=organisation, person=person, name_en="" if known else name[:300], role=role, order=len(wanted))
            )
    folder.parts(Signatory, {"record_id": text.pk}, wanted)
