from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bandi.foundation.access.models import Account
from bandi.foundation.records import editing
from bandi.register.people import recognising
from bandi.register.people.following import FEWEST, PORTION, Cursor, Followed, Pace, is_unchanged
from bandi.register.people.models import Alias, Person


def test_a_portion_is_what_fits_into_the_time_and_never_nothing() -> None:
    pace = Pace(1_000)
    assert pace.most(0.06) == 60
    assert pace.most(0) == FEWEST
    assert pace.most(60) == 100, "nobody waits longer than a tenth of a second for somebody else's portion"
    assert Pace(100_000).most(60) == PORTION


def test_a_pace_learns_from_what_the_last_portions_took() -> None:
    pace = Pace(1_000)
    for _ in range(20):
        pace.took(50, 1.0)
    assert pace.most(0.05) == FEWEST
    for _ in range(20):
        pace.took(500, 1.0)
    assert pace.most(0.1) == 49
    pace.took(1, 0.5)
    assert pace.most(0.1) == 49, "a row that changed says nothing of how long many take"


@pytest.mark.django_db
def test_many_people_are_taken_in_by_portions_and_those_that_are_in_answer(ada: Account) -> None:
    recognising.forget_all()
    for number in range(2 * FEWEST + 3):
        editing.create(Person, by=ada, full_name=f"Moss Heron {number}", name_ko="홍반디" if number == 1 else "")
    rounds = 1
    while not recognising.advance(0.0):
        rounds += 1
        assert [found.text for found in recognising.find("Hong Pandi", ada)][:1] == ["홍반디"]
    assert rounds > 2
    recognising.forget_all()


@pytest.mark.django_db
def test_who_asks_while_somebody_takes_names_in_is_told_that_it_is_not_whole_and_does_not_wait(ada: Account) -> None:
    recognising.forget_all()
    editing.create(Person, by=ada, full_name="Moss Heron", name_ko="홍반디")
    assert recognising.advance(1)
    index, done = recognising._index(), threading.Event()
    holding = threading.Event()

    def fill() -> None:
        with index.filling:
            holding.set()
            done.wait(10)

    other = threading.Thread(target=fill)
    other.start()
    holding.wait(10)
    assert not recognising.advance(0.01)
    assert [found.text for found in recognising.find("Hong Pandi", ada)] == ["홍반디"]
    done.set()
    other.join()
    assert recognising.advance(1)
    recognising.forget_all()


LONG_AGO = timezone.now() - timedelta(hours=1)


@pytest.mark.django_db
def test_one_question_tells_whether_anything_followed_has_changed(ada: Account, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = editing.create(Person, by=ada, full_name="Moss Heron")
    Person.objects.update(updated_at=LONG_AGO)
    seen = Followed(Person, Cursor(LONG_AGO, str(person.pk), True))
    none = Followed(Alias, Cursor(None, "", True))
    with django_assert_num_queries(1):
        assert is_unchanged([seen, none])
    alias = Alias.objects.create(record=person.record, name="홍반디")
    assert not is_unchanged([seen, none]), "the first row of a kind of which there was none"
    Alias.objects.filter(pk=alias.pk).update(updated_at=LONG_AGO)
    named = Followed(Alias, Cursor(LONG_AGO, str(alias.pk), True))
    assert is_unchanged([seen, named])
    Person.objects.update(updated_at=LONG_AGO + timedelta(seconds=1))
    assert not is_unchanged([seen, named])


@pytest.mark.django_db
def test_rows_are_followed_through_the_model_that_knows_whose_they_are(ada: Account) -> None:
    one, other = (editing.create(Person, by=ada, full_name=name) for name in ("Moss Heron", "Reed Lantern"))
    alias = Alias.objects.create(record=one.record, name="홍반디")
    Alias.objects.filter(pk=alias.pk).update(updated_at=LONG_AGO)
    before = Cursor(LONG_AGO - timedelta(seconds=1), "", True)
    assert not is_unchanged([Followed(Alias, before, ("id", one.pk), by="record")])
    assert is_unchanged([Followed(Alias, before, ("id", other.pk), by="record")])


@pytest.mark.django_db
def test_what_was_not_seen_whole_or_only_a_moment_ago_is_never_called_unchanged(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert not is_unchanged([Followed(Person, Cursor(LONG_AGO, "", False))])
        assert not is_unchanged([Followed(Person, Cursor(timezone.now(), "", True))]), "a transaction may still be on its way"
