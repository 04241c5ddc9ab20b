"""What a consent allows, and that it only becomes narrower."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bandi.foundation.access import approvals
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Approval
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import NotUndoable
from bandi.register.people.consents.acting import give_consent, limit_consent, withdraw_consent
from bandi.register.people.consents.asking import NONE, Answer, allows
from bandi.register.people.consents.states import State, expired, holding, state_of, to_renew
from bandi.register.people.erasing import erase_person
from bandi.register.people.models import Consent, ProtectedPerson, Statement
from bandi.register.people.tests.consent_world import SEOUL, Office, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(consent_office: Office) -> Office:
    return consent_office


UN = {"purpose": "un_submission", "audience": "un_body", "identity_form": "code"}
REPORT = {"purpose": "annual_report", "audience": "public", "identity_form": "code"}


def asked(office: Office, about: Any = None, **wanted: Any) -> Answer:
    return allows(about or office.statement, reader=wanted.pop("reader", office.ada), **{**UN, **wanted})


def test_without_a_consent_nothing_is_allowed(office):
    answer = asked(office)

    assert not answer.may
    assert answer.said("en") == ("No consent that you may know of allows this.",)
    assert answer.said("ko") == ("이를 허락하는 동의를 찾을 수 없습니다.",)


def test_what_was_given_for_the_un_is_allowed_for_the_un_alone(office):
    office.consent()

    assert asked(office).may
    for purpose in ("court", "advocacy", "press", "web", "annual_report", "training", "research", "office"):
        assert not asked(office, purpose=purpose).may
    answer = asked(office, **REPORT)
    assert answer.code == "purpose"
    assert answer.said("en") == ("Consent was not given for: annual report. It was given for: submission to the UN.",)


def test_nobody_is_shown_it_but_those_who_were_named(office):
    office.consent(audiences=["un_body", "partners"])

    assert asked(office, audience="partners").may
    assert asked(office, audience="government").code == "audience"
    assert asked(office, audience="public").code == "audience"


def test_what_may_be_public_may_be_shown_to_everybody(office):
    office.consent(audiences=["public"])

    assert asked(office, audience="government").may


@pytest.mark.parametrize(
    ("given", "may", "may_not"),
    [
        ("full", ["full", "surname", "code"], []),
        ("first_name", ["first_name", "pseudonym"], ["full", "surname", "masked"]),
        ("surname", ["surname", "absent"], ["masked", "first_name"]),
        ("masked", ["masked", "surname"], ["full", "first_name"]),
        ("pseudonym", ["pseudonym", "code"], ["surname", "masked"]),
        ("code", ["code", "absent"], ["pseudonym"]),
        ("absent", ["absent"], ["code"]),
    ],
)
def test_a_name_appears_at_most_as_openly_as_was_allowed(office, given, may, may_not):
    office.consent(identity=given)

    assert all(asked(office, identity_form=form).may for form in may)
    assert all(asked(office, identity_form=form).code == "form" for form in may_not)


def test_whoever_does_not_belong_is_told_what_one_is_told_of_nothing(office):
    office.consent()

    assert asked(office, reader=office.dan).may
    assert asked(office, reader=office.ben) is NONE
    assert allows(office.person, reader=office.dan, **UN) is NONE
    assert allows(office.ben.pk, reader=office.ada, **UN) is NONE


def test_what_was_removed_may_not_be_used_whatever_was_allowed(office):
    office.consent()
    assert asked(office).may

    editing.remove(office.statement, by=office.ada)

    assert asked(office) is NONE


def test_a_consent_of_the_person_covers_her_statements_until_one_is_given_for_the_statement(office):
    office.consent(statement=None, person=office.person, purposes=["un_submission", "annual_report"], audiences=["public"])
    assert asked(office, **REPORT).may
    assert asked(office, office.person, **REPORT).may
    assert asked(office, reader=office.dan) is NONE, "dan must not know of what stands among the names"

    office.consent()

    assert not asked(office, **REPORT).may
    assert asked(office, office.person, **REPORT).may


def test_a_withdrawn_consent_allows_nothing_from_that_moment(office, clock):
    consent = office.consent()

    withdraw_consent(consent=consent, said="She asked us to stop.", by=office.ada)

    assert asked(office).code == "withdrawn"
    clock(datetime(2030, 1, 1, tzinfo=SEOUL))
    assert asked(office, on=day("2030-06-01")).code == "withdrawn"
    assert Entry.objects.filter(kind="people:consent:withdraw", record=consent.pk).exists()


def test_whoever_takes_back_everything_takes_back_what_the_withdrawer_cannot_see(office):
    general = office.consent(statement=None, person=office.person)
    office.consent()
    assert asked(office, reader=office.dan).may

    withdraw_consent(consent=general, everything=True, by=office.ada)

    assert asked(office, reader=office.dan).code == "withdrawn"


def test_a_new_consent_after_everything_was_taken_back_allows_again(office, clock):
    withdraw_consent(consent=office.consent(), everything=True, by=office.ada)
    clock(datetime(2031, 6, 2, 12, tzinfo=SEOUL))

    office.consent()

    assert asked(office).may


def test_with_the_clock_set_back_a_withdrawal_of_everything_still_counts(office, clock):
    office.consent()
    other = office.consent(audiences=["partners"])
    clock(datetime(2020, 1, 1, tzinfo=SEOUL))

    withdraw_consent(consent=other, everything=True, by=office.ada)

    assert asked(office).code == "withdrawn"


def test_a_withdrawal_cannot_be_undone_edited_away_or_removed(office):
    withdrawn = withdraw_consent(consent=office.consent(), by=office.ada)
    revision = Revision.objects.filter(record=withdrawn.pk).first()

    with pytest.raises(NotUndoable):
        editing.undo(revision, by=office.ada)
    with pytest.raises(ValidationError):
        editing.edit(withdrawn, {"withdrawn_at": None}, by=office.ada)
    with pytest.raises(ValidationError):
        editing.remove(withdrawn, by=office.ada)
    assert asked(office).code == "withdrawn"


WIDER: list[dict[str, Any]] = [
    {"purposes": ["un_submission", "press"]}, {"audiences": ["public"]}, {"identity": "full"}, {"period": "2031-01-02/2032-12-31", "ends_on": day("2032-12-31")},
    {"period": "", "ends_on": None}, {"period": "2030-01-02/2031-12-31", "starts_on": day("2030-01-02")}, {"hides_picture": False}, {"statement_id": None},
]  # fmt: skip


@pytest.mark.parametrize("changes", WIDER, ids=lambda one: next(iter(one)))
def test_a_consent_becomes_wider_by_no_edit(office, changes):
    consent = office.consent()

    with pytest.raises(ValidationError):
        editing.edit(consent, changes, by=office.ada)


def test_a_narrower_consent_counts_as_limited_and_undo_does_not_widen_it(office):
    consent = office.consent(purposes=["un_submission", "court"])

    limited = limit_consent(consent=consent, changes={"purposes": ["court"]}, by=office.ada)

    assert state_of(limited, day("2031-06-01")) == State.LIMITED
    assert not asked(office).may
    with pytest.raises(NotUndoable):
        editing.undo(Revision.objects.filter(record=consent.pk, after__has_key="purposes").first(), by=office.ada)


def test_a_consent_replaced_by_a_newer_one_counts_no_more(office):
    old = office.consent()

    office.consent(purposes=["court"], audiences=["court"], replaces=old)

    assert state_of(Consent.objects.get(pk=old.pk), day("2031-06-01")) == State.REPLACED
    assert not asked(office).may


def test_for_a_child_its_guardian_and_the_child_itself_agree(office):
    child = {"is_child": True, "guardian": "Heron, an aunt", "identity": "absent", "audiences": ["un_body"]}
    for said in ({"guardian_agreed": True}, {"child_agreed": True}, {"guardian_agreed": True, "child_agreed": False}):
        office.consent(**child, **said)
        assert asked(office, identity_form="absent").code == "child"

    office.consent(**child, guardian_agreed=True, child_agreed=True)

    assert asked(office, identity_form="absent").may


def test_a_consent_of_great_reach_waits_for_a_second_person(office):
    office.consent(identity="full", audiences=["public"], by=office.dan)
    assert asked(office).code == "to_confirm"

    approvals.decide(approval=Approval.objects.get(kind="consent"), approve=True, by=office.ada)

    assert asked(office).may


def test_nobody_gives_a_consent_about_what_does_not_exist_for_her(office):
    with pytest.raises(NotPermitted):
        office.consent(by=office.ben)
    with pytest.raises(NotPermitted):
        office.consent(by=office.dan, statement=None, person=office.person)


def test_nothing_is_given_on_a_day_that_has_not_come(office):
    with pytest.raises(ValidationError) as refused:
        office.consent(given_on="2031-06-02")

    assert "given_on" in refused.value.message_dict


def test_a_period_leaves_no_doubt(office):
    for period in ("2031~", "2031?", "[2031-01..2032-01]", "soon", "2031-02-30"):
        with pytest.raises(ValidationError) as refused:
            office.consent(period=period)
        assert "period" in refused.value.message_dict


def test_it_holds_through_its_last_day_in_the_time_zone_of_the_office(office, clock):
    office.consent()
    clock(datetime(2031, 12, 31, 23, 59, tzinfo=SEOUL))
    assert asked(office).may

    clock(datetime(2032, 1, 1, 0, 0, tzinfo=SEOUL))

    assert asked(office).code == "expired"
    assert asked(office).said("en") == ("Consent ran out on 31 December 2031.",)


def test_the_time_zone_of_whoever_looks_changes_nothing(office, clock):
    office.consent()
    clock(datetime(2032, 1, 1, 0, 30, tzinfo=SEOUL))
    for zone in ("America/Los_Angeles", "Pacific/Kiritimati", "UTC"):
        with timezone.override(zone):
            assert asked(office).code == "expired", zone


def test_a_clock_that_is_set_back_brings_nothing_to_life(office, clock):
    office.consent()
    clock(datetime(2032, 3, 1, 9, 0, tzinfo=SEOUL))
    editing.edit(office.person, {"note": "Met again."}, by=office.ada)
    assert asked(office).code == "expired"

    clock(datetime(2031, 6, 1, 9, 0, tzinfo=SEOUL))

    assert asked(office).code == "expired"


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "America/Santiago"])
def test_the_hour_that_comes_twice_belongs_to_its_day(office, clock, settings, zone):
    from zoneinfo import ZoneInfo

    settings.TIME_ZONE = zone
    timezone.get_default_timezone.cache_clear()
    try:
        office.consent(period="2031-01-02/2031-11-01")
        for hour, fold in ((0, 0), (1, 0), (1, 1), (23, 0)):
            clock(datetime(2031, 11, 1, hour, 30, fold=fold, tzinfo=ZoneInfo(zone)))
            assert asked(office).may, (hour, fold)
        clock(datetime(2031, 11, 2, 1, 30, fold=0, tzinfo=ZoneInfo(zone)))
        assert asked(office).code == "expired"
    finally:
        timezone.get_default_timezone.cache_clear()


def test_the_lists_say_the_same_as_the_answers(office):
    held = office.consent(period="2031-01-02/..")
    soon = office.consent(period="2031-01-02/2031-07-15")
    gone = office.consent(period="2031-01-02/2031-05-31")
    old = office.consent(given_on="2027-03-01", period="")
    today = day("2031-06-01")

    states = {one.code: state_of(one, today) for one in Consent.objects.all()}

    assert states == {held.code: State.GIVEN, soon.code: State.TO_RENEW, gone.code: State.EXPIRED, old.code: State.TO_RENEW}
    assert set(Consent.objects.filter(holding(today)).values_list("code", flat=True)) == {held.code, soon.code, old.code}
    assert set(Consent.objects.filter(to_renew(today)).values_list("code", flat=True)) == {soon.code, old.code}
    assert set(Consent.objects.filter(expired(today)).values_list("code", flat=True)) == {gone.code}


def test_a_consent_goes_with_the_keys_of_the_person(office):
    consent = office.consent()
    general = office.consent(statement=None, person=office.person)
    assert consent.subject_id == office.statement.subject_id and general.subject_id == office.person.subject_id
    assert consent.compartment == office.stories

    erase_person(person=ProtectedPerson.objects.get(pk=office.person.pk), basis="withdrawal", by=office.ada)

    assert asked(office).code == "erased"
    with pytest.raises(ValidationError):
        office.consent(statement=Statement.objects.get(pk=office.statement.pk))


def test_a_consent_replaces_only_one_about_the_same(office):
    other = office.consent(statement=None, person=office.person)

    with pytest.raises(ValidationError):
        give_consent(by=office.ada, code="C-9", statement=office.statement, purposes=["court"], audiences=["court"], given_on="2031-01-02", language="ko", replaces=other)
