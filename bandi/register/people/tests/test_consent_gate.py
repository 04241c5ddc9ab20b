"""The gate asks for consent, whichever way what a person told us would leave."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from bandi.foundation.records import editing, release
from bandi.foundation.records.models import Handling
from bandi.foundation.records.release import Audience, IdentityForm, Outgoing, Passage, Purpose, Severity
from bandi.register.people.consents.acting import withdraw_consent
from bandi.register.people.models import Organisation
from bandi.register.people.tests.consent_world import SEOUL, Office, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(consent_office: Office) -> Office:
    return consent_office


ON = day("2031-06-01")


@pytest.fixture(autouse=True)
def consent_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other checkers of the gate have tests of their own."""
    monkeypatch.setattr(release, "_checkers", {"consent": release._checkers["consent"]})


def outgoing(*texts: str, **values: Any) -> Outgoing:
    passages = tuple(Passage(f"section {at}", text) for at, text in enumerate(texts, 1))
    given: dict[str, Any] = {"kind": "report", "title": "Report", "purpose": Purpose.ANNUAL_REPORT, "audience": Audience.PUBLIC, "language": "en", "passages": passages}
    return Outgoing(**{**given, **values})


def verdict(office: Office, *texts: str, reader: Any = "ada", **values: Any) -> Any:
    return release.review(outgoing(*texts, **values), reader=getattr(office, reader) if reader else None, on=ON)


UN = {"purpose": Purpose.UN_SUBMISSION, "audience": Audience.UN_BODY}


def test_what_was_cleared_for_the_un_alone_leaves_for_the_un_and_not_in_the_annual_report(office):
    office.consent()

    for reader in ("ada", "dan", "ben", None):
        blocks = verdict(office, records=[office.statement.pk], reader=reader).blocks
        assert [one.code for one in blocks] == ["consent:none" if reader == "ben" else "consent:purpose"], reader
    assert verdict(office, records=[office.statement.pk], shown_as={office.statement.pk: IdentityForm.CODE}, **UN).may_leave


def test_a_record_named_by_a_passage_is_used(office):
    passage = Passage("row 3", "walked along the river", office.statement.pk)

    (objection,) = verdict(office, passages=(passage,)).blocks

    assert (objection.code, objection.where, objection.record) == ("consent:none", "row 3", None)


@pytest.mark.parametrize("text", ["As S-2031-001 told us", "S-2031-001은 강가를 걸었다.", "(S-2031-001).", "증언 S-2031-001에서", "see S-2031-001-"])
def test_a_code_in_a_text_is_a_use(office, text):
    office.consent()

    (objection,) = verdict(office, text).blocks

    assert objection.code == "consent:purpose" and text[objection.start : objection.end] == "S-2031-001"
    assert verdict(office, text, **UN).may_leave


def test_a_code_that_may_not_be_known_and_one_of_nobody_look_alike(office):
    office.consent()
    there, nobody = (verdict(office, f"As {code} told us", reader="ben") for code in ("S-2031-001", "S-2031-999"))

    assert [one.code for one in there.objections] == [one.code for one in nobody.objections] == ["consent:code"]
    assert str(there.objections[0].reason) == str(nobody.objections[0].reason)
    assert there.needs_second


def test_what_is_not_known_as_a_form_is_asked_about(office):
    office.consent()

    (objection,) = verdict(office, records=[office.statement.pk], **UN).objections

    assert (objection.code, objection.severity) == ("consent:form", Severity.ASK)


def test_a_name_more_open_than_allowed_blocks(office):
    office.consent()

    (objection,) = verdict(office, shown_as={office.statement.pk: IdentityForm.FULL}, **UN).blocks

    assert objection.code == "consent:form"


def test_a_withdrawn_consent_blocks_and_an_expired_one_whatever_day_is_asked_for(office, clock):
    consent = office.consent()
    withdraw_consent(consent=consent, by=office.ada)
    assert [one.code for one in verdict(office, records=[office.statement.pk], **UN).blocks] == ["consent:withdrawn"]

    office.consent()
    clock(datetime(2032, 2, 1, tzinfo=SEOUL))

    assert [one.code for one in verdict(office, records=[office.statement.pk], **UN).blocks] == ["consent:expired"]


def test_an_open_record_that_a_consent_was_given_for_needs_it(office):
    story = editing.create(Organisation, by=office.ada, name_en="A story on the wall", handling=Handling.OPEN)
    assert verdict(office, records=[story.pk]).may_leave

    office.consent(statement=None, person=office.person, about=story.record)

    assert [one.code for one in verdict(office, records=[story.pk]).blocks] == ["consent:purpose"]
    assert [one.code for one in verdict(office, records=[story.pk], reader="ben").blocks] == ["consent:none"]


def test_what_stays_in_the_house_and_what_is_nobodys_is_not_asked_about(office):
    open_record = editing.create(Organisation, by=office.ada, name_en="Acorn Street")

    assert verdict(office, records=[office.statement.pk], audience=Audience.INTERNAL).may_leave
    assert verdict(office, "Meeting A/HRC/55/63 on 2024-05-16, item 4, KP-08", records=[open_record.pk, uuid4()]).may_leave


def test_the_question_costs_the_same_however_many_records_are_used(office, django_assert_max_num_queries):
    office.consent()
    records = [uuid4() for _ in range(300)] + [office.statement.pk, office.person.pk]

    with django_assert_max_num_queries(60):
        verdict(office, "W-2031-001", records=records)


def test_a_form_chosen_for_the_whole_is_what_consent_is_asked_for(office):
    office.consent(identity="code")

    assert verdict(office, records=[office.statement.pk], identity_form=IdentityForm.CODE, **UN).may_leave
    assert [one.code for one in verdict(office, records=[office.statement.pk], identity_form=IdentityForm.MASKED, **UN).blocks] == ["consent:form"]
    shown = {office.statement.pk: IdentityForm.ABSENT}
    assert verdict(office, records=[office.statement.pk], identity_form=IdentityForm.FULL, shown_as=shown, **UN).may_leave
