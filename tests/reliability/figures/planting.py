"""Works in an office as people do and leaves a secret in everything that is sealed, typed or uploaded; then goes on until it is killed.

Run by `planted.py` in a process of its own: `python -m tests.reliability.figures.planting COUNT [clear] [stop]`. Prints one line of JSON when every
secret is planted. `clear` writes the same without any sealing, as a careless house would, for the control; `stop` ends there.
"""

from __future__ import annotations

import base64
import gzip
import io
import itertools
import json
import random
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.hashers import BasePasswordHasher  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import models  # noqa: E402
from django.urls import reverse  # noqa: E402

from bandi.foundation.access.models import Account  # noqa: E402
from bandi.foundation.records import editing  # noqa: E402
from bandi.foundation.records.models import SealedPart, SealedRecordBase  # noqa: E402
from bandi.foundation.vault import blobs, recovery  # noqa: E402
from bandi.foundation.vault.fields import SealedRow  # noqa: E402
from bandi.foundation.vault.making import make_subject  # noqa: E402
from bandi.foundation.vault.models import Blob, Compartment, Subject  # noqa: E402
from bandi.interfaces.desk.tables import KINDS  # noqa: E402
from bandi.interfaces.desk.tests import sealed_world  # noqa: E402
from bandi.locks.files import Sealer  # noqa: E402
from bandi.register.people.consents.acting import withdraw_consent  # noqa: E402
from bandi.register.people.models import Consent, Organisation, ProtectedPerson, SealedPairDecision  # noqa: E402
from tests.reliability.figures.canaries import secrets  # noqa: E402
from tests.reliability.figures.cast import director  # noqa: E402

BIG = 2_700_000
"""Bytes of an upload that Django's own handler would have put into a temporary file."""


GIVEN = {"given_on": "2024-05-02"}
ALLOWED = {"purposes": ["press"], "audiences": ["partners"], "identity": "absent", "given": "spoken", "child_agreed": ""}
"""What a form asks for that no secret stands in."""


class ClearHasher(BasePasswordHasher):
    """Keeps passphrases as they are."""

    algorithm = "clear"

    def encode(self, password: str, salt: str) -> str:
        return f"clear${salt}${password}"

    def verify(self, password: str, encoded: str) -> bool:
        return encoded.endswith(f"${password}")

    def must_update(self, encoded: str) -> bool:
        return False


class ClearSealer(Sealer):
    """Seals nothing."""

    def update(self, chunk: bytes | memoryview) -> list[bytes]:
        super().update(chunk)
        return [bytes(chunk)]

    def finish(self) -> list[bytes]:
        super().finish()
        return []


def write_in_the_clear() -> None:
    """Take every guard away that keeps secrets off the disk."""
    SealedRow.seal = lambda self, field, text: text.encode()  # type: ignore[method-assign]
    blobs.files.Sealer = ClearSealer  # type: ignore[misc]
    settings.PASSWORD_HASHERS = ["tests.reliability.figures.planting.ClearHasher"]


class Planter:
    """The office, its browser, and the secrets that are still to be planted."""

    def __init__(self, count: int, *, clear: bool) -> None:
        self.left: Iterator[str] = iter(secrets(count))
        self.is_clear, self.number, self.planted, self.reached = clear, 0, 0, set[str]()
        self.chance = random.Random(count)
        recovery.make(by=None)
        people = [director(name) for name in ("ada", "dan", "ben")]
        self.office = sealed_world.Office(*people)
        self.ada = self.office.ada
        self.client = self.office.client(self.ada, unlocked=not clear)
        self.client.raise_request_exception = False
        self.open = editing.create(Organisation, by=self.ada, name_en="Lantern Street")
        self.compartments = {"identities": self.office.identities, "testimony": self.office.testimony}

    def take(self) -> str:
        """Return the next secret. Raises: StopIteration when all are planted."""
        text = next(self.left)
        self.planted += 1
        return text

    def take_several(self, most: int) -> list[str]:
        return list(itertools.islice(iter(self._one, None), most))

    def _one(self) -> str | None:
        try:
            return self.take()
        except StopIteration:
            return None

    def rounds(self) -> None:
        """Plant until nothing is left."""
        for self.number in itertools.count(1):
            for model in sealed_models():
                self.fill(model)
            for channel in (self.notes, self.files, self.many_files, self.typed, self.passphrase, self.failure):
                channel()
            if not self.is_clear:
                self.read()
            if self._exhausted():
                return

    def _exhausted(self) -> bool:
        text = self._one()
        if text is None:
            return True
        self.left = itertools.chain([text], self.left)
        self.planted -= 1
        return False

    def fill(self, model: type[SealedRow]) -> None:
        """Make a row of a model with a secret in every sealed field, the way the desk does where it has a form; then change it."""
        kind = next((kind for kind in KINDS.values() if kind.model is model), None)
        names = list(model.sealed_fields())
        texts = dict(zip(names, self.take_several(len(names)), strict=False))
        if not texts or model is Blob:
            self.reached.add(model._meta.label_lower)
            if texts:
                self.left = itertools.chain(texts.values(), self.left)
                self.planted -= len(texts)
            return
        if issubclass(model, SealedRecordBase) and kind is not None:
            row = self._by_form(kind, texts)
        elif issubclass(model, SealedRecordBase):
            row = editing.create(model, by=self.ada, **self._needed(model), **texts)
        elif issubclass(model, SealedPart):
            row = editing.add(model(**self._needed(model), **texts), by=self.ada)
        else:
            row = model(subject=make_subject(self.office.testimony), **self._needed(model), **texts)
            row.save()
        self.reached.add(model._meta.label_lower)
        again = dict(zip(names, self.take_several(1), strict=False))
        if again and hasattr(row, "parent_record"):
            editing.edit(model._default_manager.get(pk=row.pk), again, by=self.ada)
        elif again:
            self.left, self.planted = itertools.chain(again.values(), self.left), self.planted - 1
        if model is Consent and "withdrawal" in texts:  # no form for a new consent asks for it
            withdraw_consent(consent=Consent.objects.get(pk=row.pk), said=texts["withdrawal"], by=self.ada)

    def _by_form(self, kind: Any, texts: dict[str, str]) -> Any:
        values = {name: getattr(value, "pk", value) for name, value in self._needed(kind.model).items()}
        values |= ALLOWED | {"statement": self.office.statement.pk} if kind.model is Consent else {}
        answer = self.client.post(reverse("desk:record_new", args=[kind.key]), {**values, **texts, "handling": "protected"})
        assert answer.status_code == 302, answer.content.decode()
        return kind.model._default_manager.get(code=values["code"])

    def _needed(self, model: type[models.Model]) -> dict[str, Any]:
        """Return values for every field of a model that must have one. Raises: NotImplementedError for a field it cannot fill."""
        values: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if field.primary_key or field.has_default() or field.blank:
                continue
            if field.name in {"subject", "record", "handling"} and issubclass(model, SealedRecordBase):
                continue
            if field.is_relation and field.related_model is ProtectedPerson:
                values[field.name] = self.office.person
            elif field.is_relation and field.related_model is Compartment:
                values[field.name] = self.office.identities if "person" in model.__name__.lower() else self.office.testimony
            elif field.is_relation and field.related_model is Subject:
                continue
            elif field.is_relation and field.name == "record":
                values["record_id"] = self.office.person.pk
            elif field.is_relation and field.related_model is Account:
                values[field.name] = self.ada
            elif isinstance(field, models.DateField):
                values[field.name] = date(2031, 5, 2)
            elif field.name in GIVEN:
                values[field.name] = GIVEN[field.name]
            elif isinstance(field, models.CharField):
                values[field.name] = f"{model.__name__[0]}-2032-{self.number:05}"
            else:
                raise NotImplementedError(f"{model.__name__}.{field.name}: say in `_needed` how it is filled")
        if model is SealedPairDecision:
            twin = editing.create(ProtectedPerson, by=self.ada, code=f"T-2032-{self.number:05}", compartment=self.office.identities)
            values["one"], values["other"] = sorted((self.office.person, twin), key=lambda row: row.pk)
        return values

    def notes(self) -> None:
        for kind, row in (("protected", self.office.person), ("organisations", self.open)):
            for text in self.take_several(1):
                answer = self.client.post(reverse("desk:note_add", args=[kind, row.pk]), {"text": f"{text} …"})
                assert answer.status_code == 302 and str(row.pk) in answer["Location"], answer.status_code

    def files(self) -> None:
        """One upload of more than 2.5 MB every third time, with a secret in the name and in several ways inside."""
        texts = self.take_several(7)
        if texts:
            body = b"invented\r\n" + b"\r\n".join(write(text) for write, text in zip(_INSIDE, texts[1:], strict=False))
            if self.number % 3 == 1:
                body += random.Random(self.number).randbytes(BIG)
            self._upload(("protected", self.office.person), [(texts[0] + ".hwp", body)])

    def many_files(self) -> None:
        """Several files with long names at once: what is said about them afterwards is long, too."""
        texts = self.take_several(4)
        if texts:
            long = ["".join(chr(self.chance.randrange(0xAC00, 0xD7A4)) for _ in range(80)) for _ in texts]
            self._upload(("organisations", self.open), [(f"{text}-{more}.txt", b"-") for text, more in zip(texts, long, strict=True)])

    def _upload(self, where: tuple[str, Any], files: list[tuple[str, bytes]]) -> None:
        kind, row = where
        uploads = [SimpleUploadedFile(name, body, content_type="application/octet-stream") for name, body in files]
        answer = self.client.post(reverse("desk:file_add", args=[kind, row.pk]), {"file": uploads})
        assert answer.status_code == 302 and str(row.pk) in answer["Location"], answer.status_code

    def typed(self) -> None:
        """What is typed and must be forgotten: searches, a wrong passphrase at the door and at the vault, a refused form."""
        ways: list[Callable[[str], object]] = [
            lambda text: self.client.post(reverse("desk:sealed_search"), {"q": text}),
            lambda text: self.client.get(reverse("desk:search"), {"q": text}),
            lambda text: self.client.get(reverse("desk:palette"), {"q": text}),
            lambda text: self.client.post(reverse("desk:palette"), {"q": text}),
            lambda text: self.client_class().post(reverse("desk:sign_in"), {"username": f"stranger{self.number}", "password": text}),
            lambda text: self.client.post(reverse("desk:unlock"), {"passphrase": text}),
            lambda text: self.client.post(reverse("desk:record_new", args=["protected"]), {"name": text, "code": "?"}),
        ]
        for way, text in zip(ways, self.take_several(2 if self.number % 4 else len(ways)), strict=False):
            way(text)
            self._careless(text)

    @staticmethod
    def client_class() -> Any:
        from django.test import Client

        return Client()

    def passphrase(self) -> None:
        """A passphrase of somebody's own choice, every tenth time (it is slow on purpose); of an account of its own, or the next would overwrite it in the control too."""
        if self.number % 10 == 1:
            for text in self.take_several(1):
                account = Account(username=f"guest-{self.number}", language="en", roles=["reader"])
                account.set_password(text)
                account.save()

    def failure(self) -> None:
        """A fault of ours in the middle of a request: its traceback goes to the log."""
        if self.number % 10 == 1:
            for text in self.take_several(1):
                write, blobs.Incoming.keep = blobs.Incoming.keep, _fails  # type: ignore[method-assign]
                try:
                    self._failing(text)
                finally:
                    blobs.Incoming.keep = write  # type: ignore[method-assign]
                self._careless(text)

    def _failing(self, text: str) -> None:
        upload = SimpleUploadedFile(f"{text}.txt", text.encode())
        answer = self.client.post(reverse("desk:file_add", args=["protected", self.office.person.pk]), {"file": upload, "note": text})
        assert answer.status_code == 500, answer.status_code

    def _careless(self, text: str) -> None:
        if self.is_clear:
            print("typed:", text, file=sys.stderr)

    def read(self) -> None:
        """Look at everything: what was opened must not be left behind either."""
        person = self.office.person
        for name, args in (("record", ["protected", person.pk]), ("record_history", ["protected", person.pk]), ("record_list", ["protected"]), ("record_list", ["statements"]), ("duplicates", ["protected"])):
            assert self.client.get(reverse(f"desk:{name}", args=args)).status_code == 200
        newest = person.record.attachments.first()
        answer = self.client.get(reverse("desk:file_open", args=["protected", person.pk, newest.pk]))
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    def without_end(self) -> None:
        """Write on, so that the kill comes in the middle of something."""
        texts = itertools.cycle(secrets(40))
        while True:
            self.number += 1
            self.left = itertools.islice(texts, 30)
            for model in sealed_models():
                self.fill(model)
            self.notes()
            self.files()


def sealed_models() -> list[type[SealedRow]]:
    """Return every model of the house with sealed fields; a new one is among them by itself."""
    return [model for model in apps.get_models() if issubclass(model, SealedRow)]


def _fails(self: Any, **_: Any) -> Any:
    raise OSError(28, "No space left on device")


def _zipped(text: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", f"{text} " * 20)
    return target.getvalue()


_INSIDE: tuple[Callable[[str], bytes], ...] = (
    str.encode, lambda text: text.encode("utf-16-le"), lambda text: base64.b64encode(f"x{text}".encode()), _zipped,
    lambda text: gzip.compress(f"{text} ".encode() * 20), lambda text: text.encode("cp949"),
)  # fmt: skip


def main(count: int, *, clear: bool, goes_on: bool) -> None:
    settings.UNLOCK_COST = {"memory_kib": 64, "passes": 1, "lanes": 1}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    if clear:
        write_in_the_clear()
    planter = Planter(count, clear=clear)
    planter.rounds()
    known = {model._meta.label_lower for model in sealed_models()}
    assert known == planter.reached, known - planter.reached
    print(json.dumps({"planted": planter.planted, "models": sorted(known)}), flush=True)
    if not clear and goes_on:
        planter.without_end()


if __name__ == "__main__":
    main(int(sys.argv[1]), clear="clear" in sys.argv[2:], goes_on="stop" not in sys.argv[2:])
