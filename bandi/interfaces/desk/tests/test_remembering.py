"""What is kept until the journal grows hangs on records, sight and language: nothing that is kept may ask for compartments or assignments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from bandi.foundation.records import editing
from bandi.interfaces.desk.screens import remembering
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.tests.sealed_world import Office
from bandi.publishing.models import Edition
from bandi.register.people.consents.acting import give_consent
from bandi.register.people.models import Consent

pytestmark = pytest.mark.django_db
WHO_SHE_IS = ("vault_membership", "records_assignment", "vault_grant", "vault_breakglass")


class Cache:
    """A cache that keeps nothing, and notes while something is read in order to be kept."""

    def __init__(self) -> None:
        self.reading: list[str] = []
        self.kept = 0

    def get(self, place: str, nothing: Any) -> Any:
        self.reading.append(place)
        return nothing

    def set(self, place: str, _value: Any, _seconds: int) -> None:
        self.reading.remove(place)
        self.kept += 1


def addresses() -> Iterator[str]:
    for key in KINDS:
        yield from (reverse(f"desk:{name}", args=[key]) for name in ("record_list", "record_filters"))
    yield f"{reverse('desk:record_list', args=['activities'])}?year=2031"
    yield from (reverse("desk:home"), reverse("desk:claims"), reverse("desk:claims_findings"), reverse("desk:report"), reverse("desk:due"))
    yield from (reverse("desk:calendar_month", args=[2031, 3]), reverse("desk:calendar_year", args=[2031]))
    yield reverse("desk:relationship", args=["organisations", world.organisation().pk])
    for edition in Edition.objects.all():
        yield from (reverse(f"desk:{name}", args=[edition.pk]) for name in ("report_read", "report_check"))


def test_nothing_that_is_kept_asks_who_somebody_is(ada: Any, dan: Any, ben: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    office, cache, asked = Office(ada, dan, ben), Cache(), []
    give_consent(by=ada, code="C-2031-001", statement=office.statement, purposes=["un_submission"], audiences=["un_body"], identity="code", given_on="2026-01-02", period="2026-01-02/2031-03-20", language="ko")
    editing.create(Edition, by=ada, year=2031, language="en", title="Report 2031", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31))
    for number in range(60):
        world.activity(f"Lantern {number}")
    monkeypatch.setattr(remembering, "cache", cache)
    client = office.client(dan)

    def listening(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if cache.reading and any(name in sql for name in WHO_SHE_IS):
            asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listening):
        for address in addresses():
            assert client.get(address).status_code in (200, 302, 404), address

    assert asked == [] and cache.reading == [] and cache.kept > 20
    assert Consent.objects.exists()
