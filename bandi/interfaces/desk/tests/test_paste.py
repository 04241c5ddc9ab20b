"""Rows pasted from a spreadsheet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from bandi.foundation.records import editing
from bandi.interfaces.desk import pasting
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.typed import typed_date
from bandi.register.activities.models import Activity, Programme
from bandi.work.advocacy.models import MediaItem

pytestmark = pytest.mark.django_db
HEAD = "날짜\t제목\t종류"


def paste(client: Any, account: Any, rows: str, key: str = "activities", **more: Any) -> Any:
    client.force_login(account)
    return client.post(reverse("desk:record_paste", args=[key]), {"rows": rows, **more})


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2031-05-16", "2031-05-16"), ("2031. 5. 16.", "2031-05-16"), ("2031.5", "2031-05"), ("2031년 5월 16일", "2031-05-16"), ("2031년", "2031"),
        ("16 May 2031", "2031-05-16"), ("2031-05-16 00:00:00", "2031-05-16"), ("2031/5/16", "2031-05-16"), ("2031-05-14/2031-05-16", "2031-05-14/2031-05-16"),
        ("2031-05-14~16", "2031-05-14/2031-05-16"), ("2031.5.14~5.16", "2031-05-14/2031-05-16"), ("", ""), ("2031-05?", "2031-05?"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(typed: str, written: str) -> None:
    assert typed_date(typed).written == written


@pytest.mark.parametrize("typed", ["2031-02-30", "yesterday", "5/16/2031", "2031-05-16/2031-05-14", "20310516", "2031-13"])
def test_impossible_dates_are_refused_with_the_possible_forms(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"2024-05-16|날짜"):
        typed_date(typed)


def test_a_preview_saves_nothing_and_shows_each_rows_state(client: Any, dan: Any) -> None:
    world.term()
    shown = paste(client, dan, f"{HEAD}\n2031-05-16\t등불 음악회\t면담\n2031-02-30\t틀린 날\t면담")
    counts = shown.context["preview"]["counts"]

    assert (counts["right"], counts["wrong"]) == (1, 1)
    assert "is not a date" in shown.content.decode()
    assert not Activity.objects.exists()


def test_right_rows_are_saved_wrong_ones_stay_and_can_be_corrected(client: Any, dan: Any) -> None:
    world.term()
    rows = f"{HEAD}\n2031-05-16\t등불 음악회\t면담\n2031-02-30\t틀린 날\t면담"
    left = paste(client, dan, rows, save="1").context["preview"]
    assert Activity.objects.get().starts_on == date(2031, 5, 16)
    assert [row["number"] for row in left["rows"]] == [1]

    paste(client, dan, left["text"], save="1", **{"fix-1-when": "2031-02-28"})
    assert set(Activity.objects.values_list("title_ko", flat=True)) == {"등불 음악회", "틀린 날"}


def test_one_undo_takes_a_whole_paste_back(client: Any, dan: Any) -> None:
    world.term()
    response = paste(client, dan, f"{HEAD}\n2031-05-16\t하나\t면담\n2031-05-17\t둘\t면담", save="1")
    undo = next(message.extra_tags for message in client.get(response["Location"]).context["messages"])
    assert Activity.objects.in_use().count() == 2

    client.post(undo)
    assert Activity.objects.in_use().count() == 0


def test_an_undo_of_a_paste_takes_back_nothing_of_others(client: Any, ada: Any, dan: Any) -> None:
    world.term()
    response = paste(client, dan, f"{HEAD}\n2031-05-16\t하나\t면담", save="1")
    undo = next(message.extra_tags for message in client.get(response["Location"]).context["messages"])
    client.force_login(ada)

    assert client.post(undo).status_code == 404
    assert Activity.objects.in_use().count() == 1


def test_duplicates_are_noticed_and_saved_only_on_request(client: Any, dan: Any) -> None:
    world.activity("", title_ko="등불 음악회", on=date(2031, 5, 16))
    rows = f"{HEAD}\n2031-05-16\t등불 음악회\t면담\n2031-05-17\t새 모임\t면담\n2031-05-17\t새 모임\t면담"
    left = paste(client, dan, rows, save="1").context["preview"]
    assert Activity.objects.count() == 2
    assert left["counts"]["doubtful"] == 2

    paste(client, dan, left["text"], save="1", also=["1"])
    assert Activity.objects.count() == 3


def test_columns_without_headings_are_read_by_order(client: Any, dan: Any) -> None:
    outlet = world.organisation("The Daily Acorn", is_outlet=True)
    paste(client, dan, "2031-05-16\tThe Daily Acorn\tLanterns return", key="media", save="1")
    item = MediaItem.objects.get()

    assert (item.published_on, item.outlet, item.headline_en) == (date(2031, 5, 16), outlet, "Lanterns return")


def test_an_unknown_outlet_is_said_to_be_unknown(client: Any, dan: Any) -> None:
    shown = paste(client, dan, "date\toutlet\theadline\n2031-05-16\tThe Nowhere Post\tLanterns", key="media").content.decode()

    assert "“The Nowhere Post” is not known" in shown.replace("&#x27;", "'")


def test_a_protected_activity_cannot_be_named_in_a_paste(client: Any, dan: Any) -> None:
    world.organisation("The Daily Acorn", is_outlet=True)
    world.protected("The hidden harbour")
    rows = "date\toutlet\theadline\tactivity\n2031-05-16\tThe Daily Acorn\tLanterns\tThe hidden harbour"

    assert paste(client, dan, rows, key="media").context["preview"]["counts"]["wrong"] == 1


@pytest.mark.parametrize("rows", ["a\tb\n" * 5_002, "x" * 2_000_001, "a\x00b\tc", "\t".join("abcdefgh" * 6)])
def test_a_paste_that_is_too_much_is_refused_kindly(client: Any, dan: Any, rows: str) -> None:
    response = paste(client, dan, rows)

    assert response.status_code == 400
    assert response.context["preview"]["refusal"]


def test_cells_with_line_breaks_and_quotes_are_read_as_a_spreadsheet_writes_them() -> None:
    assert pasting.read_cells('a\t"two\nlines"\t"say ""hi"""\r\nb\tc\td') == [["a", "two\nlines", 'say "hi"'], ["b", "c", "d"]]


def test_a_reader_may_not_paste(client: Any, ben: Any) -> None:
    assert paste(client, ben, "a\tb").status_code == 403


def go_on(client: Any, answer: Any, **more: Any) -> Any:
    """Send the form of an answer that is not done yet, as the page does by itself."""
    preview = answer.context["preview"]
    form = {"rows": preview["text"], "heading": "1", "save": "1", "first": preview["going"].first, "so_far": preview["going"].saved}
    return client.post(reverse("desk:record_paste", args=["activities"]), {**form, "also": preview["also"]}, **more)


def test_very_many_rows_are_saved_in_portions_until_all_are_and_taken_back_as_one(client: Any, dan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bandi.interfaces.desk.views.paste.AT_ONCE", 2)
    world.term()
    rows = HEAD + "".join(f"\n2031-05-1{number}\t모임 {number}\t면담" for number in range(5))

    first = paste(client, dan, rows, save="1")
    second = go_on(client, first)
    last = go_on(client, second, headers={"HX-Request": "true"})

    assert [(page.context["preview"]["going"].saved, page.context["preview"]["going"].whole) for page in (first, second)] == [(2, 5), (4, 5)]
    assert 'hx-trigger="load' in first.content.decode()
    assert last.headers["HX-Redirect"] == reverse("desk:record_list", args=["activities"])
    assert Activity.objects.in_use().count() == 5
    told = next(iter(last.wsgi_request._messages))
    client.post(told.extra_tags)
    assert Activity.objects.in_use().count() == 0


def test_a_row_to_correct_and_a_ticked_double_outlive_the_portions(client: Any, dan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bandi.interfaces.desk.views.paste.AT_ONCE", 2)
    world.term()
    world.activity("Twin", on=date(2031, 5, 13), title_ko="모임 3")
    rows = HEAD + "".join(f"\n2031-05-1{number}\t모임 {number}\t면담" for number in range(4)) + "\n2031-02-30\t틀린 날\t면담"

    last = go_on(client, paste(client, dan, rows, save="1", also=["4"]))

    assert Activity.objects.filter(title_ko="모임 3").count() == 2
    assert [row["cells"][1]["text"] for row in last.context["preview"]["rows"]] == ["틀린 날"]
    assert "going" not in last.context["preview"]


def test_a_row_in_korean_only_is_known_as_the_same_and_two_of_them_are_not_one_another(ada):
    editing.create(Programme, by=None, name_ko="등불 교실")
    rows = [{"name_en": "", "name_ko": name} for name in ("등불 교실", "달빛 교실", "별빛 교실")]

    assert [bool(row.twin) for row in pasting.checked(KINDS["programmes"], rows, Reader(ada))] == [True, False, False]


def test_signs_that_turn_the_direction_do_not_come_in_with_pasted_rows() -> None:
    assert pasting.read_cells("Pledge of \u202e000,1\u202c\t\u2066jars\u2069") == [["Pledge of 000,1", "jars"]]
