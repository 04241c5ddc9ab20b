"""Making, changing, removing and restoring records; two people at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing
from bandi.interfaces.desk.forms import form_for
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Activity, Headcount

pytestmark = pytest.mark.django_db


def url(name: str, row: Any, *further: Any) -> str:
    return reverse(f"desk:{name}", args=["activities", row.pk, *further])


def form_data(row: Any, account: Any, **changed: Any) -> dict[str, Any]:
    """Return what a browser would post from the form of an activity."""
    form = form_for(KINDS["activities"], KINDS["activities"].field_names, Reader(account, "en"), row=row)
    data = {name: form[name].value() for name in form.fields}
    posted = {name: ("on" if value is True and name != "is_online" else value) for name, value in data.items() if value is not None and value is not False}
    return {**posted, "version": row.version, **changed}


def test_a_new_activity_takes_a_korean_date_and_is_journalled(client: Any, dan: Any) -> None:
    client.force_login(dan)
    data = {"kind": world.term().pk, "title_ko": "등불 음악회", "when": "2031. 5. 16.", "handling": "open", "in_period": "on", "order": "0"}
    response = client.post(reverse("desk:record_new", args=["activities"]), data)
    row = Activity.objects.get()

    assert response["Location"] == url("record", row)
    assert (row.starts_on, row.ends_on, row.precision, row.when) == (date(2031, 5, 16), date(2031, 5, 16), "day", "2031-05-16")
    assert Entry.objects.filter(kind="activities:activity:create", actor=dan.pk).exists()


def test_signs_that_turn_what_follows_are_left_out_of_what_is_typed(client: Any, dan: Any) -> None:
    client.force_login(dan)
    data = {"kind": world.term().pk, "title_en": "Evening \u202efo\u2066\u2069 lanterns\u202c", "title_ko": "שלום", "when": "2031", "handling": "open", "in_period": "on", "order": "0"}
    client.post(reverse("desk:record_new", args=["activities"]), data)

    assert (Activity.objects.get().title_en, Activity.objects.get().title_ko) == ("Evening fo lanterns", "שלום")


def test_a_wrong_form_says_what_to_do_and_keeps_what_was_typed(client: Any, dan: Any) -> None:
    client.force_login(dan)
    data = {"kind": world.term().pk, "when": "2031-02-30", "summary_en": "kept words", "handling": "open", "order": "0"}
    shown = client.post(reverse("desk:record_new", args=["activities"]), data).content.decode()

    assert "“2031-02-30” is not a date. Write 2024-05-16" in shown
    assert "kept words" in shown
    assert not Activity.objects.exists()


def test_an_activity_without_a_title_is_refused_in_plain_words(client: Any, dan: Any) -> None:
    client.force_login(dan)
    data = {"kind": world.term().pk, "handling": "open", "order": "0"}

    assert "Give the activity a title" in client.post(reverse("desk:record_new", args=["activities"]), data).content.decode()


@pytest.mark.parametrize("name", ["record_edit", "record_remove", "record_resolve"])
def test_a_reader_may_not_write(client: Any, ben: Any, name: str) -> None:
    client.force_login(ben)
    row = world.activity()

    assert client.post(url(name, row), {"title_en": "mine"}).status_code == 403
    assert Activity.objects.get().title_en == row.title_en


def test_an_officer_cannot_write_to_a_protected_record(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row = world.protected()
    for address in (url("record_edit", row), url("record_remove", row), url("record_cell", row, "title_en"), url("part_new", row, "headcounts")):
        assert client.post(address, {"title_en": "mine", "count": "1"}).status_code == 404


def test_a_cell_is_saved_where_it_stands_and_offers_its_undo(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row = world.activity("Old title")
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/activities/?q=x"}
    shown = client.post(url("record_cell", row, "title_en"), {"title_en": "New title", "version": 1}, headers=headers).content.decode()

    assert shown.startswith("<td")
    assert "New title" in shown
    assert "/undo/" in shown
    assert 'value="/activities/?q=x"' in shown
    assert Activity.objects.get().title_en == "New title"


def test_a_cell_works_as_a_page_without_script(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row = world.activity("Old title")

    assert "<html" in client.get(url("record_cell", row, "title_en")).content.decode()
    assert client.post(url("record_cell", row, "title_en"), {"title_en": "New", "version": 1})["Location"] == url("record", row)


def test_only_described_fields_can_be_edited_as_cells(client: Any, dan: Any) -> None:
    client.force_login(dan)
    for name in ("is_removed", "version", "record", "starts_on"):
        assert client.post(url("record_cell", world.activity(), name), {name: "1"}).status_code == 404


def test_two_people_are_shown_both_versions_and_lose_nothing(client: Any, ada: Any, dan: Any) -> None:
    row = world.activity("Old title", summary_en="old words")
    mine = form_data(row, dan, title_en="Dan’s title", summary_en="Dan’s words")
    editing.edit(row, {"title_en": "Ada’s title", "place_text": "Moon Hall"}, by=ada)
    client.force_login(dan)
    response = client.post(url("record_edit", row), mine)
    shown = response.content.decode()
    row.refresh_from_db()

    assert response.status_code == 409
    assert "Ada’s title" in shown and "Dan’s title" in shown and "Old title" in shown and "Ada" in shown
    assert (row.title_en, row.summary_en) == ("Ada’s title", "old words")

    conflict = response.context["conflict"]
    assert conflict["kept"] == [{"name": "summary_en", "value": "Dan’s words"}]
    chosen = {"version": conflict["version"], "choice-title_en": "yours", "yours-title_en": "Dan’s title", "summary_en": "Dan’s words"}
    client.post(url("record_resolve", row), chosen)
    row.refresh_from_db()
    assert (row.title_en, row.summary_en, row.place_text) == ("Dan’s title", "Dan’s words", "Moon Hall")


def test_a_field_nobody_here_touched_is_not_taken_back_by_saving(client: Any, ada: Any, dan: Any) -> None:
    row = world.activity("Title")
    mine = form_data(row, dan, summary_en="Dan’s words")
    editing.edit(row, {"title_en": "Ada’s title"}, by=ada)
    client.force_login(dan)
    client.post(url("record_edit", row), mine)
    row.refresh_from_db()

    assert (row.title_en, row.summary_en) == ("Ada’s title", "Dan’s words")


def test_a_removed_record_can_be_brought_back(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row = world.activity()
    client.post(url("record_remove", row))
    assert client.get(url("record", row)).status_code == 404

    client.post(reverse("desk:undo", args=[Revision.objects.first().pk]))
    assert client.get(url("record", row)).status_code == 200


def test_an_undo_that_would_lose_a_later_edit_says_so(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row = world.activity("one")
    editing.edit(row, {"title_en": "two"}, by=dan)
    first = Revision.objects.first()
    editing.edit(row, {"title_en": "three"}, by=dan)
    shown = client.post(reverse("desk:undo", args=[first.pk]), {"next": url("record", row)}, follow=True).content.decode()

    assert "cannot be taken back any more" in shown
    assert Activity.objects.get().title_en == "three"


def test_an_officer_cannot_undo_what_happened_to_a_protected_record(client: Any, dan: Any) -> None:
    row = world.protected()
    editing.edit(row, {"title_en": "other"}, by=None)
    client.force_login(dan)

    assert client.post(reverse("desk:undo", args=[Revision.objects.first().pk])).status_code == 404


def test_an_undo_leads_to_no_other_site(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row = world.activity("one")
    editing.edit(row, {"title_en": "two"}, by=dan)
    response = client.post(reverse("desk:undo", args=[Revision.objects.first().pk]), {"next": "https://elsewhere.example/"})

    assert "elsewhere" not in response["Location"]


def test_parts_are_added_changed_and_removed_with_undo(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row = world.activity()
    data = {"count": "12", "unit": "guests", "measure": "people", "qualifier": "exact"}
    client.post(url("part_new", row, "headcounts"), data)
    part = Headcount.objects.get()
    client.post(url("part_edit", row, "headcounts", part.pk), {**data, "count": "15", "version": "2"})
    assert Headcount.objects.get().count == 15

    client.post(url("part_remove", row, "headcounts", part.pk))
    assert not Headcount.objects.exists()
    client.post(reverse("desk:undo", args=[Revision.objects.first().pk]))
    assert Headcount.objects.get().count == 15


def test_a_part_of_another_record_is_not_found(client: Any, dan: Any) -> None:
    client.force_login(dan)
    part = editing.add(Headcount(activity=world.activity("Alder"), count=1), by=dan)

    assert client.get(url("part_edit", world.activity("Birch"), "headcounts", part.pk)).status_code == 404


def test_a_place_is_tied_by_its_name_and_untied_and_tied_again(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row, spot = world.activity(), world.place("Acorn Village")
    client.post(url("tie", row, "places"), {"to": "Acorn Village"})
    assert list(row.places.all()) == [spot]

    client.post(url("untie", row, "places", spot.pk))
    assert not row.places.exists()
    client.post(reverse("desk:undo", args=[Revision.objects.first().pk]))
    assert list(row.places.all()) == [spot]


def test_two_places_of_one_name_are_told_apart(client: Any, dan: Any) -> None:
    client.force_login(dan)
    row, spot = world.activity(), world.place("Acorn Village")
    world.place("Acorn Village")
    shown = client.post(url("tie", row, "places"), {"to": "Acorn Village"}, follow=True).content.decode()
    assert "Several records are called" in shown

    client.post(url("tie", row, "places"), {"to": f"Acorn Village [{spot.pk.hex[:8]}]"})
    assert list(row.places.all()) == [spot]


def test_chosen_rows_are_changed_in_one_step_and_taken_back_in_one(client: Any, dan: Any) -> None:
    client.force_login(dan)
    rows = [world.activity(f"Alder {number}") for number in range(3)]
    concert = world.term(key="concert", english="Concert")
    data = {"selected": [str(row.pk) for row in rows[:2]], "action": "save", "field": "kind", "kind": concert.pk}
    response = client.post(reverse("desk:record_chosen", args=["activities"]), data, follow=True)
    assert Activity.objects.filter(kind=concert).count() == 2

    undo = next(message.extra_tags for message in response.context["messages"])
    client.post(undo)
    assert not Activity.objects.filter(kind=concert).exists()


def test_a_reader_cannot_remove_chosen_rows(client: Any, ben: Any) -> None:
    client.force_login(ben)
    row = world.activity()

    assert client.post(reverse("desk:record_chosen", args=["activities"]), {"selected": [str(row.pk)], "action": "remove"}).status_code == 403
