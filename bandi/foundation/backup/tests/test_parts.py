"""Parts, columns and rows: nothing is lost in between, and every kind of column is known."""

from __future__ import annotations

import base64
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from bandi.foundation.audit.models import Entry
from bandi.foundation.backup import ledger, parts, pruning
from bandi.foundation.backup.columns import Table, all_models, plain_field, readers, writers
from bandi.foundation.backup.creating import create, data_tables, key_tables
from bandi.foundation.backup.derived import derived_tables
from bandi.foundation.backup.errors import Damaged, ForeignLine, NoBackupFound, NotMigrated, OtherKey
from bandi.foundation.backup.parts import Recipient
from bandi.foundation.backup.verifying import verify
from bandi.foundation.vault import operational, recovery
from bandi.foundation.vault.erasure import erase
from bandi.foundation.vault.models import KEY_TABLES, Subject
from bandi.foundation.vault.tests.world import Office
from bandi.locks.pairs import PrivateHalf

VALUES = [
    ("int", 2**62), ("text", "말 \"'\n\r\t"), ("bool", True), ("float", 0.1), ("uuid", "0" * 31 + "1"),
    ("date", "2024-05-02"), ("moment", "2024-05-02T01:02:03.000004+00:00"), ("decimal:2", "12.30"), ("bytes", "AP8="),
    ("json", [{"가": [1, None]}]), ("json", [None]), ("duration", 90_000_001), ("time", "01:02:03.000004"),
]  # fmt: skip


def test_every_table_of_the_house_is_in_one_part_and_no_data_points_to_a_key():
    keys = {model._meta.db_table for model in KEY_TABLES}
    data = {table.name for table in data_tables()}

    assert data.isdisjoint(keys) and keys <= {table.name for table in key_tables()}
    assert data | keys | derived_tables() == {model._meta.db_table for model in all_models()}
    for model in all_models():
        for field in model._meta.concrete_fields:
            if field.remote_field and model not in KEY_TABLES:
                assert field.remote_field.model not in KEY_TABLES, f"{model._meta.label}.{field.name}"
    shared = {table.name for table in key_tables()}
    for name in shared:
        model = next(model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == name)
        for field in model._meta.concrete_fields:
            assert not field.remote_field or field.remote_field.model._meta.db_table in shared


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_is_the_same_after_the_database_had_it(kind, value):
    table = Table("t", (("value", kind),), "value")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE t (value {plain_field(kind).db_type(connection)})")
        for given in (value, None):
            cursor.execute("INSERT INTO t VALUES (%s)", [writers(table, connection)[0](given)])
        cursor.execute("SELECT value FROM t")
        read = [readers(table, connection)[0](row[0]) for row in cursor.fetchall()]
        cursor.execute("DROP TABLE t")
    assert read == [value, None]


@pytest.fixture
def made(db, tmp_path, settings):
    """A backup of a small office, to the recovery key and one recipient."""
    _key, lists = recovery.make(by=None)
    office = Office()
    office.row()
    friend = PrivateHalf.new()
    file = tmp_path / "recipients"
    file.write_text(f"# invented\nfriend {base64.b64encode(friend.public).decode()}\n")
    settings.BACKUP_RECIPIENTS = str(file)
    folder = tmp_path / "to"
    folder.mkdir()
    create(folder)
    return office, folder, recovery.opened(lists[:3]), friend


def test_both_keys_open_both_parts_and_no_other(made):
    _office, folder, private, friend = made

    for found in parts.found_in(folder):
        assert verify(found).was_opened is False
        assert verify(found, private).rows == verify(found, friend).rows > 0
        with pytest.raises(OtherKey) as refused:
            verify(found, PrivateHalf.new())
        assert len(refused.value.wanted) == 2
    assert Entry.objects.filter(kind="backup:backup:create").count() == 1


def test_nothing_but_size_date_and_digest_stands_in_the_clear(made):
    _office, folder, _private, _friend = made
    names = {b"Testimony", "증언".encode(), b"vault_", b"testimony"}

    for file in folder.iterdir():
        assert not any(name in file.read_bytes() for name in names)


def test_a_part_is_not_taken_for_the_other_and_an_unfinished_one_for_none(made, tmp_path):
    _office, folder, private, _friend = made
    data, keys = parts.newest(folder, "data"), parts.newest(folder, "keys")
    body, manifest = data.file.read_bytes(), data.manifest.read_bytes()
    keys.file.write_bytes(body)
    keys.manifest.write_bytes(manifest)
    with pytest.raises(Damaged):
        verify(keys, private)

    data.file.rename(data.file.with_name(data.file.name + ".part"))
    with pytest.raises(NoBackupFound):
        parts.newest(folder, "data")


def test_a_backup_that_fails_leaves_nothing_behind(db, tmp_path):
    def breaks():
        yield b"beginning"
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        parts.write(tmp_path, breaks(), part="data", backup=uuid.uuid4(), made_at=timezone.now(), recipients=[Recipient("x", PrivateHalf.new().public)])
    assert list(tmp_path.iterdir()) == []


def test_key_rings_are_destroyed_after_thirty_days_but_never_the_newest(made):
    _office, folder, _private, _friend = made
    now = timezone.now()
    assert pruning.prune(folder, now=now + timedelta(days=40)).newest_is_old
    assert [found.part for found in parts.found_in(folder)] == ["data", "keys"]
    old = parts.newest(folder, "keys")
    renamed = old.file.with_name(old.file.name.replace(old.file.name[6:22], f"{now - timedelta(days=31):%Y%m%dT%H%M%SZ}"))
    old.file.rename(renamed)
    old.manifest.rename(renamed.with_name(renamed.name + ".json"))
    create(folder)

    assert pruning.prune(folder, only_say=True).destroyed == [renamed.name] and renamed.exists()
    outcome = pruning.prune(folder)

    assert (outcome.destroyed, outcome.kept, outcome.newest_is_old) == ([renamed.name], 1, False)
    assert sorted(found.part for found in parts.found_in(folder)) == ["data", "data", "keys"]
    assert Entry.objects.filter(kind="backup:keys:destroy").count() == 1


def test_the_ledger_takes_lines_of_this_office_only(made, settings, django_capture_on_commit_callbacks):
    office, folder, _private, _friend = made
    settings.BACKUP_FOLDER = str(folder)
    subject = office.row().subject

    with django_capture_on_commit_callbacks(execute=True):
        erase(Subject.objects.get(pk=subject.pk), basis="withdrawal", by=None)

    public = operational.signing_key().public_key()
    assert [line.subject for line in ledger.read(folder, public)] == [subject.id.hex]
    assert ledger.write(folder) == 1
    file = folder / ledger.FILE
    file.write_text(file.read_text() + file.read_text().replace(subject.id.hex, "0" * 32))
    with pytest.raises(ForeignLine) as refused:
        ledger.read(folder, public)
    assert refused.value.number == 2


def test_a_database_of_an_older_form_is_not_backed_up_in_part(db, tmp_path, monkeypatch):
    recovery.make(by=None)
    monkeypatch.setattr("bandi.foundation.backup.creating.data_tables", lambda: [Table("not_there_yet", (("id", "int"),), "id")])

    with pytest.raises(NotMigrated):
        create(tmp_path)
    assert list(tmp_path.iterdir()) == []
