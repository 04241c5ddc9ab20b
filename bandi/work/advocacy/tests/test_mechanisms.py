"""Mechanisms, their sessions and deadlines; what is due; the calendar file and its keys."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils.translation import override

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing
from bandi.foundation.records.due import Kind, Nearness, Window, due
from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.foundation.reference.models import Term
from bandi.publishing.models import Edition
from bandi.register.activities.models import Activity, Ask
from bandi.work.advocacy.actions.feeds import make_calendar_key, reader_of, revoke_calendar_key
from bandi.work.advocacy.icalendar import Day, write_calendar
from bandi.work.advocacy.management.commands.advocacy_starter import STARTER
from bandi.work.advocacy.models import CalendarKey, Deadline, FormRule, Mechanism, MechanismSession, Office

pytestmark = pytest.mark.django_db
TODAY = date(2031, 3, 1)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def mechanism(**values: Any) -> Mechanism:
    return editing.create(Mechanism, by=None, **{"name_en": "Lantern Review", **values})


def session(of: Mechanism, on: date | None, **values: Any) -> MechanismSession:
    return editing.create(MechanismSession, by=None, mechanism=of, number=7, starts_on=on, ends_on=on, **values)


def deadline(**values: Any) -> Deadline:
    return editing.create(Deadline, by=None, **{"title_en": "Input on lanterns", **values})


def meeting(**values: Any) -> Activity:
    kind, _made = Term.objects.get_or_create(vocabulary="activity_kind", key="meeting")
    return editing.create(Activity, by=None, kind=kind, title_en="Meeting of the pond", **values)


def test_a_deadline_is_counted_back_from_its_session_until_it_is_announced():
    review = mechanism()
    row = deadline(session=session(review, date(2031, 6, 1)), days_before=60)

    assert (row.falls_on, row.is_estimate) == (date(2031, 4, 2), True)
    assert Deadline.objects.with_day().get(pk=row.pk).day == date(2031, 4, 2)

    editing.edit(row, {"due_on": date(2031, 3, 20)}, by=None)
    row = Deadline.objects.with_day().get(pk=row.pk)
    assert (row.day, row.falls_on, row.is_estimate) == (date(2031, 3, 20), date(2031, 3, 20), False)


def test_a_deadline_needs_a_day_or_a_session_to_count_from():
    with pytest.raises(ValidationError, match="Give the day"):
        deadline()
    with pytest.raises(ValidationError, match="Give the day"):
        deadline(session=session(mechanism(), date(2031, 6, 1)))


def test_a_session_without_a_day_gives_no_day():
    row = deadline(session=session(mechanism(), None), days_before=60)

    assert row.falls_on is None
    assert due(Window(None, TODAY)) == []


def test_what_is_due_stands_in_order_and_says_how_near_it_is():
    review = mechanism()
    deadline(due_on=date(2031, 2, 20), mechanism=review)
    deadline(title_en="Done already", due_on=date(2031, 2, 21), closed_on=date(2031, 2, 22))
    session(review, date(2031, 5, 20))
    session(review, date(2031, 1, 20))
    row = meeting()
    editing.add(Ask(activity=row, text_en="Hold a hearing", due_on=date(2031, 3, 10)), by=None)
    editing.add(Ask(activity=row, text_en="Answered", due_on=date(2031, 3, 10), answered_on=date(2031, 3, 9)), by=None)
    editing.add(Ask(activity=row, text_en="Share the list", direction="promised", due_on=date(2031, 4, 10)), by=None)

    found = [(line.what.en, line.kind, line.nearness(TODAY)) for line in due(Window(None, TODAY))]

    assert found == [
        ("Input on lanterns", Kind.DEADLINE, Nearness.LATE), ("Hold a hearing", Kind.ASKED, Nearness.SOON),
        ("Share the list", Kind.PROMISED, Nearness.NEXT), ("Lantern Review 7", Kind.SESSION, Nearness.LATER),
    ]  # fmt: skip


def test_what_is_due_never_names_a_protected_record(dan, ada):
    deadline(title_en="Hidden harbour", handling="protected", due_on=date(2031, 3, 5))
    deadline(due_on=date(2031, 3, 6), mechanism=mechanism(name_en="Hidden mechanism", handling="protected"))
    editing.add(Ask(activity=meeting(handling="protected"), text_en="Hidden ask", due_on=date(2031, 3, 7)), by=None)

    shown = due(Window(dan, TODAY))
    assert [line.what.en for line in shown] == ["Input on lanterns"]
    assert not shown[0].about.en
    assert {line.what.en for line in due(Window(ada, TODAY))} == {"Hidden harbour", "Input on lanterns", "Hidden ask"}


def test_rules_hold_from_their_day_to_their_last():
    rule = FormRule(valid_from=date(2020, 1, 1), valid_until=date(2024, 12, 31))

    assert rule.holds_on(date(2020, 1, 1)) and rule.holds_on(date(2024, 12, 31))
    assert not rule.holds_on(date(2019, 12, 31)) and not rule.holds_on(date(2025, 1, 1))
    assert FormRule().holds_on(date(1900, 1, 1))


def test_a_folder_brings_mechanisms_rules_officials_sessions_and_deadlines(tmp_path):
    year = YearFolder(tmp_path / "2025")
    year.activities(activity("a"))
    year.table("people.csv", {"id": "willow", "name": "Willow Birch"})
    year.table("mechanisms.csv", {"id": "lr", "name": "Lantern Review", "kind": "review", "response_days": "60"})
    year.table(
        "mechanism_rules.csv", {"id": "r1", "mechanism": "lr", "form": "joint", "words": "500"}, {"id": "r2", "mechanism": "lr", "form": "individual", "words": "250"}
    )
    year.table("officials.csv", {"id": "o1", "mechanism": "lr", "person": "Willow Birch", "role": "Rapporteur", "since": "2024"}, {"id": "o2", "mechanism": "lr", "person": "Nobody Known"})
    year.table("mechanism_sessions.csv", {"id": "s7", "mechanism": "lr", "number": "7", "start_date": "2025-06-01", "end_date": "2025-06-01"})
    year.table("deadlines.csv", {"id": "d1", "title": "Input", "session": "s7", "days_before": "30"}, {"id": "d2", "title": "Without a day"})

    outcomes = year.load()

    assert [(rule.form, rule.words) for rule in FormRule.objects.all()] == [("individual", 250), ("joint", 500)]
    assert Office.objects.get().person.full_name == "Willow Birch"
    assert "Nobody Known" in outcomes["officials.csv"].doubts[0].reason
    assert Deadline.objects.get().falls_on == date(2025, 5, 2)
    assert "days_before" in outcomes["deadlines.csv"].refused[0].reason
    again = year.load()
    assert [again[name].changed for name in ("mechanisms.csv", "mechanism_rules.csv", "mechanism_sessions.csv")] == [0, 0, 0]


def test_the_starter_set_loads_whole_and_keeps_what_the_desk_changed(capsys):
    call_command("advocacy_starter", "--language", "en")
    review = Mechanism.objects.get(record__ref="upr")
    editing.edit(review, {"how_en": "Ask the office first."}, by=None)
    call_command("advocacy_starter", "--language", "en")

    with (STARTER / "mechanisms.csv").open() as handle:
        assert Mechanism.objects.count() == len(list(csv.DictReader(handle)))
    assert Mechanism.objects.get(pk=review.pk).how_en == "Ask the office first."
    assert "1 kept as edited" in capsys.readouterr().out
    assert not Edition.objects.exists(), "a starter set is no year: no report is begun for it"


def test_what_nobody_confirmed_in_the_starter_set_says_so():
    for name in ("mechanisms.csv", "mechanism_rules.csv"):
        with (STARTER / name).open() as handle:
            for row in csv.DictReader(handle):
                assert row["source"], f"{name}: {row['id']} does not say where it is from"
                assert row["confirmed"] == "no" or "eneral knowledge" not in row["source"]


def test_a_folder_without_mechanisms_is_refused(tmp_path):
    with pytest.raises(SystemExit) as stop:
        call_command("advocacy_starter", str(tmp_path))
    assert stop.value.code == 2


def test_the_calendar_file_folds_escapes_and_ends_on_the_day_after():
    days = [Day("a", date(2031, 3, 1), "Input; lanterns, ponds\nand 반딧불 " * 5, date(2031, 3, 2)), Day("b", date(2031, 12, 31), "End\x00")]
    text = write_calendar("Pond", days, at=datetime(2031, 1, 1, 12, tzinfo=UTC)).decode()

    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    unfolded = text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20310301" in unfolded and "DTEND;VALUE=DATE:20310303" in unfolded and "DTEND;VALUE=DATE:20320101" in unfolded
    assert "SUMMARY:Input\\; lanterns\\, ponds\\nand 반딧불 " in unfolded and "SUMMARY:End\r\n" in unfolded
    assert "DTSTAMP:20310101T120000Z" in unfolded and text.endswith("END:VCALENDAR\r\n")


def test_a_key_opens_the_feed_until_it_is_taken_back(ada):
    key, secret = make_calendar_key(name="telephone", language="en", by=ada)

    assert reader_of(secret) == key
    assert reader_of(secret + "x") is None
    assert secret.encode() not in bytes(CalendarKey.objects.get().digest)
    revoke_calendar_key(key=key, by=ada)
    assert reader_of(secret) is None
    assert list(Entry.objects.values_list("kind", flat=True)) == ["advocacy:calendarkey:make", "advocacy:calendarkey:revoke"]


def test_a_key_of_a_closed_account_opens_nothing(ada):
    _key, secret = make_calendar_key(name="", language="en", by=ada)
    ada.is_active = False
    ada.save()

    assert reader_of(secret) is None


def test_a_key_is_no_way_round_a_role(ada, cho):
    with pytest.raises(NotPermitted):
        make_calendar_key(name="", language="en", by=cho)
    _key, secret = make_calendar_key(name="", language="en", by=ada)
    ada.roles = ["administrator"]
    ada.save()

    assert reader_of(secret) is None


def test_nobody_takes_back_the_key_of_somebody_else(ada, ben):
    key, _secret = make_calendar_key(name="", language="en", by=ada)

    with pytest.raises(CalendarKey.DoesNotExist):
        revoke_calendar_key(key=key, by=ben)


def test_ten_keys_are_enough(ada):
    for _number in range(10):
        make_calendar_key(name="", language="en", by=ada)
    with pytest.raises(ValidationError, match="Ten keys"):
        make_calendar_key(name="", language="en", by=ada)
