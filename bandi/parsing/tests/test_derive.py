"""A derivative is made from pixels: nothing else of its original is in it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bandi.parsing import Pixels, derive, page_images, picture, read
from bandi.parsing.tests import files
from bandi.parsing.tests.files import SECRET


@pytest.mark.usefixtures("jail_works")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF"])
def test_a_picture_made_anew_carries_nothing_but_its_pixels(kind: str) -> None:
    original = files.picture(kind)
    assert SECRET.encode() in original  # the control: it was there

    made = picture(original)

    assert SECRET.encode() not in made
    opened = Image.open(io.BytesIO(made))
    assert (opened.info, dict(opened.getexif())) == ({}, {})
    assert opened.size == ((60, 40) if kind == "GIF" else (40, 60))  # turned the way its camera said
    assert opened.getpixel((20, 20))[0] > 150


@pytest.mark.usefixtures("jail_works")
def test_a_plain_copy_keeps_what_we_remove() -> None:
    held = io.BytesIO()
    Image.open(io.BytesIO(files.picture())).save(held, "JPEG")

    assert SECRET.encode() in held.getvalue()


@pytest.mark.usefixtures("jail_works")
def test_a_pdf_made_anew_is_pictures_without_author_links_or_scripts() -> None:
    original = files.pdf(2, catalogue=b"/OpenAction << /S /JavaScript /JS (1) >>")

    made = derive.pdf(page_images(original, width=600))

    assert SECRET.encode() in original
    assert not any(word in made for word in (SECRET.encode(), b"JavaScript", b"/Info", b"/Annots", b"Firefly", b"Producer", b"Date"))
    assert read(made).pages == 2
    assert [(one.width, one.height) for one in page_images(made, width=600)] == [(600, 800), (600, 800)]


def test_the_same_pixels_give_the_same_bytes() -> None:
    pixels = Pixels(3, 2, bytes(range(18)))

    assert derive.png(pixels) == derive.png(pixels)
    assert derive.pdf([pixels]) == derive.pdf([pixels])
    assert Image.open(io.BytesIO(derive.png(pixels))).tobytes() == pixels.rgb
    assert Image.open(io.BytesIO(derive.jpeg(pixels))).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
