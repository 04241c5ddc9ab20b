"""Guessing is slowed down for strangers, and the owner stays in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from bandi.foundation.access import throttle
from bandi.foundation.access.throttle import STRANGER, Try

pytestmark = pytest.mark.django_db


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = timezone.now()
        monkeypatch.setattr(throttle.timezone, "now", self.read)

    def read(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_pauses_double_up_to_the_longest() -> None:
    assert [throttle.pause_after(count, STRANGER).seconds for count in (0, 4, 5, 6, 10)] == [0, 0, 1, 2, 32]
    assert throttle.pause_after(1000, STRANGER) == throttle.LONGEST
    assert throttle.pause_after(1000, "browser:a") == throttle.KNOWN_LONGEST


def test_one_name_from_ever_new_sources_is_slowed_down(clock: Clock) -> None:
    admitted = 0
    for number in range(500):
        admitted += throttle.admits(Try("ada", STRANGER, f"192.0.2.{number % 250}"))
        clock.move(seconds=1)

    assert admitted <= 20


def test_after_a_hundred_failures_in_a_row_no_stranger_is_read_any_more(clock: Clock) -> None:
    admitted = 0
    for _number in range(300):
        admitted += throttle.admits(Try("ada", STRANGER, "192.0.2.1"))
        clock.move(hours=7)

    assert admitted == throttle.MOST


def test_the_owner_stays_in_from_a_known_browser_or_after_her_key(clock: Clock) -> None:
    for _number in range(50):
        throttle.admits(Try("ada", STRANGER, "192.0.2.1"))

    assert not throttle.admits(Try("ada", STRANGER, "192.0.2.1"))
    assert throttle.admits(Try("ada", "browser:hers", "192.0.2.1"))
    assert throttle.admits(Try("ada", "key:hers", "192.0.2.1"))


def test_a_stolen_browser_does_not_guess_for_ever(clock: Clock) -> None:
    admitted = 0
    for _number in range(3600):
        admitted += throttle.admits(Try("ada", "browser:stolen", "192.0.2.1"))
        clock.move(seconds=1)

    assert admitted <= 25


def test_one_try_on_each_of_many_names_is_stopped_for_the_whole_house(clock: Clock) -> None:
    admitted = sum(throttle.admits(Try(f"name{number}", STRANGER, f"10.0.{number % 250}.{number // 250}")) for number in range(400))

    assert admitted == throttle.HOUSE


def test_one_source_has_its_own_limit_and_ipv6_counts_by_network(clock: Clock) -> None:
    admitted = sum(throttle.admits(Try(f"name{number}", STRANGER, f"2001:db8::{number:x}")) for number in range(1, 100))

    assert admitted == throttle.PER_SOURCE
    assert throttle.network("2001:db8::1") == throttle.network("2001:db8::ffff")
    assert throttle.network("2001:db8:0:1::1") != throttle.network("2001:db8::1")


def test_a_success_forgets_the_failures_of_its_lane_and_says_how_many(clock: Clock) -> None:
    for _number in range(3):
        throttle.admits(Try("ada", STRANGER, "192.0.2.1"))
    throttle.admits(Try("ada", STRANGER, "192.0.2.1"))

    assert throttle.succeeded(Try("Ada ", STRANGER, "192.0.2.9")) == 3
    assert throttle.strangers_failures("ada") == 0


def test_names_that_do_not_exist_are_counted_the_same(clock: Clock, ada: object) -> None:
    def run(name: str) -> list[bool]:
        return [throttle.admits(Try(name, STRANGER, "192.0.2.1")) for _number in range(12)]

    assert run("ada") == run("nobody-of-that-name")
