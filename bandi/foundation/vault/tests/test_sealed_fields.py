from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from bandi.foundation.vault import blobs
from bandi.foundation.vault.errors import Sealed
from bandi.foundation.vault.fields import SealedText
from bandi.foundation.vault.models import Blob, RecordKey
from bandi.foundation.vault.reading import NOBODY, Reader, opened, reading_as, text_of
from bandi.foundation.vault.tests.world import Office, closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize("later", [False, True])
def test_a_member_reads_what_was_written_with_public_halves_only(office: Office, later: bool):
    row = office.row("강을 건넜다", later=later)
    assert text_of(row, "facts", by=office.reader(office.steward)) == "강을 건넜다"


def test_a_locked_reader_sees_a_calm_mark_and_no_error(office: Office):
    row = office.row()
    opened([row], by=NOBODY)
    with translation.override("en"):
        assert str(row.facts) == "sealed"
    with translation.override("ko"):
        assert str(row.facts) == "봉인됨"
    with pytest.raises(Sealed):
        text_of(row, "facts", by=NOBODY)


def test_a_member_of_another_compartment_and_a_wrong_token_open_nothing(office: Office):
    row = office.row()
    reader = office.reader(office.steward)
    for other in (office.reader(office.stranger), Reader("forged", office.steward.id), Reader(reader.token, office.stranger.id)):
        opened([row], by=other)
        assert not row.facts.is_open


def test_a_list_costs_the_same_number_of_queries_however_long(office: Office, django_assert_num_queries):
    for _ in range(3):
        office.row()
    reader = office.reader(office.steward)
    with django_assert_num_queries(3):
        few = opened(Blob.objects.all(), by=reader)
    for _ in range(7):
        office.row()
    with django_assert_num_queries(3):
        many = opened(Blob.objects.all(), by=reader)
    assert (len(few), len(many)) == (3, 10)
    assert all(row.facts.is_open for row in many)


def test_the_reader_of_the_request_is_used_by_default(office: Office):
    row = office.row("오늘")
    with reading_as(office.reader(office.steward)):
        assert str(opened([row])[0].facts) == "오늘"


def test_nothing_readable_stands_in_the_database(office: Office):
    office.row("needle-in-the-haystack")
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts FROM vault_blob")
        assert all(b"needle" not in bytes(cell) for (cell,) in cursor.fetchall())


def test_a_cell_moved_to_another_row_is_not_read(office: Office):
    one, two = office.row("one"), office.row("two")
    Blob.objects.filter(pk=two.pk).update(facts=one.facts)
    moved = closed(two)
    opened([moved], by=office.reader(office.steward))
    assert not moved.facts.is_open


def test_a_record_key_moved_to_another_row_is_not_used(office: Office):
    one, two = office.row("one"), office.row("two")
    Blob.objects.filter(pk=two.pk).update(facts=one.facts, subject=one.subject)
    RecordKey.objects.filter(subject=one.subject).update(record=two.pk)
    moved = closed(two)
    opened([moved], by=office.reader(office.steward))
    assert not moved.facts.is_open


def test_an_unchanged_value_keeps_its_cell_and_a_new_one_gets_another(office: Office):
    row = office.row("first")
    before = row.facts.sealed
    row.save()
    assert closed(row).facts.sealed == before
    row.facts = "second"
    row.save()
    assert closed(row).facts.sealed != before


def test_a_sealed_field_refuses_what_is_too_long_and_what_is_no_text(office: Office):
    field = SealedText(longest=5)
    with pytest.raises(ValidationError):
        field.clean("longer than five", None)
    with pytest.raises(ValidationError):
        field.to_python(12)


def test_a_sealed_field_is_not_written_past_its_row(office: Office):
    row = office.row()
    with pytest.raises(TypeError):
        Blob.objects.filter(pk=row.pk).update(facts="plain")


def test_a_file_is_sealed_on_the_disk_and_comes_back_to_members_only(office: Office):
    from bandi.foundation.vault.making import make_subject

    blob = blobs.store([b"needle" * 100_000, b"end"], subject=make_subject(office.testimony), name="증언.pdf", media_type="application/pdf")
    assert b"needle" not in blobs.path_of(blob.id).read_bytes()
    facts, pieces = blobs.opened(Blob.objects.get(pk=blob.pk), by=office.reader(office.steward))
    assert (facts.name, facts.length) == ("증언.pdf", 600_003)
    assert b"".join(pieces) == b"needle" * 100_000 + b"end"
    with pytest.raises(Sealed):
        blobs.opened(Blob.objects.get(pk=blob.pk), by=office.reader(office.stranger))
    assert blobs.is_sound(blob)
    blobs.path_of(blob.id).write_bytes(blobs.path_of(blob.id).read_bytes()[:-1])
    assert not blobs.is_sound(blob)


def test_a_content_exchanged_by_somebody_with_its_key_is_not_given_out_as_whole(office: Office):
    from bandi.foundation.vault.making import make_subject
    from bandi.locks import files
    from bandi.locks.errors import Unreadable

    blob = blobs.store([b"what was said"], subject=make_subject(office.testimony), name="n.txt", media_type="text/plain")
    reader = office.reader(office.steward)
    key = blobs._file_key(blob, reader, "")
    with blobs.path_of(blob.id).open("wb") as target:
        files.seal([b"what was not"], target, key=key, file_id=blob.id.bytes, place=blobs._place(blob.id))
    assert not blobs.is_sound(blob)
    with pytest.raises(Unreadable):
        b"".join(blobs.opened(Blob.objects.get(pk=blob.pk), by=reader)[1])
