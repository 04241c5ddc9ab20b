"""Two records that may be one person: suggested with reasons, decided, remembered, taken back."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import reverse

from bandi.foundation.access import approvals
from bandi.foundation.access.errors import ApprovalMissing, NotPermitted
from bandi.foundation.access.models import Account, Approval, SecurityKey
from bandi.foundation.access.permissions import Role
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing
from bandi.foundation.records.errors import NotUndoable
from bandi.foundation.vault.models import RecordKey
from bandi.foundation.vault.reading import NOBODY, Reader, reading_as
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office, another
from bandi.register.people import linking, recognising
from bandi.register.people.erasing import erase_person
from bandi.register.people.models import (
    PairDecision,
    Person,
    ProtectedPerson,
    SealedName,
    SealedPairDecision,
    Statement,
)

pytestmark = pytest.mark.django_db
WITNESSES = (("W-2031-011", "홍반디", "1985"), ("W-2031-012", "Hong Pan-di", "1985-03"), ("W-2031-013", "南知音", "1990"))


@pytest.fixture(autouse=True)
def emptied() -> None:
    recognising.forget_all()


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


@pytest.fixture
def twins(office: Office) -> tuple[Person, Person]:
    """Two records of public role that look like one person."""
    first = editing.create(Person, by=office.ada, full_name="Hong Bandi", birth="1985")
    return first, editing.create(Person, by=office.ada, full_name="Heron", name_ko="홍반디", birth="1985-03")


@pytest.fixture
def sealed(office: Office) -> tuple[ProtectedPerson, ProtectedPerson]:
    """Two protected people who look like one."""
    made = [editing.create(ProtectedPerson, by=office.ada, code=code, name=name, birth=birth, compartment=office.identities) for code, name, birth in WITNESSES[:2]]
    return made[0], made[1]


def queue(client: object, kind: str = "people", **asked: str) -> str:
    return client.get(reverse("desk:duplicates", args=[kind]), asked).content.decode()  # type: ignore[attr-defined]


def test_whoever_enters_somebody_who_may_be_known_is_told_so_by_code_once_and_not_after_a_decision(office: Office, sealed: tuple[ProtectedPerson, ProtectedPerson]):
    client = office.client(office.ada)
    given = {"code": "W-2031-014", "name": "HONG Pandi", "compartment": str(office.identities.pk), "handling": "protected"}
    answer = client.post(reverse("desk:record_new", args=["protected"]), given, follow=True).content.decode()
    assert "Perhaps the same person as W-2031-01" in answer
    hint = answer[answer.index("Perhaps the same person") :][:300]
    assert {"W-2031-011", "W-2031-012"} <= {code for code in ("W-2031-011", "W-2031-012", "W-2031-014") if code in hint}
    assert "W-2031-014" not in hint
    assert "Hong" not in hint
    assert "Perhaps the same person" not in client.get(reverse("desk:record_list", args=["protected"])).content.decode()


def test_whoever_may_not_open_names_is_told_nothing_of_who_is_alike(office: Office, sealed: tuple[ProtectedPerson, ProtectedPerson]):
    client = office.client(office.ada, unlocked=False)
    given = {"code": "W-2031-015", "name": "HONG Pandi", "compartment": str(office.identities.pk), "handling": "protected"}
    assert "Perhaps the same person" not in client.post(reverse("desk:record_new", args=["protected"]), given, follow=True).content.decode()


def test_whoever_enters_somebody_of_public_role_is_told_who_may_be_the_same(office: Office, twins: tuple[Person, Person]):
    answer = office.client(office.ada).post(reverse("desk:record_new", args=["people"]), {"full_name": "Bandi HONG", "handling": "internal"}, follow=True).content.decode()
    assert "Perhaps the same person as" in answer


def test_a_new_user_enters_three_witnesses_is_shown_the_double_decides_and_takes_it_back(office: Office):
    """Done when 3 of issue 4, by the pages alone."""
    client = office.client(office.ada)
    for code, name, birth in WITNESSES:
        given = {"code": code, "name": name, "birth": birth, "compartment": str(office.identities.pk), "handling": "protected"}
        assert client.post(reverse("desk:record_new", args=["protected"]), given).status_code == 302
    third = ProtectedPerson.objects.get(code="W-2031-013")
    row = {"text": "Nam Chiŭm", "kind": "passport", "script": "latin", "system": "mr"}
    assert client.post(reverse("desk:part_new", args=["protected", third.pk, "names"]), row).status_code == 302

    queue(client, "protected")  # what was said about saving is shown once
    shown = queue(client, "protected")
    assert "W-2031-011" in shown and "W-2031-012" in shown
    assert "W-2031-013" not in shown
    assert "surname agrees" in shown and "birth agrees" in shown

    decide = re.search(r'action="([^"]+/duplicates/[^"]+)"', shown)
    assert decide is not None
    answer = client.post(decide[1], {"outcome": "same", "why": "She told us so herself."}, follow=True).content.decode()
    assert "Decided and remembered." in answer
    assert "W-2031-011" not in queue(client, "protected")
    one = ProtectedPerson.objects.get(code="W-2031-011")
    page = client.get(reverse("desk:record", args=["protected", one.pk])).content.decode()
    assert "The same person" in page and "W-2031-012" in page

    undo = re.search(r'action="([^"]+/undo/)"', queue(client, "protected", show="decided"))
    assert undo is not None
    client.post(undo[1])
    page = client.get(reverse("desk:record", args=["protected", one.pk])).content.decode()
    assert "W-2031-012" not in page
    assert "W-2031-012" in queue(client, "protected")

    for code, queries in (("W-2031-011", ("Hong Bandi", "홍반디")), ("W-2031-012", ("HONG Ban-di", "홍○디")), ("W-2031-013", ("남지음", "Nam Ji-eum", "南知音", "Chi-ŭm Nam"))):
        for query in queries:
            assert code in client.post(reverse("desk:palette"), {"q": query}).content.decode(), query


def test_people_of_public_role_are_suggested_decided_and_never_offered_again(office: Office, twins: tuple[Person, Person]):
    client = office.client(office.dan)
    assert "Hong Bandi" in queue(client)
    url = reverse("desk:pair_decide", args=["people", twins[1].pk, twins[0].pk])
    client.post(url, {"outcome": "other", "why": ""})
    assert not PairDecision.objects.exists()
    client.post(url, {"outcome": "other", "why": "Forty years lie between them."})
    decision = PairDecision.objects.get()
    assert (decision.outcome, decision.decided_by) == ("other", office.dan)
    assert "Hong Bandi" not in queue(client)
    assert "Forty years lie between them." in queue(client, show="decided")
    assert Entry.objects.filter(kind="people:pairdecision:decide").count() == 1


def test_a_decision_is_made_once_and_taken_back_once(office: Office, twins: tuple[Person, Person]):
    made = linking.decide_pair(one=twins[0], other=twins[1], outcome="unclear", why="", by=office.dan)
    with pytest.raises(Exception, match="already"):
        linking.decide_pair(one=twins[1], other=twins[0], outcome="same", why="", by=office.ada)
    linking.undo_decision(decision=made, by=office.ada)
    with pytest.raises(NotUndoable):
        linking.undo_decision(decision=made, by=office.ada)
    linking.decide_pair(one=twins[1], other=twins[0], outcome="same", why="", by=office.ada)
    assert PairDecision.objects.count() == 2


def test_a_reader_sees_the_queue_and_decides_nothing(office: Office, twins: tuple[Person, Person]):
    client = office.client(office.ben)
    assert "Hong Bandi" in queue(client)
    assert 'name="outcome"' not in queue(client)
    assert client.post(reverse("desk:pair_decide", args=["people", twins[0].pk, twins[1].pk]), {"outcome": "same"}).status_code == 403
    with pytest.raises(NotPermitted):
        linking.decide_pair(one=twins[0], other=twins[1], outcome="same", why="", by=office.ben)


def test_a_protected_record_leaves_no_trace_in_the_queue_not_even_a_count(office: Office, twins: tuple[Person, Person]):
    editing.edit(twins[1], {"handling": "protected"}, by=office.ada)
    assert "Hong Bandi" in queue(office.client(office.ada))
    assert "No two records look like one person" in queue(office.client(office.dan))
    with pytest.raises(NotPermitted):
        linking.decide_pair(one=twins[0], other=twins[1], outcome="same", why="", by=office.dan)


def test_pairs_of_protected_people_are_shown_to_their_compartment_with_unlocked_keys_alone(office: Office, sealed: tuple[ProtectedPerson, ProtectedPerson]):
    assert "W-2031-011" in queue(office.client(office.ada), "protected")
    locked = queue(office.client(office.ada, unlocked=False), "protected")
    assert "Your keys are locked" in locked and "W-2031-011" not in locked
    for account in (office.dan, office.ben):
        assert "W-2031-011" not in queue(office.client(account), "protected")
        url = reverse("desk:pair_decide", args=["protected", sealed[0].pk, sealed[1].pk])
        assert office.client(account).post(url, {"outcome": "same"}).status_code in (403, 404)
    with pytest.raises(NotPermitted):
        linking.decide_pair(one=sealed[0], other=sealed[1], outcome="same", why="", by=office.dan)


def test_the_database_does_not_tell_what_was_decided_about_protected_people(office: Office, sealed: tuple[ProtectedPerson, ProtectedPerson]):
    linking.decide_pair(one=sealed[0], other=sealed[1], outcome="other", why="Her sister, she says.", by=office.ada)
    with connection.cursor() as cursor:
        for table in ("people_sealedpairdecision", "audit_entry", "audit_revision"):
            cursor.execute(f"SELECT * FROM {table}")
            assert "sister" not in str(cursor.fetchall())
    lengths = []
    for outcome in ("same", "other", "unclear"):
        linking.undo_decision(decision=SealedPairDecision.objects.get(undone_at__isnull=True), by=office.ada)
        made = linking.decide_pair(one=sealed[0], other=sealed[1], outcome=outcome, why="x", by=office.ada)
        lengths.append(len(SealedPairDecision.objects.get(pk=made.pk).verdict.sealed))
    assert len(set(lengths)) == 1


def test_accounts_of_two_sources_stand_together_on_the_page_and_apart_in_the_records(office: Office, sealed: tuple[ProtectedPerson, ProtectedPerson]):
    told = editing.create(Statement, by=office.ada, code="S-2031-012", text="moss", compartment=office.testimony, person=sealed[1])
    linking.decide_pair(one=sealed[0], other=sealed[1], outcome="same", why="", by=office.ada)
    page = office.client(office.ada).get(reverse("desk:record", args=["protected", sealed[0].pk])).content.decode()
    assert "S-2031-012" in page and "told by W-2031-012" in page
    told.refresh_from_db()
    assert told.person == sealed[1]


@pytest.fixture
def second(office: Office) -> Account:
    """Another director, who belongs to the compartment of names."""
    from bandi.foundation.access import compartments, unlocking

    eve = another("eve", Role.DIRECTOR)
    SecurityKey.objects.create(account=eve, name="Acorn key", credential=eve.id.bytes, public=b"a key of no use")
    token = unlocking.begin(office.ada, PHRASE)
    assert token and unlocking.finish(token) and unlocking.renew(office.ada, token, PHRASE)
    compartments.let_in(compartment=office.identities, account=eve, is_steward_too=False, by=office.ada, reader=Reader(token, office.ada.member_id))
    return eve


def unlocked(account: Account) -> Reader:
    from bandi.foundation.access import unlocking

    token = unlocking.begin(account, PHRASE)
    assert token and unlocking.finish(token)
    return Reader(token, account.member_id)


def test_people_kept_apart_are_linked_only_when_a_second_person_who_may_see_both_approved(
    office: Office, second: Account, sealed: tuple[ProtectedPerson, ProtectedPerson]
):
    editing.edit(sealed[0], {"is_kept_apart": True}, by=office.ada)
    sealed[0].refresh_from_db()
    client = office.client(office.ada)
    client.post(reverse("desk:pair_decide", args=["protected", sealed[0].pk, sealed[1].pk]), {"outcome": "same", "why": "One birthmark."})
    decision, approval = SealedPairDecision.objects.get(), Approval.objects.get(kind="person-link")
    assert not {str(decision.pk), str(sealed[0].pk), str(sealed[1].pk)} & set(approval.subjects)
    page = reverse("desk:record", args=["protected", sealed[0].pk])
    assert "The same person" not in client.get(page).content.decode()
    with reading_as(unlocked(office.ada)), pytest.raises(ApprovalMissing):
        linking.finish_link(decision=decision, by=office.ada)

    assert "Approve or refuse" in queue(office.client(second), "protected", show="decided")
    approvals.decide(approval=approval, approve=True, by=second)
    assert "Link now" in queue(client, "protected", show="decided")
    client.post(reverse("desk:pair_link", args=["protected", decision.pk]))
    assert "The same person" in client.get(page).content.decode()


def test_the_approval_of_somebody_who_may_not_see_both_does_not_count(office: Office, sealed: tuple[ProtectedPerson, ProtectedPerson]):
    editing.edit(sealed[0], {"is_kept_apart": True}, by=office.ada)
    sealed[0].refresh_from_db()
    decision = linking.decide_pair(one=sealed[0], other=sealed[1], outcome="same", why="x", by=office.ada)
    outsider = another("oda", Role.DIRECTOR)
    approvals.decide(approval=Approval.objects.get(kind="person-link"), approve=True, by=outsider)
    with reading_as(unlocked(office.ada)), pytest.raises(ApprovalMissing):
        linking.finish_link(decision=decision, by=office.ada)  # type: ignore[arg-type]


def test_erasing_either_of_two_takes_names_decisions_and_their_keys(office: Office, sealed: tuple[ProtectedPerson, ProtectedPerson]):
    name = SealedName(person=sealed[1])
    name.text = "홍반디"
    editing.add(name, by=office.ada)
    decision = linking.decide_pair(one=sealed[0], other=sealed[1], outcome="same", why="x", by=office.ada)
    other = sealed[1] if decision.one_id == sealed[0].pk else sealed[0]
    erase_person(person=sealed[1], basis="withdrawal", by=office.ada)
    assert not SealedName.objects.filter(person=sealed[1]).exists()
    assert not SealedPairDecision.objects.exists()
    assert not RecordKey.objects.filter(record=decision.pk).exists()
    assert RecordKey.objects.filter(record=sealed[0].pk).exists()
    with pytest.raises(Exception, match="destroyed"):
        linking.decide_pair(one=sealed[0], other=ProtectedPerson.objects.get(pk=sealed[1].pk), outcome="same", why="x", by=office.ada)
    assert other is not None


def test_a_decision_reads_as_sealed_without_keys(office: Office, sealed: tuple[ProtectedPerson, ProtectedPerson]):
    linking.decide_pair(one=sealed[0], other=sealed[1], outcome="same", why="x", by=office.ada)
    with reading_as(NOBODY):
        assert linking.about(sealed[0], office.ada)[0].is_sealed
    with reading_as(unlocked(office.ada)):
        assert linking.about(sealed[0], office.ada)[0].outcome == "same"


def test_kinds_that_are_no_people_and_wrong_methods_are_refused(office: Office, twins: tuple[Person, Person]):
    client = office.client(office.ada)
    assert client.get(reverse("desk:duplicates", args=["places"])).status_code == 404
    assert client.get(reverse("desk:pair_decide", args=["people", twins[0].pk, twins[1].pk])).status_code == 405
    assert client.post(reverse("desk:pair_undo", args=["people", twins[0].pk])).status_code == 404


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_empty_queue_says_what_would_come(office: Office, language: str):
    client = office.client(office.ada)
    client.cookies["django_language"] = language
    assert {"en": "No two records look like one person", "ko": "한 사람처럼 보이는 기록이 없습니다"}[language] in queue(client)


def test_a_long_queue_is_shown_in_pages(office: Office):
    for surname in ("홍", "남궁", "제갈", "선우", "황보", "독고", "사공", "서문", "동방", "망절", "탁", "표"):
        for _again in range(2):
            editing.create(Person, by=office.ada, full_name=f"{surname}반딧")
    client = office.client(office.dan)
    first = queue(client)
    assert first.count("data-pair ") == 10
    assert "start=10" in first
    assert 1 <= queue(client, start="10").count("data-pair ") <= 10
