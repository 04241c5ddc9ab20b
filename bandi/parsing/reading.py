"""Asking for what a stranger's file says: each call is one document in one jail, and returns checked, frozen values.

The file's name is used for its extension and nothing else; it is not sent into the jail and not part of any message.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from bandi.parsing import answers, kinds
from bandi.parsing.answers import Hidden, Item, Pixels, Reading, Sheet
from bandi.parsing.derive import png
from bandi.parsing.errors import Crashed, NotRead, OverLimit
from bandi.parsing.jail import BYTES, DONE, JSON, PICTURE, Document, frames
from bandi.parsing.limits import (
    FIRST_BYTES,
    LARGEST_ANSWER,
    LARGEST_DOCUMENT,
    MIB,
    PAGES,
    PART,
    PIXELS,
    SMALLEST_ANSWER,
    Limits,
)

# A stream that cannot go back (one that is being unsealed) is held in memory, up to the limit of a document.
Source = Path | bytes | BinaryIO


class _Opened:
    """A source made ready: its first bytes, its length, and a way to start it from the beginning again."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.start = stream.tell()
        self.length = stream.seek(0, io.SEEK_END) - self.start
        stream.seek(self.start)
        self.head = stream.read(FIRST_BYTES)

    def document(self) -> Document:
        self.stream.seek(self.start)
        return Document(self.stream, self.length)


@contextmanager
def _opened(source: Source) -> Iterator[_Opened]:
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield _Opened(stream)
    elif isinstance(source, bytes | bytearray | memoryview):
        yield _Opened(io.BytesIO(source))
    elif getattr(source, "seekable", bool)():
        yield _Opened(source)
    else:
        held = source.read(LARGEST_DOCUMENT + 1)
        if len(held) > LARGEST_DOCUMENT:
            raise OverLimit("document")
        yield _Opened(io.BytesIO(held))


def _kind(opened: _Opened, name: str) -> str:
    look = kinds.first_look(opened.head, name)
    if not look.is_container:
        return look.family
    kind = _one({"do": "identify", "family": look.family}, opened, Limits())["kind"]
    if not isinstance(kind, str):
        raise Crashed
    kinds.agree(kind, look.suffix)
    return kind


def _values(job: dict[str, Any], opened: _Opened, limits: Limits) -> list[Any]:
    """Return the JSON values of a whole answer; nothing counts before the reader has said that it is done."""
    values: list[Any] = []
    for frame in frames(job, opened.document(), limits=limits):
        if frame.tag == JSON:
            try:
                values.append(json.loads(frame.payload))
            except (ValueError, RecursionError) as problem:
                raise Crashed("not an answer") from problem
        elif frame.tag != DONE:
            raise Crashed("not an answer")
    return values


def _one(job: dict[str, Any], opened: _Opened, limits: Limits) -> dict[str, Any]:
    values = _values(job, opened, limits)
    if len(values) != 1 or not isinstance(values[0], dict):
        raise Crashed("not an answer")
    return values[0]


def _room(answer: int) -> int:
    return max(SMALLEST_ANSWER, min(answer, LARGEST_ANSWER))


def _needs(kind: str, possible: frozenset[str] | set[str]) -> None:
    if kind not in possible:
        raise NotRead(kind=kind)


def identify(source: Source, *, name: str = "") -> str:
    """Return the kind of a file ("pdf", "hwp", "docx" …), also for kinds that are known and not read.

    name:   only its extension is looked at, and must agree with the bytes; '' asks the bytes alone.
    Raises: NoJail (only for containers), UnknownKind, NamedWrongly.
    """
    with _opened(source) as opened:
        return _kind(opened, name)


def read(source: Source, *, name: str = "", answer: int = MIB) -> Reading:
    """Return what a document says, as text.

    answer: how many bytes the answer of the jail may have; what is longer is cut and says "truncated".
    Raises: NoJail, Refused, Broken (`errors`). There is no way to read without a jail.
    """
    with _opened(source) as opened:
        kind = _kind(opened, name)
        _needs(kind, kinds.READ)
        job = {"do": "read", "kind": kind, "suffix": kinds.suffix_of(name)}
        return answers.reading(_one(job, opened, Limits(answer=_room(answer))), kind=kind)


def hidden(source: Source, *, name: str = "") -> Hidden:
    """Return what a file carries that its page does not show: comments, changes, hidden text and sheets, notes, properties, where a picture was taken.

    Raises: as `read`; NotRead also for kinds that are known and cannot be looked into (old Word, Excel and PowerPoint files, films, sound).
    """
    with _opened(source) as opened:
        kind = _kind(opened, name)
        _needs(kind, kinds.LOOKED_INTO)
        job = {"do": "hidden", "kind": kind, "suffix": kinds.suffix_of(name)}
        return answers.hidden(_one(job, opened, Limits(answer=_room(4 * MIB))), kind=kind)


def rows(source: Source, *, name: str = "", answer: int = LARGEST_ANSWER) -> tuple[Sheet, ...]:
    """Return the tables of a CSV, XLSX or ODS file with typed cells; formulas as text. Raises: as `read`."""
    with _opened(source) as opened:
        kind = _kind(opened, name)
        _needs(kind, kinds.TABLES)
        job = {"do": "rows", "kind": kind, "suffix": kinds.suffix_of(name)}
        return answers.sheets(_values(job, opened, Limits(answer=_room(answer))))


def items(source: Source, *, name: str = "") -> tuple[Item, ...]:
    """Return what lies inside a ZIP or a mail: names, sizes, kinds; nothing is unpacked. Raises: as `read`."""
    with _opened(source) as opened:
        kind = _kind(opened, name)
        _needs(kind, {"zip", "eml"})
        return answers.items(_one({"do": "items", "kind": kind}, opened, Limits()).get("items"))


def take_out(source: Source, place: int, *, name: str = "") -> bytes:
    """Return one file from inside a ZIP or a mail, in the order of `items`: a stranger's file again, to be kept apart.

    Raises: as `read`; OverLimit over 100 MiB.
    """
    with _opened(source) as opened:
        kind = _kind(opened, name)
        _needs(kind, {"zip", "eml"})
        job = {"do": "item", "kind": kind, "place": max(0, place)}
        parts = list(frames(job, opened.document(), limits=Limits(content=PART)))
    if [part.tag for part in parts] != [BYTES, DONE]:
        raise Crashed("not an answer")
    return parts[0].payload


def page_images(source: Source, *, name: str = "", width: int = 1_240, pages: int = PAGES, first: int = 1) -> Iterator[Pixels]:
    """Yield the pages of a PDF, or the frames of a picture, as pixels, one after the other.

    width:  how wide a page is drawn; a picture is made smaller, never larger.
    first:  the page to begin with, counted from 1; nothing is yielded behind the last page.
    Raises: as `read`, also in the middle: then the file is not what it should be, and the pages before are worth nothing.
    """
    with _opened(source) as opened:
        kind = _kind(opened, name)
        _needs(kind, kinds.PICTURES | {"pdf"})
        job = {"do": "pages", "kind": kind, "width": max(16, min(width, 5_000)), "pages": max(1, min(pages, PAGES)), "first": max(1, first)}
        limits = Limits(pixels=PIXELS, pages=job["pages"])
        yield from _pixels(job, opened, limits)


def _pixels(job: dict[str, Any], opened: _Opened, limits: Limits) -> Iterator[Pixels]:
    promised, seen = None, 0
    for frame in frames(job, opened.document(), limits=limits):
        if frame.tag == JSON and promised is None:
            try:
                promised = answers.page_count(json.loads(frame.payload).get("pages"))
            except (ValueError, AttributeError, RecursionError) as problem:
                raise Crashed("not an answer") from problem
        elif frame.tag == PICTURE and promised is not None and seen < promised:
            seen += 1
            yield answers.pixels(frame.payload)
        elif frame.tag != DONE or seen != promised:
            raise Crashed("not an answer")


def picture(source: Source, *, name: str = "", width: int = 2_000) -> bytes:
    """Return a PNG made anew from the pixels of a picture (its first frame), or of the first page of a PDF.

    Nothing else of the file comes along: no place, no camera, no author, no comment, no thumbnail.
    Raises: as `read`.
    """
    drawn = [png(one) for one in page_images(source, name=name, width=width, pages=1)]
    if len(drawn) != 1:
        raise Crashed("no picture")
    return drawn[0]
