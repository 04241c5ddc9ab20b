"""A report is drawn while the gate reads it: what the gate does not let out never leaves, and what it wants masked is drawn anew."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.masks import Mask, Masks
from bandi.foundation.records.models import Receipt
from bandi.foundation.records.release import Verdict
from bandi.publishing import building
from bandi.publishing.building import build
from bandi.publishing.models import Edition, EditionSection
from bandi.publishing.press import typesetter
from bandi.publishing.press.typesetter import TypesettingFailed, begin_book, begin_pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition = editing.create(Edition, by=None, year=2031, language="en", title="Report 2031", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31))
    editing.add(EditionSection(edition=edition, key="one", title="One", order=1, body="Lamp Seven told us of the winter."), by=None)
    return edition


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[building.InMaking]:
    """Every drawing that was begun, in order."""
    begun, begin = [], building.begin_drawing
    monkeypatch.setattr(building, "begin_drawing", lambda *what: begun.append(begin(*what)) or begun[-1])
    return begun


def words_of(file: Path) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_what_the_gate_does_not_let_out_is_thrown_away(edition: Edition, form: Any, drawings: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_what: Any, **_how: Any) -> Receipt:
        raise Withheld(Verdict(()), uuid4())

    monkeypatch.setattr(building, "leave", closed)
    with pytest.raises(Withheld):
        build(edition, form, tmp_path / f"report.{form}")

    assert len(drawings) == 1
    assert list(tmp_path.iterdir()) == []
    assert not [thread for thread in threading.enumerate() if thread.name == "bandi-typesetter"]
    if form != "html":
        with pytest.raises(TypesettingFailed):
            drawings[0].finished()


def test_what_the_gate_wants_masked_is_drawn_anew(edition: Edition, drawings: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let = building.leave

    def masking(*what: Any, **how: Any) -> Receipt:
        receipt = let(*what, **how)
        receipt.masks = Masks((Mask("Lamp Seven", "initials", "L. S."),))
        return receipt

    monkeypatch.setattr(building, "leave", masking)
    build(edition, "pdf", file := tmp_path / "report.pdf", accept="an invented name")

    assert len(drawings) == 2
    assert "L. S. told us" in words_of(file) and "Lamp Seven" not in words_of(file)


def test_what_the_records_say_now_is_printed_and_not_what_was_counted_last(edition: Edition, drawings: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def counting(year: int, *, by: Any) -> bool:
        EditionSection.objects.filter(edition=edition).update(body="Forty lamps were lit.")
        return True

    EditionSection.objects.filter(edition=edition).update(body="Thirty lamps were lit.")
    monkeypatch.setattr(building, "measured_anew", counting)
    told: list[str] = []
    build(edition, "pdf", file := tmp_path / "report.pdf", accept="an invented number", progress=lambda step, _seconds: told.append(step))

    assert len(drawings) == 2
    assert "Forty lamps" in words_of(file) and "Thirty" not in words_of(file)
    assert told == ["count", "assemble", "review", "draw", "write"]


def test_nothing_is_drawn_twice_when_nothing_is_masked(edition: Edition, drawings: list[Any], tmp_path: Path) -> None:
    build(edition, "pdf", file := tmp_path / "report.pdf", accept="an invented name")

    assert len(drawings) == 1
    assert "Lamp Seven told us" in words_of(file)


def test_a_setting_that_was_stopped_gives_nothing() -> None:
    setting = begin_book(lambda: "{}", dated=datetime(2031, 1, 1, tzinfo=UTC))
    setting.stop()

    with pytest.raises(TypesettingFailed):
        setting.pages()


def test_a_document_that_cannot_be_written_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started, start = [], typesetter.subprocess.Popen
    monkeypatch.setattr(typesetter.subprocess, "Popen", lambda *what, **how: started.append(start(*what, **how)) or started[-1])

    with pytest.raises(ZeroDivisionError):
        begin_book(lambda: str(1 // 0), dated=datetime(2031, 1, 1, tzinfo=UTC))
    assert [process.returncode for process in started] == [-9]


def test_pictures_come_in_their_order() -> None:
    wide, high = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"></svg>' for width, height in ((40, 10), (10, 40)))
    first, second = begin_pictures(lambda: [wide, high]).pages()

    assert first.startswith(b"\x89PNG") and first != second
