"""Every address × role stands in docs/access.csv and answers as it says there.

The table says for each role: `passes` (the view is reached), `sign-in` (a stranger is sent to the door), `refused` (403:
may see, may not act) or `hidden` (404: does not exist for her). A new address without a line fails.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bandi.foundation.access.models import Account
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing, vocabularies
from bandi.foundation.records import jobs as making
from bandi.foundation.records.models import Attachment, Handling, Link, Note, Record
from bandi.foundation.records.paper_keeping import kept
from bandi.foundation.records.sealing import office, subject_for
from bandi.foundation.reference.models import Term
from bandi.foundation.vault import blobs
from bandi.foundation.vault.making import make_compartment, make_member, make_subject
from bandi.foundation.vault.models import BreakGlass, Compartment
from bandi.publishing import covers
from bandi.publishing.models import Edition, EditionSection
from bandi.register.activities.models import Activity, Headcount
from bandi.register.claims.models import Claim
from bandi.register.people import linking
from bandi.register.people.consents.acting import give_consent
from bandi.register.people.models import Organisation, Person, ProtectedPerson
from bandi.work.advocacy import jobs
from bandi.work.advocacy.actions.feeds import make_calendar_key
from bandi.work.advocacy.models import Filing, IncomingFile, LibraryDocument, Submission, TextFinding, TextVersion
from bandi.work.advocacy.papers import paper_of
from bandi.work.advocacy.problems import Draft
from bandi.work.programmes.actions.answering import enter_sheets
from bandi.work.programmes.actions.rolls import Mark, call_shift
from bandi.work.programmes.tests import programme_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TABLE = Path(__file__).resolve().parents[2] / "docs" / "access.csv"
ROLES = ("stranger", "administrator", "steward", "auditor", "reader", "officer", "director")
GATE = {"desk:gate", "desk:gate_answer", "desk:gate_second", "desk:gate_sign", "desk:gate_drop", "desk:gate_mask", "desk:gate_take_back"}
JOB = {"desk:job", "desk:job_stop", "desk:job_file", "desk:job_discard"}
OWN = {*JOB, "desk:generator_picture", "desk:approval_decide", "desk:approval_withdraw", "desk:key_know", "desk:key_remove", "desk:visit_end", *GATE}
"""Addresses of things that are one's own, or wait for one: with an example of nobody's the view itself answers 404."""

VAULT = {"desk:compartment", "desk:member_in", "desk:member_out", "desk:lock_turn", "desk:emergency", "desk:emergency_decide"}


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}", pattern


def table() -> dict[str, dict[str, str]]:
    with TABLE.open(newline="") as handle:
        return {row["address"]: row for row in csv.DictReader(handle)}


def examples(name: str, pattern: URLPattern) -> dict[str, object]:
    """Return arguments that lead to something that exists."""
    activity = Activity.objects.filter(handling=Handling.OPEN, headcounts__isnull=False).order_by("record__ref").first()
    assert activity is not None
    headcount = Headcount.objects.filter(activity=activity).first()
    edition, claim = Edition.objects.get(language="en"), Claim.objects.order_by("order").first()
    assert headcount and claim
    section = EditionSection.objects.filter(edition=edition).first()
    revision, link, account = Revision.objects.first(), Link.objects.first(), Account.objects.order_by("username").first()
    known: dict[str, object] = {
        "kind": "activities", "form": "csv", "format": "pdf", "language": "en", "year": 2024, "month": 5, "day": 16,
        "name": "title_en", "part": "headcounts", "part_pk": headcount.id, "ref": claim.record.ref,
        "section_pk": section.id if section else uuid4(), "section": section.id if section else uuid4(),
        "secret": _secret(), "direction": "up", "first": 1, "last": 1, "key": "activities.sessions", "sequence": 1, "other_pk": uuid4(), "pk": activity.id,
    }  # fmt: skip
    special: dict[str, UUID | None] = {
        "desk:undo": revision and revision.id, "desk:link_remove": link and link.id,
        "desk:calendar_key_revoke": _key_of_the_reader(),
    }  # fmt: skip
    if name == "desk:audit_record_proofs":
        journal.append("records:record:read", by=None, record=activity.id)
    if name.startswith("desk:vocabulary"):
        known["name"] = "activity_kind"
    if name.startswith("desk:term"):
        return {"pk": _changed_word().pk if name == "desk:term_undo" else Term.objects.filter(vocabulary="activity_kind").first().pk}
    if name in VAULT:
        made = {**_vault(), **({"pk": Account.objects.get(username="ben").pk} if name == "desk:member_out" else {})}
        return {key: value for key, value in made.items() if key in pattern.pattern.converters}
    if name == "desk:duplicates":
        return {"kind": "people"}
    if name == "desk:pair_decide":
        return _pair()
    if name.startswith("desk:pair_"):
        return {"kind": "people", "pk": _decided()}
    if name == "desk:sealed_export":
        return {"kind": "protected"} if _vault() else {}
    if re.match("desk:(round|shift|meeting|group|volunteer)_", name):
        made = _programme(name)
        return {argument: made.get(argument, known.get(argument)) for argument in pattern.pattern.converters}
    if name.startswith("desk:consent_"):
        known |= {"who": "adult"} if name == "desk:consent_form_blank" else {"who": "adult", "pk": _consent()}
        return {argument: known[argument] for argument in pattern.pattern.converters}
    if name == "desk:assignments":
        Compartment.objects.filter(key=_vault()["key"]).update(needs_assignment=True)
        return {"key": "lanterns"}
    if name in {"desk:person_erase", "desk:person_hold"}:
        return {"pk": _vault()["person"]}
    if name in ("desk:note_remove", "desk:file_open", "desk:file_remove", "desk:file_preview", "desk:file_page", "desk:file_take"):
        attached = _attached(activity, "note" if name == "desk:note_remove" else "file")
        return {"kind": "activities", "pk": activity.id, **attached, **({"number": 1} if name == "desk:file_page" else {})}
    if name.startswith("desk:library_file") and "pk" in pattern.pattern.converters:
        return {"pk": _given(name == "desk:library_file_page"), **({"number": 1} if name == "desk:library_file_page" else {})}
    if name in JOB:
        return {"pk": uuid4()}  # a file is for who asked for it alone; test_builds and test_long_lists try it
    if name.startswith("desk:account_"):
        special[name] = account and account.pk
    if name.startswith("desk:draft"):
        known |= _a_text()
    elif name == "desk:relationship":
        known |= {"kind": "organisations", "pk": Organisation.objects.filter(handling=Handling.OPEN).order_by("record__ref")[0].pk}
    elif name in ("desk:library_read", "desk:library_findings", "desk:library_check", "desk:library_decide", "desk:library_pages", "desk:library_read_progress"):
        document = LibraryDocument.objects.filter(handling=Handling.OPEN).order_by("record__ref")[0]
        finding, _made = TextFinding.objects.get_or_create(document=document, key="example", defaults={"kind": "echo"})
        known |= {"pk": document.pk, "finding": finding.pk}
    elif name in special:
        known["pk"] = special[name] or uuid4()
    elif ":claim" in name:
        known["pk"] = claim.id
    elif re.search(":(report|edition|section)", name):
        if name == "desk:report_cover_picture" and edition.cover_id is None:
            covers.choose_cover(edition=edition, picture=b"made of pixels", alt="A lantern", credit="", shows_people=False, by=None)
        known["pk"] = edition.id
    return {argument: known[argument] for argument in pattern.pattern.converters}


def _pair() -> dict[str, object]:
    """Return two people of public role."""
    one, other = (editing.create(Person, by=None, full_name=name) for name in ("Hong Bandi", "Hong Pandi"))
    return {"kind": "people", "pk": one.pk, "other_pk": other.pk}


def _decided() -> object:
    """Return a decision about two people of public role."""
    one, other = (Person.objects.get(pk=_pair()[key]) for key in ("pk", "other_pk"))
    return linking.decide_pair(one=one, other=other, outcome="unclear", why="", by=Account.objects.get(username="ada")).pk


def _vault() -> dict[str, object]:
    """Return a compartment of which everybody but the strangers, the keeper of accounts and the auditor is a steward, and what is in it."""
    members = {one.username: one for one in Account.objects.filter(username__in=["ada", "dan", "ben", "eva"])}
    for account in members.values():
        account.member = make_member(passphrase="reed lantern river moss heron dusk")
        account.save()
    stewards = [account.member for account in members.values() if account.member]
    opened = make_compartment(key="lanterns", name_en="Lanterns", name_ko="등불", tier=3, stewards=stewards)
    asked = BreakGlass.objects.create(compartment=opened, member=make_member(passphrase="another moss"), reason="She waits at the station.")
    person = editing.create(ProtectedPerson, by=members["ada"], code="W-2031-001", name="홍보기", compartment=opened)
    return {"key": opened.key, "pk": asked.id, "person": person.id}


def _programme(name: str) -> dict[str, object]:
    """Return a use of a question set with a sheet, a shift, a meeting, a group, or a volunteer with hours."""
    if name.startswith("desk:round_"):
        row = programme_world.used()
        (sheet,) = enter_sheets(row, sheets=[("", {"1": "O"})], by=None)
        return {"pk": row.pk, "sheet_pk": sheet.pk}
    if name.startswith("desk:volunteer_"):
        who = programme_world.volunteer(f"V-{uuid4().hex[:8]}")
        call_shift(programme_world.shift(), marks={who.pk: Mark("came")}, others=0, by=None)
        return {"pk": who.pk}
    group = programme_world.group()
    row = programme_world.shift() if name.startswith("desk:shift_") else programme_world.meeting(group) if name.startswith("desk:meeting_") else group
    return {"pk": row.pk}


def _consent() -> UUID:
    """Return a consent about somebody protected."""
    person = ProtectedPerson.objects.get(pk=_vault()["person"])
    given = {"purposes": ["press"], "audiences": ["public"], "given_on": "2024-05-02", "language": "ko"}
    return give_consent(by=None, code="C-2031-001", person=person, **given).pk


def _attached(activity: Activity, what: str) -> dict[str, object]:
    """Return a note or a file of an open record; the server itself keeps the key of its compartment."""
    if what == "note":
        note = Note(record_id=activity.id, written_by=Account.objects.get(username="ada"))
        note.text = "Bring the lanterns."
        return {"note": editing.add(note, by=None).pk}
    blob = blobs.store([b"lanterns"], subject=subject_for(activity), name="list.txt", media_type="text/plain")
    return {"file": Attachment.objects.create(record_id=activity.id, blob=blob).pk}


def _given(is_taken: bool) -> UUID:
    """Return a file that was given to the library; one of an open document, or one that waits to be read."""
    blob = blobs.store([b"\x89PNG lanterns"], subject=make_subject(office()), name="scan.png", media_type="image/png")
    document = LibraryDocument.objects.filter(handling=Handling.OPEN).order_by("record__ref")[0]
    return IncomingFile.objects.create(blob=blob, name="scan.png", digest=blob.pk.hex, size=12, **({"state": "taken", "document": document} if is_taken else {})).pk


def _changed_word() -> Revision:
    """Return a change of a word that could be taken back."""
    found = Revision.objects.filter(model="reference.term").first()
    return found or vocabularies.add_term(vocabulary="activity_kind", label_en="Stargazing", label_ko="별 보기", by=None)[1]


def _secret() -> str:
    """Return the key of an open calendar feed."""
    director = Account.objects.filter(username="ada").first()
    return make_calendar_key(name="", language="en", by=director)[1] if director else "none"


def _key_of_the_reader() -> UUID | None:
    """Return a key that only the reader can take back: nobody else learns that it exists."""
    reader = Account.objects.filter(username="ben").first()
    return make_calendar_key(name="", language="en", by=reader)[0].pk if reader else None


def _a_text() -> dict[str, object]:
    """Return the words of an address that lead to a submission with a text."""
    row = Submission.objects.filter(handling=Handling.OPEN).order_by("record__ref")[0]
    version = TextVersion.objects.filter(record=row.pk).first()
    if version is None:
        version = editing.add(TextVersion(record_id=row.pk, language="en", number=1, body="The ferrymen may not cross."), by=None)
    filing = Filing.objects.filter(record=row.pk, number=7, language="en").first()
    if filing is None:
        filing = editing.add(Filing(record_id=row.pk, number=7, language="en", version=version, paper=kept(paper_of(Draft.read(row), "en"))), by=None)
    return {"kind": "submissions", "pk": row.pk, "version": version.pk, "filing": filing.pk, "format": "docx"}


def answer(client: Client, address: str, method: str, data: dict[str, object] | None = None) -> str:
    response = getattr(client, method)(address, data or {})
    if response.status_code == 302 and "/sign-in/?next=" in response["Location"]:
        return "sign-in"
    if response.status_code == 403:
        return "refused"
    if response.status_code == 404:
        return "hidden"
    assert response.status_code < 500
    return "passes"


def answered(client: Client, name: str, address: str, method: str, expected: str) -> str:
    """Return what came, or what was expected where it is one's own thing that the example is not."""
    asked = {"account": str(Account.objects.get(username="ben").pk)} if name == "desk:member_in" and method == "post" else None
    found = answer(client, address, method, asked)
    return expected if name in OWN and (found, expected) == ("hidden", "passes") else found


@pytest.fixture(autouse=True)
def nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started to read or to make files."""
    monkeypatch.setattr(jobs, "launch", lambda: None)
    monkeypatch.setattr(making, "launch", lambda job, keys: None)


@pytest.fixture
def clients(
    ada: Account, dan: Account, ben: Account, cho: Account, eva: Account, fay: Account
) -> dict[str, Client]:
    signed_in = dict(zip(ROLES, (None, cho, eva, fay, ben, dan, ada), strict=True))
    made = {}
    for role, account in signed_in.items():
        made[role] = Client(raise_request_exception=True)
        if account:
            made[role].force_login(account)
    return made


ADDRESSES = sorted(dict(patterns()).items())


def test_every_address_has_its_line_and_no_line_is_left_over() -> None:
    assert sorted(table()) == sorted(name for name, _ in ADDRESSES)


@pytest.mark.parametrize(("name", "pattern"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_an_address_answers_every_role_as_the_table_says(
    name: str, pattern: URLPattern, sample_year: None, clients: dict[str, Client]
) -> None:
    expected = table()[name]
    Link.objects.exists() or Link.objects.create(
        from_record=Record.objects.all()[0], to_record=Record.objects.all()[1]
    )
    if not Revision.objects.exists():
        Revision.objects.create(
            entry=Entry.objects.first(), record=Record.objects.first().pk, model="people.alias", row=str(uuid4()),
            before=None, after={},
        )  # fmt: skip
    address = reverse(name, kwargs=examples(name, pattern))
    for role, client in clients.items():
        assert answered(client, name, address, "get", expected[role]) == expected[role], f"GET {address} as {role}"
    for role in ("stranger", "administrator", "steward", "auditor", "reader"):
        assert answered(clients[role], name, address, "post", expected[role]) == expected[role], f"POST {address} as {role}"


def test_a_protected_record_looks_like_one_that_does_not_exist(
    sample_year: None, clients: dict[str, Client]
) -> None:
    protected = Activity.objects.filter(handling=Handling.PROTECTED).first()
    assert protected is not None
    for role in ("reader", "officer"):
        held = clients[role].get(reverse("desk:record", kwargs={"kind": "activities", "pk": protected.id}))
        absent = clients[role].get(reverse("desk:record", kwargs={"kind": "activities", "pk": uuid4()}))
        assert held.status_code == absent.status_code == 404
        assert held.content == absent.content
    seen = clients["director"].get(reverse("desk:record", kwargs={"kind": "activities", "pk": protected.id}))
    assert seen.status_code == 200
