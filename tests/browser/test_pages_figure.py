"""F36 with few visits; the published page takes all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.listening import missing
from tests.conftest import Desk
from tests.reliability.figures.pages import visited

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_no_page_breaks_its_policy_or_asks_anybody_else(desk: Desk, browser: Browser) -> None:
    figure = visited(12, desk, browser)

    assert (figure.failures, figure.is_controlled) == (0, True), figure
    assert 6 <= figure.n <= 12


def test_headers_that_are_not_there_are_missing() -> None:
    assert len(missing({})) == 12
