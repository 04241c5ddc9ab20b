"""An edition becomes a document: its tree, its texts, its bound numbers, the blocks that others offer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.records import blocks, editing
from bandi.foundation.records.blocks import Block, Bullets, Entry, Fact, Paragraph, Request, Run, Section, Table, plain
from bandi.foundation.records.inline import text_of
from bandi.publishing.assembling import assembled, edition_document, section_preview
from bandi.publishing.models import Edition, EditionSection
from bandi.publishing.untranslated import untranslated_passages
from bandi.register.claims.models import Claim, ContextFact, Measurement, Origin

pytestmark = pytest.mark.django_db


def lamps(request: Request) -> Iterator[Block]:
    yield Entry(title=plain("Lamps"), kind="Walk", when=request.language, records=(request.heading,))


def masthead(request: Request) -> Iterator[Block]:
    yield Entry(title=plain("Lantern Street"), kind="LS", facts=(Fact("Address", plain("1 Lantern Street")),))


def mission(request: Request) -> Iterator[Block]:
    yield Paragraph(plain("Light the street"), "lead")
    yield Bullets((plain("Keep the lamps"),))


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only invented providers: what others register does not count here."""
    blocks.providers()  # what packages hold is fetched before others stand in for it
    monkeypatch.setattr(blocks._registry, "providers", {"lamps": lamps, "masthead": masthead, "mission": mission})


@pytest.fixture
def edition() -> Edition:
    return editing.create(
        Edition, by=None, year=2031, language="en", title="Report 2031", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31),
        signed_by="Ada Kim", dated_on=date(2032, 2, 1),
    )  # fmt: skip


def section(edition: Edition, key: str, **values: Any) -> EditionSection:
    order = edition.sections.count() + 1
    given = {"title": key.title(), "order": order, "level": 1} | values
    return editing.add(EditionSection(edition=edition, key=key, **given), by=None)


def claim(reference: str, value: int, measured: int | None = None, **values: Any) -> Claim:
    row = editing.create(
        Claim, by=None, ref=reference, year=2031, value=Decimal(value), statement_en=f"Statement {reference}",
        **{"unit": "lamps"} | values,
    )  # fmt: skip
    if measured is not None:
        Measurement.objects.create(
            claim=row, value=Decimal(measured), state="differs", measured_at=timezone.now(), digest=b"x"
        )
    return row


def titles(sections: tuple[Section, ...]) -> list[Any]:
    return [[one.title, titles(one.children)] if one.children else one.title for one in sections]


def test_the_document_bears_the_name_the_period_and_the_contact_of_the_organisation(edition: Edition) -> None:
    section(edition, "words", body="A text.")

    document = edition_document(edition, None)

    assert (document.title, document.organisation, document.abbreviation, document.period) == (
        "Report 2031", "Lantern Street", "LS", "2031",
    )  # fmt: skip
    assert document.colophon.lines[0].label == "Address"


def test_the_frame_gives_its_chapters_and_the_rest_keeps_its_tree(edition: Edition) -> None:
    frame = section(edition, "front", title="Front matter")
    section(edition, "front/cover", parent=frame, level=2, content=["cover"])
    about = section(edition, "front/about", parent=frame, level=2, title="About us")
    section(edition, "front/about/mission", parent=about, level=3, content=["mission"])
    section(edition, "front/about/words", parent=about, level=3, title="Foreword", body="Dear friends.", content=["foreword"])
    chapter = section(edition, "work", title="Work")
    section(edition, "work/lamps", parent=chapter, level=2, title="Street", content=["lamps"])
    section(edition, "work/empty", parent=chapter, level=2, title="Nothing here")
    section(edition, "work/hidden", parent=chapter, level=2, title="Hidden", body="Not now.", is_printed=False)

    document = edition_document(edition, None)

    assert titles(document.sections) == ["Foreword", ["Work", ["Street"]]]
    assert (document.statement, document.mission) == ("Light the street", ("Keep the lamps",))


def test_the_foreword_is_signed_and_dated(edition: Edition) -> None:
    section(edition, "foreword", body="Dear friends.", content=["foreword"])

    texts = [text_of(block.runs) for block in edition_document(edition, None).sections[0].blocks if isinstance(block, Paragraph)]

    assert texts == ["Dear friends.", "Ada Kim", "1 February 2032"]


def test_a_heading_that_repeats_its_section_is_its_own_text_and_a_remark_is_told_above(edition: Edition) -> None:
    chapter = section(edition, "work", title="Work")
    section(edition, "work/work", parent=chapter, level=2, title="WORK!", body="Own text.")
    section(edition, "work/remark", parent=chapter, level=2, title="(told elsewhere)", content=["lamps"])

    (only,) = edition_document(edition, None).sections

    assert not only.children
    assert [type(block) for block in only.blocks] == [Paragraph, Entry]


def test_the_only_entry_titled_like_its_heading_is_headed_by_its_kind(edition: Edition) -> None:
    section(edition, "lamps", title="LAMPS", content=["lamps"])
    section(edition, "others", title="Others", content=["lamps"])

    first, second = edition_document(edition, None).sections

    assert [text_of(one.blocks[0].title) for one in (first, second)] == ["Walk", "Lamps"]  # type: ignore[union-attr]


def test_a_bound_number_prints_what_the_records_say(edition: Edition) -> None:
    claim("F001", 12, measured=1214)
    section(edition, "text", body="We lit {F001} lamps.")

    runs = edition_document(edition, None).sections[0].blocks[0].runs  # type: ignore[union-attr]

    assert text_of(runs) == "We lit 1,214 lamps."
    assert [(run.claim, run.note) for run in runs if run.claim] == [("F001", "")]


def test_a_number_without_a_record_is_printed_as_stated_with_one_note_for_all_of_a_section(edition: Edition) -> None:
    claim("F001", 12)
    claim("F002", 1996, unit="year")
    section(edition, "text", body="We lit {F001} lamps since {F002}.\n\nAgain {F001}.")

    first, second = edition_document(edition, None).sections[0].blocks

    assert text_of(first.runs) == "We lit 12 lamps since 1996."  # type: ignore[union-attr]
    notes = [run.note for block in (first, second) for run in block.runs if run.claim]  # type: ignore[union-attr]
    assert notes == ["As stated; no record stands behind it.", "", ""]


def test_a_number_from_outside_names_its_source(edition: Edition) -> None:
    claim("F003", 500, origin=Origin.EXTERNAL_CONTEXT)
    editing.create(ContextFact, by=None, statement_en="Statement F003", source="Harbour Office", stated_on="2031-05")
    section(edition, "text", body="{F003} boats.")

    assert edition_document(edition, None).sections[0].blocks[0].runs[0].note == "Harbour Office, May 2031."  # type: ignore[union-attr]


def test_an_unknown_mark_stays_as_it_is_written(edition: Edition) -> None:
    section(edition, "text", body="We lit {F999} lamps.")

    assert text_of(edition_document(edition, None).sections[0].blocks[0].runs) == "We lit {F999} lamps."  # type: ignore[union-attr]


def test_blocks_that_nobody_offers_are_told_and_the_rest_is_built(edition: Edition) -> None:
    section(edition, "text", body="A text.", content=["stars"])

    document, assembly = assembled(edition, None)

    assert assembly.problems == [("stars", "Text")]
    assert len(document.sections) == 1


def test_a_filter_reaches_the_provider(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Request] = []

    def roll(request: Request) -> Iterator[Block]:
        asked.append(request)
        yield Table("Roll", (), ())

    monkeypatch.setitem(blocks._registry.providers, "roll", roll)
    section(edition, "roll", content=["roll?channel=own"])

    edition_document(edition, None)

    assert asked[0].keep == ("channel", "own")


def test_what_stands_in_the_other_language_is_counted_and_listed(edition: Edition) -> None:
    section(edition, "text", body="등불을 켰습니다.")

    document = edition_document(edition, None)

    assert document.untranslated == 1
    assert [(passage.title, passage.text) for passage in untranslated_passages(document)] == [("Text", "등불을 켰습니다.")]


def test_an_edition_that_nobody_arranged_gets_the_usual_sections(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def table(request: Request) -> Iterator[Block]:
        yield Table("Items", (), ())

    blocks.providers()
    monkeypatch.setattr(
        blocks._registry, "providers", {"entries": lamps, "media_list": table, "activity_charts": table, "masthead": masthead}
    )
    section(edition, "work", title="Work", content=["entries"])

    assert titles(edition_document(edition, None).sections) == ["The Year at a Glance", "Work", "In the Media"]


def test_a_preview_shows_the_text_that_is_being_written(edition: Edition) -> None:
    claim("F001", 12, measured=14)
    row = section(edition, "text", body="Old text.", content=["lamps"])

    preview = section_preview(row, "New: {F001}\n\n- one\n- two")

    assert [type(block) for block in preview.blocks] == [Paragraph, Bullets, Entry]
    assert preview.blocks[0] == Paragraph((Run("New: "), Run("14", claim="F001")), "lead")
    assert EditionSection.objects.get(pk=row.pk).body == "Old text."


def test_who_may_not_read_records_gets_no_document(edition: Edition, cho: Account, ben: Account) -> None:
    section(edition, "text", body="A text.")

    assert edition_document(edition, ben).sections
    with pytest.raises(NotPermitted):
        edition_document(edition, cho)
