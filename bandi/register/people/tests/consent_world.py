"""A person, her statement and consents about them, in an office of names and stories. Everything is invented and looks it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bandi.foundation.access.models import Account
from bandi.foundation.records import editing
from bandi.foundation.vault.making import make_compartment, make_member
from bandi.foundation.vault.models import Compartment
from bandi.register.people.consents.acting import give_consent
from bandi.register.people.models import Consent, ProtectedPerson, Statement

SEOUL = ZoneInfo("Asia/Seoul")
NOON = datetime(2031, 6, 1, 12, 0, tzinfo=SEOUL)


class Office:
    """ada belongs to names and stories, dan to stories alone, ben to nothing."""

    def __init__(self, ada: Account, dan: Account, ben: Account) -> None:
        self.ada, self.dan, self.ben = ada, dan, ben
        for account in (ada, dan, ben):
            account.member = make_member(passphrase="reed lantern river moss heron dusk")
            account.save()
        self.names: Compartment = make_compartment(key="names", name_en="Names", name_ko="이름", tier=3, stewards=[ada.member])  # type: ignore[list-item]
        self.stories: Compartment = make_compartment(key="stories", name_en="Stories", name_ko="이야기", tier=3, stewards=[ada.member, dan.member])  # type: ignore[list-item]
        self.person = editing.create(ProtectedPerson, by=ada, code="W-2031-001", name="Lanternbearer", compartment=self.names)
        self.statement = editing.create(Statement, by=ada, code="S-2031-001", text="A firefly flew along the river.", compartment=self.stories, person=self.person)

    def consent(self, **values: Any) -> Consent:
        """A consent for the statement to the UN alone, by code, for 2031; `values` say otherwise."""
        given: dict[str, Any] = {
            "code": f"C-2031-{Consent.objects.count() + 1:03}", "statement": self.statement, "purposes": ["un_submission"], "audiences": ["un_body"],
            "identity": "code", "given_on": "2031-01-02", "period": "2031-01-02/2031-12-31", "language": "ko", "witness": "Mossgrove",
        }  # fmt: skip
        return give_consent(by=values.pop("by", self.ada), **{**given, **values})


@pytest.fixture
def consent_office(ada: Account, dan: Account, ben: Account, clock: Any) -> Office:
    return Office(ada, dan, ben)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock of the machine: `clock(datetime)`; it begins at noon of 1 June 2031 in Seoul."""

    def stand(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    stand(NOON)
    return stand


def day(text: str) -> date:
    return date.fromisoformat(text)
