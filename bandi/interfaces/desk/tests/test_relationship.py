"""The history of a relationship, and requests by counterpart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.records import editing
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.asks import AsksPage, asks_page
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Ask, FollowUp, Minutes, Outcome, Participation
from bandi.work.advocacy.models import Letter, Mechanism, Submission, Uptake

pytestmark = pytest.mark.django_db


def page(client: Any, account: Any, row: Any, kind: str = "organisations") -> str:
    client.force_login(account)
    answer = client.get(reverse("desk:relationship", args=[kind, row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def ask(activity: Any, **values: Any) -> Ask:
    return editing.add(Ask(activity=activity, **{"text_en": "Hold a hearing", **values}), by=None)


def test_a_page_tells_meetings_requests_letters_submissions_and_what_was_taken_up(client, ada):
    mill = world.organisation("Ministry of the Mill")
    meeting = world.activity("Meeting at the mill", on=date(2031, 3, 12))
    editing.add(Participation(activity=meeting, side="counterpart", organisation=mill), by=None)
    editing.add(Outcome(activity=meeting, text_en="A hearing was set"), by=None)
    ask(meeting, organisation=mill, answer="Granted", answered_on=date(2031, 3, 22))
    editing.create(Letter, by=None, recipients_en="Minister, Ministry of the Mill", message_en="Open the gate", sent="2030-05-09", sent_on=date(2030, 5, 9))
    body = editing.create(Mechanism, by=None, name_en="Mill office", organisation=mill)
    editing.create(Submission, by=None, title_en="On the gate", addressed_to=body, filed="2029-01-02", filed_on=date(2029, 1, 2))
    editing.create(Uptake, by=None, own_text_en="On the gate", document_en="Mill release", body_en="Ministry of the Mill", document_date="2030-05-13")

    shown = page(client, ada, mill)

    for words in ("Meeting at the mill", "A hearing was set", "Open the gate", "On the gate", "Mill release", "2031", "2030", "2029"):
        assert words in shown
    assert "after 10 days" not in shown, "what was answered does not stand among what is open"


def test_open_requests_stand_first_and_on_the_page_of_the_record(client, ada):
    mill = world.organisation("Ministry of the Mill")
    meeting = world.activity(on=timezone.localdate() - timedelta(days=5))
    ask(meeting, organisation=mill)
    ask(meeting, counterpart="Ministry of the Mill", text_en="Named in words only")
    ask(meeting, organisation=mill, text_en="Late one", due_on=timezone.localdate() - timedelta(days=1))

    shown = page(client, ada, mill)
    assert "Open requests and promises" in shown and "open for 5 days" in shown and "late since" in shown and "Named in words only" in shown
    record = client.get(reverse("desk:record", args=["organisations", mill.pk])).content.decode()
    assert 'id="open-asks"' in record and reverse("desk:relationship", args=["organisations", mill.pk]) in record


def test_a_person_in_office_has_a_page_too(client, ada):
    who = world.person("Willow Birch")
    ask(world.activity("Talk under the oak"), person=who)

    assert "Talk under the oak" in page(client, ada, who, "people")
    client.force_login(ada)
    assert client.get(reverse("desk:relationship", args=["places", world.place().pk])).status_code == 404


def test_nothing_protected_is_told(client, dan):
    mill = world.organisation("Ministry of the Mill")
    hidden = world.protected()
    editing.add(Participation(activity=hidden, side="counterpart", organisation=mill), by=None)
    ask(hidden, organisation=mill, text_en="Hidden ask")
    editing.create(Letter, by=None, recipients_en="Ministry of the Mill", message_en="Hidden letter", handling="protected")

    shown = page(client, dan, mill)
    assert "hidden harbour" not in shown and "Hidden ask" not in shown and "Hidden letter" not in shown
    assert "Hidden ask" not in client.get(reverse("desk:asks")).content.decode()


def test_requests_are_gathered_by_counterpart_and_narrowed(client, ada):
    mill = world.organisation("Ministry of the Mill")
    meeting = world.activity(on=date(2031, 3, 12))
    ask(meeting, organisation=mill)
    ask(meeting, organisation=mill, text_en="Answered one", answered_on=date(2031, 3, 14))
    ask(meeting, counterpart="The council", direction="promised", text_en="Share the list")
    client.force_login(ada)
    url = reverse("desk:asks")

    assert {"Hold a hearing", "Answered one", "Share the list"} <= {words for words in ("Hold a hearing", "Answered one", "Share the list") if words in client.get(url).content.decode()}
    answered = client.get(url, {"state": "answered"}).content.decode()
    assert "Answered one" in answered and "after 2 days" in answered and "Hold a hearing" not in answered
    promised = client.get(url, {"state": "promised"}).content.decode()
    assert "Share the list" in promised and "The council" in promised and "Answered one" not in promised
    assert client.get(url, {"state": "nonsense"}).status_code == 200


def test_requests_come_fifty_to_a_page_and_each_counterpart_keeps_its_whole_count(client, ada, dan):
    mill, council = world.organisation("Ministry of the Mill"), world.organisation("Council of the Bridge")
    for number in range(70):
        ask(world.activity(on=date(2031, 1, 1 + number % 28)), organisation=mill, text_en=f"Mill request {number:02}")
    for number in range(8):
        ask(world.activity(on=date(2031, 2, 1 + number)), organisation=council, text_en=f"Bridge request {number:02}")
    hidden = world.protected()
    ask(hidden, organisation=mill, text_en="Hidden request")

    def shown(account: Any, page: int) -> AsksPage:
        return asks_page(Reader(account, "en"), QueryDict(f"page={page}"))

    client.force_login(dan)
    url = reverse("desk:asks")
    first, second = (client.get(url, {"page": number}).content.decode() for number in (1, 2))
    told = [item.label for page in (1, 2) for one in shown(dan, page).counterparts for item in one.items]
    assert len(told) == len(set(told)) == 78 and "Hidden request" not in told
    assert [(one.name, one.count, len(one.items), one.is_continued) for one in shown(dan, 2).counterparts] == [
        ("Ministry of the Mill", 70, 20, True), ("Council of the Bridge", 8, 8, False)
    ]  # fmt: skip
    assert all(label.startswith("Mill") for label in told[:70]) and all(label.startswith("Bridge") for label in told[70:])
    assert first.count("request ") >= 50 and "continued from the page before" in second and "continued from the page before" not in first
    assert shown(dan, 99).counterparts == shown(dan, 2).counterparts and shown(ada, 1).count == 79

    ask(world.activity(on=date(2031, 5, 1)), organisation=council, text_en="Written since")
    assert "Written since" in [item.label for one in shown(dan, 2).counterparts for item in one.items]


def test_outcomes_say_how_far_they_are_ours_and_after_how_many_days(client, ada):
    row = world.activity(on=date(2031, 3, 12))
    editing.add(Outcome(activity=row, text_en="The gate was opened", observed_on=date(2031, 3, 16), attribution="our_words"), by=None)
    client.force_login(ada)

    shown = client.get(reverse("desk:record", args=["activities", row.pk])).content.decode()
    assert "uses our words" in shown and ">4<" in shown
    rough = world.activity("Some time", on=date(2031, 3, 1), ends_on=date(2031, 3, 31))
    assert Outcome(activity=rough, observed_on=date(2031, 4, 1)).lag_days is None
    assert Outcome(activity=row, observed_on=date(2031, 3, 1)).lag_days is None


def test_minutes_and_tasks_are_kept_with_the_meeting_and_tasks_fall_due(client, ada):
    row = world.activity()
    client.force_login(ada)
    base = ["activities", row.pk]
    client.post(reverse("desk:part_new", args=[*base, "minutes"]), {"text": "They listened."})
    client.post(reverse("desk:part_new", args=[*base, "follow-ups"]), {"what": "Send the list", "due_on": timezone.localdate().isoformat()})

    assert Minutes.objects.get().text == "They listened."
    assert FollowUp.objects.get().what == "Send the list"
    assert "Send the list" in client.get(reverse("desk:due"), {"kind": "task"}).content.decode()


def test_a_page_asks_no_more_for_many_meetings_than_for_few(client, ada):
    mill = world.organisation("Ministry of the Mill")
    client.force_login(ada)
    for _visit in range(2):
        client.get(reverse("desk:home"))  # a new visit is bound to its browser first

    def grow(count: int) -> None:
        for _number in range(count):
            meeting = world.activity()
            editing.add(Participation(activity=meeting, side="counterpart", organisation=mill), by=None)
            ask(meeting, organisation=mill)

    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    urls = [reverse("desk:relationship", args=["organisations", mill.pk]), reverse("desk:asks"), reverse("desk:due")]
    grow(2)
    few = [queries(url) for url in urls]
    grow(6)
    assert [queries(url) for url in urls] == few


def test_a_long_relationship_comes_fifty_to_a_page_the_newest_first_with_the_counts_of_all(client, ada, dan):
    mill = world.organisation("Ministry of the Mill")
    for number in range(70):
        met = world.activity(f"Meeting {number:02}", on=date(2030 + number // 40, 1 + number % 12, 1 + number % 28))
        editing.add(Participation(activity=met, side="counterpart", organisation=mill), by=None)
        editing.add(Participation(activity=met, side="counterpart", organisation=mill, role="again"), by=None)
    hidden = world.protected("Hidden harbour")
    editing.add(Participation(activity=hidden, side="counterpart", organisation=mill), by=None)
    editing.create(Letter, by=None, recipients_en="Ministry of the Mill", message_en="Open the gate", sent="2030-05-09", sent_on=date(2030, 5, 9))

    def lines(account, number):
        client.force_login(account)
        shown = client.get(reverse("desk:relationship", args=["organisations", mill.pk]), {"page": number}).context["page"]
        return [item for year in shown.years for item in year.items], {year.label: year.count for year in shown.years}, shown.tiles[0].value

    first, counts, contacts = lines(dan, 1)
    second, _counts, _contacts = lines(dan, 2)
    labels = [item.label for item in first + second]
    assert (len(first), len(second), contacts) == (50, 21, "71") and lines(dan, 9)[0] == second
    assert sorted(labels) == sorted([f"Meeting {number:02}" for number in range(70)] + ["Ministry of the Mill"])
    assert counts == {"2031": "30", "2030": "41"}, "the counts are of all lines, not of those on the page"
    assert lines(ada, 1)[2] == "72", "what was counted for one is not told to another"
    world_met = world.activity("Meeting of today", on=date(2032, 1, 1))
    editing.add(Participation(activity=world_met, side="counterpart", organisation=mill), by=None)
    assert lines(dan, 1)[0][0].label == "Meeting of today" and lines(dan, 1)[2] == "72", "what is kept is counted anew after each write"
