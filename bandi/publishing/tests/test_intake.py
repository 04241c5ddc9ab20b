"""The editions that come of a folder: what follows the outline, and what a person wrote."""

from __future__ import annotations

from datetime import date

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.publishing.models import Edition, EditionSection

pytestmark = pytest.mark.django_db
PART = "organisation.json#editions"


@pytest.fixture
def year(tmp_path):
    folder = YearFolder(tmp_path / "2025")
    folder.activities(activity("a", subsection="Circles"))
    head(folder, intro="Since {F001}.")
    return folder


def head(folder: YearFolder, **values: str) -> None:
    folder.table(
        "headings.csv",
        {"level": "section", "title": "Learning", "title_ko": "배움", "parent": "", "order": "1", "content": "", **values},
        {"level": "theme", "title": "Circles", "title_ko": "모임", "parent": "Learning", "order": "2", "content": ""},
        {"level": "heading", "title": "Reading circle", "title_ko": "", "parent": "Circles", "order": "3", "content": "entries;map"},
    )


def sections(language: str) -> list[EditionSection]:
    return list(EditionSection.objects.filter(edition__language=language).order_by("order"))


def test_a_folder_gives_an_edition_in_each_language_with_the_same_tree(year):
    year.organisation(foreword={"dated": "2026-04", "signed_by": "Ada Lantern", "signed_by_ko": "에이다"})
    year.load()

    korean, english = Edition.objects.order_by("-language")[1], Edition.objects.order_by("-language")[0]
    korean, english = (korean, english) if korean.language == "ko" else (english, korean)
    assert (english.title, korean.title) == ("Activity Report 2025", "2025 활동보고서")
    assert (english.signed_by, korean.signed_by, english.dated_on) == ("Ada Lantern", "에이다", date(2026, 4, 1))
    assert [row.key for row in sections("en")] == [row.key for row in sections("ko")]
    assert [(row.level, row.title, row.content) for row in sections("ko")] == [
        (1, "배움", []), (2, "모임", []), (3, "Reading circle", ["entries", "map"]),
    ]  # fmt: skip
    assert sections("en")[1].parent == sections("en")[0]
    assert sections("en")[0].body == "Since {F001}."


def test_loading_again_changes_no_edition(year):
    year.load()
    assert year.load()[PART].unchanged == 2


def test_a_text_that_nobody_edited_follows_the_folder(year):
    year.load()
    head(year, intro="Begun in {F001}.")

    assert year.load()[PART].changed == 2
    assert sections("en")[0].body == "Begun in {F001}."


def test_a_text_that_somebody_edited_is_never_overwritten(year, ada):
    year.load()
    editing.edit(sections("en")[0], {"body": "By hand."}, by=ada)
    head(year, intro="Begun in {F001}.", title_ko="배우기")

    outcome = year.load()[PART]

    assert outcome.refused == []
    assert sections("en")[0].body == "By hand."
    assert (sections("ko")[0].body, sections("ko")[0].title) == ("Begun in {F001}.", "배우기")


def test_an_edition_in_which_somebody_wrote_still_follows_the_folder_elsewhere(year, ada):
    year.load()
    editing.edit(sections("en")[0], {"body": "By hand."}, by=ada)
    year.table(
        "headings.csv",
        {"level": "section", "title": "Learning", "title_ko": "배움", "parent": "", "order": "1", "intro": "From the folder."},
        {"level": "theme", "title": "Circles", "title_ko": "모임", "parent": "Learning", "order": "2", "intro": "A new word."},
    )
    year.load()

    assert [row.body for row in sections("en")[:2]] == ["By hand.", "A new word."]


def test_a_section_whose_heading_vanished_stays_with_its_text(year, ada):
    year.load()
    editing.edit(sections("en")[1], {"body": "By hand."}, by=ada)
    year.table("headings.csv", {"level": "section", "title": "Learning", "title_ko": "배움", "parent": "", "order": "1"})
    year.load()

    assert "By hand." in [row.body for row in sections("en")]


def test_an_edited_title_of_an_edition_is_kept(year, ada):
    year.load()
    editing.edit(Edition.objects.get(language="en"), {"title": "A Year of Light"}, by=ada)
    year.organisation(foreword={"signed_by": "Ada Lantern"})
    year.load()

    edition = Edition.objects.get(language="en")
    assert (edition.title, edition.signed_by) == ("A Year of Light", "Ada Lantern")


def test_without_organisation_json_there_are_editions_too(year):
    (year.path / "organisation.json").unlink()
    year.load()

    assert Edition.objects.filter(year=2025).count() == 2


def test_nobody_signs_a_foreword_by_being_the_chair(year):
    year.organisation(chair="Ada Lantern")
    year.load()

    assert {edition.signed_by for edition in Edition.objects.all()} == {""}
