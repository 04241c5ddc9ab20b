"""The figures of backups with a small n; the large n is for the published page."""

from __future__ import annotations

import pytest

from tests.reliability.figures.backup import FIGURES, SMALL

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_the_figure_holds_and_its_control_fails(name: str) -> None:
    figure = FIGURES[name](SMALL[name])

    assert figure.failures == 0, figure
    assert figure.is_controlled, figure
