"""An office with compartments: ada is steward of names and stories, dan of stories only, ben and cho of nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from django.contrib.auth.hashers import make_password
from django.test import Client

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Role
from bandi.foundation.access.unlocking import KEY_COOKIE, begin, finish
from bandi.foundation.records import editing
from bandi.foundation.vault.holding import AUDIT
from bandi.foundation.vault.making import make_compartment, make_member
from bandi.foundation.vault.models import Compartment
from bandi.register.people.models import ProtectedPerson, Statement

PHRASE = "reed lantern river moss heron dusk"
NAME, STORY = "홍보기 Lanternbearer", "강가의 반딧불이를 따라 걸었다고 말했다. The lantern went out."


@cache
def hashed() -> str:
    """The passphrase as an account keeps it; hashed once, for it is slow on purpose."""
    return make_password(PHRASE)





@dataclass
class Office:
    """The office and its two records: W-2031-001 and her statement S-2031-001."""

    ada: Account
    dan: Account
    ben: Account
    identities: Compartment = field(init=False)
    testimony: Compartment = field(init=False)
    person: ProtectedPerson = field(init=False)
    statement: Statement = field(init=False)

    def __post_init__(self) -> None:
        for account in (self.ada, self.dan, self.ben):
            account.password = hashed()
            account.member = make_member(passphrase=PHRASE)
            account.save()
        assert self.ada.member and self.dan.member
        make_compartment(key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=[self.ada.member])
        self.identities = make_compartment(key="identities", name_en="Identities", name_ko="신원", tier=3, stewards=[self.ada.member])
        both = [self.ada.member, self.dan.member]
        self.testimony = make_compartment(key="testimony", name_en="Testimony", name_ko="증언", tier=3, stewards=both)
        self.person = editing.create(ProtectedPerson, by=self.ada, code="W-2031-001", name=NAME, compartment=self.identities)
        self.statement = editing.create(
            Statement, by=self.dan, code="S-2031-001", text=STORY, compartment=self.testimony, person=self.person
        )

    def client(self, account: Account, *, unlocked: bool = True) -> Client:
        """A browser in which somebody is signed in, in English, with her keys unlocked or locked."""
        client = Client(headers={"accept-language": "en"})
        client.force_login(account)
        client.cookies["django_language"] = "en"
        if unlocked and (token := begin(account, PHRASE)):
            assert finish(token)
            client.cookies[KEY_COOKIE] = token
        return client


def another(username: str, role: Role) -> Account:
    """One more person, with keys."""
    account = Account(username=username, name_en=username.title(), name_ko=username, language="en", roles=[role.value])
    account.password = hashed()
    account.member = make_member(passphrase=PHRASE)
    account.save()
    return account
