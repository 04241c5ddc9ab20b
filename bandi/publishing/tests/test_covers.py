"""The picture on a cover: made anew, described, asked about, printed in three formats, destroyed when it is taken off."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import NotUndoable, Withheld
from bandi.foundation.records.models import Attachment
from bandi.foundation.vault.models import Blob
from bandi.parsing.errors import ParsingError
from bandi.parsing.tests.conftest import jail_works  # noqa: F401
from bandi.publishing.actions import publish_edition
from bandi.publishing.building import build
from bandi.publishing.covers import NARROWEST, choose_cover, picture_of, remade, remove_cover
from bandi.publishing.errors import EditionPublished
from bandi.publishing.models import Edition, EditionSection
from bandi.publishing.policies import check_undo

pytestmark = pytest.mark.django_db
ALT = "Fireflies above a meadow"


def photograph(colour: str = "#204060", width: int = 1_200) -> bytes:
    """Return a JPEG that tells which camera took it."""
    held, told = io.BytesIO(), Image.Exif()
    told[0x010F] = "Lantern Camera 7"
    Image.new("RGB", (width, width), colour).save(held, "JPEG", exif=told)
    return held.getvalue()


@pytest.fixture
def edition(ada: Account) -> Edition:
    edition = editing.create(
        Edition, by=ada, year=2031, language="en", title="Report 2031", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31)
    )
    editing.add(EditionSection(edition=edition, key="one", title="One", order=1, body="A text."), by=ada)
    return edition


def chosen(edition: Edition, ada: Account, picture: bytes | None = None, *, people: bool = False) -> Edition:
    return choose_cover(edition=edition, picture=picture or photograph(), alt=ALT, credit="Picture: A. Lantern", shows_people=people, by=ada)


@pytest.mark.usefixtures("jail_works")
def test_a_picture_is_made_anew_and_carries_nothing_of_its_file() -> None:
    original = photograph()

    picture = remade(original, name="meadow.jpg")

    assert b"Lantern Camera" in original
    assert b"Lantern Camera" not in picture and b"Exif" not in picture
    assert Image.open(io.BytesIO(picture)).size == (1_200, 1_200)


@pytest.mark.usefixtures("jail_works")
def test_a_small_picture_and_what_is_no_picture_are_refused() -> None:
    with pytest.raises(ValidationError):
        remade(photograph(width=NARROWEST - 1), name="small.jpg")
    with pytest.raises(ParsingError):
        remade(b"a text and no picture", name="text.jpg")


def test_a_cover_needs_a_picture_its_words_and_whether_somebody_is_seen(edition: Edition, ada: Account, ben: Account) -> None:
    with pytest.raises(ValidationError) as refused:
        choose_cover(edition=edition, picture=None, alt=" ", credit="", shows_people=None, by=ada)
    with pytest.raises(NotPermitted):
        chosen(edition, ben)

    assert set(refused.value.message_dict) == {"file", "alt", "people"}
    assert not Attachment.objects.exists()


def test_a_published_edition_keeps_its_cover(edition: Edition, ada: Account) -> None:
    edition = chosen(edition, ada)
    publish_edition(edition=edition, by=ada)

    with pytest.raises(EditionPublished):
        chosen(edition, ada)
    with pytest.raises(EditionPublished):
        remove_cover(edition=edition, by=ada)


def test_another_picture_destroys_the_one_before_and_taking_it_off_both(edition: Edition, ada: Account) -> None:
    first = chosen(edition, ada)
    second = chosen(first, ada, photograph("#402060"))
    assert Attachment.objects.get() == second.cover and second.cover != first.cover

    bare = remove_cover(edition=second, by=ada)

    assert bare.cover is None and bare.cover_alt == "" and picture_of(bare, ada) is None
    assert not Attachment.objects.exists() and not Blob.objects.exists()


def test_a_change_of_the_cover_is_not_taken_back(edition: Edition, ada: Account) -> None:
    chosen(edition, ada)

    edit = next(one for one in Revision.objects.filter(record=edition.pk) if one.before and "cover_alt" in one.before)
    with pytest.raises(NotUndoable):
        check_undo(edit, ada)


def test_words_change_without_a_new_picture(edition: Edition, ada: Account) -> None:
    first = chosen(edition, ada)

    again = choose_cover(edition=first, picture=None, alt="A meadow at night", credit="", shows_people=False, by=ada)

    assert again.cover == first.cover and again.cover_alt == "A meadow at night"


def test_the_gate_asks_about_each_new_picture(edition: Edition, ada: Account, tmp_path) -> None:
    edition = chosen(edition, ada)
    with pytest.raises(Withheld) as asked:
        build(edition, "html", tmp_path / "a.html", by=ada)
    assert [one.code for one in asked.value.verdict.objections] == ["cover:picture"]

    build(edition, "html", tmp_path / "a.html", by=ada, accept="Looked at: a meadow")
    build(edition, "html", tmp_path / "a.html", by=ada)
    edition = chosen(edition, ada, photograph("#402060"))
    with pytest.raises(Withheld):
        build(edition, "html", tmp_path / "a.html", by=ada)


def test_a_cover_with_people_waits_for_a_second_reader(edition: Edition, ada: Account, tmp_path) -> None:
    edition = chosen(edition, ada, people=True)

    with pytest.raises(Withheld) as asked:
        build(edition, "html", tmp_path / "a.html", by=ada, accept="They agreed")

    assert asked.value.verdict.needs_second


def test_the_picture_is_printed_in_three_formats_with_its_words_and_credit(edition: Edition, ada: Account, tmp_path) -> None:
    import pikepdf

    picture = photograph("#ff0000")
    edition = chosen(edition, ada, picture)
    for form in ("html", "pdf", "docx"):
        build(edition, form, tmp_path / f"a.{form}", by=ada, accept="Looked at: a meadow")  # type: ignore[arg-type]

    page = (tmp_path / "a.html").read_text()
    assert f'data:image/jpeg;base64,{b64encode(picture).decode()}" alt="{ALT}"' in page
    assert "Cover picture: Picture: A. Lantern" in page and "Each light" not in page
    book = pikepdf.open(tmp_path / "a.pdf")
    figures = [one for one in book.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == pikepdf.Name.Figure]
    assert [str(one.Alt) for one in figures] == [ALT]
    with zipfile.ZipFile(tmp_path / "a.docx") as word:
        name = next(one for one in word.namelist() if one.startswith("word/media/"))
        drawn = Image.open(io.BytesIO(word.read(name))).convert("RGB")
        assert ALT in word.read("word/document.xml").decode()
    red, green, _blue = drawn.getpixel((drawn.width // 2, drawn.height // 2))  # type: ignore[misc]
    assert red > 240 and green < 15
