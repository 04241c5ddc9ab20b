"""The report of the sample year: every heading has a place in it, in both languages, and what is held stays out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Document, Entry, Section, Table
from bandi.foundation.records.inline import text_of
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.texts import LANGUAGES, Language
from bandi.publishing.arranging import FRAME, STRUCTURE
from bandi.publishing.assembling import assembled, edition_document, name_of
from bandi.publishing.models import Edition, EditionSection
from bandi.publishing.untranslated import untranslated_passages
from bandi.register.activities.models import Activity, Session
from bandi.register.people.models import Place
from tests.conftest import SAMPLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_year")]


def document(language: Language) -> Document:
    return edition_document(Edition.objects.get(year=2024, language=language), None)


def sections_of(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from sections_of(section.children)


def missing(language: Language) -> list[str]:
    """Return the titles of headings that stand nowhere: neither as a section, nor in the frame, nor told with the one above."""
    printed = {section.key for section in sections_of(document(language).sections)}
    stored = {row.key: row for row in EditionSection.objects.filter(edition__year=2024, edition__language=language)}
    below: dict[str, list[EditionSection]] = {}
    for row in stored.values():
        below.setdefault(row.parent.key if row.parent else "", []).append(row)

    def has_place(row: EditionSection) -> bool:
        names = {name_of(item) for item in row.content}
        if row.key in printed or names & STRUCTURE:
            return True
        holds_frame = any(set(child.content) & FRAME for child in stored.values() if child.key.startswith(row.key))
        told_above = row.parent is not None and row.parent.key in printed and bool(row.body or row.content)
        return holds_frame or told_above or (bool(below.get(row.key)) and all(has_place(child) for child in below[row.key]))

    return [row.title for row in stored.values() if not has_place(row)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_of_the_year_has_a_place_in_the_report(language: Language) -> None:
    with (SAMPLE / "headings.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == EditionSection.objects.filter(edition__year=2024, edition__language=language).count()
    assert missing(language) == []


def test_a_heading_that_lost_its_content_is_found_missing() -> None:
    row = EditionSection.objects.filter(edition__year=2024, edition__language="en", content=["map"]).get()
    EditionSection.objects.filter(pk=row.pk).update(content=[], body="")
    try:
        assert missing("en") == [row.title]
    finally:
        EditionSection.objects.filter(pk=row.pk).update(content=row.content, body=row.body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_open_activity_of_the_year_is_an_entry_or_a_row_of_a_table(language: Language) -> None:
    told = {
        record
        for section in sections_of(document(language).sections)
        for block in section.blocks
        if isinstance(block, Entry | Table)
        for record in block.records
    }
    tabled = {str(row.activity_id) for row in Session.objects.filter(in_printed_table=True)}
    letters = {str(row.pk) for row in Activity.objects.filter(letters__in_printed_table=True)}
    profile = {str(row.pk) for row in Activity.objects.filter(heading__content__in=["awards", "mandate"])}
    every = Activity.objects.in_use().filter(handling=Handling.OPEN)
    assert {str(row.pk) for row in every} - told - tabled - letters - profile == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_editions_ask_only_for_what_is_offered(language: Language) -> None:
    edition = Edition.objects.get(year=2024, language=language)

    assert assembled(edition, None)[1].problems == []


def test_the_english_edition_has_nothing_to_translate_and_the_korean_lists_what_it_lacks() -> None:
    assert untranslated_passages(document("en")) == []
    assert len(untranslated_passages(document("ko"))) == document("ko").untranslated


def test_titles_and_kinds_stand_in_korean_in_the_korean_edition() -> None:
    for section in sections_of(document("ko").sections):
        for block in section.blocks:
            if isinstance(block, Entry):
                assert not any(run.untranslated for run in block.title), text_of(block.title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_protected_records_and_withheld_places_is_in_the_report(language: Language) -> None:
    whole = repr(document(language))

    for row in Activity.objects.filter(handling=Handling.PROTECTED):
        assert str(row.pk) not in whole
    for place in Place.objects.filter(is_withheld=True):
        assert str(place.pk) not in whole
        assert not place.name_en or place.name_en not in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_asks_the_database_few_questions(language: Language) -> None:
    edition = Edition.objects.get(year=2024, language=language)
    with CaptureQueriesContext(connection) as caught:
        edition_document(edition, None)

    assert len(caught) <= 50  # each table costs the same however long it is; the consents of personal texts cost seven together


def test_an_activity_entered_without_a_heading_is_told_before_the_lists_at_the_back() -> None:
    kind = Activity.objects.select_related("kind").first().kind  # type: ignore[union-attr]
    day = date(2024, 7, 2)
    editing.create(
        Activity, by=None, kind=kind, title_en="Entered today", title_ko="오늘 입력", when="2024-07-02", starts_on=day, ends_on=day, precision="day"
    )

    keys = [section.key for section in document("en").sections]

    assert keys.index("usual-further") == keys.index("publications") - 1
