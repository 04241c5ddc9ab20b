"""Letting somebody into a compartment of tier 4 takes a second person."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bandi.foundation.access import approvals
from bandi.foundation.access.clearance import is_member, is_steward
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Role
from bandi.foundation.vault.making import make_compartment
from bandi.foundation.vault.models import Compartment
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office, another

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


@pytest.fixture
def rescue(office: Office) -> Compartment:
    return make_compartment(key="rescue", name_en="Rescue", name_ko="구조", tier=4, stewards=[office.ada.member])


def let_in(office: Office, who: Account, **more: str) -> str:
    form = {"account": str(who.pk), "passphrase": PHRASE, **more}
    answer = office.client(office.ada).post(reverse("desk:member_in", args=["rescue"]), form, follow=True)
    return answer.content.decode()


def approved(by: Account) -> None:
    approvals.decide(approval=Approval.objects.waiting().get(), approve=True, by=by)


def test_one_steward_alone_lets_nobody_in_and_a_reason_is_asked_for(office: Office, rescue: Compartment):
    assert "Say why" in let_in(office, office.dan)
    assert not Approval.objects.exists() and not is_member(office.dan, rescue)


def test_with_a_second_person_she_is_let_in_once(office: Office, rescue: Compartment):
    second = another("eve", Role.DIRECTOR)
    assert "Asked." in let_in(office, office.dan, reason="She drives on Friday.")
    assert "Asked." in let_in(office, office.dan, reason="again") and Approval.objects.count() == 1
    assert not is_member(office.dan, rescue)
    approved(second)

    let_in(office, office.dan)

    assert is_member(office.dan, rescue) and not is_steward(office.dan, rescue)
    assert Approval.objects.get().used_at is not None


def test_an_approval_for_a_member_makes_no_steward_and_lets_in_nobody_else(office: Office, rescue: Compartment):
    let_in(office, office.dan, reason="She drives on Friday.")
    approved(another("eve", Role.DIRECTOR))
    let_in(office, office.dan, steward="yes")
    let_in(office, office.ben)
    assert not is_member(office.dan, rescue) and not is_member(office.ben, rescue)


def test_an_approval_is_not_used_up_by_a_wrong_passphrase(office: Office, rescue: Compartment):
    let_in(office, office.dan, reason="She drives on Friday.")
    approved(another("eve", Role.DIRECTOR))
    let_in(office, office.dan, passphrase="wrong")
    assert not is_member(office.dan, rescue) and Approval.objects.get().is_usable


def test_below_tier_four_a_steward_decides_alone(office: Office):
    form = {"account": str(office.ben.pk), "passphrase": PHRASE}
    office.client(office.ada).post(reverse("desk:member_in", args=["testimony"]), form)
    assert is_member(office.ben, office.testimony)
