"""Volunteers: hours counted by hand, the roll, codes, the certificate."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict
from bandi.foundation.records.papers import Blank
from bandi.register.people.models import Organisation
from bandi.work.programmes.actions.rolls import Mark, call_meeting, call_shift
from bandi.work.programmes.counting import members_on
from bandi.work.programmes.hours import season, worked_by
from bandi.work.programmes.models import GroupCount, PairSession, Turn, Volunteer
from bandi.work.programmes.models.volunteers import hours_between
from bandi.work.programmes.numbering import next_code
from bandi.work.programmes.papers import certificate_of
from bandi.work.programmes.tests import programme_world as world

pytestmark = pytest.mark.django_db
YEAR = (date(2031, 1, 1), date(2031, 12, 31))


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("starts", "ends", "rest", "hours"),
    [((9, 30), (13, 0), 30, "3"), ((9, 0), (10, 10), 0, "1.25"), ((9, 0), (10, 7), 0, "1"), ((9, 0), (9, 8), 0, "0.25"), (None, (9, 0), 0, "0")],
)  # fmt: skip
def test_hours_are_computed_to_the_quarter_without_the_break(starts, ends, rest, hours):
    assert hours_between(time(*starts) if starts else None, time(*ends), rest) == Decimal(hours)


def test_only_who_came_has_hours_and_who_stayed_longer_has_hers():
    row, first, second, third = world.shift(), *(world.volunteer(f"V-2031-00{number}") for number in (1, 2, 3))
    call_shift(row, marks={first.pk: Mark("came"), second.pk: Mark("came", Decimal("4.5")), third.pk: Mark("absent")}, others=0, by=None)

    assert {turn.volunteer.code: turn.hours for turn in row.turns.select_related("volunteer", "shift")} == {
        "V-2031-001": Decimal(3), "V-2031-002": Decimal("4.5"), "V-2031-003": Decimal(0),
    }  # fmt: skip
    assert worked_by(third) == [] and [one.hours for one in worked_by(second)] == [Decimal("4.5")]


def test_a_season_counts_people_once_and_those_without_a_record_once_for_a_call():
    owner = world.call()
    first = world.volunteer()
    morning, evening = world.shift(call=owner, others=12), world.shift(call=owner, others=5, title_en="Put them out", starts_at=time(18), ends_at=time(20), break_minutes=0)
    for one in (morning, evening):
        editing.add(Turn(shift=one, volunteer=first, presence="came"), by=None)
    world.shift(others=99, held_on=date(2032, 1, 1))
    world.shift(title_en="Nobody came")

    found = season(*YEAR)
    assert (found.named, found.others, found.people) == (1, 12, 13)
    assert found.hours == 3 * 13 + 2 * 6 and found.without_times == 0 and set(found.records) == {morning.pk, evening.pk}


def test_a_shift_without_times_counts_people_and_says_that_their_hours_are_not_known():
    world.shift(others=13, starts_at=None, ends_at=None, break_minutes=0)
    found = season(*YEAR)
    assert (found.people, found.hours, found.without_times) == (13, Decimal(0), 13)


def test_a_season_at_one_activity_leaves_the_others_out():
    evening, other = world.activity(), world.activity("Other evening")
    world.shift(activity=evening, others=4)
    world.shift(call=world.call(activity=evening), others=3)
    world.shift(activity=other, others=50)
    assert season(*YEAR, activities=[evening.pk]).people == 7


def test_mentors_hours_are_volunteers_hours():
    group = world.group()
    mentor = world.volunteer()
    pair = world.pair(group, mentor, world.member(group))
    editing.add(PairSession(pair=pair, held_on=world.DAY, hours=Decimal("2.00")), by=None)
    found = season(*YEAR)
    assert (found.named, found.hours) == (1, Decimal(2)) and worked_by(mentor)[0].is_mentoring


def test_the_roll_brings_the_turns_to_what_it_says():
    row, first, second = world.shift(), world.volunteer(), world.volunteer("V-2031-002")
    assert call_shift(row, marks={first.pk: Mark("planned"), second.pk: Mark("")}, others=2, by=None) == 2
    assert call_shift(row, marks={first.pk: Mark("came"), second.pk: Mark("came")}, others=2, by=None) == 2
    assert call_shift(row, marks={first.pk: Mark(""), second.pk: Mark("came")}, others=2, by=None) == 1
    assert [turn.volunteer_id for turn in row.turns.all()] == [second.pk]
    with pytest.raises(ValidationError):
        call_shift(row, marks={first.pk: Mark("perhaps")}, others=2, by=None)


def test_the_roll_of_a_meeting_takes_members_of_its_group_alone():
    group = world.group()
    row, own, stranger = world.meeting(group), world.member(group), world.member(world.group(name_en="Others"), "M-2031-009")
    assert call_meeting(row, marks={own.pk: Mark("came")}, others=0, by=None) == 1
    with pytest.raises(ValidationError):
        call_meeting(row, marks={stranger.pk: Mark("came")}, others=0, by=None)


def test_who_may_only_read_calls_no_roll_and_nobody_overwrites_anothers_number(ada, ben):
    row = world.shift()
    with pytest.raises(NotPermitted):
        call_shift(row, marks={}, others=1, by=ben)
    seen = row.version
    call_shift(row, marks={}, others=3, by=ada, version=seen)
    row.refresh_from_db()
    with pytest.raises(Conflict):
        call_shift(row, marks={}, others=4, by=ada, version=seen)


@pytest.mark.parametrize("values", [{"starts_at": None}, {"ends_at": None}, {"ends_at": time(9, 0)}, {"break_minutes": 300}])
def test_a_shift_has_both_times_or_none_and_is_longer_than_its_break(values):
    with pytest.raises(ValidationError):
        world.shift(**values)


def test_a_code_never_changes_and_is_never_given_away():
    first = world.volunteer("V-2031-007")
    assert next_code(Volunteer, "V", 2031) == "V-2031-008"
    with pytest.raises(ValidationError):
        editing.edit(first, {"code": "V-2031-001"}, by=None)
    editing.remove(first, by=None)
    assert next_code(Volunteer, "V", 2031) == "V-2031-008" and next_code(Volunteer, "V", 2032) == "V-2032-001"


def test_the_certificate_bears_code_days_and_hours_and_a_line_for_the_name():
    world.make(Organisation, name_en="Lantern Society", name_ko="등불회", is_own=True)
    who = world.volunteer()
    assert certificate_of(who, "en") is None, "without hours there is nothing to certify"
    editing.add(Turn(shift=world.shift(title_ko="등불 나르기"), volunteer=who, presence="came"), by=None)
    editing.add(Turn(shift=world.shift(held_on=date(2032, 3, 1)), volunteer=who, presence="came"), by=None)

    english, korean, one_year = certificate_of(who, "en"), certificate_of(who, "ko"), certificate_of(who, "en", year=2031)
    assert english and korean and one_year
    assert english.title == "Certificate of voluntary work" and "for 6 hours" in english.body[0].runs[0].text and "for 3 hours" in one_year.body[0].runs[0].text
    assert korean.sender == "등불회" and "등불 나르기" in str(korean.body) and english.facts[0].value[0].text == "V-2031-001"
    assert next(block for block in english.body if isinstance(block, Blank)).value == "", "the name is written by hand"


def test_members_on_a_day_are_those_who_had_joined_and_had_not_left():
    group, pond, mill = world.group(), world.country(), world.country("Millland")
    world.member(group, "M-1", country=pond, joined_on=date(2031, 1, 5))
    world.member(group, "M-2", country=pond, joined_on=date(2031, 6, 1))
    world.member(group, "M-3", country=mill, left_on=date(2031, 3, 14))
    world.member(group, "M-4")

    early, later = members_on(group, date(2031, 3, 13)), members_on(group, date(2031, 12, 31))
    assert early and later
    assert (early.count, early.countries) == (3, {pond.pk: 1, mill.pk: 1, None: 1})
    assert (later.count, later.countries, later.is_counted) == (3, {pond.pk: 2, None: 1}, False)


def test_a_count_without_names_stands_where_the_register_holds_fewer():
    group, pond = world.group(), world.country()
    assert members_on(group, date(2031, 5, 1)) is None
    editing.add(GroupCount(group=group, counted_on="2030", count=20), by=None)
    editing.add(GroupCount(group=group, counted_on="2031-03", count=8), by=None)
    editing.add(GroupCount(group=group, counted_on="2031-03", count=3, country=pond), by=None)
    world.member(group)

    found = members_on(group, date(2031, 12, 31))
    assert found and (found.count, found.countries, found.is_counted, found.counted_on) == (8, {pond.pk: 3, None: 5}, True, "2031-03")
    with pytest.raises(ValidationError):
        editing.add(GroupCount(group=group, counted_on="some day", count=1), by=None)


def test_what_bears_the_name_of_something_protected_is_protected_too():
    group, call, who = world.group(), world.call(), world.volunteer()
    meeting, enrolment = world.meeting(group), world.enrolment(call, who)
    for row in (group, call, who):
        with pytest.raises(ValidationError):
            editing.edit(row, {"handling": "protected"}, by=None)
    for row in (meeting, enrolment):
        editing.edit(row, {"handling": "protected"}, by=None)
    for row in (group, call, who):
        assert editing.edit(row, {"handling": "protected"}, by=None).handling == "protected"
    group.refresh_from_db()
    with pytest.raises(ValidationError):
        world.meeting(group, subject_en="In the open")


def test_a_volunteer_is_for_the_house_only_however_she_is_made(ada):
    made = editing.create(Volunteer, by=ada, code="V-2031-044")
    assert made.handling == made.record.handling == "internal"
