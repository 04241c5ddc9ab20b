"""What nobody's browser sends: numbers of five thousand digits, places to go on to that are none, others' edits taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.models import Link
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Activity, Headcount
from bandi.register.people import linking

pytestmark = pytest.mark.django_db
NINES = "9" * 5000


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("home", "year"), ("claims", "year"), ("claims_findings", "year"), ("report", "year"), ("coverage", "year"), ("calendar", "year"), ("due", "until"),
        ("approvals", "page"), ("asks", "page"), ("audit", "before"), ("search", "page"), ("palette", "start"), ("library_queue", "page"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", [NINES, "²", "٣", "-1", "1e999"])
def test_a_number_that_is_none_is_left_aside(client: Any, ada: Any, name: str, asked: str, number: str) -> None:
    client.force_login(ada)

    assert client.get(reverse(f"desk:{name}"), {asked: number}).status_code in (200, 302, 404)


@pytest.mark.parametrize("key", ["activities", "grants", "submissions", "media", "shifts", "stock"])
@pytest.mark.parametrize("asked", ["page", "year", "month"])
def test_a_list_takes_no_number_that_is_none(client: Any, ada: Any, key: str, asked: str) -> None:
    client.force_login(ada)
    if key not in KINDS:
        pytest.skip("there is no such list")

    assert client.get(reverse("desk:record_list", args=[key]), {asked: NINES}).status_code == 200


@pytest.mark.parametrize("target", ["a\x00b", "nowhere", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", " /x"])
def test_a_form_leads_on_to_a_path_of_ours_or_to_the_list(client: Any, ada: Any, target: str) -> None:
    row = world.activity()
    client.force_login(ada)

    answer = client.post(reverse("desk:record_remove", args=["activities", row.pk]), {"next": target})

    assert answer["Location"] == reverse("desk:record_list", args=["activities"])


def test_only_links_of_protected_people_wait_for_a_second_person(client: Any, ada: Any) -> None:
    decision = linking.decide_pair(one=world.person("Hong Bandi"), other=world.person("Hong Pandi"), outcome="unclear", why="", by=ada)
    client.force_login(ada)

    assert client.post(reverse("desk:pair_link", args=["people", decision.pk])).status_code == 404


def test_edits_of_what_exists_for_her_no_longer_are_not_taken_back_in_bulk(client: Any, ada: Account, dan: Account) -> None:
    row, open_row = world.activity("Lanterns"), world.activity("Herons")
    for one in (row, open_row):
        editing.edit(one, {"title_en": "Changed by Dan"}, by=dan)
    editing.edit(Activity.objects.get(pk=row.pk), {"handling": "protected"}, by=ada)
    first, last = Revision.objects.filter(entry__actor=dan.pk).order_by("entry_id").values_list("entry_id", flat=True)
    client.force_login(dan)

    answer = client.post(reverse("desk:undo_range", args=[first, last]))

    assert Activity.objects.get(pk=row.pk).title_en == "Changed by Dan" and Activity.objects.get(pk=open_row.pk).title_en == "Herons"
    assert "1" in str(next(iter(get_messages(answer.wsgi_request))))


def test_taking_back_in_bulk_leaves_what_the_database_refuses(client: Any, dan: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    row = world.activity()
    part = editing.add(Headcount(activity=row, count=3), by=dan)
    revision = Revision.objects.get(row=str(part.pk))
    monkeypatch.setattr(Headcount, "delete", lambda self: (_ for _ in ()).throw(ProtectedError("stands beneath something", set())))
    client.force_login(dan)

    assert client.post(reverse("desk:undo_range", args=[revision.entry_id, revision.entry_id])).status_code == 302
    assert client.post(reverse("desk:part_remove", args=["activities", row.pk, "headcounts", part.pk])).status_code == 302
    assert Headcount.objects.filter(pk=part.pk).exists()


def test_a_part_with_a_version_of_five_thousand_digits_is_saved_or_asked_again(client: Any, dan: Account) -> None:
    row = world.activity()
    part = editing.add(Headcount(activity=row, count=3), by=dan)
    client.force_login(dan)

    assert client.post(reverse("desk:part_edit", args=["activities", row.pk, "headcounts", part.pk]), {"count": "4", "version": NINES}).status_code in (200, 302)


def test_a_zero_byte_is_refused_in_words_whatever_the_database(client: Any, dan: Account) -> None:
    row, letter = world.activity(), world.activity("Other")
    client.force_login(dan)

    with pytest.raises(ValidationError, match="zero byte"):
        editing.edit(row, {"title_en": "Lan\x00terns"}, by=dan)
    answer = client.post(reverse("desk:link_add", args=["activities", row.pk]), {"to": str(letter.pk), "note": "a\x00b"})
    assert answer.status_code == 302 and not Link.objects.exists()
