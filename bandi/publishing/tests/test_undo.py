"""Undo is no way round a permission: not to a publication, and not into a published edition."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import NotUndoable
from bandi.publishing.models import Edition
from bandi.register.claims.models import Claim

pytestmark = pytest.mark.django_db


def test_an_officer_cannot_take_back_a_publication_nor_change_what_is_published(ada: Account, dan: Account) -> None:
    edition = editing.create(
        Edition, by=ada, year=2031, language="en", title="A Year", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31)
    )
    editing.edit(edition, {"title": "A Year of Light"}, by=dan)
    renamed = Revision.objects.get(record=edition.id, version=2)
    editing.edit(edition, {"published_at": timezone.now()}, by=ada)
    published = Revision.objects.get(record=edition.id, version=3)

    with pytest.raises(NotPermitted):
        editing.undo(published, by=dan)
    with pytest.raises(NotUndoable):
        editing.undo(renamed, by=ada)
    editing.undo(published, by=ada)
    editing.undo(renamed, by=dan)

    assert Edition.objects.get(pk=edition.pk).title == "A Year"


def test_an_officer_cannot_take_back_an_acceptance(ada: Account, dan: Account) -> None:
    claim = editing.create(Claim, by=ada, year=2031, statement_en="Suppers held")
    editing.edit(claim, {"accepted_note": "counted by hand"}, by=ada)

    with pytest.raises(NotPermitted):
        editing.undo(Revision.objects.get(record=claim.id, version=2), by=dan)
