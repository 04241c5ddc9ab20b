"""Answers on the desk: results, sheets, counting by hand, pasting, taking along."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from bandi.foundation.access.permissions import Permission
from bandi.foundation.audit.models import Entry
from bandi.foundation.records.models import Receipt
from bandi.interfaces.desk.forms import form_for_part
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.work.programmes.actions.answering import count_answers, enter_sheets
from bandi.work.programmes.models import Sheet, Tally
from bandi.work.programmes.tests import programme_world as world

pytestmark = pytest.mark.django_db
OFFICE = {"purpose": "office", "audience": "internal", "identity": "code"}
ENTERING = ("round_sheet", "round_tally", "round_paste")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def row():
    made = world.used(activity=world.activity())
    enter_sheets(made, sheets=[("student", {"1": "O", "2": "2", "5": "more herons"}), ("", {"1": "X"})], by=None)
    count_answers(made, counts={(1, "O"): 2}, by=None)
    return made


def test_the_results_state_of_how_many_and_how_many_were_right(client, ben, row):
    client.force_login(ben)
    shown = client.get(reverse("desk:round_results", args=[row.pk])).content.decode()

    assert "4 answers" in shown and "75% right" in shown and "The heron fishes at dusk." in shown
    assert "<svg" in shown and "1 text, for the house alone" in shown
    assert "Enter a sheet" not in shown and f"/rounds/{row.pk}/sheet/" not in shown, "a reader enters nothing"


def test_the_pages_of_the_activity_and_of_the_use_lead_to_the_results(client, ada, row):
    client.force_login(ada)
    url = reverse("desk:round_results", args=[row.pk])

    shown = client.get(reverse("desk:record", args=["activities", row.activity_id])).content.decode()
    assert reverse("desk:record", args=["rounds", row.pk]) in shown and "80.0%" in shown and "of 5" in shown
    assert url in client.get(reverse("desk:record", args=["rounds", row.pk])).content.decode()


def test_a_sheet_is_entered_corrected_and_taken_away(client, ada, row):
    client.force_login(ada)
    url = reverse("desk:round_sheet", args=[row.pk])
    answer = client.post(url, {"visitor": "teacher", "q1": "X", "q3": ["1", "3"], "and": "next"})
    sheet = Sheet.objects.get(number=3)
    assert answer["Location"] == url and (sheet.visitor, sheet.answers) == ("teacher", {"1": "X", "3": "1 3"})

    edit = reverse("desk:round_sheet_edit", args=[row.pk, sheet.pk])
    assert 'value="1"' in client.get(edit).content.decode()
    client.post(edit, {"visitor": "", "q1": "O"})
    sheet.refresh_from_db()
    assert sheet.answers == {"1": "O"}
    client.post(reverse("desk:round_sheet_remove", args=[row.pk, sheet.pk]))
    assert not Sheet.objects.filter(number=3).exists()
    assert Entry.objects.filter(kind__startswith="programmes:sheet:").count() >= 3


def test_an_empty_sheet_and_a_wrong_choice_come_back(client, ada, row):
    client.force_login(ada)
    url = reverse("desk:round_sheet", args=[row.pk])
    assert "Nothing is answered on this sheet." in client.post(url, {"q1": ""}).content.decode()
    assert client.post(url, {"q1": "Z"}).status_code == 200
    assert Sheet.objects.count() == 2


def test_counting_by_hand_keeps_what_cannot_be_read_on_the_page(client, ada, row):
    client.force_login(ada)
    url = reverse("desk:round_tally", args=[row.pk])
    shown = client.post(url, {"n1-O": "many", "n1-X": "3"}).content.decode()
    assert "Write a whole number." in shown and 'value="many"' in shown and not Tally.objects.filter(answer="X").exists()

    assert client.post(url, {"n1-O": "1,000", "n1-X": "3"}).status_code == 302
    assert {one.answer: one.count for one in row.tallies.all()} == {"O": 1000, "X": 3}


def test_pasted_rows_are_looked_at_first(client, ada, row):
    client.force_login(ada)
    url = reverse("desk:round_paste", args=[row.pk])
    rows = "type\t1\t2\nstudent\tO\tmoss\nstudent\tX\tmud"
    shown = client.post(url, {"rows": rows, "action": "look"}).content.decode()
    assert "1 sheet can be taken in." in shown and "Row 3: there is no such answer to question 2." in shown and Sheet.objects.count() == 2

    client.post(url, {"rows": rows, "action": "take"})
    assert Sheet.objects.count() == 3


def test_the_results_leave_through_the_gate_and_without_free_text(client, ada, row):
    client.force_login(ada)
    asked = client.get(reverse("desk:round_results_file", args=[row.pk, "csv"]))
    assert asked.status_code == 302 and "/results/take/" in asked["Location"], "nothing is assumed: what for, for whom"
    assert client.get(asked["Location"]).status_code == 200 and not Receipt.objects.exists()
    answer = client.post(asked["Location"], {**OFFICE, "file": "csv", "state": ""}, follow=True)
    text = answer.content.decode()

    assert answer.status_code == 200 and "The heron fishes at dusk." in text and "more herons" not in text
    assert Receipt.objects.filter(kind="results").exists() and Entry.objects.filter(kind="programmes:round:export").exists()
    assert client.get(reverse("desk:round_results_file", args=[row.pk, "xlsx"]), OFFICE).content.startswith(b"PK")
    assert client.get(reverse("desk:round_results_file", args=[row.pk, "json"]), OFFICE).json()[0]["Question"] == "The heron fishes at dusk."


def test_small_numbers_of_a_group_that_can_be_recognised_do_not_leave_for_others_unanswered(client, ada, row):
    from bandi.foundation.records import editing

    editing.edit(row, {"is_identifiable": True}, by=None)
    client.force_login(ada)
    answer = client.get(reverse("desk:round_results_file", args=[row.pk, "csv"]), {"purpose": "web", "audience": "public", "identity": "absent"})

    assert answer.status_code == 302 and "/gate/" in answer["Location"]
    assert "fewer than 5" in client.get(reverse("desk:round_results", args=[row.pk])).content.decode()


@pytest.mark.parametrize("name", ENTERING)
def test_a_reader_enters_nothing_and_an_outsider_sees_nothing(client, ben, cho, row, name):
    url = reverse(f"desk:{name}", args=[row.pk])
    client.force_login(ben)
    assert client.get(url).status_code == 403 and client.post(url, {}).status_code == 403
    client.force_login(cho)
    assert client.get(url).status_code == 404 and client.get(reverse("desk:round_results", args=[row.pk])).status_code == 404


def test_a_protected_use_does_not_exist_for_who_may_not_see_it(client, dan, row):
    from bandi.foundation.records import editing

    editing.edit(row, {"handling": "protected"}, by=None)
    client.force_login(dan)
    if not dan.may(Permission.PROTECTED_READ):
        assert client.get(reverse("desk:round_results", args=[row.pk])).status_code == 404
        assert str(row.pk) not in client.get(reverse("desk:record", args=["activities", row.activity_id])).content.decode()
    else:
        pytest.fail("dan was meant to see nothing protected")


def test_the_page_of_results_takes_no_post(client, ada, row):
    client.force_login(ada)
    assert client.post(reverse("desk:round_results", args=[row.pk])).status_code == 405


def test_a_test_before_and_after_shows_what_changed(client, ben, row):
    from datetime import date

    later = world.used(row.question_set, held_on=date(2031, 9, 1), occasion_en="after")
    count_answers(row, counts={(4, "2"): 1}, by=None)
    count_answers(later, counts={(1, "O"): 10, (4, "3"): 1, (4, "4"): 1}, by=None)
    client.force_login(ben)
    shown = client.get(reverse("desk:round_results", args=[later.pk])).content.decode()

    assert "Before and now" in shown and "+25 points" in shown and "+1.50" in shown
    assert "Before and now" not in client.get(reverse("desk:round_results", args=[row.pk])).content.decode()


def test_a_question_is_entered_by_hand_with_its_options_and_corrected(client, ada, row):
    client.force_login(ada)
    url = reverse("desk:part_new", args=["question-sets", row.question_set_id, "questions"])
    assert client.get(url).status_code == 200

    given = {"order": 9, "kind": "single", "text_en": "Who told you of us?", "options_en": "A friend\nA poster", "options_ko": "친구\n포스터", "right": "", "lowest": 1, "highest": 5}
    answer = client.post(url, given)

    assert answer.status_code == 302, answer.content.decode()
    made = row.question_set.questions.get(order=9)
    assert (made.options_en, made.options_ko) == (["A friend", "A poster"], ["친구", "포스터"])
    assert "A poster" in client.get(reverse("desk:part_edit", args=["question-sets", row.question_set_id, "questions", made.pk])).content.decode()


def test_every_part_of_every_kind_has_a_form(ada):
    for kind in KINDS.values():
        for part in kind.parts:
            assert form_for_part(part, Reader(ada)).fields, (kind.key, part.key)
