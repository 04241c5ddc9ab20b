from __future__ import annotations

import pytest
from django.urls import reverse

from bandi.foundation.access.compartments import ask_emergency
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Role
from bandi.foundation.vault.models import BreakGlass
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office, another

pytestmark = pytest.mark.django_db


def test_a_guest_of_an_emergency_reads_records_and_decides_nothing(ada: Account, dan: Account, ben: Account):
    office = Office(ada, dan, ben)
    office.client(dan).post(reverse("desk:emergency", args=["identities"]), {"reason": "She waits at the station tonight."})
    asked = BreakGlass.objects.get()
    office.client(ada).post(reverse("desk:emergency_decide", args=[asked.pk]), {"verb": "approve", "passphrase": PHRASE})
    guest = office.client(dan)
    assert guest.get(reverse("desk:record", args=["protected", office.person.pk])).status_code == 200
    assert guest.get(reverse("desk:compartment", args=["identities"])).status_code == 404
    other = ask_emergency(compartment=office.identities, reason="Another night, another station.", by=another("gil", Role.OFFICER))
    assert guest.post(reverse("desk:emergency_decide", args=[other.pk]), {"verb": "refuse"}).status_code == 404
    other.refresh_from_db()
    assert other.refused_at is None
