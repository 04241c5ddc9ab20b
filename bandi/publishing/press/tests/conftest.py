"""The specimen drawn once for all tests of the press."""

from __future__ import annotations

from functools import cache

import pytest

from bandi.foundation.records.blocks import Language
from bandi.publishing.press.docx import write_docx
from bandi.publishing.press.html import write_html
from bandi.publishing.press.pdf import write_pdf
from bandi.publishing.press.tests.specimen import specimen


@cache
def _pdf(language: Language) -> bytes:
    return write_pdf(specimen(language))


@cache
def _docx(language: Language) -> bytes:
    return write_docx(specimen(language))


@cache
def _html(language: Language) -> str:
    return write_html(specimen(language))


@pytest.fixture(params=["en", "ko"])
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture
def pdf(language: Language) -> bytes:
    return _pdf(language)


@pytest.fixture
def word(language: Language) -> bytes:
    return _docx(language)


@pytest.fixture
def page(language: Language) -> str:
    return _html(language)
