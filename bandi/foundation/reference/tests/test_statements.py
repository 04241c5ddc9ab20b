"""A kept statement answers as its query set would, whatever it is asked with, and never from memory."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection
from django.db.models import Count, F
from django.test.utils import CaptureQueriesContext

from bandi.foundation.reference.models import Term
from bandi.foundation.reference.statements import (
    FEW,
    NUMBER_VALUE,
    TEXT_VALUE,
    Given,
    GivenKeys,
    GivenTexts,
    Statement,
    room_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms() -> list[Term]:
    words = [("colour", "red", 1), ("colour", "blue", 2), ("shape", "round", 1)]
    return [Term.objects.create(vocabulary=vocabulary, key=key, label_en=key, order=order) for vocabulary, key, order in words]


def test_it_finds_what_the_query_set_finds_for_each_value(terms: list[Term]) -> None:
    statement = Statement(lambda: Term.objects.filter(vocabulary=Given("vocabulary", TEXT_VALUE), order__lte=Given("most", NUMBER_VALUE)).order_by("order"))

    for vocabulary, most in (("colour", 1), ("colour", 9), ("shape", 9), ("colour", 0), ("smell", 9)):
        assert statement.all(vocabulary=vocabulary, most=most) == list(Term.objects.filter(vocabulary=vocabulary, order__lte=most).order_by("order"))


def test_it_asks_the_database_each_time_and_puts_the_query_together_once(terms: list[Term]) -> None:
    made = []
    statement = Statement(lambda: made.append(1) or Term.objects.filter(vocabulary=Given("vocabulary", TEXT_VALUE)).order_by("order"))  # type: ignore[func-returns-value]
    statement.all(vocabulary="colour")

    green = Term.objects.create(vocabulary="colour", key="green", order=3)
    with CaptureQueriesContext(connection) as asked:
        found = statement.all(vocabulary="colour")
    terms[0].delete()

    assert found[-1] == green and len(asked) == 1 and made == [1]
    assert [term.key for term in statement.all(vocabulary="colour")] == ["blue", "green"]


def test_values_are_handed_over_as_values_and_never_become_words_of_the_query(terms: list[Term]) -> None:
    statement = Statement(lambda: Term.objects.filter(key=Given("key", TEXT_VALUE)))

    assert statement.all(key="red' OR '1'='1") == []
    assert statement.all(key="100%s") == []
    assert [term.key for term in statement.all(key="red")] == ["red"]


def test_rows_of_values_and_annotations_come_as_from_a_query_set(terms: list[Term]) -> None:
    values = Statement(lambda: Term.objects.filter(vocabulary=Given("vocabulary", TEXT_VALUE)).order_by("key").values_list("key", flat=True))
    counted = Statement(lambda: Term.objects.order_by().values_list("vocabulary").annotate(Count("pk")).filter(vocabulary=Given("vocabulary", TEXT_VALUE)))
    annotated = Statement(lambda: Term.objects.annotate(later=F("order") + 10).filter(key=Given("key", TEXT_VALUE)))

    assert values.all(vocabulary="colour") == ["blue", "red"]
    assert counted.all(vocabulary="colour") == [("colour", 2)]
    first = annotated.first(key="blue")
    assert first is not None and first.later == 12  # type: ignore[attr-defined]


def test_a_value_that_was_not_given_is_an_error_and_not_a_wider_answer(terms: list[Term]) -> None:
    statement = Statement(lambda: Term.objects.filter(vocabulary=Given("vocabulary", TEXT_VALUE)))
    statement.all(vocabulary="colour")

    with pytest.raises(KeyError):
        statement.all()


def test_a_query_that_can_find_nothing_finds_nothing() -> None:
    statement: Statement[Term] = Statement(lambda: Term.objects.none())

    assert statement.all() == [] and statement.first() is None


def test_each_thread_keeps_its_own_because_a_connection_belongs_to_one(terms: list[Term]) -> None:
    statement = Statement(lambda: Term.objects.filter(vocabulary=Given("vocabulary", TEXT_VALUE)))
    statement.all(vocabulary="colour")
    here = statement._rows()
    there: list[object] = []

    def look() -> None:
        there.append(statement._rows())
        there.append(statement._rows())
        connection.close()

    thread = Thread(target=look)
    thread.start()
    thread.join()

    assert statement._rows() is here and there[0] is there[1] and there[0] is not here


def test_ids_with_places_of_their_own_find_what_a_list_of_ids_finds(terms: list[Term]) -> None:
    statement = Statement(lambda: Term.objects.filter(pk__in=GivenKeys("keys", 8)).order_by("key"))
    raw = Statement(lambda: Term.objects.order_by("key").values_list("pk")).plain()

    for keys in ([terms[0].pk], [term.pk for term in terms], [terms[1].pk, terms[1].pk], [key for (key,) in raw], [key for (key,) in raw[:2]] + [terms[2].pk]):
        assert statement.all(keys=keys) == list(Term.objects.filter(pk__in=keys).order_by("key"))
    assert [room_for(count) for count in (1, 8, 9, FEW)] == [8, 8, 64, FEW]


def test_texts_as_one_value_find_what_a_list_of_texts_finds(terms: list[Term]) -> None:
    statement = Statement(lambda: Term.objects.filter(key__in=GivenTexts("keys")).order_by("key"))

    for keys in ([], ["red"], ["red", "round", "none"], ["red' OR '1'='1", "빨강", '"'], ["Red"]):
        assert statement.all(keys=keys) == list(Term.objects.filter(key__in=keys).order_by("key"))
