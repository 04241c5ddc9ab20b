"""Words are added, renamed in both languages and retired; each can be taken back, none that records carry is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bandi.foundation.audit.models import Entry
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Activity

pytestmark = pytest.mark.django_db
NAME = "activity_kind"


@pytest.fixture
def meeting() -> Term:
    return world.term()


def post(client: Any, account: Any, name: str, *args: Any, **form: str) -> Any:
    client.force_login(account)
    return client.post(reverse(f"desk:{name}", args=args), form, follow=True)


def undo_of(answer: Any) -> str:
    return next(str(message.extra_tags) for message in answer.context["messages"])


def test_a_word_is_added_in_both_languages_offered_in_forms_and_taken_back(client: Any, dan: Any, meeting: Term) -> None:
    added = post(client, dan, "vocabulary_add", NAME, label_en="Star gazing", label_ko="별 보기")

    term = Term.objects.get(label_ko="별 보기")
    assert (term.key, term.vocabulary) == ("star_gazing", NAME)
    assert Entry.objects.filter(kind="reference:term:add", actor=dan.id).exists()
    form = client.get(reverse("desk:record_new", args=["activities"])).content.decode()
    assert "Star gazing" in form
    client.post(undo_of(added))
    assert "Star gazing" not in client.get(reverse("desk:record_new", args=["activities"])).content.decode()


def test_renaming_keeps_the_key_and_can_be_taken_back_once(client: Any, dan: Any, meeting: Term) -> None:
    renamed = post(client, dan, "term_rename", meeting.pk, label_en="Encounter", label_ko="만남")
    standing = Term.objects.get(pk=meeting.pk)
    assert (standing.key, standing.label_en, standing.label_ko) == ("meeting", "Encounter", "만남")

    client.post(undo_of(renamed))
    client.post(undo_of(renamed))

    back = Term.objects.get(pk=meeting.pk)
    assert (back.label_en, back.label_ko) == ("Meeting", "면담")
    assert Entry.objects.filter(kind="reference:term:undo").count() == 1


def test_two_who_rename_a_word_lose_nothing_of_each_other(client: Any, dan: Any, meeting: Term) -> None:
    opened = {"was_en": "Meeting", "was_ko": "면담"}
    post(client, dan, "term_rename", meeting.pk, label_en="Encounter", label_ko="면담", **opened)

    post(client, dan, "term_rename", meeting.pk, label_en="Meeting", label_ko="만남", **opened)
    standing = Term.objects.get(pk=meeting.pk)
    assert (standing.label_en, standing.label_ko) == ("Encounter", "만남"), "who changed the Korean takes nothing from who changed the English"

    answer = post(client, dan, "term_rename", meeting.pk, label_en="Talk", label_ko="면담", **opened)
    assert Term.objects.get(pk=meeting.pk).label_en == "Encounter"
    assert "“Encounter”" in answer.content.decode() and "“Talk”" in answer.content.decode()


def test_an_older_change_is_not_taken_back_over_a_newer_one(client: Any, dan: Any, meeting: Term) -> None:
    first = post(client, dan, "term_rename", meeting.pk, label_en="Encounter", label_ko="면담")
    post(client, dan, "term_rename", meeting.pk, label_en="Talk", label_ko="면담")

    client.post(undo_of(first))

    assert Term.objects.get(pk=meeting.pk).label_en == "Talk"


def test_a_retired_word_is_not_offered_and_stays_where_it_stands(client: Any, dan: Any, meeting: Term) -> None:
    world.term(key="walk", english="Walk", korean="산책")
    row = world.activity()
    post(client, dan, "term_retire", meeting.pk)

    new = client.get(reverse("desk:record_new", args=["activities"])).content.decode()
    own = client.get(reverse("desk:record_edit", args=["activities", row.pk])).content.decode()
    assert ">Meeting</option>" not in new and ">Walk</option>" in new
    assert ">Meeting</option>" in own
    assert "Meeting" in client.get(reverse("desk:record_list", args=["activities"])).content.decode()
    post(client, dan, "term_retire", meeting.pk)
    assert Term.objects.get(pk=meeting.pk).is_retired, "pressing twice does not turn it round"
    assert Entry.objects.filter(kind="reference:term:retire").count() == 1
    post(client, dan, "term_retire", meeting.pk, retired="no")
    assert not Term.objects.get(pk=meeting.pk).is_retired
    assert Activity.objects.get(pk=row.pk).kind_id == meeting.pk


@pytest.mark.parametrize(("english", "korean"), [("", ""), ("meeting", ""), ("", "면담"), ("x" * 201, "")])
def test_no_word_a_word_that_is_there_and_one_too_long_are_refused(client: Any, dan: Any, meeting: Term, english: str, korean: str) -> None:
    answer = post(client, dan, "vocabulary_add", NAME, label_en=english, label_ko=korean)

    assert Term.objects.filter(vocabulary=NAME).count() == 1
    assert 'class="message is-warning"' in answer.content.decode()


def test_a_list_that_the_house_decides_by_is_renamed_only(client: Any, dan: Any) -> None:
    term = world.term("qualifier", "approx", "about", "약")

    post(client, dan, "vocabulary_add", "qualifier", label_en="nearly", label_ko="거의")
    post(client, dan, "term_retire", term.pk)
    post(client, dan, "term_rename", term.pk, label_en="roughly", label_ko="약")

    assert list(Term.objects.filter(vocabulary="qualifier").values_list("label_en", "is_retired")) == [("roughly", False)]


@pytest.mark.parametrize("name", ["vocabulary_add", "term_rename", "term_retire"])
def test_a_reader_reads_words_and_changes_none(client: Any, ben: Any, cho: Any, meeting: Term, name: str) -> None:
    argument = NAME if name == "vocabulary_add" else meeting.pk

    assert post(client, ben, name, argument, label_en="Other").status_code == 403
    page = client.get(reverse("desk:vocabulary", args=[NAME]))
    assert page.status_code == 200 and "<input" not in page.content.decode().partition('id="content"')[2].partition("</main>")[0]
    assert post(client, cho, name, argument, label_en="Other").status_code == 404
    assert client.get(reverse("desk:vocabularies")).status_code == 404
    assert Term.objects.get(pk=meeting.pk).label_en == "Meeting"


def test_a_vocabulary_that_does_not_exist_is_not_found_and_pages_take_no_posts(client: Any, ada: Any, meeting: Term) -> None:
    client.force_login(ada)

    assert client.get(reverse("desk:vocabulary", args=["nothing"])).status_code == 404
    assert client.post(reverse("desk:vocabulary_add", args=["nothing"]), {"label_en": "a"}).status_code == 404
    assert client.post(reverse("desk:vocabulary", args=[NAME])).status_code == 405
    assert client.get(reverse("desk:term_retire", args=[meeting.pk])).status_code == 405
    assert "면담" in client.get(reverse("desk:vocabulary", args=[NAME])).content.decode()
    assert "Kinds of activities" in client.get(reverse("desk:vocabularies")).content.decode()
