"""What nobody's browser sends: numbers of five thousand digits, places to go on to that are none, others' edits taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.models import Link, Record
from bandi.interfaces.desk import lists
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world
from bandi.publishing.models import Edition, EditionSection
from bandi.register.activities.models import Activity, Headcount, Minutes
from bandi.register.people import linking
from bandi.work.programmes.actions.answering import enter_sheets
from bandi.work.programmes.models import Sheet
from bandi.work.programmes.tests import programme_world

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


def test_a_sort_has_two_ways_of_being_written_and_no_more(client: Any, ada: Any) -> None:
    kind = KINDS["activities"]
    column = next(one.name for one in kind.columns if one.sort)

    asked = [lists.state_of(kind, QueryDict(f"sort={dashes}{column}")).sort for dashes in ("", "-", "--", "-" * 40)]

    assert asked == [column, *[f"-{column}"] * 3], "each other way would be a kept question of its own, and sixty of them leave no room for anybody's"


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

    with override("en"), pytest.raises(ValidationError, match="zero byte"):
        editing.edit(row, {"title_en": "Lan\x00terns"}, by=dan)
    answer = client.post(reverse("desk:link_add", args=["activities", row.pk]), {"to": str(letter.pk), "note": "a\x00b"})
    assert answer.status_code == 302 and not Link.objects.exists()


def test_a_part_answers_under_its_own_record_alone(client: Any, ada: Account) -> None:
    row, other = world.activity("Lanterns"), world.activity("Herons")
    part = editing.add(Minutes(activity=row, text="We met."), by=ada)
    used, another = programme_world.used(), programme_world.used()
    (sheet,) = enter_sheets(used, sheets=[("", {"1": "O"})], by=None)
    edition = Edition.objects.create(**_spine("publishing.edition"), year=2031, language="en", title="Lanterns", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31))
    elsewhere = Edition.objects.create(**_spine("publishing.edition"), year=2031, language="ko", title="등불", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31))
    section = EditionSection.objects.create(edition=edition, key="a", title="A", order=1)
    client.force_login(ada)

    for name, right, wrong in (
        ("part_edit", ["activities", row.pk, "minutes", part.pk], ["activities", other.pk, "minutes", part.pk]),
        ("part_remove", ["activities", row.pk, "minutes", part.pk], ["activities", other.pk, "minutes", part.pk]),
        ("part_edit", ["activities", row.pk, "minutes", part.pk], ["activities", row.pk, "headcounts", part.pk]),
        ("round_sheet_edit", [used.pk, sheet.pk], [another.pk, sheet.pk]),
        ("round_sheet_remove", [used.pk, sheet.pk], [another.pk, sheet.pk]),
        ("report_section", [edition.pk, section.pk], [elsewhere.pk, section.pk]),
        ("report_print", [edition.pk, section.pk], [elsewhere.pk, section.pk]),
    ):
        assert client.post(reverse(f"desk:{name}", args=wrong), {"text": "forged", "q1": "X", "title": "forged", "body": "forged"}).status_code == 404, name
        assert reverse(f"desk:{name}", args=right)
    assert Minutes.objects.get(pk=part.pk).text == "We met." and Sheet.objects.get(pk=sheet.pk).answers == {"1": "O"}
    assert EditionSection.objects.get(pk=section.pk).title == "A"


def test_no_form_changes_what_it_does_not_show(client: Any, dan: Account) -> None:
    row = world.activity("Lanterns")
    stranger = world.activity("Herons")
    client.force_login(dan)
    more = {"is_removed": "on", "id": str(stranger.pk), "pk": str(stranger.pk), "record": str(stranger.pk), "record_id": str(stranger.pk), "updated_at": "2001-01-01", "created_by": str(dan.pk), "ref": "forged"}

    client.post(reverse("desk:record_cell", args=["activities", row.pk, "title_en"]), {"title_en": "Renamed", "version": "1", **more})
    client.post(reverse("desk:record_edit", args=["activities", row.pk]), {"kind": row.kind_id, "title_en": "Renamed", "when": "2031", "handling": "open", "order": "0", "version": "2", **more})

    standing, untouched = Activity.objects.select_related("record").get(pk=row.pk), Activity.objects.get(pk=stranger.pk)
    assert standing.title_en == "Renamed" and not standing.is_removed and standing.record.ref == "" and standing.version > 1
    assert (untouched.title_en, untouched.version) == ("Herons", 1)


def _spine(kind: str) -> dict[str, Any]:
    return {"record": Record.objects.create(kind=kind)}
