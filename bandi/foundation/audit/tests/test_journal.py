"""The chain breaks visibly when anybody changes, drops or reorders what was done."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection, transaction

from bandi.foundation.audit import append_only, journal
from bandi.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Entry]:
    with transaction.atomic():
        journal.append("records:record:read", by=uuid4(), record=uuid4())
        journal.append_all([journal.Note("a:b:c", None, {"n": n}) for n in range(5)], by=None)
        journal.append("access:session:close", by=uuid4())
    return list(Entry.objects.all())


@pytest.fixture
def intruder() -> Iterator[None]:
    """Somebody who may change the schema has dropped the triggers."""
    with append_only.lifted(connection):
        yield


def test_an_untouched_chain_holds(chain: list[Entry]) -> None:
    assert journal.verify() == journal.Verification(entries=7, broken_at=None)


@pytest.mark.parametrize("field", ["actor", "record"])
def test_an_entry_with_another_actor_or_record_breaks_the_chain(chain: list[Entry], intruder: None, field: str) -> None:
    Entry.objects.filter(sequence=3).update(**{field: uuid4()})

    assert journal.verify().broken_at == 3


def test_an_entry_of_another_kind_breaks_the_chain(chain: list[Entry], intruder: None) -> None:
    Entry.objects.filter(sequence=1).update(kind="records:record:edit")

    assert journal.verify().broken_at == 1


def test_an_entry_with_another_digest_breaks_the_chain(chain: list[Entry], intruder: None) -> None:
    Entry.objects.filter(sequence=4).update(digest=journal.digest_of("something else"))

    assert journal.verify().broken_at == 4


def test_a_dropped_entry_breaks_the_chain(chain: list[Entry], intruder: None) -> None:
    Entry.objects.filter(sequence=5).delete()

    assert journal.verify().broken_at == 5


def test_an_entry_that_was_linked_anew_breaks_the_next_one(chain: list[Entry], intruder: None) -> None:
    forged = Entry.objects.get(sequence=2)
    forged.kind = "a:b:forged"
    forged.link = journal.link_of(
        sequence=2, at=forged.at, actor=None, kind=forged.kind, record=None,
        digest=bytes(forged.digest), previous=bytes(forged.previous),
    )  # fmt: skip
    forged.save()

    assert journal.verify().broken_at == 3


def test_the_journal_is_written_in_the_transaction_of_the_act(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        journal.append("a:b:c", by=None)


def test_the_chain_keeps_digests_and_never_what_was_changed(chain: list[Entry]) -> None:
    with transaction.atomic():
        entry = journal.append("a:b:c", by=None, change={"name": "Lantern"})

    assert b"Lantern" not in bytes(entry.digest) + bytes(entry.link) + entry.kind.encode()


