"""The figures of the door with a small n; the published page takes a large one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reliability.figures import door
from tests.reliability.figures.figure import Figure

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize(
    ("measure", "n"), [(door.measure_revocation, 2), (door.measure_guessing, 200), (door.measure_look_alikes, 40)],
    ids=["F32", "F34", "F35"],
)  # fmt: skip
def test_nothing_goes_wrong_and_the_control_does(measure: Callable[[int], Figure], n: int) -> None:
    figure = measure(n)

    assert figure.failures == 0, figure
    assert figure.is_controlled, figure.control
    assert figure.n >= n
