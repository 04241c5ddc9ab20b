"""What a ZIP or OLE container holds, by looking inside: its name alone says nothing."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import Damaged, Locked, OverLimit, ParsingError, UnknownKind
from bandi.parsing.inside import Part
from bandi.parsing.kinds import OLE, ZIP, agree, first_look
from bandi.parsing.limits import ENTRIES, MIB, PART, RATIO, UNPACKED
from bandi.parsing.readers.gathering import clean

_BY_MIMETYPE = {
    b"application/hwp+zip": "hwpx",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/epub+zip": "epub",
}
_BY_MAIN_PART = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"presentationml.presentation.main+xml", "pptx"),
    (b"ms-word.document.macroenabled.main+xml", "docm"),
    (b"ms-excel.sheet.macroenabled.main+xml", "xlsm"),
    (b"ms-powerpoint.presentation.macroenabled.main+xml", "pptm"),
)
_BY_STREAM = (
    ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"), ("__properties_version1.0", "msg"),
)  # fmt: skip
_HWP = "FileHeader"


def nothing(_document: bytes, _job: dict[str, Any]) -> Iterator[Part]:
    """Answer that the jail works."""
    yield Part(b"J", {"ok": True})


def identify(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer which kind a container is. Raises: UnknownKind, Damaged."""
    yield Part(b"J", {"kind": ole_kind(document) if job["family"] == OLE else zip_kind(document)})


def opened(document: bytes) -> zipfile.ZipFile:
    """Return a ZIP whose directory stays within the limits. Raises: Damaged, OverLimit, Locked.

    The limits are on what the directory promises; zipfile never unpacks more of an entry than it promises.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(document))
    except zipfile.BadZipFile as problem:
        raise Damaged from problem
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise OverLimit("entries")
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise OverLimit("unpacked size")
    if any(entry.file_size > MIB and entry.file_size > RATIO * max(entry.compress_size, 1) for entry in entries):
        raise OverLimit("ratio")
    if len({entry.filename for entry in entries}) != len(entries):
        raise Damaged("two entries of one name")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Locked
    return archive


def look_through(archive: zipfile.ZipFile) -> list[str]:
    """Look at every XML part of a workbook and return what is left out. Raises: OverLimit for a document type anywhere."""
    problems = []
    for entry in archive.infolist():
        name = entry.filename.lower()
        if name.endswith((".xml", ".rels", ".vml")):
            content = part(archive, entry.filename) or b""
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
                raise OverLimit("document type")
            if b'TargetMode="External"' in content and b"/hyperlink" not in content:
                problems.append("remote-left-out")
        elif name.endswith("vbaproject.bin"):
            problems.append("active-left-out")
        elif "/embeddings/" in name:
            problems.append("attachments-inside")
        elif "/media/" in name:
            problems.append("pictures-left-out")
    return list(dict.fromkeys(problems))


def part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return an entry unpacked, or None if there is none. Raises: OverLimit, Damaged."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > PART:
        raise OverLimit("part")
    try:
        with archive.open(entry) as stream:
            return stream.read(PART)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as problem:
        raise Damaged from problem


def zip_kind(document: bytes) -> str:
    """Return what a ZIP is: a document of a known kind, or just a ZIP. Raises: UnknownKind if it claims to be two."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            return kind_of_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as problem:
        raise Damaged from problem


def kind_of_archive(archive: zipfile.ZipFile) -> str:
    """Return what an opened ZIP is. Raises: UnknownKind."""
    claims = set()
    says = _beginning(archive, "mimetype")
    if says is not None:
        claims.add(_BY_MIMETYPE.get(says[:127].strip(), "unknown"))
    says = _beginning(archive, "[Content_Types].xml")
    if says is not None:
        claims |= {kind for words, kind in _BY_MAIN_PART if words in says.lower()} or {"unknown"}
    if not claims:
        return "zip"
    if len(claims) > 1 or "unknown" in claims:
        raise UnknownKind("a container that claims several kinds, or one that we do not know")
    return claims.pop()


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return None
    with archive.open(entry) as stream:
        return stream.read(MIB)


def kind_within(content: bytes, name: str) -> str:
    """Return what a file inside a file is; "unknown" where that cannot be told, or its name contradicts it."""
    try:
        look = first_look(content, name)
        kind = look.family
        if look.is_container:
            kind = zip_kind(content) if look.family == ZIP else ole_kind(content)
            agree(kind, look.suffix)
    except ParsingError:
        return "unknown"
    return kind


def named(path: str) -> str:
    """Return the last part of a path, for showing and nothing else."""
    return clean(path.replace("\\", "/").rstrip("/").rpartition("/")[2]).replace("\n", " ").strip(". ")[-120:]


def ole_kind(document: bytes) -> str:
    """Return what an OLE container is, by the names of its streams. Raises: UnknownKind, Damaged."""
    names = streams(document)
    if _HWP in names and ("DocInfo" in names or any(name.startswith("Section") for name in names)):
        return "hwp"
    for name, kind in _BY_STREAM:
        if name in names:
            return kind
    if "EncryptedPackage" in names:
        raise Locked
    raise UnknownKind


def streams(document: bytes) -> set[str]:
    """Return the names in an OLE directory, following its chain of sectors at most once around.

    Source: [MS-CFB] 2.2 (header), 2.3 (allocation table), 2.6 (directory).
    """
    if len(document) < 512:
        raise Damaged
    shift = struct.unpack_from("<H", document, 30)[0]
    if shift not in (9, 12):
        raise Damaged
    size = 1 << shift
    per = size // 4
    table = [one for one in struct.unpack_from("<109I", document, 76) if one < 0xFFFFFFFA]

    def at(sector: int) -> int:
        place = (sector + 1) * size
        if place + size > len(document) + size - 1 or place < 0:
            raise Damaged
        return place

    names: set[str] = set()
    sector, seen = struct.unpack_from("<I", document, 48)[0], set[int]()
    while sector < 0xFFFFFFFA and sector not in seen and len(seen) < 2_000:
        seen.add(sector)
        for place in range(at(sector), min(at(sector) + size, len(document) - 127), 128):
            length = min(struct.unpack_from("<H", document, place + 64)[0], 64)
            if length > 2:
                names.add(re.sub("[\x00-\x1f]", "", document[place : place + length - 2].decode("utf-16-le", "replace")))
        if sector // per >= len(table):
            break
        place = at(table[sector // per]) + (sector % per) * 4
        if place + 4 > len(document):
            raise Damaged
        sector = struct.unpack_from("<I", document, place)[0]
    return names
