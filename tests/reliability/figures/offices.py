"""Small invented offices in folders of their own, for figures about backups: made, worked in and looked into by other processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bandi.locks import shares
from tests.conftest import empty_office, run

PHRASE = "reed lantern river moss heron dusk"

_MAKE = """
from bandi.foundation.vault import blobs, recovery
from bandi.foundation.vault.holding import AUDIT
from bandi.foundation.vault.making import make_compartment, make_member, make_subject
from bandi.foundation.access.actions import open_account
from bandi.foundation.access.permissions import Role
key, lists = recovery.make(by=None)
public = bytes(key.public)
cost = Cost(memory_kib=64, passes=1, lanes=1)
auditor, steward = make_member(passphrase=PHRASE, cost=cost), make_member(passphrase=PHRASE, cost=cost)
make_compartment(key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=[auditor], recovery=public)
testimony = make_compartment(key="testimony", name_en="Testimony", name_ko="증언", tier=3, stewards=[steward], recovery=public)
people = []
for number in range(COUNT):
    subject = make_subject(testimony)
    with transaction.atomic():
        blob = blobs.store([f"invented words {number} ".encode() * 40_000], subject=subject, name=f"n{number}.txt", media_type="text/plain")
    people.append([subject.id.hex, blob.id.hex])
account, secret = open_account(username="steward", roles=[Role.DIRECTOR], by=None, name_en="S", name_ko="S", language="en")
type(account).objects.filter(pk=account.pk).update(member=steward)
answer = {"shares": lists, "people": people, "secret": secret}
"""

_READ = """
from django.contrib.auth import authenticate
from django.db import connection
from bandi.foundation.audit import journal
from bandi.foundation.backup.creating import data_tables, key_tables
from bandi.foundation.backup.snapshot import digest_of
from bandi.foundation.vault import blobs
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.making import lock_asks
from bandi.foundation.vault.models import Blob, Compartment
from bandi.foundation.vault.reading import Reader
member = Compartment.objects.get(key="testimony").memberships.get().member
token = holder().begin(member.id, lock_asks(member), PHRASE)
holder().finish(token, None)
reader = Reader(token, member.id)
readable, digests = [], {}
for blob in Blob.objects.all():
    try:
        facts, pieces = blobs.opened(blob, by=reader)
        body = b"".join(pieces)
    except Exception:
        continue
    if hashlib.sha256(body).hexdigest() == facts.digest:
        readable.append(blob.subject_id.hex)
        digests[blob.id.hex] = facts.digest
user = authenticate(username="steward", password=SECRET)
answer = {
    "readable": readable, "digests": digests, "signs_in": user is not None and user.member_id == member.id,
    "journal": journal.verify().holds,
    "rows": {table.name: digest_of(table, connection).text for table in [*data_tables(), *key_tables()]},
}
"""

_ERASE = """
from uuid import UUID
from bandi.foundation.vault.erasure import erase
from bandi.foundation.vault.models import Subject
for one in SUBJECTS:
    erase(Subject.objects.get(pk=UUID(one)), basis="withdrawal", by=None)
answer = None
"""

@dataclass
class Office:
    """An office: its folder, the five shares, its people as (subject, file), and the steward's passphrase for the desk."""

    home: Path
    shares: list[str]
    people: list[tuple[str, str]]
    secret: str

    @classmethod
    def made(cls, home: Path, people: int) -> Office:
        """Make an office with `people` subjects, each with one sealed file of about 700 KB."""
        empty_office(home)
        made = ask(home, _MAKE, COUNT=people)
        return cls(home, made["shares"], [tuple(one) for one in made["people"]], made["secret"])

    def three(self, folder: Path, which: tuple[int, int, int] = (0, 2, 4)) -> Path:
        """Write three shares into a file and return it."""
        file = folder / "three-shares.txt"
        file.write_text("".join(self.shares[at] + "\n" for at in which))
        return file

    def backup(self, folder: Path) -> dict[str, Any]:
        """Make a backup with the command and return its answer."""
        folder.mkdir(exist_ok=True)
        done = run(self.home, "backup", "create", "--to", str(folder), "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def restored(self, folder: Path, home: Path, *more: str) -> Office:
        """Restore a backup folder into another home and return the office there."""
        done = run(home, "backup", "restore", "--from", str(folder), "--shares-file", str(self.three(folder.parent)), "--json", *more)
        assert done.returncode == 0, done.stderr
        return Office(home, self.shares, self.people, self.secret)

    def erase(self, subjects: list[str]) -> None:
        ask(self.home, _ERASE, SUBJECTS=subjects)

    def seen(self) -> dict[str, Any]:
        """What its steward reads (subjects, digests of opened files), whether she signs in, the journal holds, all tables' digests."""
        return ask(self.home, _READ, SECRET=self.secret)

    def files(self) -> dict[str, bytes]:
        """The sealed files as they stand on the disk."""
        blobs = self.home / "blobs"
        return {str(file.relative_to(blobs)): file.read_bytes() for file in sorted(blobs.glob("??/*"))}

    def private(self) -> Any:
        """The recovery key's private half, for looking into parts within this process."""
        from bandi.locks.pairs import PrivateHalf

        return PrivateHalf.of(shares.recover(self.shares[:3]))


def ask(home: Path, code: str, **values: object) -> Any:
    """Run code in an office, in a process of its own, and return what it leaves in `answer`."""
    given = "".join(f"{name} = {value!r}\n" for name, value in {"PHRASE": PHRASE, **values}.items())
    start = "import django; django.setup()\nimport hashlib, json\nfrom django.db import transaction\nfrom bandi.locks.unlocking import Cost\n"
    done = subprocess.run(
        [sys.executable, "-c", start + given + code + "\nprint(json.dumps(answer))"],
        env=environment(home), capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def empty(home: Path, *, encrypted: str = "yes") -> Path:
    """Make an office with all tables and nothing in them, and return its folder."""
    if address := os.environ.get("BANDI_FIGURE_DATABASE"):
        run(home, "migrate", "--verbosity", "0", BANDI_DATABASE=address).check_returncode()
    else:
        empty_office(home, encrypted=encrypted)
    return home


def environment(home: Path) -> dict[str, str]:
    """The environment of a process that works in an office. BANDI_FIGURE_DATABASE may name another database than its file."""
    return {**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": os.environ.get("BANDI_FIGURE_DATABASE", ""), "BANDI_OPERATIONAL_KEY": "", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"}
