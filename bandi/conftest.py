"""The cast of all tests: ada keeps the records, ben is on her team and may only read, cho keeps accounts and sees no record.

Each has a security key, as their roles ask; tests of the door make accounts without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management.commands.flush import Command as Flush
from django.db import connection

from bandi.foundation.access.models import Account, SecurityKey
from bandi.foundation.access.permissions import Role
from bandi.foundation.audit import append_only
from bandi.foundation.vault.holding import forget_holder


def _account(username: str, role: Role) -> Account:
    account = Account(username=username, name_en=username.title(), name_ko=username, language="en", roles=[role.value])
    account.set_unusable_password()
    account.save()
    SecurityKey.objects.create(account=account, name="Acorn key", credential=account.id.bytes, public=b"a key of no use")
    return account


@pytest.fixture(scope="session", autouse=True)
def emptied_by_tests() -> Iterator[None]:
    """Tests that commit empty the database afterwards, the journal too: its triggers are lifted for that moment."""
    whole = Flush.handle

    def handle(self: Flush, **options: Any) -> None:
        with append_only.lifted(connection):
            whole(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flush, "handle", handle)
        yield


@pytest.fixture(autouse=True)
def plain_static_files(settings: object) -> None:
    """Static files without a manifest: tests need no collected files."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def home_of_its_own(settings: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home folder for keys and files, light locks, and no holder left over from another test."""
    home = tmp_path_factory.mktemp("home")
    settings.HOME, settings.OPERATIONAL_KEY = home, home / "operational.key"  # type: ignore[attr-defined]
    settings.UNLOCK_COST = {"memory_kib": 64, "passes": 1, "lanes": 1}  # type: ignore[attr-defined]
    yield
    forget_holder()


@pytest.fixture
def ada(db: None) -> Account:
    """A director: reads everything, edits, publishes."""
    return _account("ada", Role.DIRECTOR)


@pytest.fixture
def dan(db: None) -> Account:
    """An officer: edits records, sees no protected ones."""
    return _account("dan", Role.OFFICER)


@pytest.fixture
def ben(db: None) -> Account:
    """A reader."""
    return _account("ben", Role.READER)


@pytest.fixture
def cho(db: None) -> Account:
    """An administrator: keeps accounts, sees no record."""
    return _account("cho", Role.ADMINISTRATOR)


@pytest.fixture
def eva(db: None) -> Account:
    """A steward: says who belongs to a compartment, sees no record."""
    return _account("eva", Role.STEWARD)


@pytest.fixture
def fay(db: None) -> Account:
    """An auditor: reads the journal and nothing else."""
    return _account("fay", Role.AUDITOR)
