"""An office in which every sealed value is a canary: who may know of it and who may read it is written down beside it.

Three compartments: names, stories (whose statements point to names), and cases (whose records ask for an assignment). The clearance is
declared here by hand, from the rules in docs/threat-model.md, and asks none of the code that it judges.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from bandi.foundation.access import compartments, unlocking
from bandi.foundation.access.models import Account, SecurityKey, Visit
from bandi.foundation.access.permissions import Role
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.models import Assignment, Attachment, Link, Note
from bandi.foundation.vault import blobs, membership
from bandi.foundation.vault.holding import AUDIT, holder
from bandi.foundation.vault.making import make_compartment, make_member
from bandi.foundation.vault.models import BreakGlass, Compartment
from bandi.foundation.vault.reading import Reader
from bandi.interfaces.desk.tests.world import activity
from bandi.register.people import linking
from bandi.register.people.consents.acting import give_consent
from bandi.register.people.erasing import erase_person
from bandi.register.people.models import ProtectedPerson, SealedName, SealedRelation, Statement

PHRASE = "reed lantern river moss heron dusk"
WORD = "kanari"
"""Stands in every canary; a search for it must find what the reader may know and nothing else."""


@dataclass
class Actor:
    """Somebody at the desk. of: compartments whose records exist for her; opens: whether her keys are unlocked."""

    name: str
    role: str
    account: Account | None = None
    of: frozenset[str] = frozenset()
    steward_of: frozenset[str] = frozenset()
    is_assigned: bool = False
    opens: bool = True
    token: str = ""

    def knows(self, thing: Secret) -> bool:
        """Whether the record exists for her, were it not removed."""
        reads = self.role in {"reader", "officer", "director"}
        return reads and thing.compartment in self.of and (thing.compartment != "cases" or self.is_assigned)


@dataclass
class Secret:
    """A sealed record and what hangs on it. state: "there", "removed", "erased", "missing" (which exists for nobody)."""

    name: str
    kind: str
    compartment: str
    state: str = "there"
    pk: UUID = field(default_factory=uuid4)
    note: UUID = field(default_factory=uuid4)
    file: UUID = field(default_factory=uuid4)
    revision: UUID = field(default_factory=uuid4)
    link: UUID = field(default_factory=uuid4)
    called: UUID = field(default_factory=uuid4)
    decision: UUID = field(default_factory=uuid4)
    spoken: str = ""
    of_person: str = ""
    about: str = ""
    row: Any = None


@dataclass(frozen=True)
class Canary:
    """A text that may be seen only by whom `Office.may_see` says. is_code: known to whom the record exists for, keys or not."""

    text: str
    secret: str
    is_code: bool = False


class Office:
    """The office: `actors`, `secrets`, `canaries`."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {"stranger": Actor("stranger", "stranger", opens=False)}
        self.secrets: dict[str, Secret] = {}
        self.canaries: list[Canary] = []
        self.rooms: dict[str, Compartment] = {}
        self._people()
        self._rooms()
        self._records()
        self._memberships()

    def may_see(self, actor: Actor, canary: Canary) -> bool:
        """Whether a canary may stand in an answer to somebody. A statement tells whose it is by a code, and by nothing else."""
        secret = self.secrets[canary.secret]
        if not canary.is_code:
            return secret.state == "there" and actor.knows(secret) and actor.opens
        told = [one for one in self.secrets.values() if one.of_person == secret.name and one.state != "removed"]
        return (secret.state != "removed" and actor.knows(secret)) or any(actor.knows(one) for one in told)

    def client(self, actor: Actor) -> Client:
        """A browser of her own, signed in a moment ago, in English, with her keys as she holds them."""
        client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
        client.cookies["django_language"] = "en"
        if actor.account is not None:
            client.force_login(actor.account)
            if actor.opens and actor.account.member_id:
                if not actor.token or not holder().is_unlocked(actor.token):
                    actor.token = self.unlocked(actor.account)
                client.cookies[unlocking.KEY_COOKIE] = actor.token
        return client

    def unlocked(self, account: Account) -> str:
        """Unlock somebody's keys and return the token."""
        token = unlocking.begin(account, PHRASE)
        assert token is not None
        assert unlocking.finish(token)
        return token

    def refreshed(self) -> None:
        """Let no visit grow old, however long the figure takes."""
        Visit.objects.update(fresh_at=timezone.now(), seen_at=timezone.now())

    def _account(self, name: str, role: Role, *, has_keys: bool = True) -> Account:
        account = Account(username=name, name_en=name, name_ko=name, language="en", roles=[role.value])
        account.set_unusable_password()
        account.member = make_member(passphrase=PHRASE) if has_keys else None
        account.save()
        SecurityKey.objects.create(account=account, name="Acorn key", credential=account.id.bytes, public=b"a key of no use")
        return account

    def _people(self) -> None:
        both, every = frozenset({"stories", "cases"}), frozenset({"names", "stories", "cases"})
        described = [
            Actor("administrator", "administrator"), Actor("auditor", "auditor"), Actor("steward", "steward"),
            Actor("reader", "reader"), Actor("officer", "officer"), Actor("director", "director"),
            Actor("reader-member", "reader", of=both, is_assigned=True),
            Actor("officer-assigned", "officer", of=both, is_assigned=True),
            Actor("officer-unassigned", "officer", of=both),
            Actor("officer-locked", "officer", of=both, is_assigned=True, opens=False),
            Actor("officer-ex", "officer"), Actor("officer-emergency", "officer", of=frozenset({"stories"})),
            Actor("director-names", "director", of=frozenset({"names"})),
            Actor("director-all", "director", of=every, steward_of=every, is_assigned=True),
        ]  # fmt: skip
        for actor in described:
            actor.account = self._account(actor.name, Role(actor.role), has_keys=actor.role in {"reader", "officer", "director", "steward"})
            self.actors[actor.name] = actor

    def _rooms(self) -> None:
        boss = self.actors["director-all"].account.member  # type: ignore[union-attr]
        make_compartment(key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=[boss])
        for key in ("names", "stories", "cases"):
            self.rooms[key] = make_compartment(
                key=key, name_en=key.title(), name_ko=key, tier=3, stewards=[boss], needs_assignment=key == "cases"
            )

    def _memberships(self) -> None:
        boss = self.actors["director-all"]
        assert boss.account is not None
        boss.token = self.unlocked(boss.account)
        reader = Reader(boss.token, boss.account.member_id)
        wanted = [(actor, key) for actor in self.actors.values() for key in sorted(actor.of) if actor.name not in ("director-all", "officer-emergency")]
        renew = lambda: unlocking.renew(boss.account, boss.token, PHRASE)  # type: ignore[arg-type]  # noqa: E731
        for actor, key in [*wanted, (self.actors["officer-ex"], "stories")]:
            assert renew()
            compartments.let_in(compartment=self.rooms[key], account=actor.account, is_steward_too=False, by=boss.account, reader=reader)  # type: ignore[arg-type]
        gone = self.actors["officer-ex"].account
        assert gone is not None
        assert renew()
        membership.let_out(compartment=self.rooms["stories"], member=gone.member, by=reader)  # type: ignore[arg-type]
        in_need = self.actors["officer-emergency"].account
        assert in_need is not None
        asked = compartments.ask_emergency(compartment=self.rooms["stories"], reason="She waits at the station tonight.", by=in_need)
        assert renew()
        compartments.approve_emergency(asked=asked, by=boss.account, reader=reader)
        self.waiting = BreakGlass.objects.create(compartment=self.rooms["cases"], member=in_need.member, reason="A second door is locked.")

    def _records(self) -> None:
        boss = self.actors["director-all"].account
        for secret in (
            Secret("name", "protected", "names"), Secret("name-removed", "protected", "names", "removed"),
            Secret("name-erased", "protected", "names", "erased"), Secret("name-twin", "protected", "names"), Secret("case", "protected", "cases"),
            Secret("case-removed", "protected", "cases", "removed"),
            Secret("story", "statements", "stories", of_person="name"), Secret("story-removed", "statements", "stories", "removed"),
            Secret("allowed", "consents", "stories", about="story"), Secret("allowed-in-general", "consents", "names", about="name"),
            Secret("allowed-of-the-case", "consents", "cases", about="case"), Secret("allowed-removed", "consents", "stories", "removed", about="story"),
        ):  # fmt: skip
            self._record(secret, boss)
        for kind in ("protected", "statements", "consents"):
            missing = Secret(f"missing-{kind}", kind, "nowhere", "missing")
            self.secrets[missing.name] = missing

    def _record(self, secret: Secret, boss: Account | None) -> None:
        self.secrets[secret.name] = secret
        said = lambda what: self._canary(secret, what)  # noqa: E731
        code = self._canary(secret, "code", is_code=True)
        room = self.rooms[secret.compartment]
        row: Any
        if secret.kind == "protected":
            values = {name: said(name) for name in ("name", "birth", "sex", "origin", "languages", "contact", "note")}
            secret.spoken = values["name"]
            row = editing.create(ProtectedPerson, by=boss, code=code, compartment=room, **values)
        elif secret.kind == "consents":
            of = self.secrets[secret.about]
            words = {name: said(name) for name in ("witness", "interpreter", "place", "conditions", "guardian", "assent")}
            given = {"purposes": ["un_submission"], "audiences": ["un_body"], "given_on": "2024-05-02", "period": f"2024-05-02/{timezone.localdate()}", "language": "ko"}
            row = give_consent(by=boss, code=code, **{"person" if of.kind == "protected" else "statement": of.row}, **given, **words)
        else:
            person = self.secrets[secret.of_person].row if secret.of_person else None
            row = editing.create(Statement, by=boss, code=code, text=said("text"), compartment=room, person=person)
        secret.row, secret.pk = row, row.pk
        if secret.compartment == "cases" and not secret.about:
            assigned = [one.account for one in self.actors.values() if one.is_assigned and "cases" in one.of]
            Assignment.objects.bulk_create([Assignment(record_id=row.pk, account=one) for one in assigned], ignore_conflicts=True)
        if secret.kind == "protected":
            secret.called = editing.add(SealedName(person=row, **{name: said(name) for name in ("text", "period", "source")}), by=boss).pk
            editing.add(SealedRelation(person=row, **{name: said(name) for name in ("kind", "other", "period", "source")}), by=boss)
        note = Note(record_id=row.pk, written_by=boss)
        note.text = said("remark")
        secret.note = editing.add(note, by=boss).pk
        blob = blobs.store([said("bytes").encode()], subject=row.subject, name=f"{said('file')}.txt", media_type="text/plain")
        secret.file = Attachment.objects.create(record_id=row.pk, blob=blob, added_by=boss).pk
        link = Link(from_record_id=activity(f"Walk {len(self.secrets)}").pk, to_record_id=row.pk, note=self._canary(secret, "tied", is_code=True))
        secret.link = editing.add(link, by=boss).pk
        if secret.name == "name-twin":
            assert boss is not None
            twin = self.secrets["name"].row
            secret.decision = linking.decide_pair(one=row, other=twin, outcome="same", why=said("why"), by=boss).pk
        if secret.state == "removed":
            editing.remove(row, by=boss)
        if secret.state == "erased":
            erase_person(person=row, basis="withdrawal", by=boss)
        secret.revision = Revision.objects.filter(record=row.pk, model=row._meta.label_lower).order_by("-entry_id").first().pk  # type: ignore[union-attr]

    def _canary(self, secret: Secret, what: str, *, is_code: bool = False) -> str:
        text = f"{WORD}{len(self.canaries):03d}{uuid4().hex[:10]}"
        self.canaries.append(Canary(text, secret.name, is_code))
        return text
