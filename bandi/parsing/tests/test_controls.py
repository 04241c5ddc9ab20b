"""The attacks are real: without our rules each of them works. And files broken at random end in an answer or an error."""

from __future__ import annotations

import io
import random
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from bandi.parsing import Broken, Reading, Refused, read
from bandi.parsing.tests import attacks_archives, attacks_documents, files
from bandi.parsing.tests.conftest import Listener

KINDS: dict[str, Callable[[], bytes]] = {
    "pdf": files.pdf, "docx": files.docx, "hwp": files.hwp, "hwpx": files.hwpx, "xlsx": files.xlsx, "ods": files.ods, "eml": files.eml,
    "html": files.html, "jpg": files.picture, "zip": lambda: files.zipped({"a.docx": files.docx(), "b.txt": "x"}),
}  # fmt: skip


def test_the_listener_hears_whoever_calls(listener: Listener) -> None:
    with socket.create_connection(listener.server.getsockname()) as wire:
        assert wire.recv(5) == b"hello"

    assert listener.heard == 1


def test_an_entity_opens_a_file_in_a_parser_without_our_rules(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of the house")
    hostile = attacks_archives.xxe(f"file://{tmp_path}/secret")

    assert etree.fromstring(hostile, etree.XMLParser(resolve_entities=True)).text == "of the house"


def test_laughs_multiply_in_a_parser_without_our_rules() -> None:
    few = attacks_archives.LAUGHS.replace("&j;", "&d;")

    assert etree.fromstring(few, etree.XMLParser(resolve_entities=True)).text == "ha" * 1_000


def test_a_bomb_unfolds_in_an_unzipper_without_our_rules() -> None:
    bomb = attacks_archives.zip_bomb(0)

    assert len(bomb) < 100_000
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        assert len(archive.read("zeros.txt")) == attacks_archives.ZEROS


def test_a_flood_promises_more_pixels_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    picture = Image.open(io.BytesIO(attacks_documents.png_pixel_flood(0)))

    assert picture.width * picture.height * 3 > 10_000_000_000


def test_names_in_an_archive_climb_without_our_rules() -> None:
    with zipfile.ZipFile(io.BytesIO(attacks_archives.zip_slip(0))) as archive:
        assert "../../etc/cron.d/x.txt" in archive.namelist()


def broken(document: bytes, seed: int) -> bytes:
    """A file with some bytes changed, doubled or missing."""
    dice = random.Random(seed)
    content = bytearray(document)
    for _ in range(dice.randint(1, 30)):
        at = dice.randrange(16, len(content))
        how = dice.randrange(4)
        if how == 0:
            content[at] = dice.randrange(256)
        elif how == 1:
            content[at : at + 4] = dice.choice([b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f"])
        elif how == 2:
            del content[at : at + dice.randint(1, 40)]
        else:
            content[at:at] = content[at : at + dice.randint(1, 40)]
    return bytes(content)


@pytest.mark.slow
@pytest.mark.usefixtures("jail_works")
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_broken_at_random_is_answered_or_refused(kind: str) -> None:
    for seed in range(5):
        try:
            assert isinstance(read(broken(KINDS[kind](), seed), name=f"a.{kind}"), Reading)
        except (Refused, Broken):
            continue
