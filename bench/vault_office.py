"""The office that `bench.vault` measures in: one member, a compartment of testimonies, fifty names, and as many statements as are asked for.

The first statements are written as the desk writes them. The rest of a large office are rows like the first one, with texts, identifiers and
keys of their own, so that fifty thousand stand there in minutes. Invented texts.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError

if TYPE_CHECKING:
    from bandi.foundation.access.models import Account

KOREAN = ["강가", "반딧불이", "등대", "갈대", "이슬", "새벽", "언덕", "다리", "마을", "사람", "기차", "나무", "바람", "이야기", "길", "편지", "겨울", "아침", "노래", "하늘"]
ENGLISH = ["river", "firefly", "lantern", "reed", "dew", "dawn", "hill", "bridge", "village", "people", "train", "tree", "wind", "story", "road", "letter", "winter", "morning", "song", "sky"]
PHRASE = "reed lantern river moss heron dusk"
LENGTH = 23_000
"""Bytes of a testimony."""
AS_WRITTEN = 3_000
"""How many statements are written as the desk writes them."""
AT_ONCE, TOLD = 500, 50
"""Of the rest so many are written at once, among them so many different texts, each sealed anew."""


def invented(length: int, chance: random.Random) -> str:
    """Return a text of about `length` bytes, mostly Korean."""
    words: list[str] = []
    size = 0
    while size < length:
        word = chance.choice(KOREAN) if chance.random() < 0.8 else chance.choice(ENGLISH)
        words.append(word + chance.choice(["을 ", "에서 ", "이 ", " ", ". "]))
        size += len(words[-1].encode())
    return "".join(words)


def stands(texts: int) -> Account | None:
    """Return the account of the office that a run before this one left in the home, None where there is none with so many texts."""
    from bandi.foundation.access.models import Account
    from bandi.register.people.models import Statement

    try:
        return Account.objects.get(username="bench") if Statement.objects.count() == texts else None
    except DatabaseError:
        return None


def member(passphrase: str) -> Account:
    """Make the tables of an empty home and the one who measures: a director with keys, steward of the auditors' compartment; return her account."""
    from django.core.management import call_command

    from bandi.foundation.access.models import Account, SecurityKey
    from bandi.foundation.vault.holding import AUDIT
    from bandi.foundation.vault.making import make_compartment, make_member

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    account = Account(username="bench", language="en", roles=["director"])
    account.member = make_member(passphrase=passphrase)
    account.set_unusable_password()
    account.save()
    SecurityKey.objects.create(account=account, name="Acorn key", credential=account.id.bytes, public=b"a key of no use")
    make_compartment(key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=[account.member])
    return account


def make(texts: int) -> Account:
    """Make the office in an empty home and return the account of its member."""
    from bandi.foundation.records import editing
    from bandi.foundation.vault.making import make_compartment
    from bandi.register.people.models import Person, ProtectedPerson, Statement

    account = member(PHRASE)
    stories = make_compartment(key="testimony", name_en="Testimony", name_ko="증언", tier=2, stewards=[account.member])
    chance = random.Random(7)
    for number in range(50):
        editing.create(ProtectedPerson, by=None, code=f"W-{number:04}", name=f"홍보기 {number}", compartment=stories)
        editing.create(Person, by=None, full_name=f"Willow {number}", name_ko=f"보기 {number}")
    for number in range(min(texts, AS_WRITTEN)):
        editing.create(Statement, by=None, code=f"S-{number:05}", text=invented(LENGTH, chance), compartment=stories)
    _like_the_first(range(AS_WRITTEN, texts), chance)
    return account


def _like_the_first(numbers: range, chance: random.Random) -> None:
    """Add statements in the database's own words: the rows of the first one with what is their own put in place."""
    from django.db import transaction

    left = iter(numbers)
    while some := list(islice(left, AT_ONCE)):
        with transaction.atomic():
            _insert(list(_rows(some, chance)))


def _rows(numbers: list[int], chance: random.Random) -> Iterator[tuple[uuid.UUID, dict[str, Any], dict[str, Any]]]:
    from bandi.foundation.vault.fields import new_record_key, place_of
    from bandi.foundation.vault.making import make_subject
    from bandi.locks import cells
    from bandi.register.people.models import Statement

    first = Statement.objects.select_related("compartment").order_by("code")[0]
    told = [invented(LENGTH, chance).encode() for _ in range(TOLD)]
    for number in numbers:
        subject = make_subject(first.compartment)
        row = Statement(pk=uuid.uuid4(), code=f"S-{number:05}", subject=subject, compartment=first.compartment)
        key_id, key = new_record_key(subject, row.pk)
        text = cells.seal(chance.choice(told), key=key, key_id=key_id, place=place_of(row, "text"))
        label = {"label_en": row.code, "label_ko": row.code}
        yield first.pk, {"id": row.pk.hex, **label}, {"record_id": row.pk.hex, "code": row.code, "subject_id": subject.pk.hex, "text": text, **label}


def _insert(rows: list[tuple[uuid.UUID, dict[str, Any], dict[str, Any]]]) -> None:
    from django.db import connection

    from bandi.foundation.records.models import Record
    from bandi.register.people.models import Statement

    with connection.cursor() as cursor:
        for at, model in ((1, Record), (2, Statement)):
            key = model._meta.pk.column
            cursor.execute(f"SELECT * FROM {model._meta.db_table} WHERE {key} = %s", [rows[0][0].hex])
            names = [column[0] for column in cursor.description]
            first = dict(zip(names, cursor.fetchone(), strict=True))
            words = f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
            cursor.executemany(words, [[row[at].get(name, first[name]) for name in names] for row in rows])
