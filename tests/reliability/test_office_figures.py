"""F01, F02, F05, F24 and F42 at small n, in offices of their own; `make reliability` runs them large and publishes them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial

import pytest

from tests.reliability.figures import killing, outgoing, power, racing, rotating
from tests.reliability.figures.figure import Figure

pytestmark = pytest.mark.slow

needs_strace = pytest.mark.skipif(
    not shutil.which("strace") and not os.environ.get("BANDI_REQUIRE_ALL"), reason="strace is not installed"
)


@pytest.mark.parametrize(
    ("measure", "n"),
    [
        pytest.param(killing.measure_kills, 4, id="F01 killed while it writes"),
        pytest.param(power.measure_cuts, 40, id="F02 power cut", marks=needs_strace),
        pytest.param(partial(racing.measure_race, clients=12), 1, id="F05 many editors"),
        pytest.param(rotating.measure_rotation, 2, id="F24 the lock is turned"),
        pytest.param(outgoing.measure_outgoing, 1, id="F42 no way out", marks=needs_strace),
    ],
)
def test_the_figure_holds_and_its_control_fails(measure: Callable[[int], Figure], n: int) -> None:
    figure = measure(n)

    assert (figure.failures, figure.is_controlled) == (0, True), figure
