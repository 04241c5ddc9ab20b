"""The database refuses to change or remove what was written, whoever asks; who drops the triggers is seen."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from bandi.foundation.audit import append_only, checkpoints, verifying
from bandi.foundation.audit.models import Checkpoint, Entry, Revision
from bandi.foundation.audit.tests.world import RECORD, write
from bandi.foundation.audit.verifying import Fault, Finding

pytestmark = pytest.mark.django_db
STATEMENTS = [
    "UPDATE audit_entry SET kind = 'a:thing:forged' WHERE sequence = 2",
    "UPDATE audit_entry SET sequence = 900 WHERE sequence = 2",
    "DELETE FROM audit_entry WHERE sequence = 2",
    "DELETE FROM audit_entry",
    "UPDATE audit_checkpoint SET note = ''",
    "DELETE FROM audit_checkpoint",
]
OF_SQLITE = [
    "REPLACE INTO audit_entry SELECT sequence, at, actor, 'a:thing:forged', record, digest, previous, link FROM audit_entry WHERE sequence = 2",
    "INSERT OR REPLACE INTO audit_checkpoint SELECT size, made_at, root, '', signer FROM audit_checkpoint",
    "UPDATE OR REPLACE audit_entry SET sequence = 3 WHERE sequence = 2",
]
OF_POSTGRESQL = ["TRUNCATE audit_entry CASCADE", "TRUNCATE audit_checkpoint"]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(autouse=True)
def journal_with_a_checkpoint(db: None, signing_key: None) -> None:
    write(4)
    checkpoints.make(by=None)


@pytest.mark.parametrize("statement", [*STATEMENTS, *OF_SQLITE, *OF_POSTGRESQL])
def test_what_was_written_can_be_neither_changed_nor_removed(statement: str) -> None:
    if statement in (OF_SQLITE if connection.vendor == "postgresql" else OF_POSTGRESQL):
        pytest.skip("a statement of the other database")

    with pytest.raises(IntegrityError, match=append_only.MESSAGE):
        run(statement)
    assert verifying.verify().is_certain


@pytest.mark.parametrize("statement", STATEMENTS)
def test_without_the_triggers_the_same_statements_pass(statement: str) -> None:
    append_only.unguard(connection)

    run(statement)


def test_missing_triggers_are_reported_and_set_again_by_migrating() -> None:
    append_only.unguard(connection)

    assert len(append_only.missing(connection)) == (4 if connection.vendor == "postgresql" else 6)
    assert verifying.verify().findings == (Finding(Fault.UNGUARDED),)

    append_only.guard(connection)
    assert verifying.verify().is_certain


def test_a_trigger_that_does_nothing_counts_as_missing() -> None:
    if connection.vendor != "sqlite":
        run("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change")
        assert append_only.missing(connection) == ["audit_entry_no_change"]
        return
    run("DROP TRIGGER audit_entry_no_delete")
    run("CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT 1; END")

    assert append_only.missing(connection) == ["audit_entry_no_delete"]


def test_a_revision_can_be_erased() -> None:
    Revision.objects.create(entry=Entry.objects.get(sequence=1), record=RECORD, model="a.b", row="1", before=None, after={})

    Revision.objects.all().delete()

    assert verifying.verify().is_certain


def test_an_entry_with_a_revision_is_kept_by_the_foreign_key_too() -> None:
    Revision.objects.create(entry=Entry.objects.get(sequence=1), record=RECORD, model="a.b", row="1", before=None, after={})

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(sequence=1).delete()
    assert Checkpoint.objects.count() == 1
