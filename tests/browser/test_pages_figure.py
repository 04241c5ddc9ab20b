"""F36 on the pages of the door alone; the published page takes all, and `test_network` walks them in every run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.listening import missing
from tests.conftest import Desk
from tests.reliability.figures.pages import visited

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_figure_sees_what_is_broken_on_purpose_and_nothing_else(desk: Desk, browser: Browser) -> None:
    figure = visited(4, desk, browser, groups=("door",))

    assert (figure.failures, figure.is_controlled) == (0, True), figure
    assert 3 <= figure.n <= 4


def test_headers_that_are_not_there_are_missing() -> None:
    assert len(missing({})) == 12
