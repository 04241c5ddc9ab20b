"""Offers are fetched once, by the first who asks, and nobody sees half of them."""

from __future__ import annotations

import sys
import threading
import time
from types import ModuleType

import pytest

from bandi.foundation.records.later import Later


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two modules that offer a word each."""
    for name in ("offers_one", "offers_two"):
        module = ModuleType(name)
        module.WORD = name
        monkeypatch.setitem(sys.modules, name, module)
    return "offers_one", "offers_two"


def test_nothing_is_fetched_before_somebody_asks_and_everything_once(two: tuple[str, str]) -> None:
    taken: list[str] = []
    later = Later(lambda module: taken.append(module.WORD))
    for name in two:
        later.hold(name)
    assert taken == []

    later.fetch()
    later.fetch()
    assert taken == list(two)


def test_who_asks_while_another_fetches_waits_for_everything(two: tuple[str, str]) -> None:
    taken: list[str] = []
    begun = threading.Event()

    def slowly(module: ModuleType) -> None:
        begun.set()
        time.sleep(0.1)
        taken.append(module.WORD)

    later = Later(slowly)
    for name in two:
        later.hold(name)
    first = threading.Thread(target=later.fetch)
    first.start()
    begun.wait(5)

    later.fetch()
    assert taken == list(two)
    first.join()


def test_what_asks_while_it_offers_does_not_fetch_itself_again(two: tuple[str, str]) -> None:
    taken: list[str] = []

    def asking(module: ModuleType) -> None:
        later.fetch()
        taken.append(module.WORD)

    later = Later(asking)
    later.hold(two[0])
    later.fetch()
    assert taken == [two[0]]


def test_a_module_that_fails_is_asked_for_again(two: tuple[str, str]) -> None:
    taken: list[str] = []
    later = Later(lambda module: taken.append(module.WORD))
    later.hold("no_such_module_here")
    later.hold(two[0])

    for _ in range(2):
        with pytest.raises(ModuleNotFoundError):
            later.fetch()
    assert taken == []
