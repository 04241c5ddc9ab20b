"""The page of what is due, and the calendar feed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.records import editing
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Ask
from bandi.work.advocacy.models import CalendarKey, Deadline, FormRule, Mechanism, MechanismSession, Office

pytestmark = pytest.mark.django_db


def deadline(title: str, days: int, **values: Any) -> Deadline:
    return editing.create(Deadline, by=None, title_en=title, due_on=timezone.localdate() + timedelta(days=days), **values)


def page(client: Any, account: Any, **asked: str) -> str:
    client.force_login(account)
    response = client.get(reverse("desk:due"), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_how_late_and_how_soon(client, ada):
    deadline("Input of the pond", -3)
    deadline("Reply to the mill", 1)

    shown = page(client, ada)

    assert "3 days late" in shown and "in 1 day" in shown
    assert shown.index("Input of the pond") < shown.index("Reply to the mill")


def test_the_page_is_narrowed_by_kind_mechanism_owner_and_nearness(client, ada):
    mill = editing.create(Mechanism, by=None, name_en="Mill Review")
    deadline("Reply to the mill", 5, mechanism=mill, owner=world.person("Willow Birch"))
    deadline("Input of the pond", -3)

    for asked in ({"mechanism": str(mill.pk)}, {"owner": str(Deadline.objects.get(title_en="Reply to the mill").owner_id)}, {"near": "soon"}):
        shown = page(client, ada, **asked)
        assert "Reply to the mill" in shown and "Input of the pond" not in shown
    assert "Nothing fits these filters" in page(client, ada, kind="task")
    assert "Input of the pond" in page(client, ada, near="nonsense", mechanism="nonsense")


def test_a_page_without_anything_says_how_to_begin(client, ada):
    shown = page(client, ada)

    assert "Nothing is due" in shown and reverse("desk:record_list", args=["mechanisms"]) in shown


def test_the_first_page_shows_deadlines_too(client, ada):
    world.activity(on=timezone.localdate())
    deadline("Input of the pond", 2)
    client.force_login(ada)

    assert "Input of the pond" in client.get(reverse("desk:home")).content.decode()


def test_a_key_is_shown_once_and_its_feed_holds_titles_of_open_records_only(client, ada):
    deadline("Input of the pond", 2)
    deadline("Internal talk", 3, handling="internal")
    deadline("The hidden harbour", 4, handling="protected")
    row = world.activity("Meeting of the pond", summary_en="Words that stay inside")
    editing.add(Ask(activity=row, text_en="Exact words of an ask", due_on=timezone.localdate()), by=None)
    client.force_login(ada)

    shown = client.post(reverse("desk:calendar_key_make"), {"name": "telephone"}).content.decode()
    url = re.search(r"http://testserver(/feeds/[\w-]+\.ics)", shown)
    assert url
    assert "/feeds/" not in page(client, ada)

    client.logout()
    answer = client.get(url[1])
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Input of the pond" in text and "Meeting of the pond" in text
    for hidden in ("Internal talk", "hidden harbour", "Words that stay inside", "Exact words"):
        assert hidden not in text


def test_a_key_that_was_taken_back_looks_like_none(client, ada):
    client.force_login(ada)
    shown = client.post(reverse("desk:calendar_key_make"), {"name": ""}).content.decode()
    match = re.search(r"(/feeds/[\w-]+\.ics)", shown)
    assert match and client.get(match[1]).status_code == 200
    client.post(reverse("desk:calendar_key_revoke", args=[CalendarKey.objects.get().pk]))

    gone, never = client.get(match[1]), client.get("/feeds/never-there.ics")
    assert gone.status_code == never.status_code == 404
    assert gone.content == never.content


def test_the_key_of_somebody_else_does_not_exist(client, ada, ben):
    client.force_login(ada)
    client.post(reverse("desk:calendar_key_make"), {"name": ""})
    client.force_login(ben)

    assert client.post(reverse("desk:calendar_key_revoke", args=[CalendarKey.objects.get().pk])).status_code == 404
    assert CalendarKey.objects.get().revoked_at is None


def test_a_list_shows_a_day_that_was_counted_back_as_such(client, ada):
    mill = editing.create(Mechanism, by=None, name_en="Mill Review")
    meets = editing.create(MechanismSession, by=None, mechanism=mill, number=3, starts_on=date(2031, 6, 1))
    editing.create(Deadline, by=None, title_en="Input", session=meets, days_before=30)
    client.force_login(ada)

    shown = client.get(reverse("desk:record_list", args=["deadlines"])).content.decode()
    assert "2 May 2031" in shown and "counted back, not announced" in shown


def test_lists_and_pages_of_mechanisms_show_what_belongs_to_them(client, ada):
    mill = editing.create(Mechanism, by=None, name_en="Mill Review", name_ko="방앗간 심의", response_days=60)
    editing.add(FormRule(mechanism=mill, form="joint", words=500), by=None)
    editing.add(Office(mechanism=mill, person=world.person("Willow Birch"), role_en="Rapporteur", since="2030"), by=None)
    day = date(2031, 6, 1)
    meets = editing.create(MechanismSession, by=None, mechanism=mill, number=3, subject_en="Acorn", when="2031-06-01", starts_on=day, ends_on=day, precision="day")
    editing.create(Deadline, by=None, title_en="Input of the pond", session=meets, days_before=30, mechanism=mill)
    client.force_login(ada)

    for kind, row, words in (
        ("mechanisms", mill, ("500", "Willow Birch", "1 June 2031", "Input of the pond")), ("mechanism-sessions", meets, ("Mill Review", "2 May 2031", "Acorn")),
        ("deadlines", Deadline.objects.get(), ("Input of the pond",)),
    ):  # fmt: skip
        shown = client.get(reverse("desk:record", args=[kind, row.pk])).content.decode()
        assert all(word in shown for word in words), kind
        listed = client.get(reverse("desk:record_list", args=[kind]))
        assert listed.status_code == 200 and str(row.pk) in listed.content.decode()
        assert client.get(reverse("desk:record_edit", args=[kind, row.pk])).status_code == 200
        assert client.get(reverse("desk:record_export", args=[kind, "csv"]) + "?purpose=office&audience=internal&identity=full").status_code == 200


def test_a_deadline_is_given_to_our_own_people_and_whoever_holds_one_stays_in_the_choice(client, ada):
    ours, stranger = world.person("Willow Birch"), world.person("Minister Reed")
    client.force_login(ada)
    form = reverse("desk:record_new", args=["deadlines"])
    assert "Minister Reed" in client.get(form).content.decode(), "nobody is known as ours yet: everybody can be chosen"
    editing.edit(ours, {"relation": "own_staff"}, by=None)

    shown = client.get(form).content.decode()
    assert "Willow Birch" in shown and "Minister Reed" not in shown

    held = deadline("Reply to the mill", 5, owner=stranger)
    assert "Minister Reed" in client.get(reverse("desk:record_edit", args=["deadlines", held.pk])).content.decode()
