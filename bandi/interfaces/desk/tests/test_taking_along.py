"""The form before a list leaves: nothing is assumed, the last choice is remembered, consent is asked for what was chosen."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bandi.foundation.records.models import Receipt
from bandi.foundation.records.release import IdentityForm, Outgoing, review
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world

pytestmark = pytest.mark.django_db
OFFICE = {"purpose": "office", "audience": "internal", "identity": "full"}


def take(kind: str = "activities") -> str:
    return reverse("desk:record_take", args=[kind])


def test_a_list_without_a_choice_leads_to_the_form_with_its_filters(client: Any, ada: Any) -> None:
    client.force_login(ada)
    for query in ("?online=yes", "?online=yes&purpose=advocacy", "?online=yes&purpose=office&audience=public&identity=full", "?online=yes&purpose=x&audience=y&identity=z"):
        response = client.get(reverse("desk:record_export", args=["activities", "csv"]) + query)
        assert response.status_code == 302 and response.url.startswith(take()) and "online=yes" in response.url, query
    assert client.get(reverse("desk:claims_export", args=["csv"])).url.startswith(reverse("desk:claims_take"))
    assert Receipt.objects.count() == 0


def test_empty_choices_say_what_to_do(client: Any, ada: Any) -> None:
    client.force_login(ada)
    page = client.get(take()).content.decode()
    assert "selected" not in page.split('id="take-purpose"')[1].split("</select>")[0]

    response = client.post(take(), {"purpose": "", "audience": "", "identity": ""})

    told = response.content.decode()
    assert response.status_code == 400
    assert "Say what it is for" in told and "Say who gets it in the end" in told and "Say in which form people appear" in told
    half = client.post(take(), {**OFFICE, "audience": "public"})
    assert half.status_code == 400 and "Work within the office stays in the office" in half.content.decode()


def test_the_choice_leads_to_the_file_and_is_filled_in_the_next_time(client: Any, ada: Any) -> None:
    world.activity("Alder")
    client.force_login(ada)

    response = client.post(take(), {**OFFICE, "file": "json", "state": "q=alder&sort=title"})

    assert response.status_code == 302 and response.url.startswith(reverse("desk:record_export", args=["activities", "json"]))
    assert "q=alder" in response.url and client.get(response.url).status_code == 200
    again = client.get(reverse("desk:claims_take")).content.decode()
    assert all(f'<option value="{value}" selected>' in again for value in OFFICE.values())


def test_consent_is_asked_for_the_form_that_was_chosen(client: Any, ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from bandi.foundation.records import release

    seen: list[Outgoing] = []
    monkeypatch.setattr(release, "_checkers", {"look": lambda outgoing, _asked: seen.append(outgoing) or []})
    client.force_login(ada)

    client.get(reverse("desk:record_export", args=["activities", "csv"]), {"purpose": "press", "audience": "public", "identity": "code"})

    assert (seen[0].identity_form, str(seen[0].purpose), str(seen[0].audience)) == (IdentityForm.CODE, "press", "public")
    assert review is release.review


def test_a_reader_and_a_sealed_kind_have_no_form(client: Any, ada: Any, ben: Any) -> None:
    client.force_login(ben)
    assert client.get(take()).status_code == 403
    assert client.get(reverse("desk:claims_take")).status_code == 403
    client.force_login(ada)
    sealed = [key for key in KINDS if key in {"statements", "protected", "consents"}]
    assert sealed and {client.get(take(key)).status_code for key in sealed} == {404}
