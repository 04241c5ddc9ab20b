"""Question sets: what a question may be, what can be answered, what is counted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict
from bandi.work.programmes.actions.answering import answer_in, correct_sheet, count_answers, enter_sheets, read_pasted
from bandi.work.programmes.models import Question, Round, Sheet, Tally
from bandi.work.programmes.results import percent, results_of, words_of
from bandi.work.programmes.tests import programme_world as world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "single", "options_en": ["alone"]}, "options_en"), ({"kind": "single", "options_en": ["a", "b"], "options_ko": ["가"]}, "options_ko"),
        ({"kind": "single", "options_en": ["a", "b"], "right": "3"}, "right"), ({"kind": "single", "options_en": ["a", "b"], "right": "1 2"}, "right"),
        ({"kind": "true_false", "right": "maybe"}, "right"), ({"kind": "scale", "lowest": 0, "highest": 11}, "highest"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_says_what_is_wrong(values, field):
    with pytest.raises(ValidationError) as refused:
        editing.add(Question(question_set=world.quiz(), order=9, text_en="Odd", **values), by=None)
    assert field in refused.value.error_dict


def test_single_sheets_and_tallies_are_counted_together():
    row = world.used()
    enter_sheets(row, sheets=[("student", {"1": "O", "2": "2", "3": "1 3", "4": "5", "5": "more herons"}), ("", {"1": "X", "3": "2"})], by=None)
    count_answers(row, counts={(1, "O"): 7, (1, "X"): 1, (4, "1"): 1}, by=None)

    found = results_of(row)
    first, second, third, fourth, fifth = found.questions
    assert [(one.answer, one.count) for one in first.answered] == [("O", 8), ("X", 2)] and (first.count, first.right, first.right_share) == (10, 8, Decimal("80.0"))
    assert (second.count, second.right) == (1, 1)
    assert (third.count, third.right) == (3, 2), "of several choices every choice counts"
    assert (fourth.count, fourth.mean, fourth.right) == (2, Decimal("3.00"), None)
    assert (fifth.count, fifth.texts) == (1, ("more herons",))
    assert (found.right, found.rated, found.answers, found.sheets, found.visitors) == (11, 14, 17, 2, (("student", 1),))


def test_small_numbers_are_marked_only_where_the_group_can_be_recognised():
    row = world.used()
    count_answers(row, counts={(1, "O"): 5, (1, "X"): 4}, by=None)
    assert not results_of(row).has_small

    row = editing.edit(row, {"is_identifiable": True}, by=None)
    first = results_of(row).questions[0]
    assert [one.is_small for one in first.answered] == [False, True], "four are few, five are not"
    assert not any(one.is_small for one in results_of(row).questions[1].answered), "nobody is not few"


def test_an_answer_that_is_none_is_refused_and_nothing_is_kept():
    row = world.used()
    for answers in ({"1": "Z"}, {"9": "O"}, {"2": "1 2"}, {"3": "1 1"}, {}):
        with pytest.raises(ValidationError):
            enter_sheets(row, sheets=[("", {"1": "O"}), ("", answers)], by=None)
    with pytest.raises(ValidationError):
        count_answers(row, counts={(1, "O"): 1, (2, "4"): 1}, by=None)
    assert not Sheet.objects.exists() and not Tally.objects.exists()


def test_a_tally_of_another_set_is_refused():
    other = world.quiz("Other").questions.first()
    with pytest.raises(ValidationError):
        editing.add(Tally(round=world.used(), question=other, answer="O", count=1), by=None)


def test_tallies_follow_what_was_typed_and_zero_takes_them_away():
    row = world.used()
    assert count_answers(row, counts={(1, "O"): 3, (1, "X"): 0}, by=None) == 1
    assert count_answers(row, counts={(1, "O"): 3}, by=None) == 0
    assert count_answers(row, counts={(1, "O"): 0, (1, "X"): 2}, by=None) == 2
    assert [(one.answer, one.count) for one in row.tallies.all()] == [("X", 2)]


def test_who_may_only_read_enters_no_answers(ben):
    row = world.used()
    with pytest.raises(NotPermitted):
        count_answers(row, counts={}, by=ben)
    with pytest.raises(NotPermitted):
        enter_sheets(row, sheets=[], by=ben)


def test_a_sheet_corrected_meanwhile_is_not_overwritten(ada):
    row = world.used()
    (sheet,) = enter_sheets(row, sheets=[("", {"1": "O"})], by=ada)
    seen = Round.objects.get(pk=row.pk).version
    correct_sheet(sheet, visitor="", answers={"1": "X"}, by=ada, version=seen)
    with pytest.raises(Conflict):
        correct_sheet(sheet, visitor="", answers={"1": "O", "4": "2"}, by=ada, version=seen)
    assert Sheet.objects.get().answers == {"1": "X"}


@pytest.mark.parametrize(
    ("number", "said", "kept"),
    [(1, "○", "O"), (1, "맞음", "O"), (1, "no", "X"), (1, "perhaps", ""), (2, "moss", "2"), (2, "이끼", "2"), (2, "2.0", "2"), (2, "4", ""), (2, "1,2", ""),
     (3, "1, 3", "1 3"), (3, "3;1;3", "3 1"), (3, "red, blue", "1 3"), (3, "red, mud", ""), (4, "5", "5"), (4, "6", ""), (5, " words ", "words")],
)  # fmt: skip
def test_what_people_write_is_read(number, said, kept):
    assert answer_in(world.quiz().questions.get(order=number), said) == kept


def test_rows_of_a_spreadsheet_are_looked_at_before_they_are_taken():
    row = world.used()
    found = read_pasted(row, "구분\tQ1\t2\tremark\tQ3\nstudent\tO\tmoss\thello\t1;3\n\tX\tmud\t\t\n\t\t\t\t\n어른\tX\t\t\t2\n")

    assert found.sheets == (("student", {"1": "O", "2": "2", "3": "1 3"}), ("어른", {"1": "X", "3": "2"}))
    assert found.problems == ("Row 3: there is no such answer to question 2.",)
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(("text", "words"), [("", "at least one row"), ("1\t2", "at least one row"), ("name\tday\nx\ty", "No column bears the number")])
def test_rows_that_cannot_be_read_say_why(text, words):
    (problem,) = read_pasted(world.used(), text).problems
    assert words in problem


def test_a_question_that_was_answered_keeps_its_meaning_and_its_words_may_be_corrected():
    row = world.used()
    enter_sheets(row, sheets=[("", {"2": "3"})], by=None)
    question = row.question_set.questions.get(order=2)
    for changes in ({"kind": "multiple"}, {"order": 8}, {"options_en": ["reed", "moss"]}):
        with pytest.raises(ValidationError):
            editing.edit(question, changes, by=None)
    with pytest.raises(ValidationError):
        editing.remove(question, by=None)
    with pytest.raises(ValidationError):
        editing.edit(row, {"question_set_id": world.quiz("Other").pk}, by=None)

    assert editing.edit(question, {"text_en": "Which grows here?", "options_en": ["reeds", "moss", "alder"]}, by=None).text_en == "Which grows here?"
    free = row.question_set.questions.get(order=3)
    assert editing.edit(free, {"kind": "single", "right": "1"}, by=None).kind == "single", "nobody answered this one"


def test_answers_are_said_in_the_language_of_the_page():
    question = world.quiz().questions.get(order=2)
    assert (words_of(question, "2", "ko"), words_of(question, "2", "en")) == ("이끼", "moss")
    assert words_of(world.quiz("Other").questions.get(order=3), "3", "ko") == "blue", "what is not translated is shown as it is"


def test_of_nothing_no_share_is_stated():
    assert percent(0, 0) == 0 and all(one.count == 0 and one.mean is None for one in results_of(world.used()).questions)
