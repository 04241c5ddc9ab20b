"""Two people with the same form open: the second is shown both versions, and what she did not touch stays as the first saved it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from bandi.work.programmes.actions.answering import count_answers, enter_sheets
from bandi.work.programmes.actions.rolls import Mark, call_meeting, call_shift
from bandi.work.programmes.models import Meeting, Shift, Turn
from bandi.work.programmes.tests import programme_world as world

pytestmark = pytest.mark.django_db
NINES = "9" * 5000


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def opened(client: Any, url: str) -> dict[str, Any]:
    """Return what a browser would post from the form at an address, nothing touched."""
    page = client.get(url).context
    if "page" in page and hasattr(page["page"], "lines"):
        roll, data = page["page"], {}
        for line in (*roll.lines, *roll.more):
            data |= {f"came-{line.key}": next(value for value, _words, chosen in line.choices if chosen), f"hours-{line.key}": line.stayed, f"was-{line.key}": line.was}
        return {**data, "others": roll.others, "was-others": roll.others_stand, "version": roll.version}
    boxes = [box for group in page["groups"] for box in group.boxes]
    return {**{box.name: box.value for box in boxes}, **{f"was-{box.name}": box.was for box in boxes}}


def test_two_who_take_the_attendance_of_a_shift_lose_nothing_of_each_other(client, ada):
    one, other = world.volunteer("V-1"), world.volunteer("V-2")
    shift, url = world.shift(), ""
    url = reverse("desk:shift_roll", args=[shift.pk])
    client.force_login(ada)
    second = opened(client, url)
    call_shift(shift, marks={one.pk: Mark("came")}, others=3, by=None)

    answer = client.post(url, {**second, f"came-{other.pk}": "absent"})

    assert answer.status_code == 302
    assert dict(Turn.objects.values_list("volunteer__record__label_en", "presence")) in ({"V-1": "came", "V-2": "absent"},)
    assert Shift.objects.get().others == 3


def test_the_second_who_marks_the_same_person_otherwise_is_shown_both_and_may_insist(client, ada):
    one, shift = world.volunteer("V-1"), world.shift()
    url = reverse("desk:shift_roll", args=[shift.pk])
    client.force_login(ada)
    second = {**opened(client, url), f"came-{one.pk}": "absent", "others": "9"}
    call_shift(shift, marks={one.pk: Mark("came")}, others=3, by=None)

    answer = client.post(url, second)

    shown, page = answer.content.decode(), answer.context["page"]
    assert answer.status_code == 409 and shown.count("Saved by somebody else meanwhile") == 2
    line = next(line for line in (*page.lines, *page.more) if line.key == str(one.pk))
    assert ("absent", True) in [(value, chosen) for value, _words, chosen in line.choices] and line.theirs and page.others == "9"
    assert Turn.objects.get().presence == "came" and Shift.objects.get().others == 3, "nothing was taken from the first"
    client.post(url, {**second, f"was-{one.pk}": line.was, "was-others": page.others_stand, "version": page.version})
    assert Turn.objects.get().presence == "absent" and Shift.objects.get().others == 9


def test_the_roll_of_a_meeting_is_kept_apart_in_the_same_way(client, ada):
    group = world.group()
    one, other = world.member(group, "M-1"), world.member(group, "M-2")
    meeting = world.meeting(group)
    url = reverse("desk:meeting_roll", args=[meeting.pk])
    client.force_login(ada)
    second = opened(client, url)
    call_meeting(meeting, marks={one.pk: Mark("came")}, others=0, by=None)

    client.post(url, {**second, f"came-{other.pk}": "came"})
    assert Meeting.objects.get().presences.count() == 2
    assert client.post(url, {**second, f"came-{one.pk}": "absent"}).status_code == 409


def test_two_who_count_by_hand_add_up_and_never_overwrite(client, ada):
    row = world.used()
    count_answers(row, counts={(1, "O"): 2}, by=None)
    url = reverse("desk:round_tally", args=[row.pk])
    client.force_login(ada)
    second = opened(client, url)
    count_answers(row, counts={(1, "O"): 5}, by=None)

    client.post(url, {**second, "n1-X": "4"})
    assert dict(row.tallies.values_list("answer", "count")) == {"O": 5, "X": 4}

    answer = client.post(url, {**second, "n1-O": "3"})
    assert answer.status_code == 409 and "Saved by somebody else meanwhile: 5" in answer.content.decode() and 'value="3"' in answer.content.decode()
    assert row.tallies.get(answer="O").count == 5


def test_the_second_who_corrects_a_sheet_sees_what_the_first_saved(client, ada):
    row = world.used()
    (sheet,) = enter_sheets(row, sheets=[("student", {"1": "O"})], by=None)
    url = reverse("desk:round_sheet_edit", args=[row.pk, sheet.pk])
    client.force_login(ada)
    version = client.get(url).context["version"]
    client.post(url, {"visitor": "student", "q1": "X", "version": version})

    answer = client.post(url, {"visitor": "student", "q1": "O", "q2": "2", "version": version})

    sheet.refresh_from_db()
    assert sheet.answers == {"1": "X"} and "Saved by somebody else meanwhile" in answer.content.decode()


def test_a_version_of_five_thousand_digits_is_none(client, ada):
    row, shift = world.used(), world.shift()
    (sheet,) = enter_sheets(row, sheets=[("", {"1": "O"})], by=None)
    client.force_login(ada)

    for url, data in (
        (reverse("desk:round_sheet_edit", args=[row.pk, sheet.pk]), {"q1": "X"}),
        (reverse("desk:shift_roll", args=[shift.pk]), {"others": "2"}),
        (reverse("desk:round_tally", args=[row.pk]), {"n1-O": NINES}),
    ):
        assert client.post(url, {**data, "version": NINES}).status_code in (302, 400)
