"""Volunteers, groups and rolls on the desk: who sees a name and who a code, attendance in one form, the certificate."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing
from bandi.foundation.records.models import Receipt
from bandi.interfaces.desk.tests import sealed_world
from bandi.register.people.models import ProtectedPerson
from bandi.work.programmes.actions.rolls import Mark, call_shift
from bandi.work.programmes.models import Member, Shift, Turn, Volunteer
from bandi.work.programmes.tests import programme_world as world

pytestmark = pytest.mark.django_db
NAME = "연못새 Reedwarbler"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def office(ada, dan, ben):
    return sealed_world.Office(ada, dan, ben)


@pytest.fixture
def who(office):
    """A volunteer whose name is kept in a compartment of ada's."""
    made = world.volunteer()
    editing.create(ProtectedPerson, by=office.ada, code=made.code, name=NAME, compartment=office.identities)
    call_shift(world.shift(), marks={made.pk: Mark("came")}, others=0, by=None)
    return made


def pages_of(row: Volunteer) -> list[str]:
    shift = Shift.objects.get()
    return [
        reverse("desk:record", args=["volunteers", row.pk]), reverse("desk:record_list", args=["volunteers"]), reverse("desk:record_history", args=["volunteers", row.pk]),
        reverse("desk:record", args=["shifts", shift.pk]), reverse("desk:shift_roll", args=[shift.pk]), reverse("desk:record_edit", args=["volunteers", row.pk]),
    ]  # fmt: skip


def test_the_name_opens_for_members_of_its_compartment_and_is_written_down(office, who):
    before = Entry.objects.count()
    client = office.client(office.ada)
    shown = client.get(reverse("desk:record", args=["volunteers", who.pk])).content.decode()
    roll = client.get(reverse("desk:shift_roll", args=[Shift.objects.get().pk])).content.decode()

    assert NAME in shown and NAME in roll and Entry.objects.count() >= before
    locked = office.client(office.ada, unlocked=False).get(reverse("desk:record", args=["volunteers", who.pk])).content.decode()
    assert NAME not in locked


def test_everybody_else_sees_a_code_and_not_even_that_a_name_is_kept(office, who):
    bare = world.volunteer("V-2031-002")
    call_shift(Shift.objects.get(), marks={bare.pk: Mark("came")}, others=0, by=None)
    client = office.client(office.dan)
    for url in pages_of(who):
        assert NAME not in client.get(url).content.decode(), url

    def panel(row):
        text = client.get(reverse("desk:record", args=["volunteers", row.pk])).content.decode()
        return text[text.find('id="who"') : text.find("</section>", text.find('id="who"'))].replace(row.code, "CODE").replace(str(row.pk), "ID")

    assert panel(who) == panel(bare), "a page with a kept name looks like one without"


def test_who_belongs_to_no_compartment_is_not_told_that_names_are_kept(client, ben, who):
    client.force_login(ben)
    shown = client.get(reverse("desk:record", args=["volunteers", who.pk])).content.decode()
    assert "V-2031-001" in shown and 'id="who"' not in shown and "sealed" not in shown.lower()


def test_what_somebody_typed_into_a_certificate_is_looked_through_as_it_leaves(office, who):
    Shift.objects.update(title_ko="Han Bo-ram 씨의 통역, 010-5550-0142로 연락", title_en="Interpreted for Mrs. Han Bo-ram, 010-5550-0142")

    answer = office.client(office.ada).get(reverse("desk:volunteer_certificate", args=[who.pk, "en"]))

    receipt = Receipt.objects.get(kind="certificate")
    assert answer.status_code == 302 and receipt.audience == "named_recipients"
    assert {"disclosure:name", "disclosure:phone"} <= set(receipt.objections.values_list("code", flat=True))
    assert not receipt.objections.filter(code="disclosure:code").exists(), "her own code is what it is about"


def test_a_name_is_kept_from_the_page_of_the_volunteer(office):
    row = world.volunteer()
    client = office.client(office.ada)
    url = reverse("desk:record_new", args=["protected"]) + "?code=V-2031-001"
    assert url in client.get(reverse("desk:record", args=["volunteers", row.pk])).content.decode()
    assert 'value="V-2031-001"' in client.get(url).content.decode()


def test_the_certificate_bears_no_name_and_passes_the_gate(office, who):
    client = office.client(office.ada)
    answer = client.get(reverse("desk:volunteer_certificate", args=[who.pk, "ko"]))

    assert answer.status_code == 200 and answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]
    assert Receipt.objects.filter(kind="certificate").exists() and Entry.objects.filter(kind="programmes:volunteer:print", record=who.pk).exists()
    assert client.get(reverse("desk:volunteer_certificate", args=[who.pk, "fr"])).status_code == 404
    assert client.get(reverse("desk:volunteer_certificate", args=[who.pk, "en"]), {"year": "1999"}).status_code == 404, "no hours, no certificate"


def test_the_roll_is_called_in_one_form_and_taken_back_in_one_step(client, ada):
    call = world.call()
    accepted, declined, other = world.volunteer("V-1"), world.volunteer("V-2"), world.volunteer("V-3")
    world.enrolment(call, accepted)
    world.enrolment(call, declined, state="declined")
    shift = world.shift(call=call)
    client.force_login(ada)
    url = reverse("desk:shift_roll", args=[shift.pk])
    shown = client.get(url).content.decode()
    assert shown.index("V-1") < shown.index("Others who may have come") < shown.index("V-2")

    answer = client.post(url, {"version": shift.version, "others": "12", f"came-{accepted.pk}": "came", f"hours-{accepted.pk}": "2.5", f"came-{other.pk}": "absent"}, follow=True)
    assert {turn.volunteer.code: str(turn.hours) for turn in Turn.objects.select_related("volunteer", "shift")} == {"V-1": "2.50", "V-3": "0"}
    assert Shift.objects.get().others == 12
    page = answer.content.decode()
    undo = page[page.index("/undo/") :].split('"')[0]
    client.post(undo)
    assert not Turn.objects.exists() and Shift.objects.get().others == 0


@pytest.mark.parametrize(("field", "typed", "words"), [("others", "a dozen", "Write a whole number."), ("hours", "two", "Write hours such as"), ("hours", "25", "24 hours")])
def test_what_cannot_be_read_stays_on_the_page_and_nothing_is_kept(client, ada, field, typed, words):
    who, shift = world.volunteer(), world.shift()
    client.force_login(ada)
    data = {"others": "0", f"came-{who.pk}": "came", f"hours-{who.pk}": "", **({"others": typed} if field == "others" else {f"hours-{who.pk}": typed})}
    answer = client.post(reverse("desk:shift_roll", args=[shift.pk]), data)
    assert answer.status_code == 400 and words in answer.content.decode() and f'value="{typed}"' in answer.content.decode()
    assert not Turn.objects.exists()


def test_the_roll_of_a_meeting_holds_those_who_belonged_on_its_day(client, ada):
    from datetime import date

    group = world.group()
    here, gone, later = world.member(group, "M-1"), world.member(group, "M-2", left_on=date(2031, 1, 1)), world.member(group, "M-3", joined_on=date(2031, 6, 1))
    meeting = world.meeting(group)
    client.force_login(ada)
    url = reverse("desk:meeting_roll", args=[meeting.pk])
    shown = client.get(url).content.decode()
    assert shown.index("M-1") < shown.index("Others who may have come") < shown.index("M-2")
    client.post(url, {"others": "8", f"came-{here.pk}": "came", f"came-{gone.pk}": "", f"came-{later.pk}": ""})
    meeting.refresh_from_db()
    assert meeting.others == 8 and [one.member_id for one in meeting.presences.all()] == [here.pk]


def test_members_on_a_day_are_shown_by_country_without_a_name(client, ben):
    group, pond = world.group(), world.country()
    world.member(group, "M-2031-001", country=pond)
    client.force_login(ben)
    shown = client.get(reverse("desk:group_members", args=[group.pk]), {"on": "2031-12-31"}).content.decode()
    assert "Pondland" in shown and "M-2031-001" not in shown and "from the register" in shown
    assert client.get(reverse("desk:group_members", args=[group.pk]), {"on": "2031-99-99"}).status_code == 200
    assert "Nothing is known of that day" in client.get(reverse("desk:group_members", args=[world.group(name_en="Empty").pk])).content.decode()


def test_new_people_begin_with_the_next_code_and_for_the_house_only(client, ada):
    client.force_login(ada)
    for key, letter, model in (("volunteers", "V", Volunteer), ("members", "M", Member)):
        shown = client.get(reverse("desk:record_new", args=[key])).content.decode()
        assert f'value="{letter}-' in shown and '<option value="internal" selected' in shown, model


def test_the_activity_shows_what_its_volunteers_and_groups_did(client, ben):
    evening, group = world.activity(), world.group()
    world.shift(activity=evening)
    world.call(activity=evening)
    world.meeting(group, activity=evening)
    client.force_login(ben)
    shown = client.get(reverse("desk:record", args=["activities", evening.pk])).content.decode()
    assert "Carry lanterns" in shown and "Hands for the lantern evening" in shown and "Reed weaving" in shown


@pytest.mark.parametrize("name", ["shift_roll", "meeting_roll", "volunteer_certificate", "group_members"])
def test_an_outsider_sees_nothing_and_a_reader_writes_nothing(ben, cho, name):
    group = world.group()
    rows = {"shift_roll": world.shift(), "meeting_roll": world.meeting(group), "volunteer_certificate": world.volunteer(), "group_members": group}
    args = [rows[name].pk, "en"] if name == "volunteer_certificate" else [rows[name].pk]
    client = Client()
    client.force_login(cho)
    assert client.get(reverse(f"desk:{name}", args=args)).status_code == 404
    client.force_login(ben)
    if name.endswith("roll"):
        assert client.get(reverse(f"desk:{name}", args=args)).status_code == 403 and client.post(reverse(f"desk:{name}", args=args)).status_code == 403
    else:
        assert client.post(reverse(f"desk:{name}", args=args)).status_code == 405


def test_people_are_counted_as_people_in_korean(office, who):
    client = office.client(office.ada)
    client.cookies["django_language"] = "ko"
    listed, shifts = (client.get(reverse("desk:record_list", args=[key])).content.decode() for key in ("volunteers", "shifts"))
    assert "자원봉사자 1명" in listed
    assert "봉사 일정 1건" in shifts
    assert "근무" not in listed + shifts, "work that is not paid"
