"""Grants, what is owed to their funders, and where that is shown as due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bandi.foundation.records import editing
from bandi.foundation.records.due import Kind, Window, due
from bandi.work.funding.models import Grant, ReportingDuty
from bandi.work.funding.tests import world

pytestmark = pytest.mark.django_db
TODAY = date(2031, 5, 20)


def lines(account: object = None) -> list[str]:
    return [line.what.en for line in due(Window(account, TODAY)) if line.kind == Kind.REPORTING]


def test_a_grant_needs_a_title_a_currency_for_its_amount_and_days_in_order():
    funder = world.funder()
    for wrong in ({"title": ""}, {"amount": 5}, {"amount": -5, "currency": "KRW"}, {"amount": 5, "currency": "won"}, {"applied_on": date(2031, 2, 1), "decided_on": date(2031, 1, 1)}):
        with pytest.raises(ValidationError):
            world.grant(**{"funder": funder, **wrong})

    assert world.grant(funder=funder, amount=5, currency="KRW").labels() == ("Lanterns for all", "")


def test_a_report_is_accepted_after_it_was_sent():
    owed = world.duty(world.grant())
    for wrong in ({"accepted_on": TODAY}, {"sent_on": TODAY, "accepted_on": TODAY - timedelta(days=1)}):
        with pytest.raises(ValidationError, match="reporting_duty_sent_before_accepted"):
            editing.edit(owed, wrong, by=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportingDuty.objects.filter(pk=owed.pk).update(**wrong)

    sent = editing.edit(owed, {"sent_on": date(2031, 6, 4), "accepted_on": date(2031, 6, 9)}, by=None)
    assert sent.days_late == 3


def test_what_is_owed_to_a_funder_is_due_until_it_was_sent():
    grant = world.grant()
    world.duty(grant, TODAY + timedelta(days=3), "Report on money")
    world.duty(grant, TODAY - timedelta(days=3), "Late audit", kind="audit")
    world.duty(grant, None, "Without a day")
    world.duty(grant, TODAY, "Sent already", sent_on=TODAY)
    world.duty(world.grant("Refused one", funder=grant.funder, state="refused"), TODAY, "Never asked for")

    assert lines() == ["Late audit", "Report on money"]
    (late, _soon) = [line for line in due(Window(None, TODAY)) if line.kind == Kind.REPORTING]
    assert late.about.en == "Lanterns for all" and late.is_open


def test_a_report_of_a_removed_grant_is_due_no_more_and_comes_back_with_it():
    grant = world.grant()
    world.duty(grant)
    gone = editing.remove(grant, by=None)
    assert lines() == []

    editing.undo(gone, by=None)
    assert lines() == ["Half-year report"]


def test_of_an_internal_or_protected_grant_nothing_leaves_the_house(dan):
    inside = world.grant(handling="internal")
    world.duty(inside, TODAY, "Report inside")
    hidden = world.grant("The hidden harbour", funder=inside.funder, handling="protected")
    world.duty(hidden, TODAY, "Report of the harbour", handling="protected")

    found = [line for line in due(Window(None, TODAY)) if line.kind == Kind.REPORTING]
    assert [line.is_open for line in found] == [False, False]
    assert lines(dan) == ["Report inside"]
    assert "hidden" not in str([line.about for line in found])


def test_a_report_of_a_protected_grant_is_protected_too(dan):
    grant = world.grant()
    owed = world.duty(grant)
    editing.edit(grant, {"handling": "protected"}, by=None)

    assert list(ReportingDuty.objects.visible_to(dan)) == []
    with pytest.raises(ValidationError, match="protected"):
        editing.edit(owed, {"title_en": "Another name"}, by=None)


def test_grants_that_were_given_to_us_are_neither_asked_for_nor_refused():
    funder = world.funder()
    for state in ("applied", "awarded", "running", "reported", "closed", "refused"):
        world.grant(state, funder=funder, state=state)

    assert sorted(Grant.objects.held().values_list("title_en", flat=True)) == ["awarded", "closed", "reported", "running"]
