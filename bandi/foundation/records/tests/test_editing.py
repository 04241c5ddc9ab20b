"""Records are made, changed, removed and restored in one way, and nobody loses what she wrote."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict, NotUndoable
from bandi.foundation.records.models import Handling, Record
from bandi.register.people.models import Alias, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def lantern(ada: Account) -> Organisation:
    return editing.create(Organisation, by=ada, ref="lantern", name_en="Lantern Street", name_ko="등불거리")


def test_a_record_gets_its_spine_its_entry_and_its_revision(lantern: Organisation, ada: Account) -> None:
    spine = Record.objects.get(pk=lantern.id)

    assert (spine.kind, spine.ref, spine.label_en, spine.label_ko) == ("people.organisation", "lantern", "Lantern Street", "등불거리")
    assert Entry.objects.get(record=lantern.id).kind == "people:organisation:create"
    assert Revision.objects.get(record=lantern.id).before is None
    assert journal.verify().holds


def test_an_edit_changes_the_row_the_label_and_the_version(lantern: Organisation, ada: Account) -> None:
    edited = editing.edit(lantern, {"name_en": "Lantern Lane"}, by=ada, version=1)

    assert (edited.name_en, edited.version) == ("Lantern Lane", 2) or Organisation.objects.get(pk=lantern.pk).version == 2
    assert Record.objects.get(pk=lantern.id).label_en == "Lantern Lane"


def test_an_edit_that_changes_nothing_leaves_no_trace(lantern: Organisation, ada: Account) -> None:
    editing.edit(lantern, {"name_en": "Lantern Street"}, by=ada, version=1)

    assert Revision.objects.count() == 1
    assert Organisation.objects.get(pk=lantern.pk).version == 1


def test_the_second_editor_of_a_field_is_shown_both_versions_and_nothing_is_written(
    lantern: Organisation, ada: Account, dan: Account
) -> None:
    editing.edit(lantern, {"name_en": "Lantern Lane"}, by=ada, version=1)

    with pytest.raises(Conflict) as caught:
        editing.edit(lantern, {"name_en": "Lantern Road"}, by=dan, version=1)

    assert caught.value.theirs == {"name_en": "Lantern Lane"}
    assert caught.value.yours == {"name_en": "Lantern Road"}
    assert Organisation.objects.get(pk=lantern.pk).name_en == "Lantern Lane"


def test_edits_of_different_fields_do_not_meet(lantern: Organisation, ada: Account, dan: Account) -> None:
    editing.edit(lantern, {"name_en": "Lantern Lane"}, by=ada, version=1)
    editing.edit(lantern, {"abbreviation": "LL"}, by=dan, version=1)

    now = Organisation.objects.get(pk=lantern.pk)
    assert (now.name_en, now.abbreviation, now.version) == ("Lantern Lane", "LL", 3)


def test_an_edit_can_be_taken_back_once(lantern: Organisation, ada: Account) -> None:
    editing.edit(lantern, {"name_en": "Lantern Lane"}, by=ada, version=1)
    revision = Revision.objects.get(record=lantern.id, version=2)

    editing.undo(revision, by=ada)

    assert Organisation.objects.get(pk=lantern.pk).name_en == "Lantern Street"
    with pytest.raises(NotUndoable):
        editing.undo(revision, by=ada)


def test_the_taking_back_can_be_taken_back(lantern: Organisation, ada: Account) -> None:
    editing.edit(lantern, {"name_en": "Lantern Lane"}, by=ada, version=1)
    undone = editing.undo(Revision.objects.get(record=lantern.id, version=2), by=ada)

    editing.undo(undone, by=ada)

    assert Organisation.objects.get(pk=lantern.pk).name_en == "Lantern Lane"


def test_an_edit_beneath_a_later_one_is_not_taken_back(lantern: Organisation, ada: Account) -> None:
    editing.edit(lantern, {"name_en": "Lantern Lane"}, by=ada, version=1)
    first = Revision.objects.get(record=lantern.id, version=2)
    editing.edit(lantern, {"name_en": "Lantern Road"}, by=ada, version=2)

    with pytest.raises(NotUndoable):
        editing.undo(first, by=ada)


def test_a_removed_record_is_hidden_and_can_be_restored(lantern: Organisation, ada: Account) -> None:
    revision = editing.remove(lantern, by=ada)
    assert lantern not in Organisation.objects.visible_to(ada)

    editing.undo(revision, by=ada)

    assert lantern in Organisation.objects.visible_to(ada)


def test_a_deleted_part_comes_back_as_it_was(lantern: Organisation, ada: Account) -> None:
    alias = editing.add(Alias(record=lantern.record, name="Lantern St."), by=ada)
    revision = editing.remove(alias, by=ada)
    assert not Alias.objects.exists()

    editing.undo(revision, by=ada)

    restored = Alias.objects.get()
    assert (restored.id, restored.name) == (alias.id, "Lantern St.")


def test_a_part_counts_as_an_edit_of_its_record(lantern: Organisation, ada: Account) -> None:
    editing.add(Alias(record=lantern.record, name="Lantern St."), by=ada)

    assert Organisation.objects.get(pk=lantern.pk).version == 2
    assert Revision.objects.filter(record=lantern.id).count() == 2


def test_a_reader_cannot_write(lantern: Organisation, ben: Account) -> None:
    with pytest.raises(NotPermitted):
        editing.edit(lantern, {"name_en": "X"}, by=ben, version=1)
    with pytest.raises(NotPermitted):
        editing.create(Organisation, by=ben, name_en="X")
    with pytest.raises(NotPermitted):
        editing.remove(lantern, by=ben)
    with pytest.raises(NotPermitted):
        editing.undo(Revision.objects.get(record=lantern.id), by=ben)


def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(lantern: Organisation, ada: Account) -> None:
    with pytest.raises(ValidationError):
        editing.create(Organisation, by=ada, name_en="", name_ko="")
    with pytest.raises(ValidationError):
        editing.edit(lantern, {"abbreviation": "x" * 41}, by=ada, version=1)

    assert Record.objects.count() == 1
    assert Revision.objects.count() == 1


def test_the_database_itself_refuses_a_second_record_of_one_ref(lantern: Organisation, ada: Account) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        editing.create(Organisation, by=ada, ref="lantern", name_en="Another")


def test_a_protected_record_is_hidden_from_officers_and_readers(
    ada: Account, dan: Account, ben: Account, cho: Account
) -> None:
    hidden = editing.create(Organisation, by=ada, name_en="Hidden", handling=Handling.PROTECTED)

    assert hidden in Organisation.objects.visible_to(ada)
    assert not any(hidden in Organisation.objects.visible_to(account) for account in (dan, ben, cho))


def test_when_the_journal_fails_the_act_is_not_written(
    lantern: Organisation, ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(journal, "append", fail)
    with pytest.raises(OSError, match="disk full"):
        editing.edit(lantern, {"name_en": "Lantern Lane"}, by=ada, version=1)

    assert Organisation.objects.get(pk=lantern.pk).name_en == "Lantern Street"


def test_an_edit_takes_a_bounded_number_of_queries(lantern: Organisation, ada: Account) -> None:
    with CaptureQueriesContext(connection) as queries:
        editing.edit(lantern, {"name_en": "Lantern Lane"}, by=ada, version=1)

    assert len(queries) <= 24
