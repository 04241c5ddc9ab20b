"""The figures of the journal at small n; `measure_…` of `figures/audit.py` is run with large n for the published page."""

from __future__ import annotations

import pytest

from bandi.foundation.audit import verifying
from tests.reliability.figures import audit
from tools import verify_audit


def test_any_bit_flipped_is_detected() -> None:
    figure = audit.measure_flips(2_000)

    assert (figure.failures, figure.is_controlled) == (0, True), figure


def test_an_attack_with_the_signing_key_is_detected_by_one_honest_witness() -> None:
    figure = audit.measure_attacks(60)

    assert (figure.failures, figure.is_controlled) == (0, True), figure


def test_entries_are_verified_by_a_program_that_shares_no_code() -> None:
    figure = audit.measure_proofs(50)

    assert (figure.failures, figure.is_controlled) == (0, True), figure


def test_the_figures_see_a_verifier_that_does_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard taken away: no hash is compared. Then the figures must speak."""
    monkeypatch.setattr(audit, "check", lambda rows, signed: verifying.Report(0, None, b""))
    assert audit.measure_flips(300).failures > 50

    monkeypatch.setattr(verify_audit, "is_beginning", lambda *_: None)
    assert audit.measure_attacks(30).failures > 20

    monkeypatch.setattr(verify_audit, "climb", lambda *_: None)
    assert audit.measure_proofs(5).failures == 5
