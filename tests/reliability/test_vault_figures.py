"""The figures of the vault at small n; `make reliability` runs them large and publishes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability.figures import compromise, memory, vault
from tests.reliability.figures.figure import Figure


def holds(figure: Figure) -> None:
    assert (figure.failures, figure.is_controlled) == (0, True), figure


def test_what_was_changed_cut_or_moved_never_opens() -> None:
    holds(vault.measure_flips(400))


@pytest.mark.django_db
def test_the_stolen_machine_opens_nothing_without_a_passphrase() -> None:
    holds(vault.measure_theft(12))


def test_guessing_is_slow() -> None:
    holds(vault.measure_guessing(3))


@pytest.mark.django_db
def test_what_was_withdrawn_is_gone_and_the_rest_is_there() -> None:
    holds(vault.measure_erasure(8))


@pytest.mark.django_db
def test_every_reading_is_written_down_or_refused() -> None:
    holds(vault.measure_reads(12))


@pytest.mark.slow
def test_no_key_is_left_in_memory_after_a_lock(tmp_path: Path) -> None:
    holds(memory.measure_memory(12, tmp_path))


@pytest.mark.slow
def test_an_hour_inside_the_web_process_is_bounded_and_loud(tmp_path: Path) -> None:
    holds(compromise.measure_compromise(120, tmp_path, quota=30))
