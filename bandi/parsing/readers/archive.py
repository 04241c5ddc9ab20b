"""ZIP archives: what lies in them, by bounded looks. Paths are ignored, links are refused, archives inside are counted in."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import Damaged, OverLimit, ParsingError, UnknownKind
from bandi.parsing.inside import Part
from bandi.parsing.kinds import first_look, suffix_of
from bandi.parsing.limits import DEPTH, ENTRIES, FIRST_BYTES, PART, UNPACKED
from bandi.parsing.readers import container
from bandi.parsing.readers.container import named
from bandi.parsing.readers.gathering import Gathering


def _entries(archive: zipfile.ZipFile) -> tuple[list[zipfile.ZipInfo], bool]:
    """Return the files of an archive, and whether some entries are not listed: links, devices, names that climb."""
    files, refused = [], False
    for entry in archive.infolist():
        mode = stat.S_IFMT(entry.external_attr >> 16)
        parts = entry.filename.replace("\\", "/").split("/")
        if entry.is_dir():
            continue
        if mode not in (0, stat.S_IFREG) or ".." in parts or parts[0] in {"", "~"} or ":" in parts[0] or not named(entry.filename):
            refused = True
        else:
            files.append(entry)
    return files, refused


def _kind(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """Return what an entry is, containers looked into; "unknown" where that cannot be told."""
    try:
        with archive.open(entry) as stream:
            head = stream.read(FIRST_BYTES)
        is_container = first_look(head, entry.filename).is_container
        return container.kind_within(container.part(archive, entry.filename) or b"" if is_container else head, entry.filename)
    except (ParsingError, zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        return "unknown"


def _weigh(archive: zipfile.ZipFile, depth: int, budget: list[int]) -> None:
    """Count entries and sizes through archives inside archives. Raises: OverLimit."""
    for entry in archive.infolist():
        budget[0] -= 1
        budget[1] -= entry.file_size
        if budget[0] < 0 or budget[1] < 0:
            raise OverLimit("archives inside archives")
    for entry in archive.infolist():
        if suffix_of(entry.filename) == "zip" or _begins_as_zip(archive, entry):
            if entry.file_size > PART:
                raise OverLimit("archive inside an archive")
            try:
                inner = container.opened(container.part(archive, entry.filename) or b"")
            except Damaged:
                continue
            if not _is_plain(inner):
                continue
            if depth >= DEPTH:
                raise OverLimit("depth")
            _weigh(inner, depth + 1, budget)


def _is_plain(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is just that, and not a document."""
    try:
        return container.kind_of_archive(archive) == "zip"
    except UnknownKind:
        return True


def _begins_as_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(entry) as stream:
            return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        return False


def _listed(document: bytes) -> tuple[list[dict[str, Any]], bool]:
    with container.opened(document) as archive:
        _weigh(archive, 1, [ENTRIES, UNPACKED])
        files, refused = _entries(archive)
        return [{"name": named(one.filename), "size": one.file_size, "kind": _kind(archive, one)} for one in files], refused


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the list of files as passages; each is a separate item, to be read by itself."""
    found = Gathering(job)
    listed, refused = _listed(document)
    for one in listed:
        found.add("paragraph", one["name"], None, one["kind"])
    found.fact("files", len(listed))
    if listed:
        found.problem("attachments-inside")
    if refused:
        found.problem("entries-refused")
    yield found.part()


def items(document: bytes, _job: dict[str, Any]) -> Iterator[Part]:
    """Answer what lies in the archive."""
    yield Part(b"J", {"items": _listed(document)[0]})


def item(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the bytes of one file of the archive, in the order of `items`."""
    with container.opened(document) as archive:
        _weigh(archive, 1, [ENTRIES, UNPACKED])
        files, _ = _entries(archive)
        if job["place"] >= len(files):
            raise Damaged
        yield Part(b"B", container.part(archive, files[job["place"]].filename) or b"")
